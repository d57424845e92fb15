//! A display that nobody sees. Each window has one to itself: two on one display would take the keyboard from each other.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A virtual display, gone with this value.
pub(crate) struct Display {
    server: Child,
    pub(crate) name: String,
}

impl Display {
    pub(crate) fn new() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1366x768x24"])
            .args(["-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let answer = server.stdout.take().expect("its output is piped");
        let mut number = String::new();
        let read = BufReader::new(answer).read_line(&mut number);
        assert!(read.is_ok_and(|length| length > 0), "Xvfb did not start");
        Self {
            server,
            name: format!(":{}", number.trim()),
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // Asked, not killed: it takes its socket and its lock away with it.
        let id = self.server.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.server.wait();
    }
}

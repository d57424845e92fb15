//! A display that nobody sees, where the tests were not given one.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A virtual display, gone with this value.
pub(crate) struct Display {
    server: Option<Child>,
    pub(crate) name: String,
}

impl Display {
    /// The display of the environment, else one of its own.
    pub(crate) fn here_or_own() -> Self {
        if let Some(name) = std::env::var("DISPLAY")
            .ok()
            .filter(|name| !name.is_empty())
        {
            return Self { server: None, name };
        }
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
            server: Some(server),
            name: format!(":{}", number.trim()),
        }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Some(server) = &mut self.server {
            // It may be gone already; either way it is over.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

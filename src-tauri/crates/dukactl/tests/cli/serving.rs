//! `run` and `sandbox`: what goes on until it is interrupted.

use crate::bench::{Bench, Ran, UGANDA, assert_has, binary, charge, ended, items, text};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Says a signal's name to a process of ours.
fn signal(child: &Child, name: &str) {
    let told = Command::new("kill")
        .args(["-s", name, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
}

/// `run`, with its stderr line by line.
struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    fn start(bench: &Bench) -> Self {
        let mut command = bench.home.command(&["run", "--json"]);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (told, lines) = channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if told.send(line).is_err() {
                    break;
                }
            }
        });
        let running = Self { child, lines };
        running.says("Duka runs");
        running
    }

    fn says(&self, words: &str) -> String {
        loop {
            let line = self
                .lines
                .recv_timeout(Duration::from_secs(40))
                .unwrap_or_else(|error| panic!("never said {words}: {error}"));
            if line.contains(words) {
                return line;
            }
        }
    }

    fn interrupt(self, name: &str) -> Ran {
        signal(&self.child, name);
        ended(self.child)
    }
}

#[test]
#[cfg(unix)]
fn run_polls_until_interrupted() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let open = bench.charge(&id, "0772418301", &[]).exits(6);
    let running = Running::start(&bench);
    let line = running.says("Paid");
    assert!(line.contains(&text(&open["id"])), "{line}");
    let end = running.interrupt("TERM").exits(0);
    assert_eq!(end["stopped"], true);
    let shown = bench.home.run(&["show", &text(&open["id"])]).exits(0);
    assert_eq!(shown["operation"]["state"], "succeeded");
}

#[test]
#[cfg(unix)]
fn a_command_beside_a_running_executor_waits_for_its_send() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let running = Running::start(&bench);
    let paid = bench.charge(&id, "0772418301", &["--wait", "30"]).exits(0);
    assert_eq!(paid["state"], "succeeded");
    assert_eq!(bench.taken(), 1);
    items(&bench.home.run(&["search", "8301"]).exits(0));
    running.interrupt("INT").exits(0);
}

#[test]
#[cfg(unix)]
fn sandbox_prints_one_line_and_serves() {
    let mut child = binary(&["sandbox", "--seed", "7"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let practice: Value = serde_json::from_str(&line).unwrap();
    assert_has(&practice, &["base_urls", "credentials"]);

    let home = crate::bench::Home::practice();
    let base_url = text(&practice["base_urls"][UGANDA]);
    let words = [
        "account",
        "add",
        "--provider",
        UGANDA,
        "--environment",
        "sandbox",
        "--name",
        "Shop",
        "--base-url",
        &base_url,
    ];
    let added = home.run_with(&words, &practice["credentials"][UGANDA].to_string());
    let id = text(&added.exits(0)["id"]);
    home.run(&["account", "test", &id]).exits(0);
    home.run(&charge(&id, "0772418303", &[])).exits(6);

    let port = practice["port"].to_string();
    let taken = crate::bench::finish(binary(&["sandbox", "--json", "--port", &port]), "");
    assert_eq!(taken.refused(1), "sandbox");

    signal(&child, "INT");
    let mut rest = String::new();
    stdout.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "", "one line, and nothing after it");
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_went_away_does_not_make_it_fall_over() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let mut child = bench
        .home
        .command(&charge(&id, "0772418303", &["--json"]))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = ended(child);
    assert_eq!(ran.exit, 6, "{}", ran.stderr);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
}

//! How Duka begins and ends, without a driver beside it.

use crate::support::Stage;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

#[test]
fn asked_to_leave_duka_closes_its_books_and_ends_well() {
    let stage = Stage::practising().with("DUKA_REPORT_PAINT", "1");
    let mut duka = Command::new(env!("CARGO_BIN_EXE_duka"))
        .envs(stage.env())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("Duka starts");
    let said = BufReader::new(duka.stderr.take().expect("its errors are piped"));
    let painted = said
        .lines()
        .map_while(Result::ok)
        .any(|line| line.trim() == "duka: painted");
    assert!(painted, "the first screen is told");
    // A journal that is in use has a log beside it.
    let logs = ["journal.db-wal", "practice/journal.db-wal"].map(|name| stage.home().join(name));
    assert!(logs.iter().all(|log| log.exists()));
    let asked = Command::new("kill")
        .args(["-TERM", &duka.id().to_string()])
        .status();
    assert!(asked.is_ok_and(|status| status.success()));
    let ended = duka.wait().expect("it ends");
    assert!(ended.success(), "{ended}");
    assert!(
        logs.iter().all(|log| !log.exists()),
        "the journals were folded together"
    );
    let simulator = stage.home().join("practice/simulator/practice.json");
    assert!(!simulator.exists(), "the simulator left no address behind");
}

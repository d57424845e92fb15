//! A journal that cannot be opened any more, and the way back from a terminal.

use crate::desk::{Desk, json, said};
use std::io::{Seek as _, SeekFrom, Write as _};

/// Runs it, and demands its exit code.
fn told(desk: &Desk, words: &[&str], exit: i32) -> serde_json::Value {
    let output = desk.run(words);
    assert_eq!(
        output.status.code(),
        Some(exit),
        "{words:?} {}",
        said(&output)
    );
    json(&output)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_that_cannot_be_opened_is_exported_and_restored_from_a_terminal() {
    let desk = Desk::new().await;
    let sent = desk.run(&desk.charge("03"));
    assert_eq!(sent.status.code(), Some(6), "{}", said(&sent));
    let id = json(&sent)["id"].as_str().unwrap().to_owned();
    // The next process finds that there is no copy yet.
    told(&desk, &["search"], 0);
    let copies = told(&desk, &["journal", "copies"], 0);
    assert_eq!(copies["items"].as_array().unwrap().len(), 1);

    let path = desk.home().join("journal.db");
    let mut file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(4_096)).unwrap();
    file.write_all(&[0xA5; 20_000]).unwrap();
    drop(file);
    let refused = told(&desk, &["show", &id], 1);
    assert_eq!(refused["error"]["code"], "damaged_database");

    let out = desk.home().join("export.jsonl");
    let exported = told(
        &desk,
        &["journal", "export", "--out", out.to_str().unwrap()],
        0,
    );
    let lines = std::fs::read_to_string(&out).unwrap().lines().count();
    assert_eq!(exported["rows"].as_u64(), Some(lines as u64));
    assert_ne!(exported["cut_short"].as_array().unwrap().len(), 0);

    let review = told(&desk, &["journal", "restore"], 2);
    assert!(review["review"]["message"].is_string());
    told(&desk, &["journal", "restore", "--yes"], 0);
    assert_eq!(told(&desk, &["show", &id], 0)["operation"]["id"], id);
    let locked = desk.run(&desk.charge("01"));
    assert_eq!(locked.status.code(), Some(2));
    assert_eq!(json(&locked)["error"]["code"], "sending_locked");
    assert_eq!(told(&desk, &["desk"], 0)["lock"]["why"], "restored");
    let early = told(&desk, &["desk", "confirm", "--yes"], 2);
    assert_eq!(early["error"]["code"], "gap_not_covered");
    told(&desk, &["sync"], 0);
    let review = told(&desk, &["desk", "confirm"], 2);
    assert_eq!(review["review"]["may_confirm"], true);
    let open = told(&desk, &["desk", "confirm", "--yes"], 0);
    assert!(open["lock"].is_null());
    let sent = desk.run(&desk.charge("01"));
    assert_eq!(sent.status.code(), Some(6), "{}", said(&sent));
    assert_eq!(desk.posted(), 2);
}

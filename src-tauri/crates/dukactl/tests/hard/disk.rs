//! A disk with no room left, and a file of a newer Duka.

use crate::desk::{Desk, json, said};
use std::fmt::Write as _;
use std::process::Command;

/// The home lies on a small file system of its own, in a mount namespace of its own: really full, and nobody else's.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_before_sending_and_loses_nothing() {
    let desk = Desk::new().await;
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().display();
    let quoted = |words: &[String]| {
        words.iter().fold(String::new(), |mut line, word| {
            write!(line, " '{word}'").unwrap();
            line
        })
    };
    let duka = format!("'{}' --home '{home}' --json", Desk::program().display());
    let charge = desk.charge("03");
    let script = format!(
        "set -u
mount -t tmpfs -o size=4m tmpfs '{home}'
echo practice > '{home}/vault-kind'
account=$(printf %s '{credentials}' | {duka}{add} | sed 's/.*\"id\":\"\\([^\"]*\\)\".*/\\1/')
dd if=/dev/zero of='{home}/fill' bs=1k 2>/dev/null
{duka}{charge} ; echo \"exit=$?\"
rm '{home}/fill'
{duka} search ; echo \"exit=$?\"
{duka}{charge} ; echo \"exit=$?\"",
        credentials = desk.credentials(),
        add = quoted(&desk.add_account()),
        charge = quoted(&charge).replace(&format!("'{}'", desk.account), "\"$account\""),
    );
    let flags: &[&str] = if am_root() {
        &["--mount"]
    } else {
        &["--user", "--map-root-user", "--mount"]
    };
    let output = Command::new("unshare")
        .args(flags)
        .args(["sh", "-c", &script])
        .output()
        .expect("unshare is part of every Debian");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let exits: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("exit="))
        .collect();
    assert_eq!(exits, ["exit=1", "exit=0", "exit=6"], "{}", said(&output));
    assert!(told.contains("\"disk_full\""), "{told}");
    assert!(
        told.contains("{\"items\":[],\"next\":null}"),
        "nothing was begun: {told}"
    );
    assert_eq!(desk.posted(), 1, "only the second one left");
}

fn am_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    String::from_utf8_lossy(&id.stdout).trim() == "0"
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_refused_and_untouched() {
    let desk = Desk::new().await;
    let file = desk.home().join("journal.db");
    let mut bytes = std::fs::read(&file).unwrap();
    // Bytes 60 to 63 of an SQLite file are its `user_version`: the shape of our tables.
    bytes[60..64].copy_from_slice(&9_999_u32.to_be_bytes());
    std::fs::write(&file, &bytes).unwrap();
    let refused = desk.run(&desk.charge("01"));
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert_eq!(json(&refused)["error"]["code"], "newer_database");
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "not one byte changed");
    assert_eq!(desk.posted(), 0);
}

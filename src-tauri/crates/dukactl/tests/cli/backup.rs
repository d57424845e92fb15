//! `backup make` and `backup restore`.

use crate::bench::{Bench, Home, RWANDA, Ran, finish, items};
use std::path::Path;

const PASSPHRASE: &str = "trois chèvres blanches";

fn with_passphrase(home: &Home, words: &[&str], passphrase: &str) -> Ran {
    let mut command = home.command(words);
    command
        .arg("--json")
        .env("DUKA_BACKUP_PASSPHRASE", passphrase);
    finish(command, "")
}

#[test]
fn a_backup_is_made_and_restored_with_its_passphrase_and_a_review() {
    let bench = Bench::new();
    let account = bench.account(RWANDA);
    let file = bench.home.path().with_file_name("shop.duka");
    let out = file.to_str().unwrap();
    let make = ["backup", "make", "--out", out];
    assert_eq!(bench.home.run(&make).refused(2), "passphrase_needed");
    let short = with_passphrase(&bench.home, &make, "goats");
    assert_eq!(short.refused(2), "passphrase_short");
    assert!(!Path::new(out).exists());
    let made = with_passphrase(&bench.home, &make, PASSPHRASE).exits(0);
    assert_eq!(made["path"], out);

    let other = Home::practice();
    let review = other.run(&["backup", "restore", out]).exits(2);
    assert!(review["review"]["message"].is_string(), "{review}");
    let restore = ["backup", "restore", out, "--yes"];
    let wrong = with_passphrase(&other, &restore, "trois chèvres noires");
    assert_eq!(wrong.refused(1), "wrong_passphrase");
    assert_eq!(items(&other.run(&["account", "list"]).exits(0)).len(), 0);
    with_passphrase(&other, &restore, PASSPHRASE).exits(0);
    let accounts = items(&other.run(&["account", "list"]).exits(0));
    assert_eq!(accounts[0]["id"], account.as_str());
    let desk = other.run(&["desk"]).exits(0);
    assert_eq!(desk["lock"]["why"], "restored");
}

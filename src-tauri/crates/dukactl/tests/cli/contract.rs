//! What a script relies on: exit codes, one JSON value, and a whole journey.

use crate::bench::{
    Bench, ERROR, Home, PASSPHRASE, UGANDA, assert_has, binary, charge, finish, items, nobody, text,
};
use simulator::{Fault, Planned};

#[test]
fn every_exit_code_of_the_contract_is_reached() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    bench.charge(&id, "0772418301", &["--wait", "30"]).exits(0);
    bench.charge(&id, "0772418302", &["--wait", "30"]).exits(3);
    bench.charge(&id, "0772418303", &["--wait", "3"]).exits(6);
    let lost = Planned::next_post(Fault::DropReplyAfterCommit);
    bench.control.fault(lost).unwrap();
    bench.charge(&id, "0772418304", &[]).exits(4);
    let bad = bench.charge(&id, "nonsense", &[]).exits(2);
    assert_has(&bad["error"], ERROR);
    let unknown = bench
        .home
        .run(&charge("acc_nobody", "0772418301", &[]))
        .exits(5);
    assert_has(&unknown["error"], ERROR);

    let bench = Bench::new();
    let unreachable = bench.account_at(UGANDA, &nobody());
    let unsent = bench
        .charge(&unreachable, "0772418301", &["--request-id", "once"])
        .exits(7);
    let repeated = bench
        .charge(&unreachable, "0772418301", &["--request-id", "once"])
        .exits(7);
    assert_eq!(unsent["id"], repeated["id"]);

    // A file where the home should be.
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("home");
    std::fs::write(&file, "not a folder").unwrap();
    let mut command = binary(&["account", "list", "--json"]);
    command.arg("--home").arg(&file);
    assert_has(&finish(command, "").exits(1)["error"], ERROR);
}

#[test]
fn a_stopped_provider_leaves_a_charge_recorded_and_cut_off_ones_in_doubt() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let cut = Planned::next_post(Fault::ResetBeforeCommit);
    bench.control.fault(cut).unwrap();
    bench.charge(&id, "0772418301", &[]).exits(4);
    assert_eq!(bench.taken(), 0);
}

#[test]
fn with_json_stdout_holds_one_value() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    for words in [
        &["provider", "list"][..],
        &["account", "list"],
        &["balance"],
        &["sync"],
        &["search"],
        &["doubts"],
        &["setting", "get", "language"],
        &["show", "op_nobody"],
        &["no-such-command"],
        &["charge", "create", "--account", &id],
        &charge(&id, "0772418303", &["--wait", "1"]),
    ] {
        let mut command = bench.home.command(words);
        command.arg("--json").env("DUKA_LOG", "trace");
        let ran = finish(command, "");
        ran.json();
        assert_eq!(ran.stdout.lines().count(), 1, "{words:?}\n{}", ran.stdout);
    }
}

#[test]
fn bad_usage_is_exit_two_and_still_one_json_error() {
    let home = Home::practice();
    for words in [
        &["payout", "create"][..],
        &["charge", "simulate", "op_x"],
        &["search", "--colour", "red"],
        &["search", "--limit", "0"],
        &[
            "charge",
            "create",
            "--account",
            "acc_x",
            "--amount",
            "1",
            "--currency",
            "UGX",
            "--method",
            "card",
        ],
        &[
            "account",
            "add",
            "--provider",
            UGANDA,
            "--environment",
            "moon",
            "--name",
            "N",
        ],
        &["resolve", "op_x", "--adopt", "a", "--set-aside", "b"],
        &["setting", "get", "language", "--lang", "de"],
    ] {
        let error = home.run(words).exits(2);
        assert_eq!(error["error"]["code"], "usage", "{words:?}");
        assert_has(&error["error"], ERROR);
        assert_eq!(home.say(words).exit, 2);
    }
    let help = finish(binary(&["--help"]), "");
    assert_eq!(help.exit, 0);
    assert!(help.stdout.contains("in doubt"), "{}", help.stdout);
    assert_eq!(finish(binary(&["--version"]), "").exit, 0);
}

#[test]
fn a_new_user_comes_from_the_first_account_to_a_paid_charge() {
    let bench = Bench::with(Home::new(), 60);
    let run = |words: &[&str], stdin: &str| {
        let mut command = bench.home.command(words);
        command
            .args(["--vault", "file", "--json"])
            .env("DUKA_PASSPHRASE", PASSPHRASE);
        finish(command, stdin)
    };
    let base_url = bench.base_url(UGANDA);
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
    let id = text(&run(&words, &bench.keys(UGANDA)).exits(0)["id"]);
    run(&["account", "test", &id], "").exits(0);
    let paid = run(&charge(&id, "0772 418 301", &["--wait", "30"]), "").exits(0);
    run(&["sync"], "").exits(0);
    let found = items(&run(&["search", "8301"], "").exits(0));
    let row = found
        .iter()
        .find(|row| row["operation"] == paid["id"])
        .unwrap();
    assert_eq!(row["status"], "succeeded");
    let same: Vec<_> = found.iter().filter(|one| one["id"] == row["id"]).collect();
    assert_eq!(same.len(), 1, "tied ones stand once");
    let shown = run(&["show", &text(&row["id"])], "").exits(0);
    assert_eq!(shown["operation"]["id"], paid["id"]);
    assert!(!items(&run(&["balance"], "").exits(0)).is_empty());
    assert!(items(&run(&["doubts"], "").exits(0)).is_empty());

    // An account with real money beside it hides nothing and is mixed with nothing.
    let live = [
        "account",
        "add",
        "--provider",
        UGANDA,
        "--environment",
        "live",
        "--name",
        "Live",
    ];
    run(&live, &bench.keys(UGANDA)).exits(0);
    let both = items(&run(&["search", "8301"], "").exits(0));
    assert_eq!(both.len(), found.len());
    let first = run(&["search", "--limit", "1"], "").exits(0);
    assert!(text(&first["next"]).starts_with("sandbox."));

    // The home's kind of vault is fixed.
    let other = finish(
        {
            let mut command = bench.home.command(&["account", "list", "--json"]);
            command.args(["--vault", "keyring"]);
            command
        },
        "",
    );
    assert_eq!(other.refused(2), "other_vault");
    // Reading the books asks for no passphrase; speaking to a provider does.
    items(&bench.home.run(&["search", "8301"]).exits(0));
    assert_eq!(bench.home.run(&["sync"]).refused(2), "passphrase_needed");
    let mut wrong = bench.home.command(&["balance", "--json"]);
    wrong.env("DUKA_PASSPHRASE", "wrong");
    assert_eq!(finish(wrong, "").refused(1), "wrong_passphrase");
}

//! `balance`, `sync`, `search`, `show`, `setting`.

use crate::bench::{Bench, Home, OPERATION, RWANDA, TRANSACTION, UGANDA, assert_has, items, text};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn balance_gives_amounts_with_their_age() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let all = items(&bench.home.run(&["balance"]).exits(0));
    assert!(!all.is_empty());
    for item in &all {
        assert_has(
            item,
            &[
                "account",
                "environment",
                "currency",
                "network",
                "available",
                "pending",
                "total",
                "as_of",
            ],
        );
        assert_eq!(item["account"], serde_json::json!(id));
        assert_has(&item["available"], &["amount", "currency"]);
        text(&item["as_of"]);
    }
    bench
        .home
        .run(&["balance", "--account", "acc_nobody"])
        .exits(5);

    // With the provider gone, what was known is still there, and the exit code says that it is old.
    let home = bench.home;
    let known = items(&home.run(&["balance", "--account", &id]).exits(0));
    bench.control.disable_keys(UGANDA, true).unwrap();
    let old = home.run(&["balance"]);
    assert_eq!(items(&old.exits(1)).len(), known.len());
    assert!(!old.stderr.is_empty());
}

#[test]
fn sync_prints_an_item_per_account_and_exits_one_on_failure() {
    let bench = Bench::with(Home::practice(), 150);
    let uganda = bench.account(UGANDA);
    let rwanda = bench.account(RWANDA);
    let ran = bench.home.run(&["sync"]);
    let both = items(&ran.exits(0));
    assert_eq!(both.len(), 2);
    for item in &both {
        assert_has(
            item,
            &[
                "account",
                "complete_from",
                "complete_to",
                "added",
                "changed",
                "error",
            ],
        );
        assert!(item["added"].as_u64().unwrap() > 0, "{item}");
        assert!(item["error"].is_null());
    }
    assert!(ran.stderr.contains("Kintu Hardware"), "{}", ran.stderr);

    bench.control.disable_keys(RWANDA, true).unwrap();
    let both = items(&bench.home.run(&["sync"]).exits(1));
    let of = |id: &str| both.iter().find(|item| item["account"] == id).unwrap();
    assert!(of(&uganda)["error"].is_null());
    assert_has(&of(&rwanda)["error"], &["code", "message"]);
    let one = items(
        &bench
            .home
            .run(&["sync", "--account", &uganda, "--full"])
            .exits(0),
    );
    assert_eq!(one.len(), 1);
}

#[test]
fn search_pages_through_with_filters() {
    // The simulator shares a history out among four providers; two of them have an account here.
    let bench = Bench::with(Home::practice(), 240);
    let uganda = bench.account(UGANDA);
    let rwanda = bench.account(RWANDA);
    bench.home.run(&["sync"]).exits(0);
    let whole = items(&bench.home.run(&["search", "--limit", "500"]).exits(0));
    assert!(whole.len() >= 100, "{}", whole.len());
    for item in &whole {
        assert_has(item, TRANSACTION);
        assert_eq!(item["environment"], "sandbox");
    }

    let mut seen = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let mut words = vec!["search", "--limit", "30"];
        if let Some(cursor) = after.as_deref() {
            words.extend(["--after", cursor]);
        }
        let page = bench.home.run(&words).exits(0);
        let rows = items(&page);
        assert!(rows.len() <= 30);
        seen.extend(rows.iter().map(|row| text(&row["id"])));
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_owned()),
            None => break,
        }
    }
    let ids: Vec<String> = whole.iter().map(|row| text(&row["id"])).collect();
    assert_eq!(seen, ids, "paging gives every row once, in order");

    let at_least = |row: &Value, least: u64| {
        let amount = text(&row["amount"]["amount"]);
        amount.split('.').next().unwrap().parse::<u64>().unwrap() >= least
    };
    let of_uganda = |row: &Value| row["account"] == uganda;
    let failed = |row: &Value| row["status"] == "failed";
    let of_rwanda = |row: &Value| row["account"] == rwanda && row["status"] == "succeeded";
    let large = |row: &Value| at_least(row, 100_000);
    let nothing = |_: &Value| false;
    type Fits<'a> = &'a dyn Fn(&Value) -> bool;
    let rows: [(&[&str], Fits<'_>); 5] = [
        (&["--account", &uganda], &of_uganda),
        (&["--status", "failed"], &failed),
        (&["--account", &rwanda, "--status", "succeeded"], &of_rwanda),
        (&["--min", "100000"], &large),
        (&["--from", "2000-01-01", "--to", "2000-12-31"], &nothing),
    ];
    for (words, fits) in rows {
        let words: Vec<&str> = ["search", "--limit", "500"]
            .iter()
            .chain(words)
            .copied()
            .collect();
        let found = items(&bench.home.run(&words).exits(0));
        let expected = whole.iter().filter(|row| fits(row)).count();
        assert_eq!(found.len(), expected, "{words:?}");
        assert!(found.iter().all(fits), "{words:?}");
    }

    let with_phone = whole.iter().find(|row| row["phone"].is_string()).unwrap();
    let phone = text(&with_phone["phone"]);
    let last_four = &phone[phone.len() - 4..];
    let found = items(&bench.home.run(&["search", last_four]).exits(0));
    assert!(found.iter().any(|row| row["id"] == with_phone["id"]));

    assert_eq!(
        bench.home.run(&["search", "--after", "x"]).refused(2),
        "bad_cursor"
    );
    assert_eq!(
        bench
            .home
            .run(&["search", "--from", "2026-02-30"])
            .refused(2),
        "bad_date"
    );
    bench
        .home
        .run(&["search", "--account", "acc_nobody"])
        .exits(5);
}

#[test]
fn an_operation_that_is_no_transaction_yet_is_found_too() {
    let bench = Bench::new();
    let id = bench.account_at(UGANDA, &crate::bench::nobody());
    let unsent = bench.charge(&id, "0772418301", &[]).exits(7);
    let found = items(&bench.home.run(&["search", "8301"]).exits(0));
    assert_eq!(found.len(), 1);
    assert_has(&found[0], OPERATION);
    assert_eq!(found[0]["id"], unsent["id"]);
}

#[test]
fn show_gives_the_timeline() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let paid = bench.charge(&id, "0772418301", &["--wait", "30"]).exits(0);
    let shown = bench.home.run(&["show", &text(&paid["id"])]).exits(0);
    assert_has(&shown, &["operation", "transaction", "timeline", "refunds"]);
    assert_has(&shown["operation"], OPERATION);
    assert_has(&shown["transaction"], TRANSACTION);
    let timeline = shown["timeline"].as_array().unwrap();
    let mut what = BTreeSet::new();
    for entry in timeline {
        assert_has(entry, &["at", "actor", "what", "cause"]);
        what.insert(text(&entry["what"]));
    }
    for state in ["state:recorded", "state:sending", "state:succeeded"] {
        assert!(what.contains(state), "{what:?}");
    }
    assert!(
        timeline
            .iter()
            .any(|entry| text(&entry["actor"]).contains("cashier")),
        "{timeline:?}"
    );

    let transaction = text(&shown["transaction"]["id"]);
    let same = bench.home.run(&["show", &transaction]).exits(0);
    assert_eq!(same["operation"]["id"], paid["id"]);
    for nobody in ["op_nobody", "tx_nobody", "nonsense"] {
        bench.home.run(&["show", nobody]).exits(5);
    }
}

#[test]
fn setting_reads_back_what_was_set() {
    let home = Home::practice();
    let unset = home.run(&["setting", "get", "staff"]).exits(0);
    assert!(unset["value"].is_null());
    let set = home
        .run(&["setting", "set", "staff", "Justine N."])
        .exits(0);
    assert_eq!(set["value"], "Justine N.");
    assert_eq!(home.run(&["setting", "get", "staff"]).exits(0), set);
    home.run(&["setting", "set", "staff"]).exits(0);
    assert_eq!(home.run(&["setting", "get", "staff"]).exits(0), unset);
    assert_eq!(
        home.run(&["setting", "get", "colour"]).refused(2),
        "unknown_setting"
    );
    assert_eq!(
        home.run(&["setting", "set", "language", "de"]).refused(2),
        "bad_setting"
    );
}

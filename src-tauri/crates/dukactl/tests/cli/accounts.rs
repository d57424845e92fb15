//! `provider` and `account`.

use crate::bench::{Bench, Home, RWANDA, UGANDA, assert_has, charge, items, nobody, text};
use serde_json::json;

#[test]
fn provider_list_gives_the_fields_of_the_contract() {
    let home = Home::practice();
    let list = items(&home.run(&["provider", "list"]).exits(0));
    let ids: Vec<String> = list.iter().map(|one| text(&one["id"])).collect();
    assert!(ids.contains(&UGANDA.to_owned()) && ids.contains(&RWANDA.to_owned()));
    for provider in &list {
        assert_has(
            provider,
            &[
                "id",
                "name",
                "countries",
                "currencies",
                "capabilities",
                "credentials",
            ],
        );
        let can = provider["capabilities"].as_array().unwrap();
        let charges = can
            .iter()
            .any(|word| word.as_str().unwrap().starts_with("charge:"));
        assert!(charges, "{can:?}");
        for field in provider["credentials"].as_array().unwrap() {
            assert_has(field, &["name", "label", "secret"]);
        }
    }
}

#[test]
fn account_add_echoes_no_secret_and_refuses_a_twin() {
    let bench = Bench::new();
    let keys = bench.keys(UGANDA);
    let words = [
        "account",
        "add",
        "--provider",
        UGANDA,
        "--environment",
        "sandbox",
        "--name",
        "Shop",
    ];
    let base_url = bench.base_url(UGANDA);
    let words: Vec<&str> = words.into_iter().chain(["--base-url", &base_url]).collect();
    let added = bench.home.run_with(&words, &keys);
    let account = added.exits(0);
    assert_has(
        &account,
        &[
            "id",
            "provider",
            "environment",
            "name",
            "base_url",
            "state",
            "settings",
            "credentials",
        ],
    );
    assert_eq!(account["state"], "ready");
    assert_eq!(account["credentials"]["api_token"], json!({"set": true}));
    let secrets: serde_json::Value = serde_json::from_str(&keys).unwrap();
    for secret in secrets.as_object().unwrap().values() {
        let secret = text(secret);
        assert!(!added.stdout.contains(&secret) && !added.stderr.contains(&secret));
    }
    let twin = bench.home.run_with(&words, &keys).exits(2);
    assert_eq!(twin["error"]["code"], "account_exists");
    assert_eq!(
        items(&bench.home.run(&["account", "list"]).exits(0)).len(),
        1
    );
}

#[test]
fn account_list_shows_what_is_set_and_no_value() {
    let bench = Bench::new();
    let id = bench.account(RWANDA);
    let ran = bench.home.run(&["account", "list"]);
    let list = items(&ran.exits(0));
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["id"], json!(id));
    assert_eq!(list[0]["environment"], "sandbox");
    assert_eq!(list[0]["settings"]["payer_email"], "shop@example.org");
    assert_eq!(list[0]["credentials"]["api_key"], json!({"set": true}));
    let keys: serde_json::Value = serde_json::from_str(&bench.keys(RWANDA)).unwrap();
    assert!(!ran.stdout.contains(&text(&keys["api_key"])));
}

#[test]
fn account_test_says_why_it_was_refused() {
    let bench = Bench::new();
    for provider in [UGANDA, RWANDA] {
        let id = bench.account(provider);
        let good = bench.home.run(&["account", "test", &id]).exits(0);
        assert_eq!(good["ok"], true, "{good}");

        bench.control.block_ip(provider, true).unwrap();
        let refused = bench.home.run(&["account", "test", &id]).exits(3);
        assert_eq!(
            refused["error"]["code"], "address_not_admitted",
            "{refused}"
        );
        bench.control.block_ip(provider, false).unwrap();

        bench.control.rotate_keys(provider).unwrap();
        let refused = bench.home.run(&["account", "test", &id]).exits(3);
        // One of the two does not say whether it is the key or the account.
        let code = text(&refused["error"]["code"]);
        assert!(code.starts_with("wrong_key"), "{refused}");
        assert_has(&refused["test"], &["steps", "provider_message", "address"]);
    }
    assert_eq!(bench.taken(), 0, "a test moves no money");

    let bench = Bench::new();
    let unreachable = bench.account_at(UGANDA, &nobody());
    let error = bench.home.run(&["account", "test", &unreachable]).exits(1);
    assert_eq!(error["error"]["code"], "no_network");
}

#[test]
fn account_update_changes_settings_and_keys() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let changed = bench
        .home
        .run(&[
            "account",
            "update",
            &id,
            "--set",
            "payer_email=new@example.org",
            "--name",
            "New",
        ])
        .exits(0);
    assert_eq!(changed["settings"]["payer_email"], "new@example.org");
    assert_eq!(changed["name"], "New");

    bench.control.rotate_keys(UGANDA).unwrap();
    bench.home.run(&["account", "test", &id]).exits(3);
    let fresh = bench.keys(UGANDA);
    bench
        .home
        .run_with(&["account", "update", &id], &fresh)
        .exits(0);
    bench.home.run(&["account", "test", &id]).exits(0);

    let nothing = bench.home.run(&["account", "update", &id]);
    assert_eq!(nothing.refused(2), "nothing_to_change");
    let unknown = bench
        .home
        .run_with(&["account", "update", &id], r#"{"token":"x"}"#);
    assert_eq!(unknown.refused(2), "unknown_credential");
}

#[test]
fn account_remove_keeps_history_and_waits_for_what_is_open() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    bench.home.run(&["sync"]).exits(0);
    let open = bench.charge(&id, "0772418303", &[]).exits(6);
    let refused = bench.home.run(&["account", "remove", &id]).exits(2);
    assert_eq!(refused["error"]["code"], "account_unsettled");
    assert_eq!(refused["error"]["operation"]["id"], open["id"]);

    let bench = Bench::new();
    let id = bench.account(UGANDA);
    bench.home.run(&["sync"]).exits(0);
    let paid = bench.charge(&id, "0772418301", &["--wait", "30"]).exits(0);
    let removed = bench.home.run(&["account", "remove", &id]).exits(0);
    assert_eq!(removed["state"], "removed");
    assert_eq!(removed["credentials"]["api_token"], json!({"set": false}));
    let found = items(&bench.home.run(&["search", "8301"]).exits(0));
    assert!(found.iter().any(|item| item["operation"] == paid["id"]));
    let words = charge(&id, "0772418301", &[]);
    assert_eq!(bench.home.run(&words).refused(2), "account_removed");
    assert_eq!(bench.taken(), 1);
}

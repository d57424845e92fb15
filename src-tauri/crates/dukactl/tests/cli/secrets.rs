//! Secrets go in and never come out.

use crate::bench::{Bench, Home, PASSPHRASE, RWANDA, Ran, charge, files, finish, text};
use serde_json::Value;

#[test]
fn no_secret_is_printed_logged_or_kept_in_clear() {
    let bench = Bench::with(Home::new(), 40);
    let mut heard = String::new();
    let mut run = |words: &[&str], stdin: &str, json: bool| -> Ran {
        let mut command = bench.home.command(words);
        command
            .args(["--vault", "file"])
            .env("DUKA_PASSPHRASE", PASSPHRASE)
            .env("DUKA_LOG", "trace");
        if json {
            command.arg("--json");
        }
        let ran = finish(command, stdin);
        heard += &ran.stdout;
        heard += &ran.stderr;
        ran
    };
    let base_url = bench.base_url(RWANDA);
    let keys = bench.keys(RWANDA);
    let add = [
        "account",
        "add",
        "--provider",
        RWANDA,
        "--environment",
        "sandbox",
        "--name",
        "Shop",
        "--base-url",
        &base_url,
        "--set",
        "payer_email=shop@example.org",
    ];
    let id = text(&run(&add, &keys, true).exits(0)["id"]);
    assert_eq!(run(&add, &keys, false).exit, 2);
    let mut paying = charge(&id, "0788123401", &["--network", "MTN", "--wait", "20"]);
    paying[5] = "2000";
    paying[7] = "RWF";
    let paid = run(&paying, "", true).exits(0);
    let paid = text(&paid["id"]);
    for words in [
        &["account", "list"][..],
        &["account", "test", &id],
        &["account", "update", &id, "--name", "Shop 2"],
        &["sync"],
        &["balance"],
        &["search"],
        &["show", &paid],
        &["charge", "confirm", &paid, "--otp", "915531"],
    ] {
        run(words, "", true);
        run(words, "", false);
    }
    bench.control.rotate_keys(RWANDA).unwrap();
    let fresh = bench.keys(RWANDA);
    run(&["account", "test", &id], "", false);
    run(&["account", "update", &id], &fresh, true).exits(0);

    let mut secrets = vec![PASSPHRASE.to_owned(), "915531".to_owned()];
    for keys in [&keys, &fresh] {
        let keys: Value = serde_json::from_str(keys).unwrap();
        let hidden = ["api_key", "encryption_key", "webhook_secret"];
        secrets.extend(hidden.iter().map(|field| text(&keys[*field])));
    }
    for secret in &secrets {
        assert!(!heard.contains(secret), "{secret} was said");
    }
    let kept = files(&bench.home.path());
    assert!(kept.iter().any(|path| path.ends_with("vault.age")));
    for path in kept {
        let bytes = std::fs::read(&path).unwrap();
        for secret in &secrets {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{secret} stands in {}", path.display());
        }
    }
}

#[test]
fn the_log_holds_ids_and_no_phone() {
    let bench = Bench::new();
    let id = bench.account(crate::bench::UGANDA);
    let mut command = bench
        .home
        .command(&charge(&id, "0772418301", &["--wait", "20", "--json"]));
    command.env("DUKA_LOG", "trace");
    let ran = finish(command, "");
    ran.exits(0);
    assert!(!ran.stderr.contains("772418301"), "{}", ran.stderr);
}

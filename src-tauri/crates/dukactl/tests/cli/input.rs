//! Bad input: a clear word, exit 2 or 5, and nothing at the provider.

use crate::bench::{Bench, Home, PASSPHRASE, RWANDA, UGANDA, charge, finish, items};

#[test]
fn an_unknown_account_is_exit_five() {
    let bench = Bench::new();
    for words in [
        &charge("acc_nobody", "0772418301", &[])[..],
        &charge("nonsense", "0772418301", &[]),
        &["account", "test", "acc_nobody"],
        &["account", "update", "acc_nobody", "--name", "N"],
        &["account", "remove", "acc_nobody"],
        &["balance", "--account", "acc_nobody"],
        &["sync", "--account", "acc_nobody"],
        &["search", "--account", "acc_nobody"],
    ] {
        assert_eq!(bench.home.run(words).refused(5), "not_found", "{words:?}");
    }
    assert_eq!(bench.taken(), 0);
}

#[test]
fn bad_input_to_a_charge_is_named_and_leaves_no_trace() {
    let bench = Bench::new();
    let uganda = bench.account(UGANDA);
    let rwanda = bench.account(RWANDA);
    let huge = "9".repeat(30);
    let rows = [
        (UGANDA, "2000.50", "UGX", "0772418301", "amount"),
        (UGANDA, "0", "UGX", "0772418301", "amount"),
        (UGANDA, "-5", "UGX", "0772418301", "amount"),
        (UGANDA, &huge, "UGX", "0772418301", "amount"),
        (UGANDA, "1e5", "UGX", "0772418301", "amount"),
        (UGANDA, "85,000", "UGX", "0772418301", "amount"),
        (UGANDA, "85000", "XXZ", "0772418301", "currency"),
        (UGANDA, "85000", "RWF", "0772418301", "currency"),
        (UGANDA, "85000", "UGX", "+250788123456", "phone"),
        (UGANDA, "85000", "UGX", "0772", "phone"),
        (RWANDA, "2000", "RWF", "0788123456", "network"),
    ];
    for (provider, amount, currency, phone, field) in rows {
        let account = if provider == UGANDA { &uganda } else { &rwanda };
        let mut words = charge(account, phone, &[]);
        words[5] = amount;
        words[7] = currency;
        let error = bench.home.run(&words).exits(2);
        assert_eq!(error["error"]["field"], field, "{words:?}: {error}");
    }
    assert_eq!(bench.taken(), 0);
    assert!(items(&bench.home.run(&["search"]).exits(0)).is_empty());
}

#[test]
fn an_account_goes_only_where_its_keys_are_safe() {
    let bench = Bench::with(Home::new(), 20);
    let add = |words: &[&str], keys: &str| {
        let mut command = bench.home.command(words);
        command
            .args(["--vault", "file", "--json"])
            .env("DUKA_PASSPHRASE", PASSPHRASE);
        finish(command, keys)
    };
    let rows = [
        ("sandbox", "http://example.org/api", "insecure_base_url"),
        ("sandbox", "ftp://127.0.0.1/api", "insecure_base_url"),
        ("sandbox", "nonsense", "bad_base_url"),
        ("live", "https://example.org/api", "not_the_provider"),
        ("live", "http://127.0.0.1:9/api", "not_the_provider"),
    ];
    for (environment, base_url, code) in rows {
        let words = [
            "account",
            "add",
            "--provider",
            UGANDA,
            "--environment",
            environment,
            "--name",
            "N",
            "--base-url",
            base_url,
        ];
        let ran = add(&words, &bench.keys(UGANDA));
        assert_eq!(ran.refused(2), code, "{words:?}");
    }
    let words = [
        "account",
        "add",
        "--provider",
        "bank",
        "--environment",
        "live",
        "--name",
        "N",
    ];
    assert_eq!(add(&words, "{}").refused(2), "unknown_provider");
    assert!(items(&bench.home.run(&["account", "list"]).exits(0)).is_empty());
}

#[test]
fn a_practice_home_takes_no_key_of_the_world() {
    let bench = Bench::new();
    for more in [
        &["--environment", "live"][..],
        &["--environment", "sandbox"],
        &[
            "--environment",
            "sandbox",
            "--base-url",
            "https://example.org",
        ],
    ] {
        let words = ["account", "add", "--provider", UGANDA, "--name", "N"];
        let words: Vec<&str> = words.iter().chain(more).copied().collect();
        let ran = bench.home.run_with(&words, &bench.keys(UGANDA));
        assert_eq!(ran.refused(2), "practice_only", "{more:?}");
    }
}

#[test]
fn credentials_that_do_not_fit_are_named_and_nothing_is_kept() {
    let bench = Bench::new();
    let base_url = bench.base_url(RWANDA);
    let words = [
        "account",
        "add",
        "--provider",
        RWANDA,
        "--environment",
        "sandbox",
        "--name",
        "N",
        "--base-url",
        &base_url,
    ];
    let too_long = format!(r#"{{"api_key":"{}"}}"#, "x".repeat(70_000));
    let rows = [
        ("", "missing_credential"),
        ("{}", "missing_credential"),
        (r#"{"api_key":"canary"}"#, "missing_credential"),
        (
            r#"{"api_key":"canary","api_key":"canary"}"#,
            "doubled_credential",
        ),
        (
            r#"{"api_key":"canary","colour":"canary"}"#,
            "unknown_credential",
        ),
        (r#"{"api_key":5}"#, "bad_credential"),
        (r#"["canary"]"#, "bad_credentials"),
        ("canary", "bad_credentials"),
        (too_long.as_str(), "bad_credentials"),
    ];
    for (stdin, code) in rows {
        let ran = bench.home.run_with(&words, stdin);
        assert_eq!(ran.refused(2), code);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(!told.contains("canary"), "{told}");
    }
    assert!(items(&bench.home.run(&["account", "list"]).exits(0)).is_empty());
}

//! `webhook verify`, and `run --webhooks`: webhooks at hand, and webhooks that come.

use crate::bench::{Bench, RWANDA, UGANDA, assert_has, ended, finish, text};
use simulator::SignedDelivery;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tests::webhook::post;

/// The words of a verification, the body in a file.
fn verify(bench: &Bench, account: &str, delivery: &SignedDelivery) -> Vec<String> {
    let file = bench.home.path().join("body.json");
    std::fs::write(&file, &delivery.body).unwrap();
    let mut words = vec!["webhook".into(), "verify".into()];
    words.extend(["--account".into(), account.to_owned()]);
    for (name, value) in &delivery.headers {
        words.extend(["--header".into(), format!("{name}: {value}")]);
    }
    words.extend(["--body".into(), file.to_str().unwrap().to_owned()]);
    words
}

fn as_words(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// A charge that was paid, and the webhook that tells of it. Nobody here has looked yet.
fn paid(bench: &Bench, account: &str) -> (String, SignedDelivery) {
    let charged = bench.charge(account, "0772418304", &[]).exits(6);
    bench.control.wind(Duration::from_secs(600)).unwrap();
    let delivery = bench.control.take_deliveries().pop().unwrap();
    (text(&charged["id"]), delivery)
}

/// `run --webhooks 0`, and where it says that this account's webhooks are taken.
fn listening(bench: &Bench, account: &str) -> (Child, String) {
    let mut child = bench
        .home
        .command(&["run", "--webhooks", "0", "--json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.as_mut().unwrap()).lines();
    let line = lines
        .map_while(Result::ok)
        .find(|line| line.contains(account))
        .unwrap();
    let url = line.split_whitespace().next().unwrap().to_owned();
    (child, url)
}

#[test]
fn webhook_verify_says_valid_or_why_not_and_keeps_nothing() {
    let bench = Bench::new();
    let account = bench.account(UGANDA);
    let (_, delivery) = paid(&bench, &account);
    let words = verify(&bench, &account, &delivery);
    let verdict = bench.home.run(&as_words(&words)).exits(0);
    assert_has(&verdict, &["valid", "scheme", "why", "event", "reference"]);
    assert_eq!(verdict["valid"], true);
    assert_eq!(verdict["why"], serde_json::Value::Null);
    assert_eq!(verdict["event"], "collection.success");
    assert_eq!(verdict["reference"], delivery.reference.as_str());
    assert!(text(&verdict["scheme"]).starts_with("hmac-sha256"));

    // From stdin, byte for byte.
    let mut piped = words.clone();
    *piped.last_mut().unwrap() = "-".to_owned();
    let body = String::from_utf8(delivery.body.clone()).unwrap();
    let same = bench.home.run_with(&as_words(&piped), &body).exits(0);
    assert_eq!(same, verdict);
    let changed = body.replace("85000", "95000");
    let forged = bench.home.run_with(&as_words(&piped), &changed).exits(3);
    assert_eq!(forged["valid"], false);
    assert_eq!(forged["why"], "wrong_signature");

    let unsigned = SignedDelivery {
        headers: Vec::new(),
        ..delivery.clone()
    };
    let words = verify(&bench, &account, &unsigned);
    let verdict = bench.home.run(&as_words(&words)).exits(3);
    assert_eq!(verdict["why"], "no_signature");
    let told = bench.home.say(&as_words(&words));
    assert_eq!(told.exit, 3);
    assert!(told.stdout.contains("no signature"), "{}", told.stdout);

    let large = "x".repeat(1024 * 1024 + 1);
    let verdict = bench.home.run_with(&as_words(&piped), &large).exits(3);
    assert_eq!(verdict["why"], "too_large");

    // Nothing was kept of any of them.
    let out = bench.home.path().join("journal.jsonl");
    let export = ["journal", "export", "--out", out.to_str().unwrap()];
    bench.home.run(&export).exits(0);
    let kept = std::fs::read_to_string(out).unwrap();
    assert!(kept.contains(&account));
    assert!(!kept.contains("collection.success"), "{kept}");
}

#[test]
fn webhook_verify_tells_bad_usage_from_a_bad_signature() {
    let bench = Bench::new();
    let account = bench.account(RWANDA);
    let with = |account: &str, header: &str, body: &str| {
        let words = [
            "webhook",
            "verify",
            "--account",
            account,
            "--header",
            header,
        ];
        bench.home.run(&[&words[..], &["--body", body]].concat())
    };
    assert_eq!(with(&account, "no colon", "-").refused(2), "usage");
    assert_eq!(
        with(&account, "A: b", "/no/such").refused(2),
        "unreadable_file"
    );
    let nobody = "acc_01J00000000000000000000000";
    assert_eq!(with(nobody, "A: b", "-").refused(5), "not_found");
    with(&account, "A: b", "-").exits(3);
}

#[test]
#[cfg(unix)]
fn run_takes_webhooks_on_this_machine_until_interrupted() {
    let bench = Bench::new();
    let account = bench.account(UGANDA);
    let (charge, delivery) = paid(&bench, &account);
    let (child, url) = listening(&bench, &account);
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    assert_eq!(post(&url, &delivery), 202);
    let forged = SignedDelivery {
        body: b"{}".to_vec(),
        ..delivery.clone()
    };
    assert_eq!(post(&url, &forged), 403);

    // The port is taken, and a second run says so before it begins anything.
    let port = url.split([':', '/']).nth(4).unwrap();
    let second = bench.home.run(&["run", "--webhooks", port]);
    assert_eq!(second.refused(1), "webhooks_port");

    let followed = (0..500).any(|_| {
        let shown = bench.home.run(&["show", &charge]).exits(0);
        shown["operation"]["state"] == "succeeded"
    });
    assert!(followed, "what it names was never looked up");

    let asked = Command::new("kill")
        .args(["-s", "TERM", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(asked.success());
    assert_eq!(ended(child).exits(0)["stopped"], true);
    let host = url.strip_prefix("http://").unwrap().split('/').next();
    assert!(TcpStream::connect(host.unwrap()).is_err(), "shut behind it");
}

#[test]
fn a_port_that_is_none_is_bad_usage() {
    let bench = Bench::new();
    for port in ["70000", "-1", "any", ""] {
        let command = bench.home.command(&["run", "--json", "--webhooks", port]);
        assert_eq!(finish(command, "").refused(2), "usage", "{port}");
    }
}

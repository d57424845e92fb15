//! What a home keeps.

use std::path::Path;

use simulator::{Config, HomeError, Practice, Simulator, StartError};

use crate::support::{config, start_with};

fn at(home: &Path) -> Config {
    Config {
        home: Some(home.to_owned()),
        history: 60,
        ..config()
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::copy(from.join("sandbox.jsonl"), to.join("sandbox.jsonl")).unwrap();
}

#[tokio::test]
async fn a_restart_keeps_charges_keys_port_and_clock() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    world.zp_collect("256775203801").await;
    world.dgs_charge("789654305").await;
    world.wind(10);
    world.control().rotate_keys("zengapay").unwrap();
    let practice = world.running.practice();
    let ledger = world.control().ledger_with_past();
    let now = world.control().now();
    world.running.shutdown().await;

    let world = start_with(Config {
        seed: 7,
        ..at(home.path())
    })
    .await;
    assert_eq!(world.running.practice(), practice);
    assert_eq!(world.running.moved_from(), None);
    assert_eq!(world.control().ledger_with_past(), ledger);
    assert_eq!(world.control().now(), now);
    assert_eq!(world.control().ledger().len(), 2);
    assert_eq!(world.zp_collect("256775203801").await.status, 202);
}

#[tokio::test]
async fn what_was_answered_is_on_the_disk_at_once_and_a_torn_line_is_forgotten() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    world.zp_collect("256775203801").await;

    // The file as a power cut would leave it: the process never got to say goodbye.
    let other = tempfile::tempdir().unwrap();
    copy(home.path(), other.path());
    let path = other.path().join("sandbox.jsonl");
    let mut text = std::fs::read(&path).unwrap();
    text.extend_from_slice(b"{\"charge\":{\"sandbox\":\"zenga");
    std::fs::write(&path, text).unwrap();

    let survivor = start_with(at(other.path())).await;
    assert_eq!(survivor.control().ledger(), world.control().ledger());
    assert_eq!(survivor.zp_collect("256775203801").await.status, 202);
    survivor.running.shutdown().await;
    let again = start_with(at(other.path())).await;
    assert_eq!(again.control().ledger().len(), 2);
}

#[tokio::test]
async fn a_taken_port_is_given_up_and_said() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    let port = world.running.port();
    let other = tempfile::tempdir().unwrap();
    copy(home.path(), other.path());
    let second = start_with(at(other.path())).await;
    assert_eq!(second.running.moved_from(), Some(port));
    assert_ne!(second.running.port(), port);
    let refused = Simulator::start(Config {
        port: Some(port),
        ..config()
    })
    .await;
    assert!(matches!(refused, Err(StartError::Port { .. })));
}

#[tokio::test]
async fn one_home_has_one_simulator() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    let second = Simulator::start(at(home.path())).await;
    assert!(matches!(second, Err(StartError::Home(HomeError::InUse(_)))));
    world.running.shutdown().await;
    Simulator::start(at(home.path()))
        .await
        .unwrap()
        .shutdown()
        .await;
}

#[tokio::test]
async fn another_process_finds_it_by_its_file_and_not_after_its_end() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    let path = home.path().join("practice.json");
    let practice: Practice = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(practice, world.running.practice());
    assert_eq!(practice.pid, std::process::id());
    let port = practice.port;
    assert_eq!(
        practice.base_urls["dgspay"],
        format!("http://127.0.0.1:{port}/dgspay/generation/v2")
    );
    assert_eq!(
        practice.base_urls["zengapay"],
        format!("http://127.0.0.1:{port}/zengapay/v1")
    );
    let fields = |provider: &str| {
        practice.credentials[provider]
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        fields("dgspay"),
        [
            "account_number",
            "api_key",
            "encryption_key",
            "webhook_secret"
        ]
    );
    assert_eq!(fields("zengapay"), ["api_token", "secret_hash"]);
    world.running.shutdown().await;
    assert!(!path.exists());
}

#[tokio::test]
async fn a_damaged_home_and_one_of_a_newer_version_are_refused_untouched() {
    for (text, newer) in [
        ("{\"port\":1}\nnonsense\n", false),
        (
            "{\"born\":{\"version\":99,\"seed\":1,\"at\":\"2026-03-04T09:00:00Z\"}}\n",
            true,
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("sandbox.jsonl");
        std::fs::write(&path, text).unwrap();
        match Simulator::start(at(home.path())).await {
            Err(StartError::Home(HomeError::Newer { version: 99, .. })) => assert!(newer),
            Err(StartError::Home(HomeError::Damaged { line: 2, .. })) => assert!(!newer),
            other => panic!("{other:?}"),
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
}

#[tokio::test]
async fn after_shutdown_nothing_is_taken_even_on_an_open_connection() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    world.zp_collect("256775203801").await;
    let request = world
        .zp(reqwest::Method::POST, "/collections")
        .json(&crate::support::zp_body("256775203801"));
    let control = world.control();
    world.running.shutdown().await;
    assert!(request.send().await.is_err());
    assert_eq!(control.ledger().len(), 1);
    assert!(control.wind(std::time::Duration::from_secs(1)).is_err());
}

#[tokio::test]
async fn a_home_that_is_older_than_a_sandbox_gets_its_account_and_past_once() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    let born = (world.running.practice(), world.control().ledger_with_past());
    world.running.shutdown().await;

    // As a home looks that knows nothing of one of them.
    let path = home.path().join("sandbox.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    let older: Vec<&str> = text
        .lines()
        .filter(|line| !line.contains("djomy"))
        .collect();
    assert!(older.len() < text.lines().count());
    std::fs::write(&path, older.join("\n") + "\n").unwrap();
    for _ in 0..2 {
        let world = start_with(at(home.path())).await;
        let now = (world.running.practice(), world.control().ledger_with_past());
        assert_eq!(now, born);
        world.running.shutdown().await;
    }
}

#[tokio::test]
async fn a_home_of_the_first_version_still_opens_with_its_charges_and_takes_payouts() {
    let home = tempfile::tempdir().unwrap();
    let lines = [
        r#"{"born":{"version":1,"seed":42,"at":"2026-03-04T09:00:00Z"}}"#,
        r#"{"access":{"sandbox":"zengapay","access":{"credentials":{"api_token":"ZPYPUBK-old","secret_hash":"old"},"rotations":0,"keys_disabled":false,"ip_blocked":false}}}"#,
        r#"{"charge":{"sandbox":"zengapay","charge":{"reference":"48f4be7a-73b3-524d-9a98-6290b56c5f2e","origin":"api","at":"2026-03-04T08:00:00Z","amount":"256600","currency":"UGX-MTNMM","fee_rate":"0.02","fee_decimals":2,"customer_pays_fee":false,"phone":"256775203801","network":"UGX-MTNMM","method":"mobile_money","first_name":"","last_name":"","email":"","note":"Rice","our_reference":"400000","numbers":{"channel":"API","transactionSystemId":"ZPY260304000000TX"},"steps":[{"at":"2026-03-04T08:00:04Z","fate":"succeeded"}]}}}"#,
    ];
    let text = lines.join("\n") + "\n";
    std::fs::write(home.path().join("sandbox.jsonl"), text).unwrap();
    let world = start_with(at(home.path())).await;
    let ledger = world.control().ledger();
    assert_eq!(
        (ledger[0].kind.as_str(), ledger[0].status.as_str()),
        ("charge", "succeeded")
    );
    let mut body = crate::support::zp_transfer_body("256775203801");
    body["amount"] = serde_json::json!(250_000);
    assert_eq!(world.zp_post("/transfers", &body).await.status, 202);
    world.wind(10);
    let before = world.control().ledger();
    world.running.shutdown().await;
    let world = start_with(at(home.path())).await;
    assert_eq!(world.control().ledger(), before);
    assert_eq!(before[1].kind, "payout");
    let left =
        world.zp_get("/account/balance").await.body["data"]["balances"][0]["available"].to_string();
    assert_eq!(left, "1468");
}

#[tokio::test]
async fn a_restart_keeps_links_contacts_and_funds() {
    let home = tempfile::tempdir().unwrap();
    let world = start_with(at(home.path())).await;
    world.fund("zengapay", "UGX-MTNMM", 1_000_000);
    world.zp_transfer("256775203801").await;
    let link = serde_json::json!({
        "title": "Donation",
        "amount_type": "flexible",
        "currency": "RWF",
        "slug": "donation",
    });
    world.dgs_post("/payment-links", &link).await;
    let page = world.dgs_get("/payment-links").await.body;
    let contacts = world.zp_get("/contacts").await.body;
    let balance = world.zp_get("/account/balance").await.body;
    world.running.shutdown().await;
    let world = start_with(at(home.path())).await;
    assert_eq!(
        world.dgs_get("/payment-links").await.body["data"][0]["id"],
        page["data"][0]["id"]
    );
    assert_eq!(
        world.zp_get("/contacts").await.body["contacts"]["data"],
        contacts["contacts"]["data"]
    );
    assert_eq!(world.zp_get("/account/balance").await.body, balance);
    assert_eq!(
        world.dgs_post("/payment-links", &link).await.body["error_code"],
        "90"
    );
}

//! DGS-Pay's conversions from one wallet into another.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::support::{Said, World, keys_of, start};

async fn convert(world: &World, action: &str, amount: Value) -> Said {
    let body = json!({
        "action": action,
        "from_currency": "USD",
        "to_currency": "EUR",
        "from_amount": amount,
    });
    world.dgs_post("/convert", &body).await
}

async fn wallets(world: &World) -> (String, String) {
    let body = world.dgs_get("/balance").await.body;
    let of = |at: usize| body["balances"][at]["available_balance"].to_string();
    (of(0), of(2))
}

#[tokio::test]
async fn a_preview_moves_nothing_and_an_execution_takes_at_once_and_gives_later() {
    let world = start().await;
    world.fund("dgspay", "USD", 1_000);
    let preview = convert(&world, "preview", json!(101)).await.body;
    let shared = ["fee", "from_amount", "from_currency", "message", "rate"];
    let mut previewed = shared.to_vec();
    previewed.extend(["rate_display", "status", "to_amount", "to_currency"]);
    assert_eq!(keys_of(&preview), previewed);
    assert_eq!(preview["fee"], 0);
    assert!(
        preview["rate_display"]
            .as_str()
            .unwrap()
            .starts_with("1 USD = 0.")
    );
    assert!(world.control().ledger().is_empty());
    let begun = convert(&world, "convert", json!(101)).await.body;
    assert_eq!(begun["conversion_status"], "processing");
    assert_eq!(
        begun["to_amount"], preview["to_amount"],
        "of the same minute"
    );
    assert!(
        begun["dgs_conversion_ref"]
            .as_str()
            .unwrap()
            .starts_with("DGSCONV")
    );
    assert_eq!(
        wallets(&world).await,
        ("899.00".to_owned(), "0.00".to_owned())
    );
    world.wind(4);
    let (dollars, euros) = wallets(&world).await;
    assert_eq!(
        (dollars.as_str(), euros),
        ("899.00", begun["to_amount"].to_string())
    );
    let ledger = world.control().ledger();
    assert_eq!(
        (ledger[0].kind.as_str(), ledger[0].status.as_str()),
        ("conversion", "succeeded")
    );
    // No page has a way to look one up.
    let reference = begun["dgs_conversion_ref"].as_str().unwrap();
    let looked = world.dgs_get(&format!("/transactions/{reference}")).await;
    assert_eq!(looked.body["error_code"], "92");
    assert_eq!(
        world.dgs_get("/transactions").await.body["pagination"]["total"],
        0
    );
}

#[tokio::test]
async fn the_rate_of_a_preview_may_have_slipped_by_the_time_it_is_executed() {
    let world = start().await;
    world.fund("dgspay", "USD", 1_000);
    let first = convert(&world, "preview", json!(100)).await.body["rate"].clone();
    let mut slipped = false;
    for _ in 0..5 {
        world.wind(60);
        let rate = convert(&world, "preview", json!(100)).await.body["rate"].clone();
        let (one, other): (Decimal, Decimal) = (
            first.to_string().parse().unwrap(),
            rate.to_string().parse().unwrap(),
        );
        assert!((one - other).abs() < Decimal::new(1, 2), "{one} {other}");
        slipped |= one != other;
    }
    assert!(slipped);
}

#[tokio::test]
async fn too_little_in_the_wallet_is_refused_with_the_words_of_the_page() {
    let world = start().await;
    world.fund("dgspay", "USD", 50);
    let refused = convert(&world, "convert", json!(100)).await;
    assert_eq!(refused.status, 400);
    assert_eq!(
        refused.body,
        json!({
            "status": "failed",
            "message": "Insufficient USD balance",
            "error_code": "VALIDATION_ERROR",
            "available_balance": 50,
            "required": 100,
            "currency": "USD",
        })
    );
    for (action, amount) in [
        ("convert", json!(0)),
        ("convert", json!("10")),
        ("convert", json!(0.001)),
        ("sell", json!(10)),
    ] {
        let refused = convert(&world, action, amount).await;
        assert_eq!(refused.body["error_code"], "90", "{action}");
    }
    let same = json!({"action": "preview", "from_currency": "USD", "to_currency": "USD", "from_amount": 1});
    assert_eq!(
        world.dgs_post("/convert", &same).await.body["error_code"],
        "90"
    );
    assert!(world.control().ledger().is_empty());
}

#[tokio::test]
async fn the_ending_of_the_amount_tells_what_becomes_of_a_conversion() {
    let world = start().await;
    world.fund("dgspay", "USD", 1_000);
    convert(&world, "convert", json!(102)).await;
    assert_eq!(wallets(&world).await.0, "898.00");
    world.wind(3);
    assert_eq!(
        wallets(&world).await,
        ("1000.00".to_owned(), "0.00".to_owned()),
        "given back"
    );
    // Another amount than was said.
    let said = convert(&world, "convert", json!(108)).await.body["to_amount"].to_string();
    world.wind(4);
    let (dollars, euros) = wallets(&world).await;
    assert_eq!(dollars, "892.00");
    let (said, given): (Decimal, Decimal) = (said.parse().unwrap(), euros.parse().unwrap());
    assert!(
        given < said && given > said * Decimal::new(98, 2),
        "{given} of {said}"
    );
    // Failed, and succeeded all the same.
    convert(&world, "convert", json!(107)).await;
    world.wind(3);
    assert_eq!(wallets(&world).await.0, "892.00");
    world.wind(60);
    assert_eq!(wallets(&world).await.0, "785.00");
}

//! Registered addresses, and what they are told.

use serde_json::{Value, json};
use simulator::SignedDelivery;

use super::{charge, funded, get, pay, post, transfer};
use crate::receiver::Receiver;
use crate::support::{keys_of, start};

const WEBHOOKS: &str = "/v1/webhooks";

fn told(deliveries: &[SignedDelivery]) -> Vec<(String, String)> {
    let told = deliveries.iter().map(|delivery| {
        let body: Value = serde_json::from_slice(&delivery.body).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (text(&body["topic"]), text(&body["data"]["status"]))
    });
    told.collect()
}

fn words(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(topic, status)| ((*topic).to_owned(), (*status).to_owned()))
        .collect()
}

#[tokio::test]
async fn an_address_is_registered_for_one_topic_each() {
    let world = start().await;
    let body = json!({"topic": "charge/events", "url": "https://shop.example/hook"});
    let made = post(&world, WEBHOOKS, &body).await;
    assert_eq!(made.status, 201);
    assert_eq!(
        keys_of(&made.body),
        ["createdAt", "id", "topic", "updatedAt", "url"]
    );
    for (field, wrong) in [
        ("topic", json!("charges/events")),
        ("topic", json!(["charge/events", "transactions/failed"])),
        ("topic", Value::Null),
        ("url", json!("http://shop.example/hook")),
        ("url", json!("http://127.0.0.1.shop.example/")),
        ("url", Value::Null),
    ] {
        let mut refused = body.clone();
        refused[field] = wrong.clone();
        assert_eq!(
            post(&world, WEBHOOKS, &refused).await.status,
            400,
            "{field} = {wrong}"
        );
    }
    let path = format!("{WEBHOOKS}/{}", made.body["id"].as_str().unwrap());
    assert_eq!(get(&world, &path).await.body, made.body);
    assert_eq!(get(&world, WEBHOOKS).await.body["data"], json!([made.body]));
    assert_eq!(get(&world, "/v1/webhooks/unknown").await.status, 404);
}

#[tokio::test]
async fn every_change_of_a_charge_is_told_under_one_topic() {
    let world = start().await;
    let id = charge(&world, "CMD-1").await;
    charge(&world, "CMD-2").await;
    pay(&world, &id, "+2250700000001").await;
    world.wind(5);
    post(
        &world,
        &format!("/v1/charges/{id}/refund"),
        &json!({"amount": 100}),
    )
    .await;
    world.wind(3_600);
    let events = told(&world.control().take_deliveries());
    let topic = "charge/events";
    let expected = [
        (topic, "due"),
        (topic, "due"),
        (topic, "paid"),
        (topic, "refunded_partially"),
        (topic, "dropped"),
    ];
    assert_eq!(events, words(&expected));
}

#[tokio::test]
async fn a_transfer_is_told_of_in_three_stages_and_signed_over_the_raw_body() {
    let world = funded(100_000).await;
    transfer(&world, "SAL-1", "+2250700000001").await;
    transfer(&world, "SAL-2", "+2250700000002").await;
    let started = world.control().take_deliveries();
    assert_eq!(
        told(&started),
        words(&[
            ("transactions/started", "pending"),
            ("transactions/started", "pending")
        ])
    );
    world.wind(10);
    let ended = world.control().take_deliveries();
    assert_eq!(
        told(&ended),
        words(&[
            ("transactions/failed", "failed"),
            ("transactions/completed", "completed")
        ])
    );
    let signature = &ended[0]
        .headers
        .iter()
        .find(|(name, _)| name == "x-djamo-hmac-sha256")
        .unwrap()
        .1;
    assert_eq!(
        (signature.len(), signature.ends_with('=')),
        (44, true),
        "{signature}"
    );
}

#[tokio::test]
async fn each_address_is_posted_only_the_topic_it_is_registered_for() {
    let world = funded(100_000).await;
    let (mut charges, mut failures) = (Receiver::open().await, Receiver::open().await);
    for (topic, url) in [
        ("charge/events", &charges.url),
        ("transactions/failed", &failures.url),
    ] {
        let made = post(&world, WEBHOOKS, &json!({"topic": topic, "url": url})).await;
        assert_eq!(made.status, 201, "{}", made.body);
    }
    charge(&world, "CMD-1").await;
    transfer(&world, "SAL-1", "+2250700000001").await;
    transfer(&world, "SAL-2", "+2250700000002").await;
    world.wind(10);
    let due = charges.next().await;
    assert_eq!(due.json()["topic"], "charge/events");
    assert_eq!(due.header("x-djamo-hmac-sha256").len(), 44);
    let failed = failures.next().await.json();
    assert_eq!(failed["topic"], "transactions/failed");
    assert_eq!(failed["data"]["reference"], "SAL-2");
    assert!(!charges.has_more() && !failures.has_more());
}

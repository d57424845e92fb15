//! What Djomy tells of every change.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use simulator::{LinkPayment, SignedDelivery};

use super::{PROVIDER, Shop, payouts};
use crate::receiver::Receiver;
use crate::support::keys_of;

fn body(delivery: &SignedDelivery) -> Value {
    serde_json::from_slice(&delivery.body).unwrap()
}

fn events(shop: &Shop) -> Vec<String> {
    let taken = shop.world.control().take_deliveries();
    let event = |delivery| body(delivery)["eventType"].as_str().unwrap().to_owned();
    taken.iter().map(event).collect()
}

#[tokio::test]
async fn every_step_of_a_payment_is_an_event() {
    let shop = Shop::open().await;
    shop.pays("MOMO", "00224661000001").await;
    assert_eq!(events(&shop), ["payment.created"]);
    shop.world.wind(10);
    assert_eq!(events(&shop), ["payment.pending", "payment.success"]);
    shop.pays("KULU", "00224661000002").await;
    shop.world.wind(10);
    assert_eq!(
        events(&shop),
        ["payment.created", "payment.redirected", "payment.failed"]
    );
    shop.knob("reversal", "refunded");
    shop.pays("MOMO", "00224661000098").await;
    shop.pays("MOMO", "00224661000006").await;
    shop.world.wind(200);
    let told = events(&shop);
    assert_eq!(
        told.iter()
            .filter(|event| *event == "payment.refunded")
            .count(),
        1
    );
    assert_eq!(
        told.last().unwrap(),
        "payment.failed",
        "nothing is told of what is unclear"
    );
}

#[tokio::test]
async fn an_event_is_signed_over_the_raw_body_behind_its_version() {
    let shop = Shop::open().await;
    let id = shop.pays("MOMO", "00224661000001").await;
    shop.world.wind(4);
    let taken = shop.world.control().take_deliveries();
    let paid = taken.last().unwrap();
    let told = body(paid);
    assert_eq!(
        keys_of(&told),
        [
            "data",
            "eventId",
            "eventType",
            "message",
            "metadata",
            "timestamp"
        ]
    );
    assert_eq!(
        told["data"],
        shop.verify(&id).await,
        "the same fields as a look at it"
    );
    assert_eq!(told["metadata"], json!({"order_id": "CMD-1", "vip": true}));
    let secret = shop.world.keys(PROVIDER)["client_secret"].clone();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(&paid.body);
    let expected = format!("v1:{}", hex::encode(mac.finalize().into_bytes()));
    let header = paid
        .headers
        .iter()
        .find(|(name, _)| name == "X-Webhook-Signature");
    assert_eq!(header.unwrap().1, expected);
    assert_ne!(body(&taken[0])["eventId"], told["eventId"]);
}

#[tokio::test]
async fn bodies_of_the_second_version_have_one_more_level() {
    let shop = Shop::funded(1_000_000).await;
    shop.knob("webhook_version", "v2");
    shop.pays("MOMO", "00224661000001").await;
    payouts::sent(&shop, "661000002").await;
    shop.world.wind(10);
    let taken = shop.world.control().take_deliveries();
    let of = |event: &str| {
        let found = taken
            .iter()
            .map(body)
            .find(|told| told["eventType"] == event);
        found.unwrap()["data"].clone()
    };
    assert_eq!(of("payment.success")["payment"]["status"], "SUCCESS");
    assert_eq!(of("payout.failed")["payout"]["status"], "FAILED");
}

#[tokio::test]
async fn a_payment_through_a_link_names_it() {
    let shop = Shop::open().await;
    let made = shop
        .post(
            "/v1/links",
            &json!({"countryCode": "GN", "amountToPay": 9_000}),
        )
        .await;
    let reference = made.body["data"]["paymentLinkReference"].as_str().unwrap();
    let payment = LinkPayment {
        provider: PROVIDER.to_owned(),
        link: reference.to_owned(),
        phone: "+224661000001".to_owned(),
        amount: None,
    };
    shop.world.control().pay_link(&payment).unwrap();
    shop.world.wind(4);
    let taken = shop.world.control().take_deliveries();
    assert_eq!(taken.len(), 3);
    assert!(
        taken
            .iter()
            .all(|one| body(one)["paymentLinkReference"] == reference)
    );
}

#[tokio::test]
async fn events_are_posted_to_the_address_of_the_account() {
    let shop = Shop::open().await;
    let mut receiver = Receiver::open().await;
    let control = shop.world.control();
    control
        .set_webhook_url(PROVIDER, Some(&receiver.url))
        .unwrap();
    let id = shop.pays("MOMO", "00224661000001").await;
    let created = receiver.next().await;
    assert_eq!(created.json()["eventType"], "payment.created");
    assert_eq!(created.json()["data"]["transactionId"], json!(id));
    assert!(created.header("x-webhook-signature").starts_with("v1:"));
    shop.world.wind(4);
    assert_eq!(receiver.next().await.json()["eventType"], "payment.pending");
    assert_eq!(receiver.next().await.json()["eventType"], "payment.success");
}

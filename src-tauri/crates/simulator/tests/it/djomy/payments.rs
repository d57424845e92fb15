//! Direct payments, and the look at them.

use serde_json::{Value, json};
use simulator::OutsidePayment;

use super::{PROVIDER, Shop, complaints, payment_body};
use crate::support::keys_of;

const PAYMENTS: &str = "/v1/payments";
const AWA: &str = "00224623707701";

#[tokio::test]
async fn a_payment_is_taken_and_verified_as_documented() {
    let shop = Shop::open().await;
    let made = shop.post(PAYMENTS, &payment_body("OM", AWA)).await;
    assert_eq!((made.status, &made.body["success"]), (201, &json!(true)));
    let data = &made.body["data"];
    assert_eq!(
        keys_of(data),
        [
            "allowedPaymentMethods",
            "createdAt",
            "merchantPaymentReference",
            "metadata",
            "paidAmount",
            "paymentMethod",
            "paymentUrl",
            "redirectUrl",
            "status",
            "transactionId"
        ]
    );
    assert_eq!(
        (&data["status"], &data["redirectUrl"]),
        (&json!("PENDING"), &Value::Null)
    );
    let id = data["transactionId"].as_str().unwrap();
    let open = shop.verify(id).await;
    assert_eq!(
        (&open["receivedAmount"], &open["fees"]),
        (&Value::Null, &Value::Null)
    );
    shop.world.wind(4);
    let paid = shop.verify(id).await;
    assert_eq!(
        keys_of(&paid),
        [
            "allowedPaymentMethods",
            "createdAt",
            "currency",
            "description",
            "fees",
            "merchantPaymentReference",
            "metadata",
            "paidAmount",
            "payerIdentifier",
            "paymentMethod",
            "providerReference",
            "receivedAmount",
            "status",
            "transactionId"
        ]
    );
    assert_eq!(paid["status"], "SUCCESS");
    assert_eq!(
        (&paid["paidAmount"], &paid["fees"]),
        (&json!(150_000), &json!(3_000))
    );
    assert_eq!(paid["receivedAmount"], 147_000, "what the merchant gets");
    assert_eq!(
        (&paid["currency"], &paid["payerIdentifier"]),
        (&json!("GNF"), &json!(AWA))
    );
    assert_eq!(paid["metadata"], json!({"order_id": "CMD-1", "vip": true}));
    assert_eq!(paid["merchantPaymentReference"], "CMD-1");
}

#[tokio::test]
async fn a_card_is_refused_here_and_sent_to_the_gateway() {
    let shop = Shop::open().await;
    let refused = shop.post(PAYMENTS, &payment_body("CARD", AWA)).await;
    assert!(
        complaints(&refused).contains("/v1/payments/gateway"),
        "{}",
        refused.body
    );
    assert_eq!(
        shop.post(PAYMENTS, &payment_body("VISA", AWA)).await.status,
        400
    );
    assert_eq!(shop.count(), 0);
}

#[tokio::test]
async fn kulu_gives_a_page_to_open() {
    let shop = Shop::open().await;
    let made = shop.post(PAYMENTS, &payment_body("KULU", AWA)).await.body["data"].clone();
    assert_eq!(made["status"], "CREATED");
    let page = made["paymentUrl"].as_str().unwrap();
    assert!(page.starts_with("https://pay.djomy.example/"), "{page}");
    shop.world.wind(1);
    let id = made["transactionId"].as_str().unwrap();
    assert_eq!(shop.verify(id).await["status"], "REDIRECTED");
}

#[tokio::test]
async fn every_wrong_field_is_named_in_french() {
    let shop = Shop::open().await;
    for (field, value) in [
        ("paymentMethod", Value::Null),
        ("payerIdentifier", Value::Null),
        ("payerIdentifier", json!("+224623707701")),
        ("payerIdentifier", json!("623707701")),
        ("payerIdentifier", json!("00225070000000")),
        ("amount", Value::Null),
        ("amount", json!("150000")),
        ("amount", json!(0)),
        ("amount", json!(10.5)),
        ("countryCode", json!("gn")),
        ("countryCode", Value::Null),
        ("returnUrl", json!("http://shop.example")),
        ("cancelUrl", json!("shop.example")),
        ("description", json!("x".repeat(256))),
        ("merchantPaymentReference", json!("x".repeat(256))),
        ("metadata", json!({"items": [1]})),
        ("metadata", json!({"customer": {"name": "Awa"}})),
        ("metadata", json!("flat")),
    ] {
        let mut body = payment_body("OM", AWA);
        body[field] = value.clone();
        let named = complaints(&shop.post(PAYMENTS, &body).await);
        assert!(named.contains(field), "{field} = {value}: {named}");
    }
    let nothing = shop.post(PAYMENTS, &json!({})).await;
    assert_eq!(nothing.body["message"], "Données invalides.");
    assert_eq!(
        nothing.body["error"]["fieldsErrors"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(shop.count(), 0);
}

#[tokio::test]
async fn the_words_for_money_are_djomys_own() {
    let shop = Shop::open().await;
    for (country, phone, word) in [
        ("GN", "00224661000001", "GNF"),
        ("SL", "0023276000001", "Leones"),
        ("LR", "00231770000001", "Dollar"),
        ("CI", "002250700000001", "FCFA"),
        ("SN", "00221770000001", "FCFA"),
    ] {
        let mut body = payment_body("MOMO", phone);
        body["countryCode"] = json!(country);
        let made = shop.post(PAYMENTS, &body).await;
        assert_eq!(made.status, 201, "{}", made.body);
        let id = made.body["data"]["transactionId"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(shop.verify(&id).await["currency"], word);
    }
    let iso: Vec<String> = shop
        .world
        .control()
        .ledger()
        .into_iter()
        .map(|row| row.currency)
        .collect();
    assert_eq!(iso, ["GNF", "SLE", "USD", "XOF", "XOF"]);
}

#[tokio::test]
async fn an_unknown_payment_and_that_of_another_merchant_are_both_not_there() {
    let shop = Shop::open().await;
    for id in ["123e4567-e89b-12d3-a456-426614174000", "nonsense"] {
        let none = shop.get(&format!("{PAYMENTS}/{id}/status")).await;
        assert_eq!(
            (none.status, &none.body["message"]),
            (404, &json!("Transaction introuvable."))
        );
    }
    assert_eq!(shop.get("/v1/nothing").await.status, 404);
}

#[tokio::test]
async fn orange_money_fails_only_where_it_is_asked_to() {
    let shop = Shop::open().await;
    let paid = shop.pays("OM", AWA).await;
    shop.knob("orange_money", "fails");
    let failed = shop.pays("OM", AWA).await;
    let other = shop.pays("MOMO", "00224661000001").await;
    shop.world.wind(10);
    for (id, word) in [(paid, "SUCCESS"), (failed, "FAILED"), (other, "SUCCESS")] {
        assert_eq!(shop.verify(&id).await["status"], word);
    }
}

#[tokio::test]
async fn the_website_of_the_shop_uses_the_same_account() {
    let shop = Shop::open().await;
    let payment = OutsidePayment {
        provider: PROVIDER.to_owned(),
        amount: 40_000.into(),
        phone: "+224623707701".to_owned(),
        note: "Commande du site".to_owned(),
        reference: Some("WEB-77".to_owned()),
    };
    let control = shop.world.control();
    let id = control.pay_outside(&payment).unwrap();
    shop.world.wind(4);
    let seen = shop.verify(&id).await;
    assert_eq!(
        (&seen["status"], &seen["merchantPaymentReference"]),
        (&json!("SUCCESS"), &json!("WEB-77"))
    );
    let out = control.pay_out_outside(&payment).unwrap();
    let orders = shop.get("/v1/payout-orders").await.body["data"]["content"].clone();
    assert_eq!(orders[0]["items"][0]["id"], json!(out));
}

//! The page where the payer chooses.

use serde_json::{Value, json};

use super::{Shop, complaints};

const GATEWAY: &str = "/v1/payments/gateway";

fn body() -> Value {
    json!({
        "amount": 80_000,
        "countryCode": "GN",
        "payerNumber": "00224661000001",
        "merchantPaymentReference": "CMD-9",
    })
}

#[tokio::test]
async fn the_payers_number_is_enforced_with_the_vendors_words() {
    let shop = Shop::open().await;
    for number in [Value::Null, json!(""), json!("  ")] {
        let mut body = body();
        body["payerNumber"] = number;
        let refused = shop.post(GATEWAY, &body).await;
        assert_eq!(refused.status, 400);
        assert_eq!(
            refused.body["message"],
            "Le numéro de téléphone du payeur est obligatoire."
        );
    }
    let mut body = body();
    body["payerNumber"] = json!("661000001");
    assert!(complaints(&shop.post(GATEWAY, &body).await).contains("payerNumber"));
    assert_eq!(shop.count(), 0);
}

#[tokio::test]
async fn the_payer_is_sent_to_a_page_and_pays_there() {
    let shop = Shop::open().await;
    let made = shop.post(GATEWAY, &body()).await;
    assert_eq!(
        (made.status, &made.body["data"]["status"]),
        (201, &json!("CREATED"))
    );
    let page = made.body["data"]["redirectUrl"].as_str().unwrap();
    assert!(page.starts_with("https://pay.djomy.example/"), "{page}");
    let id = made.body["data"]["transactionId"].as_str().unwrap();
    shop.world.wind(1);
    assert_eq!(shop.verify(id).await["status"], "REDIRECTED");
    shop.world.wind(3);
    let paid = shop.verify(id).await;
    assert_eq!(
        (&paid["status"], &paid["paymentMethod"]),
        (&json!("SUCCESS"), &json!("MOMO"))
    );
}

#[tokio::test]
async fn one_wrong_method_shows_them_all_and_says_nothing() {
    let shop = Shop::open().await;
    let shown = async |methods: Value| {
        let mut body = body();
        body["allowedPaymentMethods"] = methods;
        let made = shop.post(GATEWAY, &body).await;
        assert_eq!(made.status, 201);
        made.body["data"]["allowedPaymentMethods"].clone()
    };
    let all = json!(["OM", "MOMO", "SOUTRA_MONEY", "PAYCARD", "CARD"]);
    assert_eq!(shown(json!(["OM", "CARD"])).await, json!(["OM", "CARD"]));
    assert_eq!(shown(json!(["OM", "Visa"])).await, all);
    assert_eq!(shown(json!(["KULU"])).await, all);
    assert_eq!(shown(json!("OM")).await, all);
    assert_eq!(shown(Value::Null).await, all);
}

#[tokio::test]
async fn a_card_is_captured_before_it_is_paid() {
    let shop = Shop::open().await;
    let mut body = body();
    body["allowedPaymentMethods"] = json!(["CARD"]);
    let made = shop.post(GATEWAY, &body).await.body["data"].clone();
    let id = made["transactionId"].as_str().unwrap();
    shop.world.wind(4);
    let captured = shop.verify(id).await;
    assert_eq!(
        (&captured["status"], &captured["paymentMethod"]),
        (&json!("CAPTURED"), &json!("CARD"))
    );
    assert_eq!(captured["receivedAmount"], Value::Null);
    shop.world.wind(86);
    assert_eq!(shop.verify(id).await["status"], "SUCCESS");
}

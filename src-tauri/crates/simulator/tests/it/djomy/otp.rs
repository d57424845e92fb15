//! The payer's code.

use serde_json::json;

use super::{Shop, payment_body};
use crate::support::Said;

async fn confirm(shop: &Shop, id: &str, code: &str) -> Said {
    let path = format!("/v1/payments/{id}/confirmOTP");
    shop.post(&path, &json!({"oneTimePin": code})).await
}

#[tokio::test]
async fn a_code_is_four_to_six_digits_and_a_payment_may_go_on_without_one() {
    let shop = Shop::open().await;
    let id = shop.pays("OM", "00224623707701").await;
    for wrong in ["", "123", "1234567", "12a4", "１２３４"] {
        assert_eq!(confirm(&shop, &id, wrong).await.status, 400, "{wrong}");
    }
    assert_eq!(
        confirm(&shop, &id, "0000").await.body["message"],
        "Code OTP invalide."
    );
    let taken = confirm(&shop, &id, "123456").await;
    assert_eq!(
        (taken.status, &taken.body["data"]["status"]),
        (200, &json!("PENDING"))
    );
    shop.world.wind(4);
    assert_eq!(shop.verify(&id).await["status"], "SUCCESS");
    assert_eq!(
        confirm(&shop, &id, "123456").await.status,
        400,
        "it is over"
    );
    assert_eq!(confirm(&shop, "unknown", "123456").await.status, 404);
}

#[tokio::test]
async fn a_paycard_waits_for_its_code() {
    let shop = Shop::open().await;
    let body = payment_body("PAYCARD", "1234567801");
    let made = shop.post("/v1/payments", &body).await.body["data"].clone();
    assert_eq!(made["status"], "OTP_REQUIRED");
    let id = made["transactionId"].as_str().unwrap();
    shop.world.wind(600);
    assert_eq!(shop.verify(id).await["status"], "OTP_REQUIRED");
    assert_eq!(
        confirm(&shop, id, "4321").await.body["data"]["status"],
        "PENDING"
    );
    shop.world.wind(4);
    assert_eq!(shop.verify(id).await["status"], "SUCCESS");
}

#[tokio::test]
async fn where_codes_are_required_nothing_comes_without_one() {
    let shop = Shop::open().await;
    shop.knob("otp", "required");
    let id = shop.pays("MOMO", "00224661000002").await;
    shop.world.wind(600);
    assert_eq!(shop.verify(&id).await["status"], "PENDING");
    assert_eq!(confirm(&shop, &id, "1234").await.status, 200);
    shop.world.wind(3);
    assert_eq!(
        shop.verify(&id).await["status"],
        "FAILED",
        "the story of its number"
    );
}

#[tokio::test]
async fn a_code_is_for_direct_payments_only() {
    let shop = Shop::open().await;
    let body = json!({"amount": 5_000, "countryCode": "GN", "payerNumber": "00224623707703"});
    let made = shop.post("/v1/payments/gateway", &body).await.body["data"].clone();
    let refused = confirm(&shop, made["transactionId"].as_str().unwrap(), "1234").await;
    assert_eq!(refused.status, 400);
    assert!(
        refused.body["message"]
            .as_str()
            .unwrap()
            .contains("portail")
    );
}

//! `/v1/charges`.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::OutsidePayment;

use super::{PROVIDER, charge, charge_body, get, knob, pay, post, read, request};
use crate::support::{keys_of, said, start};

const CHARGES: &str = "/v1/charges";

#[tokio::test]
async fn a_charge_is_made_and_read_back_as_documented() {
    let world = start().await;
    let made = post(&world, CHARGES, &charge_body("CMD-1")).await;
    assert_eq!(made.status, 201);
    let id = made.body["id"].as_str().unwrap();
    assert_eq!(made.body["status"], "created");
    assert_eq!(
        made.body["createdAt"], "20260304T090000.000Z",
        "as the sample writes it"
    );
    let url = format!("https://p.djamo.com/payment-link/?type=payment_confirmation&chargeId={id}");
    assert_eq!(made.body["paymentUrl"], url);
    world.wind(1);
    let due = read(&world, id).await;
    assert_eq!(
        keys_of(&due),
        [
            "amount",
            "createdAt",
            "currency",
            "description",
            "due",
            "externalId",
            "fees",
            "id",
            "metadata",
            "paid",
            "paymentUrl",
            "refunded",
            "status",
            "transactions",
            "updatedAt"
        ]
    );
    assert_eq!(due["status"], "due");
    assert_eq!(due["createdAt"], "2026-03-04T09:00:00.000Z");
    assert_eq!(due["currency"], "XOF");
    assert_eq!(due["metadata"], json!({"order": "CMD-1"}));
    assert_eq!((&due["due"], &due["paid"]), (&json!(10_000), &json!(0)));
    assert_eq!(due["transactions"], json!([]));
}

#[tokio::test]
async fn every_field_but_metadata_is_required_and_an_amount_is_a_whole_number_of_francs() {
    let world = start().await;
    for (field, value) in [
        ("amount", Value::Null),
        ("amount", json!("10000")),
        ("amount", json!(0)),
        ("amount", json!(10.5)),
        ("amount", json!(200_000_001)),
        ("externalId", Value::Null),
        ("description", json!("")),
        ("onCompletedRedirectionUrl", Value::Null),
        ("onCanceledRedirectionUrl", json!("djamo-failure")),
        ("metadata", json!([1])),
        ("currency", json!("GNF")),
    ] {
        let mut body = charge_body("CMD-1");
        body[field] = value.clone();
        let refused = post(&world, CHARGES, &body).await;
        assert_eq!(refused.status, 400, "{field} = {value}");
        let text = refused.body["message"][0].as_str().unwrap();
        assert!(text.contains(field), "{text}");
    }
    let form = request(&world, Method::POST, CHARGES).body(charge_body("CMD-1").to_string());
    assert_eq!(
        said(form).await.status,
        400,
        "a body that is not called JSON is not read"
    );
    assert_eq!(world.control().ledger().len(), 0);
    let mut largest = charge_body("CMD-1");
    largest["amount"] = json!(200_000_000);
    assert_eq!(post(&world, CHARGES, &largest).await.status, 201);
}

#[tokio::test]
async fn a_reused_external_id_is_a_conflict_even_with_the_same_body() {
    let world = start().await;
    charge(&world, "CMD-1").await;
    let again = post(&world, CHARGES, &charge_body("CMD-1")).await;
    assert_eq!(
        (again.status, &again.body["error"]),
        (409, &json!("Conflict Exception"))
    );
    assert!(again.body["correlationId"].as_str().unwrap().len() == 36);
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn what_nobody_pays_in_an_hour_is_dropped() {
    let world = start().await;
    let id = charge(&world, "CMD-1").await;
    world.wind(3_598);
    assert_eq!(read(&world, &id).await["status"], "due");
    world.wind(1);
    let dropped = read(&world, &id).await;
    assert_eq!(
        (&dropped["status"], &dropped["due"]),
        (&json!("dropped"), &json!(0))
    );
    let late = pay(&world, &id, "+2250700000001").await;
    assert_eq!(late.status, 422);
}

#[tokio::test]
async fn a_charge_is_paid_by_one_test_number_at_a_time() {
    let world = start().await;
    let id = charge(&world, "CMD-1").await;
    for wrong in ["0700000001", "+2252700000001", "+224623707722", ""] {
        assert_eq!(pay(&world, &id, wrong).await.status, 400, "{wrong}");
    }
    let begun = pay(&world, &id, "+2250700000003").await;
    assert_eq!((begun.status, &begun.body["status"]), (200, &json!("due")));
    // Nobody answered; somebody else pays.
    assert_eq!(pay(&world, &id, "+2250700000001").await.status, 200);
    assert_eq!(pay(&world, &id, "+2250700000001").await.status, 422);
    world.wind(4);
    let paid = read(&world, &id).await;
    assert_eq!(paid["status"], "paid");
    assert_eq!(
        (&paid["paid"], &paid["fees"]),
        (&json!(10_000), &json!(100))
    );
    assert_eq!(paid["transactions"][0]["msisdn"], "+2250700000001");
    assert_eq!(pay(&world, &id, "+2250700000001").await.status, 422);
    assert_eq!(
        get(&world, "/v1/balance").await.body,
        json!({"balance": 9_900, "currency": "XOF"})
    );
    assert_eq!(pay(&world, "unknown", "+2250700000001").await.status, 404);
}

#[tokio::test]
async fn an_account_of_one_country_takes_no_numbers_of_the_other() {
    let world = start().await;
    let (ivory_coast, senegal) = ("+2250700000003", "+221770000003");
    let id = charge(&world, "CMD-1").await;
    assert_eq!(pay(&world, &id, ivory_coast).await.status, 200);
    assert_eq!(pay(&world, &id, senegal).await.status, 200);
    knob(&world, "country", "SN");
    assert_eq!(pay(&world, &id, ivory_coast).await.status, 400);
    assert_eq!(pay(&world, &id, senegal).await.status, 200);
    knob(&world, "country", "CI");
    assert_eq!(pay(&world, &id, senegal).await.status, 400);
}

#[tokio::test]
async fn what_the_website_asked_for_is_a_charge_like_any_other() {
    let world = start().await;
    let payment = OutsidePayment {
        provider: PROVIDER.to_owned(),
        amount: 7_500.into(),
        phone: "+2250700000001".to_owned(),
        note: "Commande du site".to_owned(),
        reference: None,
    };
    let id = world.control().pay_outside(&payment).unwrap();
    assert_eq!(read(&world, &id).await["status"], "due");
    world.wind(4);
    assert_eq!(read(&world, &id).await["paid"], 7_500);
}

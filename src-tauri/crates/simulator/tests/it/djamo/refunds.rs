//! Money given back to who paid a charge.

use serde_json::{Value, json};

use super::{charge, get, knob, paid_charge, post, read, transfer};
use crate::support::{Said, World, start};

async fn refund(world: &World, id: &str, body: &Value) -> Said {
    post(world, &format!("/v1/charges/{id}/refund"), body).await
}

async fn balance(world: &World) -> Value {
    get(world, "/v1/balance").await.body["balance"].clone()
}

#[tokio::test]
async fn an_empty_body_gives_everything_back_and_the_answer_is_the_charge() {
    let world = start().await;
    paid_charge(&world, "CMD-0").await;
    let id = paid_charge(&world, "CMD-1").await;
    assert_eq!(balance(&world).await, 19_800);
    let back = refund(&world, &id, &json!({})).await;
    assert_eq!(back.status, 201);
    assert_eq!(back.body["id"], json!(id));
    assert_eq!(
        (&back.body["status"], &back.body["refunded"]),
        (&json!("refunded"), &json!(10_000))
    );
    assert_eq!(read(&world, &id).await["status"], "refunded");
    assert_eq!(balance(&world).await, 9_800, "the fee is not given back");
    assert_eq!(
        refund(&world, &id, &json!({})).await.status,
        422,
        "not twice"
    );
    assert_eq!(balance(&world).await, 9_800);
}

#[tokio::test]
async fn parts_are_given_back_until_nothing_is_left() {
    let world = start().await;
    paid_charge(&world, "CMD-0").await;
    let id = paid_charge(&world, "CMD-1").await;
    let part = refund(&world, &id, &json!({"amount": 4_000})).await.body;
    assert_eq!(
        (&part["status"], &part["refunded"]),
        (&json!("refunded_partially"), &json!(4_000))
    );
    assert_eq!(part["paid"], 10_000);
    for wrong in [json!(6_001), json!(200_000_000)] {
        assert_eq!(
            refund(&world, &id, &json!({"amount": wrong})).await.status,
            422,
            "more than is left"
        );
    }
    for wrong in [json!(0), json!(-1), json!("4000"), json!(1.5)] {
        assert_eq!(
            refund(&world, &id, &json!({"amount": wrong})).await.status,
            400
        );
    }
    let rest = refund(&world, &id, &json!({"amount": 6_000})).await.body;
    assert_eq!(rest["status"], "refunded");
    let ledger = world.control().ledger();
    let rows: Vec<String> = ledger
        .iter()
        .filter(|row| row.kind == "refund")
        .map(|row| row.amount.to_string())
        .collect();
    assert_eq!(rows, ["4000", "6000"]);
}

#[tokio::test]
async fn only_paid_money_that_is_still_there_can_be_given_back() {
    let world = start().await;
    let open = charge(&world, "CMD-1").await;
    assert_eq!(refund(&world, &open, &json!({})).await.status, 422);
    assert_eq!(refund(&world, "unknown", &json!({})).await.status, 404);
    let id = paid_charge(&world, "CMD-2").await;
    let mut sent = super::transfer_body("SAL-1", "+2250700000001");
    sent["amount"] = json!(5_000);
    assert_eq!(post(&world, "/v1/transactions", &sent).await.status, 201);
    let refused = refund(&world, &id, &json!({})).await;
    assert_eq!(
        (refused.status, &refused.body["message"]),
        (422, &json!(["Insufficient balance"]))
    );
    assert_eq!(
        transfer(&world, "SAL-2", "+2250700000001").await.status,
        422
    );
}

#[tokio::test]
async fn an_environment_may_have_no_refunds() {
    let world = start().await;
    let id = paid_charge(&world, "CMD-1").await;
    knob(&world, "refund", "missing");
    assert_eq!(refund(&world, &id, &json!({})).await.status, 404);
    assert_eq!(read(&world, &id).await["status"], "paid");
}

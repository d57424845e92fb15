//! Money sent to people with a Djamo account.

use serde_json::{Value, json};

use super::{funded, get, knob, post, transfer, transfer_body};
use crate::support::{keys_of, start};

const TRANSACTIONS: &str = "/v1/transactions";
const AMA: &str = "+2250700000001";

#[tokio::test]
async fn a_transfer_is_taken_and_read_back_by_id_and_by_reference() {
    let world = funded(100_000).await;
    let made = transfer(&world, "SAL-1", AMA).await;
    assert_eq!(made.status, 201);
    let id = made.body["id"].as_str().unwrap();
    assert!(id.starts_with("txn_"), "{id}");
    assert_eq!(made.body["status"], "pending");
    assert_eq!(
        get(&world, "/v1/balance").await.body["balance"],
        74_750,
        "held from the start"
    );
    world.wind(4);
    let done = get(&world, &format!("{TRANSACTIONS}/{id}")).await.body;
    assert_eq!(
        keys_of(&done),
        [
            "amount",
            "createdAt",
            "description",
            "djamoTransactionReference",
            "failureReason",
            "fee",
            "id",
            "msisdn",
            "reference",
            "status",
            "totalAmount",
            "type",
            "updatedAt"
        ]
    );
    assert_eq!(done["status"], "completed");
    assert_eq!(
        (&done["fee"], &done["totalAmount"]),
        (&json!(250), &json!(25_250))
    );
    assert_eq!(
        (&done["msisdn"], &done["failureReason"]),
        (&json!(AMA), &Value::Null)
    );
    let found = get(&world, "/v1/transactions?reference=SAL-1").await.body;
    assert_eq!(found["data"], json!([done]));
    let none = get(&world, "/v1/transactions?reference=SAL-2").await.body;
    assert_eq!(
        (&none["data"], &none["cursor"]["next"]),
        (&json!([]), &Value::Null)
    );
    assert_eq!(
        get(&world, "/v1/transactions/txn_unknown").await.status,
        404
    );
}

#[tokio::test]
async fn a_reused_reference_is_a_conflict_and_moves_nothing() {
    let world = funded(100_000).await;
    transfer(&world, "SAL-1", AMA).await;
    assert_eq!(transfer(&world, "SAL-1", AMA).await.status, 409);
    assert_eq!(
        transfer(&world, "SAL-1", "+2250700000044").await.status,
        409
    );
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn a_transfer_needs_all_its_fields_and_money() {
    let world = funded(25_249).await;
    for (field, value) in [
        ("amount", json!("25000")),
        ("amount", json!(200_000_001)),
        ("msisdn", json!("0700000001")),
        ("reference", Value::Null),
        ("type", json!("payout")),
        ("type", Value::Null),
        ("description", json!(1)),
    ] {
        let mut body = transfer_body("SAL-1", AMA);
        body[field] = value.clone();
        let refused = post(&world, TRANSACTIONS, &body).await;
        assert_eq!(refused.status, 400, "{field} = {value}");
    }
    let short = transfer(&world, "SAL-1", AMA).await;
    assert_eq!(
        (short.status, &short.body["message"]),
        (422, &json!(["Insufficient balance"]))
    );
    world.control().fund("djamo", "XOF", 1.into()).unwrap();
    assert_eq!(transfer(&world, "SAL-1", AMA).await.status, 201);
}

#[tokio::test]
async fn limits_are_the_accounts_own() {
    let world = funded(100_000_000).await;
    let send = async |reference: &str, amount: i64| {
        let mut body = transfer_body(reference, AMA);
        body["amount"] = json!(amount);
        post(&world, TRANSACTIONS, &body).await.status
    };
    assert_eq!(send("SAL-1", 4_999).await, 201, "no limit of its own");
    knob(&world, "transfer_smallest", "5000");
    knob(&world, "transfer_largest", "500000");
    assert_eq!(send("SAL-2", 4_999).await, 422);
    assert_eq!(send("SAL-3", 5_000).await, 201);
    assert_eq!(send("SAL-4", 500_000).await, 201);
    assert_eq!(send("SAL-5", 500_001).await, 422);
}

#[tokio::test]
async fn a_batch_is_taken_whole_and_each_of_it_is_a_transfer() {
    let world = funded(100_000).await;
    let batch = json!({"transactions": [
        transfer_body("SAL-1", AMA),
        transfer_body("SAL-2", "+2250700000002"),
        transfer_body("SAL-3", "+2250500000044"),
    ]});
    let taken = post(&world, "/v1/transactions/batch", &batch).await;
    assert_eq!(
        (taken.status, &taken.body["status"]),
        (201, &json!("processing"))
    );
    assert_eq!(
        (&taken.body["totalAmount"], &taken.body["totalFee"]),
        (&json!(75_000), &json!(750))
    );
    assert_eq!(taken.body["batchId"], taken.body["id"]);
    world.wind(10);
    let list = get(&world, TRANSACTIONS).await.body;
    let rows = list["data"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert!(
        rows.iter()
            .all(|row| row["batchId"] == taken.body["batchId"])
    );
    let status = async |reference: &str| {
        let found = get(&world, &format!("/v1/transactions?reference={reference}"))
            .await
            .body;
        found["data"][0]["status"].clone()
    };
    assert_eq!(status("SAL-1").await, "completed");
    assert_eq!(status("SAL-2").await, "failed");
    assert_eq!(get(&world, "/v1/balance").await.body["balance"], 49_500);
}

#[tokio::test]
async fn a_batch_with_one_bad_row_moves_nothing() {
    let world = funded(70_000).await;
    let send = async |second: Value, third: Value| {
        let batch = json!({"transactions": [transfer_body("SAL-1", AMA), second, third]});
        post(&world, "/v1/transactions/batch", &batch).await
    };
    let good = transfer_body("SAL-3", AMA);
    let mut bad = transfer_body("SAL-2", "0700");
    let named = send(bad.clone(), good.clone()).await;
    assert_eq!(named.status, 400);
    assert!(
        named.body["message"][0]
            .as_str()
            .unwrap()
            .starts_with("transactions.1.")
    );
    bad["msisdn"] = json!(AMA);
    bad["reference"] = json!("SAL-3");
    assert_eq!(
        send(bad.clone(), good.clone()).await.status,
        409,
        "twice in one batch"
    );
    bad["reference"] = json!("SAL-2");
    assert_eq!(send(bad, good).await.status, 422, "more than there is");
    assert_eq!(world.control().ledger().len(), 0);
    let empty = post(
        &world,
        "/v1/transactions/batch",
        &json!({"transactions": []}),
    )
    .await;
    assert_eq!(empty.status, 400);
}

#[tokio::test]
async fn who_has_no_account_is_told_before_and_gets_nothing() {
    let world = funded(100_000).await;
    let stranger = "%2B2250700000099";
    let check = async |msisdn: &str| {
        get(
            &world,
            &format!("/v1/transactions/customers/check?msisdn={msisdn}"),
        )
        .await
    };
    assert_eq!(check("%2B2250700000001").await.body["isCustomer"], true);
    assert_eq!(check(stranger).await.status, 404);
    assert_eq!(check("0700").await.status, 400);
    knob(&world, "customer_check", "field");
    let told = check(stranger).await;
    assert_eq!(
        (told.status, &told.body["isCustomer"]),
        (200, &json!(false))
    );
    let made = transfer(&world, "SAL-1", "+2250700000099").await;
    assert_eq!(made.status, 201);
    world.wind(3);
    let found = get(&world, "/v1/transactions?reference=SAL-1").await.body["data"][0].clone();
    assert_eq!(found["status"], "failed");
    assert_eq!(
        found["failureReason"],
        "The recipient is not a Djamo customer"
    );
    assert_eq!(get(&world, "/v1/balance").await.body["balance"], 100_000);
}

#[tokio::test]
async fn an_empty_account_sends_nothing() {
    let world = start().await;
    assert_eq!(transfer(&world, "SAL-1", AMA).await.status, 422);
}

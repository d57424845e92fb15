//! DGS-Pay as its page describes it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, dgs_body, keys_of, said, start};

async fn refused(world: &World, body: &Value) -> String {
    let said = said(world.dgs(Method::POST, "/charges").body(body.to_string())).await;
    assert_eq!(
        (said.status, &said.body["error_code"]),
        (400, &json!("90")),
        "{body}"
    );
    said.body["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_mobile_money_charge_is_answered_as_documented() {
    let world = start().await;
    let charged = world.dgs_charge("789654321").await;
    assert_eq!(charged.status, 200);
    let body = &charged.body;
    let documented = [
        "amount",
        "currency",
        "dgs_reference",
        "display_text",
        "message",
        "next_action_redirect_url",
        "next_action_type",
        "payment_method_type",
        "status",
        "transaction_id",
        "transaction_status",
    ];
    assert_eq!(keys_of(body), documented);
    assert_eq!(body["status"], "success");
    assert_eq!(body["message"], "Charge initiated");
    assert_eq!(body["transaction_status"], "pending");
    assert_eq!(body["amount"].to_string(), "2000");
    assert_eq!(body["next_action_type"], "redirect_url");
    assert_eq!(
        body["display_text"],
        "Complete payment on your mobile device"
    );
    let reference = body["dgs_reference"].as_str().unwrap();
    assert_eq!(
        reference,
        format!("dgs_{}", body["transaction_id"].as_str().unwrap())
    );
    let page = world
        .client
        .get(body["next_action_redirect_url"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
}

#[tokio::test]
async fn both_headers_are_required_and_a_wrong_one_is_code_91() {
    let world = start().await;
    let url = format!("{}/balance", world.running.base_url("dgspay").unwrap());
    let keys = world.keys("dgspay");
    let json_type = ("Content-Type", "application/json".to_owned());
    let key = ("X-DGS-API-Key", keys["api_key"].clone());
    let number = ("X-DGS-ACCOUNT-NUMBER", keys["account_number"].clone());
    let wrong = ("X-DGS-API-Key", "sk_test_wrong".to_owned());
    for headers in [
        vec![&json_type],
        vec![&json_type, &key],
        vec![&json_type, &number],
        vec![&json_type, &wrong, &number],
    ] {
        let request = headers
            .iter()
            .fold(world.client.get(&url), |request, (name, value)| {
                request.header(*name, value)
            });
        let said = said(request).await;
        assert_eq!(
            (said.status, &said.body["error_code"]),
            (401, &json!("91")),
            "{headers:?}"
        );
    }
    let untyped = world
        .client
        .get(&url)
        .header(key.0, &key.1)
        .header(number.0, &number.1);
    assert_eq!(said(untyped).await.body["error_code"], "90");
}

#[tokio::test]
async fn every_required_field_is_required() {
    let world = start().await;
    for field in [
        "amount",
        "currency",
        "payment_type",
        "customer_email",
        "customer_first_name",
        "customer_last_name",
        "customer_phone",
        "customer_phone_country_code",
        "redirect_url",
        "mobile_money_network",
        "mobile_money_phone",
    ] {
        let mut body = dgs_body("789654321");
        body.as_object_mut().unwrap().remove(field);
        let message = refused(&world, &body).await;
        assert!(message.contains(field), "{field}: {message}");
    }
    let mut body = dgs_body("789654321");
    body.as_object_mut().unwrap().remove("narration");
    let without_note = said(world.dgs(Method::POST, "/charges").body(body.to_string())).await;
    assert_eq!(without_note.status, 200);
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn values_that_the_page_does_not_allow_are_refused() {
    let world = start().await;
    for (field, value) in [
        ("amount", json!("2000")),
        ("amount", json!(0)),
        ("amount", json!(-5)),
        ("amount", json!(20.5)),
        ("amount", json!(1e40)),
        ("currency", json!("USD")),
        ("payment_type", json!("cash")),
        ("payment_type", json!("card")),
        ("customer_phone_country_code", json!("+250")),
        ("mobile_money_network", json!("mtn")),
        ("mobile_money_phone", json!("0789654321")),
        ("mobile_money_phone", json!("250789654321")),
        ("mobile_money_phone", json!("78965432")),
        ("mobile_money_phone", json!(789_654_321)),
        ("customer_email", json!("jane")),
        ("redirect_url", json!("yourdomain")),
        ("scenario_key", json!("scenario:auth_3ds")),
        ("scenario_key", json!("scenario:successful")),
        ("narration", json!(5)),
        ("narration", json!("x".repeat(256))),
    ] {
        let mut body = dgs_body("789654321");
        body[field] = value;
        refused(&world, &body).await;
    }
    assert!(world.control().ledger().is_empty());
}

#[tokio::test]
async fn scenario_keys_decide_before_the_phone_does() {
    let world = start().await;
    let charge = async |key: &str| {
        let mut body = dgs_body("789654302");
        body["scenario_key"] = json!(key);
        said(world.dgs(Method::POST, "/charges").body(body.to_string()))
            .await
            .body
    };
    let approved = charge("scenario:auth_pin").await;
    assert_eq!(approved["transaction_status"], "successful");
    assert_eq!(approved["message"], "Payment completed");
    assert_eq!(approved["mobile_money_phone"], "789654302");
    assert_eq!(approved["mobile_money_country_code"], "250");
    let declined = charge("scenario:auth_pin&issuer:insufficient_funds").await;
    assert_eq!(declined["status"], "failed");
    assert_eq!(declined["issuer_response_type"], "declined");
    assert_eq!(declined["issuer_response_code"], "05");
    assert_eq!(declined["processor_response"], "Insufficient funds");
    let redirected = charge("scenario:auth_redirect&issuer:approved").await;
    assert_eq!(redirected["transaction_status"], "pending");
    world.wind(10);
    let path = format!(
        "/transactions/{}",
        redirected["dgs_reference"].as_str().unwrap()
    );
    assert_eq!(world.dgs_get(&path).await.body["data"]["status"], "success");
}

#[tokio::test]
async fn the_list_is_newest_first_and_its_rows_show_no_phone() {
    let world = start().await;
    let mut references = Vec::new();
    for phone in ["789000001", "789000002", "789000003"] {
        let said = world.dgs_charge(phone).await;
        references.insert(0, said.body["dgs_reference"].clone());
        world.wind(60);
    }
    let list = world.dgs_get("/transactions?page=1&limit=2").await.body;
    assert_eq!(
        list["pagination"],
        json!({"page": 1, "limit": 2, "total": 3, "pages": 2})
    );
    let row = &list["data"][0];
    let documented = [
        "amount",
        "created_at",
        "currency",
        "dgs_reference",
        "id",
        "payment_method_type",
        "status",
    ];
    assert_eq!(keys_of(row), documented);
    // 09:02 UTC is 11:02 in Kigali.
    assert_eq!(row["created_at"], "2026-03-04 11:02:00");
    let second = world.dgs_get("/transactions?page=2&limit=2").await.body;
    let read: Vec<Value> = [&list, &second]
        .iter()
        .flat_map(|page| {
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["dgs_reference"].clone())
        })
        .collect();
    assert_eq!(read, references);
    let paid = world.dgs_get("/transactions?status=success").await.body;
    assert_eq!(paid["pagination"]["total"], 1);
    let one = world
        .dgs_get(&format!(
            "/transactions?dgs_reference={}",
            references[2].as_str().unwrap()
        ))
        .await
        .body;
    assert_eq!(one["data"][0]["dgs_reference"], references[2]);
    for bad in [
        "limit=101",
        "limit=0",
        "page=x",
        "status=successful",
        "page=-1",
    ] {
        assert_eq!(
            world.dgs_get(&format!("/transactions?{bad}")).await.body["error_code"],
            "90",
            "{bad}"
        );
    }
    assert_eq!(
        world
            .dgs_get("/transactions?page=18446744073709551615")
            .await
            .body["data"],
        json!([])
    );
}

#[tokio::test]
async fn a_single_read_shows_phone_name_note_fee_and_net() {
    let world = start().await;
    let charged = world.dgs_charge("789654301").await.body;
    let path = format!(
        "/transactions/{}",
        charged["dgs_reference"].as_str().unwrap()
    );
    world.wind(5);
    let data = world.dgs_get(&path).await.body["data"].clone();
    assert_eq!(data["status"], "success");
    assert_eq!(data["mobile_money_phone"], "789654301");
    assert_eq!(data["mobile_money_network"], "MTN");
    assert_eq!(data["customer_first_name"], "Jane");
    assert_eq!(data["narration"], "Payment for Invoice #5678");
    assert_eq!(data["merchant_fee"].to_string(), "60");
    assert_eq!(data["net_amount"].to_string(), "1940");
    let missing = world.dgs_get("/transactions/dgs_1").await;
    assert_eq!(
        (missing.status, &missing.body["error_code"]),
        (404, &json!("92"))
    );
}

#[tokio::test]
async fn the_wallet_moves_with_a_charge_and_is_available_a_day_later() {
    let world = start().await;
    world.dgs_charge("789654301").await;
    world.wind(5);
    let body = world.dgs_get("/balance").await.body;
    assert_eq!(
        keys_of(&body),
        ["balances", "error_code", "merchant_id", "status"]
    );
    assert_eq!(body["error_code"], "00");
    assert_eq!(body["balances"][0]["currency"], "USD");
    let rwf = &body["balances"][1];
    assert_eq!(rwf["pending_balance"].to_string(), "1940.00");
    assert_eq!(rwf["available_balance"].to_string(), "0.00");
    world.wind(24 * 3600);
    let rwf = world.dgs_get("/balance").await.body["balances"][1].clone();
    assert_eq!(rwf["available_balance"].to_string(), "1940.00");
    assert_eq!(rwf["total_balance"].to_string(), "1940.00");
}

//! DGS-Pay's payouts, to banks and to phones.

use serde_json::{Value, json};
use simulator::{Fault, Planned};

use crate::support::{Said, World, keys_of, start};

fn to_bank(amount: i64, account: &str) -> Value {
    json!({
        "amount": amount,
        "destination_type": "bank",
        "recipient": {
            "bank_key": "kcb_rw",
            "account_number": account,
            "name": "John Doe",
            "branch": "Kigali Main",
        },
        "narration": "Vendor payment April 2026",
    })
}

fn to_phone(amount: i64, msisdn: &str) -> Value {
    json!({
        "amount": amount,
        "destination_type": "mobile_money",
        "recipient": {"msisdn": msisdn, "network": "MTN", "country": "RW", "name": "Jane Doe"},
    })
}

async fn funded() -> World {
    let world = start().await;
    world.fund("dgspay", "RWF", 100_000);
    world
}

async fn disburse(world: &World, body: &Value) -> Said {
    world.dgs_post("/disburse", body).await
}

async fn read(world: &World, said: &Said) -> Value {
    let reference = said.body["dgs_reference"].as_str().unwrap();
    let path = format!("/transactions/{reference}");
    world.dgs_get(&path).await.body["data"].clone()
}

async fn rwf(world: &World) -> Value {
    world.dgs_get("/balance").await.body["balances"][1].clone()
}

#[tokio::test]
async fn a_disbursement_is_queued_and_its_recipient_gets_what_the_fee_leaves() {
    let world = funded().await;
    let queued = disburse(&world, &to_bank(10_000, "1234567801")).await;
    assert_eq!(queued.status, 200);
    assert_eq!(queued.body["status"], "success");
    assert!(
        queued.body["dgs_reference"]
            .as_str()
            .unwrap()
            .starts_with("DGS")
    );
    assert_eq!(
        rwf(&world).await["available_balance"].to_string(),
        "90000.00"
    );
    assert_eq!(read(&world, &queued).await["status"], "pending");
    world.wind(4);
    let done = read(&world, &queued).await;
    assert_eq!(done["status"], "success");
    assert_eq!(done["fee"].to_string(), "100");
    assert_eq!(done["recipient_gets"].to_string(), "9900");
    assert_eq!(done["recipient"]["account_number"], "1234567801");
    assert_eq!(done["narration"], "Vendor payment April 2026");
    // The whole amount, and no fee besides.
    assert_eq!(
        rwf(&world).await["available_balance"].to_string(),
        "90000.00"
    );
    let ledger = world.control().ledger();
    assert_eq!(
        (ledger[0].kind.as_str(), ledger[0].phone.as_str()),
        ("payout", "1234567801")
    );
}

#[tokio::test]
async fn both_written_forms_of_a_phone_are_the_same_recipient() {
    let world = funded().await;
    for msisdn in ["0788123401", "+250788123401"] {
        assert_eq!(disburse(&world, &to_phone(5_000, msisdn)).await.status, 200);
    }
    let ledger = world.control().ledger();
    assert!(ledger.iter().all(|row| row.phone == "250788123401"));
    assert_eq!(ledger.len(), 2);
}

#[tokio::test]
async fn what_the_page_requires_of_a_disbursement_is_required() {
    let world = funded().await;
    let bank = to_bank(10_000, "1234567801");
    let phone = to_phone(10_000, "0788123401");
    let with = |body: &Value, pointer: &str, value: Value| {
        let mut body = body.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    for body in [
        with(&bank, "/amount", json!("10000")),
        with(&bank, "/amount", json!(100)),
        with(&bank, "/amount", json!(10_000.5)),
        with(&bank, "/destination_type", json!("wallet")),
        with(&bank, "/recipient", json!("1234567890")),
        with(&bank, "/recipient", Value::Null),
        with(&bank, "/recipient/bank_key", json!("no_bank")),
        with(&bank, "/recipient/bank_key", json!("mtn_rw")),
        with(&bank, "/recipient/account_number", json!(1_234_567_890)),
        with(&phone, "/recipient/msisdn", json!("788123401")),
        with(&phone, "/recipient/network", json!("mtn")),
        with(&phone, "/recipient/country", json!("UG")),
        with(&phone, "/recipient/msisdn", Value::Null),
    ] {
        let refused = disburse(&world, &body).await;
        assert_eq!(
            (refused.status, &refused.body["error_code"]),
            (400, &json!("90")),
            "{body}"
        );
    }
    let mut branchless = with(&bank, "/recipient/bank_key", json!("bpr_rw"));
    assert_eq!(disburse(&world, &branchless).await.status, 200);
    branchless["recipient"]
        .as_object_mut()
        .unwrap()
        .remove("branch");
    assert_eq!(disburse(&world, &branchless).await.body["error_code"], "90");
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn banks_are_listed_with_what_a_recipient_needs() {
    let world = start().await;
    let body = world.dgs_get("/banks/RW").await.body;
    assert_eq!(
        (&body["status"], &body["country"]),
        (&json!("success"), &json!("RW"))
    );
    let rows = body["data"].as_array().unwrap();
    assert_eq!(
        keys_of(&rows[0]),
        [
            "bank_key",
            "branch_required",
            "code",
            "currency",
            "name",
            "type"
        ]
    );
    assert!(rows.iter().any(|row| row["branch_required"] == 1));
    let operator = rows.iter().find(|row| row["bank_key"] == "mtn_rw").unwrap();
    assert_eq!(
        (&operator["type"], &operator["network"]),
        (&json!("mobile_money"), &json!("MTN"))
    );
    assert!(operator.get("code").is_none());
    assert_eq!(world.dgs_get("/banks/UG").await.body["error_code"], "92");
}

#[tokio::test]
async fn more_than_is_available_is_refused_and_money_of_today_is_not_available() {
    let world = start().await;
    world.dgs_charge("789654301").await;
    world.wind(5);
    let refused = disburse(&world, &to_phone(1_500, "0788123401")).await;
    assert_eq!(
        refused.body,
        json!({
            "status": "failed",
            "message": "Insufficient RWF balance",
            "error_code": "VALIDATION_ERROR",
            "available_balance": 0,
            "required": 1500,
            "currency": "RWF",
        })
    );
    world.wind(24 * 3600);
    assert_eq!(
        disburse(&world, &to_phone(1_500, "0788123401"))
            .await
            .status,
        200
    );
    assert_eq!(
        disburse(&world, &to_phone(1_500, "0788123401"))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn transfer_scenarios_are_stronger_than_the_phone() {
    let world = funded().await;
    let with = |key: &str| {
        let mut body = to_phone(5_000, "0788123402");
        body["scenario_key"] = json!(key);
        body
    };
    let sent = disburse(&world, &with("scenario:successful")).await;
    world.wind(4);
    assert_eq!(read(&world, &sent).await["status"], "success");
    let short = disburse(&world, &with("scenario:insufficient_balance")).await;
    assert_eq!(short.body["error_code"], "VALIDATION_ERROR");
    for key in ["scenario:invalid_currency", "scenario:auth_pin"] {
        assert_eq!(
            disburse(&world, &with(key)).await.body["error_code"],
            "90",
            "{key}"
        );
    }
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn a_failed_disbursement_gives_the_money_back_and_may_still_arrive() {
    let world = funded().await;
    let late = disburse(&world, &to_bank(10_000, "1234567807")).await;
    let declined = disburse(&world, &to_phone(10_000, "0788123402")).await;
    let odd = disburse(&world, &to_phone(10_000, "0788123405")).await;
    world.wind(4);
    assert_eq!(
        read(&world, &declined).await["fail_reason"],
        "Invalid account details"
    );
    assert_eq!(read(&world, &late).await["status"], "failed");
    assert_eq!(read(&world, &odd).await["status"], "on_hold");
    assert_eq!(
        rwf(&world).await["available_balance"].to_string(),
        "90000.00"
    );
    world.wind(60);
    assert_eq!(read(&world, &late).await["status"], "success");
    assert_eq!(
        rwf(&world).await["available_balance"].to_string(),
        "80000.00"
    );
}

#[tokio::test]
async fn a_listed_disbursement_says_that_it_is_one_and_may_not_be_listed_at_all() {
    let world = funded().await;
    let fault = Planned::next_post(Fault::DropReplyAfterCommit);
    world.control().fault(fault).unwrap();
    let request = world.dgs(reqwest::Method::POST, "/disburse");
    let lost = request.body(to_phone(5_000, "0788123401").to_string());
    assert!(lost.send().await.is_err());
    world.dgs_charge("789654301").await;
    let list = world.dgs_get("/transactions").await.body;
    let rows = list["data"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].get("type").is_none());
    assert_eq!(rows[1]["type"], "disbursement");
    world.control().list_payouts("dgspay", false).unwrap();
    let list = world.dgs_get("/transactions").await.body;
    assert_eq!(list["pagination"]["total"], 1);
}

#[tokio::test]
async fn a_key_used_twice_is_code_93_and_one_that_did_nothing_is_not_used() {
    let world = funded().await;
    let send = async |amount: i64| {
        let request = world.dgs(reqwest::Method::POST, "/disburse");
        let request = request.header("X-Idempotency-Key", "one");
        let request = request.body(to_phone(amount, "0788123401").to_string());
        crate::support::said(request).await
    };
    assert_eq!(send(50).await.body["error_code"], "90");
    assert_eq!(send(5_000).await.status, 200);
    let again = send(5_000).await;
    assert_eq!(
        (again.status, &again.body["error_code"]),
        (409, &json!("93"))
    );
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn an_answer_may_name_no_reference_and_the_money_is_out_all_the_same() {
    let world = funded().await;
    let control = world.control();
    control
        .set_knob("dgspay", "disburse_answer", Some("bare"))
        .unwrap();
    let bare = disburse(&world, &to_phone(5_000, "0788123401")).await;
    assert_eq!(keys_of(&bare.body), ["message", "status"]);
    assert_eq!(
        rwf(&world).await["available_balance"].to_string(),
        "95000.00"
    );
    let row = world.dgs_get("/transactions").await.body["data"][0].clone();
    assert_eq!(row["type"], "disbursement");
}

//! ZENGAPAY's payouts, and the contacts they can be sent to.

use reqwest::Method;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::{Clock, Control, Delays, Fault, OutsidePayment, Planned, Told};

use crate::support::{START, World, keys_of, said, start, zp_transfer_body};

const MTN: &str = "UGX-MTNMM";
const AIRTEL: &str = "UGX-ATLMM";

async fn available(world: &World, wallet: usize) -> String {
    let body = world.zp_get("/account/balance").await.body;
    body["data"]["balances"][wallet]["available"].to_string()
}

async fn status(world: &World, said: &Value) -> Value {
    let path = format!(
        "/transfers/{}",
        said["transactionReference"].as_str().unwrap()
    );
    world.zp_get(&path).await.body["data"]["transactionStatus"].clone()
}

#[tokio::test]
async fn a_transfer_is_accepted_and_read_back_as_documented() {
    let world = start().await;
    world.fund("zengapay", AIRTEL, 1_000_000);
    let taken = world.zp_transfer("256755329301").await;
    assert_eq!(taken.status, 202);
    assert_eq!(
        keys_of(&taken.body),
        ["code", "message", "status", "transactionReference"]
    );
    assert_eq!(taken.body["message"], "Transaction Initiated");
    let reference = taken.body["transactionReference"].as_str().unwrap();
    world.wind(4);
    let path = format!("/transfers/{reference}");
    let done = world.zp_get(&path).await.body["data"].clone();
    let documented = [
        "MNOTransactionReferenceId",
        "amount",
        "channel",
        "currencyCode",
        "currencyName",
        "msisdn",
        "transactionCompletionDate",
        "transactionEntryDesignation",
        "transactionEntryGeneralType",
        "transactionEntrySpecificType",
        "transactionExternalNarrative",
        "transactionExternalReference",
        "transactionInitiationDate",
        "transactionReference",
        "transactionStatus",
        "transactionSystemId",
    ];
    assert_eq!(keys_of(&done), documented);
    assert_eq!(done["transactionStatus"], "SUCCEEDED");
    assert_eq!(done["transactionEntryGeneralType"], "DEBIT");
    assert_eq!(
        done["transactionEntrySpecificType"],
        "OUTBOUND_MSISDN_DEBIT"
    );
    assert_eq!(done["amount"].to_string(), "256600");
    // A payout is no collection, and the typing slip of one sample is no path.
    for wrong in ["/collections/", "/transferss/"] {
        assert_eq!(
            world.zp_get(&format!("{wrong}{reference}")).await.status,
            404
        );
    }
    let list = world.zp_get("/transfers").await.body["transfers"].clone();
    assert_eq!((&list["total"], &list["per_page"]), (&json!(1), &json!(25)));
    assert_eq!(keys_of(&list["data"][0]), documented);
    assert_eq!(
        world.zp_get("/collections").await.body["collections"]["total"],
        0
    );
    let ledger = world.control().ledger();
    assert_eq!(ledger[0].kind, "payout");
    assert_eq!(ledger[0].our_reference.as_deref(), Some("400000"));
}

#[tokio::test]
async fn a_transfer_says_by_true_or_false_whether_a_contact_is_paid() {
    let world = start().await;
    world.fund("zengapay", MTN, 1_000_000);
    for (field, value, named) in [
        ("use_contact", Value::Null, "use_contact"),
        ("use_contact", json!("false"), "use_contact"),
        ("use_contact", json!(true), "contact_id"),
        ("msisdn", json!("0775203801"), "msisdn"),
        ("msisdn", Value::Null, "msisdn"),
        ("amount", json!("500"), "amount"),
        ("narration", Value::Null, "narration"),
        ("external_reference", Value::Null, "external_reference"),
    ] {
        let mut body = zp_transfer_body("256775203801");
        body[field] = value.clone();
        let refused = world.zp_post("/transfers", &body).await;
        assert_eq!(refused.status, 422, "{field} = {value}");
        assert_eq!(keys_of(&refused.body["errors"]), [named]);
    }
    let mut body = zp_transfer_body("256775203801");
    body["use_contact"] = json!(true);
    body["contact_id"] = json!("0add25f6-88a0-5979-8ee8-4dcf19f548e6");
    assert_eq!(world.zp_post("/transfers", &body).await.status, 422);
    assert!(world.control().ledger().is_empty());
}

#[tokio::test]
async fn a_payout_leaves_the_wallet_at_once_and_comes_back_when_it_fails() {
    let world = start().await;
    world.fund("zengapay", MTN, 300_000);
    let paid = world.zp_transfer("256775203802").await.body;
    assert_eq!(available(&world, 0).await, "43400");
    assert_eq!(status(&world, &paid).await, "PENDING");
    let refused = world.zp_transfer("256775203801").await;
    assert_eq!(refused.status, 400);
    let text = refused.body["message"].as_str().unwrap();
    assert!(
        text.contains("Insufficient balance") && text.contains(MTN),
        "{text}"
    );
    world.wind(3);
    assert_eq!(status(&world, &paid).await, "FAILED");
    assert_eq!(available(&world, 0).await, "300000");
    // The other network's money is not this one's.
    assert_eq!(world.zp_transfer("256755329301").await.status, 400);
    assert_eq!(world.control().ledger().len(), 1);
}

#[tokio::test]
async fn an_indeterminate_payout_holds_its_money_until_it_is_resolved_within_a_day() {
    let world = start().await;
    world.fund("zengapay", MTN, 600_000);
    let paid = world.zp_transfer("256775203896").await.body;
    let failed = world.zp_transfer("256775203895").await.body;
    world.wind(5);
    assert_eq!(status(&world, &paid).await, "INDETERMINATE");
    world.wind(19 * 3600);
    assert_eq!(status(&world, &failed).await, "INDETERMINATE");
    assert_eq!(available(&world, 0).await, "86800");
    world.wind(3600);
    assert_eq!(status(&world, &paid).await, "SUCCEEDED");
    assert_eq!(status(&world, &failed).await, "FAILED");
    assert_eq!(available(&world, 0).await, "343400");
}

#[tokio::test]
async fn payouts_tell_the_endings_that_money_fears_most() {
    let world = start().await;
    world.fund("zengapay", MTN, 10_000_000);
    let wind = |seconds| world.wind(seconds);
    let late = world.zp_transfer("256775203807").await.body;
    let other = world.zp_transfer("256775203808").await.body;
    let taken_back = world.zp_transfer("256775203898").await.body;
    let strange = world.zp_transfer("256775203893").await.body;
    let slow = world.zp_transfer("256775203894").await.body;
    wind(5);
    assert_eq!(status(&world, &late).await, "FAILED");
    assert_eq!(status(&world, &taken_back).await, "SUCCEEDED");
    assert_eq!(status(&world, &strange).await, "UNDER_REVIEW");
    wind(60);
    assert_eq!(status(&world, &late).await, "SUCCEEDED");
    assert_eq!(status(&world, &taken_back).await, "FAILED");
    wind(6 * 3600 - 66);
    assert_eq!(status(&world, &slow).await, "PENDING");
    wind(1);
    assert_eq!(status(&world, &slow).await, "SUCCEEDED");
    let other = other["transactionReference"].as_str().unwrap();
    let ledger = world.control().ledger();
    let other = ledger.iter().find(|row| row.reference == other).unwrap();
    assert_eq!(other.paid_amount, Decimal::from(256_500));
    // 256,600 three times, 256,500 once; what was taken back is there again.
    assert_eq!(available(&world, 0).await, "8973700");
}

#[tokio::test]
async fn a_lost_reply_leaves_a_payout_and_a_failure_may_stand_under_200() {
    let world = start().await;
    world.fund("zengapay", MTN, 1_000_000);
    let plan = |fault| world.control().fault(Planned::next_post(fault)).unwrap();
    plan(Fault::DropReplyAfterCommit);
    let request = world.zp(Method::POST, "/transfers");
    let lost = request.json(&zp_transfer_body("256775203801")).send().await;
    assert!(lost.is_err());
    plan(Fault::FailureInside200 { committed: true });
    let told = world.zp_transfer("256775203801").await;
    assert_eq!((told.status, &told.body["code"]), (200, &json!(500)));
    assert_eq!(world.control().ledger().len(), 2);
    assert_eq!(
        world.zp_get("/transfers").await.body["transfers"]["total"],
        2
    );
}

#[tokio::test]
async fn paying_a_new_number_makes_a_contact_and_a_contact_can_be_paid() {
    let world = start().await;
    world.fund("zengapay", MTN, 2_000_000);
    let new = json!({
        "first_name": "Denis",
        "last_name": "Ojok",
        "phone": "256775203801",
        "type": "Beneficiary",
    });
    let made = world.zp_post("/contacts", &new).await;
    assert_eq!(made.status, 201);
    assert_eq!(
        made.body,
        json!({"code": 201, "status": "success", "uuid": made.body["uuid"], "message": "Contact added successfully"})
    );
    world.zp_transfer("256775203801").await;
    world.zp_transfer("256784553501").await;
    world.zp_transfer("256784553501").await;
    let body = world.zp_get("/contacts").await.body;
    assert_eq!(body["status"], "success");
    let page = &body["contacts"];
    assert_eq!(
        page["total"], 2,
        "the number that was known is not added again"
    );
    assert_eq!(page["links"][1]["label"], "1");
    let contact = &page["data"][0];
    assert_eq!(
        keys_of(contact),
        [
            "active", "created", "name", "network", "phone", "type", "updated", "uuid"
        ]
    );
    assert_eq!(
        (&contact["name"], &contact["network"], &contact["created"]),
        (
            &json!("Denis Ojok"),
            &json!("MTN UGANDA"),
            &json!("2026-03-04 12:00:00")
        )
    );
    let added = page["data"][1]["uuid"].as_str().unwrap();
    let one = world.zp_get(&format!("/contacts/{added}")).await.body;
    assert_eq!(one["contact"]["phone"], "256784553501");
    assert_eq!(world.zp_get("/contacts/none").await.status, 404);
    let mut body = zp_transfer_body("");
    body["use_contact"] = json!(true);
    body["contact_id"] = made.body["uuid"].clone();
    assert_eq!(world.zp_post("/transfers", &body).await.status, 202);
    assert_eq!(world.control().ledger()[3].phone, "256775203801");
    for (field, value) in [
        ("first_name", Value::Null),
        ("phone", json!("0775203801")),
        ("type", json!("Friend")),
    ] {
        let mut bad = new.clone();
        bad[field] = value;
        let refused = world.zp_post("/contacts", &bad).await;
        assert_eq!(keys_of(&refused.body["errors"]), [field]);
    }
}

#[tokio::test]
async fn networks_are_listed_with_their_numbers_and_banks_as_far_as_anything_is_known() {
    let world = start().await;
    let body = world.zp_get("/networks").await.body;
    let page = &body["networks"];
    assert_eq!((&page["per_page"], &page["total"]), (&json!(15), &json!(2)));
    assert!(page.get("links").is_none());
    assert_eq!(page["data"][1]["id"], 2);
    assert_eq!(page["data"][1]["currencyCode"], AIRTEL);
    let one = world.zp_get("/networks/2").await.body["network"].clone();
    assert_eq!(one["networkName"], "Airtel Uganda Limited");
    assert!(one.get("id").is_none());
    assert_eq!(world.zp_get("/networks/3").await.status, 404);
    let banks = world.zp_get("/banks").await.body["banks"].clone();
    assert_eq!(banks["total"], 3);
    for path in ["/networks", "/banks", "/account/statement"] {
        assert_eq!(said(world.zp(Method::DELETE, path)).await.status, 405);
    }
    // Announced, and documented nowhere.
    assert_eq!(world.zp_post("/airtime", &json!({})).await.status, 404);
}

#[tokio::test]
async fn only_the_addresses_on_the_list_may_ask_and_the_refusal_names_the_address_it_saw() {
    let world = start().await;
    let control = world.control();
    let allowed = vec!["95.217.165.253".to_owned()];
    control.allow_ips("zengapay", Some(allowed)).unwrap();
    control.come_from("zengapay", "81.202.241.36").unwrap();
    let refused = world.zp_transfer("256775203801").await;
    assert_eq!(refused.status, 403);
    let text = refused.body["message"].as_str().unwrap();
    assert!(
        text.starts_with("Connection refused from unauthorized IP: 81.202.241.36,  This IP is NOT")
            && text.contains("/transfers endpoint"),
        "{text}"
    );
    control.come_from("zengapay", "95.217.165.253").unwrap();
    assert_eq!(world.zp_get("/account").await.status, 200);
}

#[tokio::test]
async fn more_requests_in_a_second_than_are_allowed_are_refused_and_do_nothing() {
    let world = start().await;
    world.control().limit_rate("zengapay", Some(2)).unwrap();
    world.zp_collect("256775203801").await;
    let last = world.zp(Method::GET, "/account").send().await.unwrap();
    assert_eq!(last.headers()["x-ratelimit-limit"], "2");
    assert_eq!(last.headers()["x-ratelimit-remaining"], "0");
    let request = world.zp(Method::POST, "/collections");
    let refused = request
        .json(&crate::support::zp_body("256775203801"))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(world.control().ledger().len(), 1);
    world.wind(1);
    assert_eq!(world.zp_get("/account").await.status, 200);
}

#[tokio::test]
async fn a_payout_of_the_providers_own_site_stands_in_the_same_list() {
    let world = start().await;
    world.fund("zengapay", MTN, 10_000);
    world.fund("dgspay", "RWF", 10_000);
    for (provider, phone) in [("zengapay", "256775203801"), ("dgspay", "+250789654301")] {
        let payment = OutsidePayment {
            provider: provider.to_owned(),
            amount: 5_000.into(),
            phone: phone.to_owned(),
            note: "Rent".to_owned(),
            reference: None,
        };
        world.control().pay_out_outside(&payment).unwrap();
        let more = OutsidePayment {
            amount: 5_001.into(),
            ..payment
        };
        assert!(world.control().pay_out_outside(&more).is_err());
    }
    let list = world.zp_get("/transfers").await.body["transfers"].clone();
    assert_eq!(list["data"][0]["channel"], "WEB");
    assert_eq!(list["total"], 1);
    assert_eq!(world.control().ledger().len(), 2);
}

#[test]
fn a_world_that_listens_nowhere_pays_out_as_well() {
    let clock = Clock::Wound(START.parse().unwrap());
    let control = Control::alone(1, clock, Delays::default()).unwrap();
    control.fund("zengapay", MTN, 300_000.into()).unwrap();
    let practice = control.practice();
    let token = &practice.credentials["zengapay"]["api_token"];
    let headers = [
        ("Authorization".to_owned(), format!("Bearer {token}")),
        ("Content-Type".to_owned(), "application/json".to_owned()),
    ];
    let url = format!("{}/transfers", practice.base_urls["zengapay"]);
    let body = zp_transfer_body("256775203801").to_string();
    let ask = || match control.ask("POST", &url, &headers, body.as_bytes()) {
        Told::Reply { status, .. } => Some(status),
        Told::Silence => None,
    };
    assert_eq!(ask(), Some(202));
    assert_eq!(ask(), Some(400), "the wallet has less than that now");
    let fault = Planned::next_post(Fault::DropReplyAfterCommit);
    control.fund("zengapay", MTN, 300_000.into()).unwrap();
    control.fault(fault).unwrap();
    assert_eq!(ask(), None);
    let kinds: Vec<String> = control.ledger().into_iter().map(|row| row.kind).collect();
    assert_eq!(kinds, ["payout", "payout"]);
}

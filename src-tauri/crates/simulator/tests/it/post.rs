//! Webhooks that are really sent, and what goes wrong with them on the way.

use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use simulator::{ControlError, PlannedPost, PostFault, Posted};

use crate::receiver::Receiver;
use crate::support::{World, start, zp_transfer_body};

async fn with_receiver() -> (World, Receiver) {
    let world = start().await;
    let receiver = Receiver::open().await;
    for provider in ["zengapay", "dgspay"] {
        let url = format!("{}/{provider}", receiver.url);
        world
            .control()
            .set_webhook_url(provider, Some(&url))
            .unwrap();
    }
    world.fund("zengapay", "UGX-MTNMM", 10_000_000);
    world.fund("dgspay", "RWF", 1_000_000);
    world.fund("dgspay", "USD", 1_000);
    (world, receiver)
}

/// So many tries; a try is noted when its answer is there.
async fn posted(world: &World, count: usize) -> Vec<Posted> {
    loop {
        let posted = world.control().posted();
        if posted.len() >= count {
            return posted;
        }
        tokio::task::yield_now().await;
    }
}

fn spoil(world: &World, fault: PostFault) {
    world
        .control()
        .post_fault(PlannedPost::next(fault))
        .unwrap();
}

#[tokio::test]
async fn what_happens_is_posted_to_the_address_of_the_account_with_its_signature() {
    let (world, mut receiver) = with_receiver().await;
    world.zp_collect("256775203801").await;
    world.zp_transfer("256775203802").await;
    world.wind(3);
    let failed = receiver.next().await;
    assert_eq!(failed.event(), "transfer.failed");
    assert_eq!(failed.header("content-type"), "application/json");
    assert_eq!(failed.header("user-agent"), "ZENGAPAY/1.0");
    assert_eq!(failed.header("x-zengapay-signature").len(), 64);
    assert_eq!(failed.json()["data"]["amount"], "256600.00");
    assert!(failed.json()["data"].get("customerCharged").is_none());
    world.wind(10);
    assert_eq!(receiver.next().await.event(), "collection.success");
    // Nobody has to take them as well, and whoever does still can.
    assert_eq!(world.control().take_deliveries().len(), 2);
    let posted = posted(&world, 2).await;
    assert_eq!(posted.len(), 2);
    assert!(
        posted
            .iter()
            .all(|one| one.status == Some(200) && one.attempt == 1)
    );
}

#[tokio::test]
async fn disbursements_and_conversions_are_told_with_the_fields_of_the_page() {
    let (world, mut receiver) = with_receiver().await;
    let phone = |ending: &str| {
        json!({
            "amount": 10_000,
            "destination_type": "mobile_money",
            "recipient": {"msisdn": format!("07881234{ending}"), "network": "MTN", "country": "RW", "name": "John Doe"},
        })
    };
    let body = phone("01");
    world.dgs_post("/disburse", &body).await;
    world.wind(10);
    let told = receiver.next().await.json();
    let id = told["flw_transfer_id"].as_u64().unwrap();
    assert_eq!(
        told,
        json!({
            "event": "disbursement.success",
            "dgs_reference": told["dgs_reference"],
            "flw_transfer_id": id,
            "status": "success",
            "amount": 10_000,
            "fee": 100,
            "recipient_gets": 9_900,
            "currency": "RWF",
            "destination_type": "mobile_money",
            "recipient": {"msisdn": "250788123401", "network": "MTN", "country": "RW", "name": "John Doe"},
            "proof": format!("FLW-PROOF-{id}"),
        })
    );
    world.dgs_post("/disburse", &phone("02")).await;
    world.wind(10);
    let told = receiver.next().await.json();
    assert_eq!(told["event"], "disbursement.failed");
    assert_eq!(told["fail_reason"], "Invalid account details");
    assert_eq!(told["recipient_gets"], 9_900, "a quote, even so");
    assert!(told.get("recipient").is_none() && told.get("proof").is_none());
    let convert = |amount: u32| json!({"action": "convert", "from_currency": "USD", "to_currency": "EUR", "from_amount": amount});
    world.dgs_post("/convert", &convert(101)).await;
    world.wind(10);
    let told = receiver.next().await.json();
    let (to_amount, rate) = (told["to_amount"].clone(), told["rate"].clone());
    assert_eq!(
        told,
        json!({
            "event": "conversion.success",
            "dgs_reference": told["dgs_reference"],
            "status": "success",
            "from_currency": "USD",
            "from_amount": 101,
            "to_currency": "EUR",
            "to_amount": to_amount,
            "rate": rate,
            "rate_display": told["rate_display"],
        })
    );
    world.dgs_post("/convert", &convert(102)).await;
    world.wind(10);
    let told = receiver.next().await.json();
    assert_eq!(
        told,
        json!({
            "event": "conversion.failed",
            "dgs_reference": told["dgs_reference"],
            "status": "failed",
            "from_currency": "USD",
            "from_amount": 102,
            "to_currency": "EUR",
            "fail_reason": "Insufficient balance",
            "refund_amount": 102,
            "refund_currency": "USD",
        })
    );
}

#[tokio::test]
async fn a_callback_url_takes_the_place_of_the_accounts_address_for_one_payout() {
    let (world, mut receiver) = with_receiver().await;
    let mut own = Receiver::open().await;
    let mut body = json!({
        "amount": 5_000,
        "destination_type": "bank",
        "recipient": {"bank_key": "kcb_rw", "account_number": "1234567801"},
        "callback_url": own.url,
    });
    world.dgs_post("/disburse", &body).await;
    body["callback_url"] = json!("https://shop.example/hook");
    world.dgs_post("/disburse", &body).await;
    body.as_object_mut().unwrap().remove("callback_url");
    world.dgs_post("/disburse", &body).await;
    world.wind(10);
    assert_eq!(own.next().await.event(), "disbursement.success");
    receiver.next().await;
    let posted = posted(&world, 2).await;
    // The one that names another machine is not sent at all: a practice world never calls outside.
    assert_eq!(posted.len(), 2);
    assert!(
        posted
            .iter()
            .all(|one| one.url.starts_with("http://127.0.0.1:"))
    );
    let refused = world
        .control()
        .set_webhook_url("dgspay", Some("https://shop.example/hook"));
    assert!(matches!(refused, Err(ControlError::Refused(_))));
}

#[tokio::test]
async fn a_bad_answer_is_retried_three_times_and_nobody_listening_only_at_dgs_pay() {
    let (world, mut receiver) = with_receiver().await;
    receiver.answer(&[500, 404, 302]);
    world.zp_collect("256775203801").await;
    world.wind(10);
    assert_eq!(receiver.events(4).await, ["collection.success"; 4]);
    // 202 is what ZENGAPAY likes best; DGS-Pay wants 200 and nothing else.
    receiver.answer(&[202, 202, 200]);
    world.zp_collect("256775203801").await;
    world.wind(10);
    receiver.next().await;
    world.dgs_charge("789654301").await;
    world.wind(10);
    assert_eq!(receiver.events(2).await, ["payment.success"; 2]);
    let posted = posted(&world, 7).await;
    let answers: Vec<Option<u16>> = posted.iter().map(|one| one.status).collect();
    let wanted = [500, 404, 302, 200, 202, 202, 200].map(Some);
    assert_eq!(answers, wanted);

    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let control = world.control();
    for provider in ["zengapay", "dgspay"] {
        control.set_webhook_url(provider, Some(&nobody)).unwrap();
    }
    world.zp_collect("256775203801").await;
    world.dgs_charge("789654301").await;
    world.wind(10);
    let unheard = |provider: &str| {
        let posted = control.posted();
        let unheard = posted.iter().filter(|one| one.status.is_none());
        unheard.filter(|one| one.provider == provider).count()
    };
    while unheard("dgspay") < 4 {
        tokio::task::yield_now().await;
    }
    assert_eq!(unheard("zengapay"), 1);
}

#[tokio::test]
async fn a_delivery_can_come_twice_late_in_another_order_or_not_at_all() {
    let (world, mut receiver) = with_receiver().await;
    spoil(&world, PostFault::Duplicate { times: 3 });
    world.zp_collect("256775203801").await;
    world.wind(10);
    assert_eq!(receiver.events(3).await, ["collection.success"; 3]);
    spoil(&world, PostFault::Reorder);
    world.zp_collect("256775203801").await;
    world.wind(10);
    world.zp_transfer("256775203802").await;
    world.wind(10);
    assert_eq!(
        receiver.events(2).await,
        ["transfer.failed", "collection.success"]
    );
    spoil(&world, PostFault::Lose);
    world.zp_collect("256775203801").await;
    world.wind(10);
    spoil(&world, PostFault::Delay { ms: 30 });
    world.zp_transfer("256775203801").await;
    world.wind(10);
    assert_eq!(receiver.next().await.event(), "transfer.success");
    assert!(!receiver.has_more());
    assert!(world.control().post_faults().is_empty());
}

#[tokio::test]
async fn a_forged_one_keeps_the_signature_and_turns_the_outcome_round() {
    let (world, mut receiver) = with_receiver().await;
    spoil(&world, PostFault::Forge);
    world
        .zp_post("/transfers", &zp_transfer_body("256775203802"))
        .await;
    world.wind(10);
    let (forged, honest) = (receiver.next().await, receiver.next().await);
    assert_eq!(forged.event(), "transfer.success");
    assert_eq!(forged.json()["data"]["transactionStatus"], "SUCCEEDED");
    assert_eq!(honest.event(), "transfer.failed");
    let signature = "x-zengapay-signature";
    assert_eq!(forged.header(signature), honest.header(signature));
    for (fault, signed) in [
        (PostFault::WrongSignature, true),
        (PostFault::Unsigned, false),
    ] {
        spoil(&world, fault);
        world.dgs_charge("789654302").await;
        world.wind(10);
        let came = receiver.next().await;
        assert_eq!(came.headers.contains_key("x-dgs-signature"), signed);
        if signed {
            let honest = world.control().take_deliveries().pop().unwrap();
            let true_one = honest.headers.last().unwrap().1.clone();
            assert_ne!(came.header("x-dgs-signature"), true_one);
        }
    }
}

#[tokio::test]
async fn an_old_delivery_can_be_played_again() {
    let (world, mut receiver) = with_receiver().await;
    world.dgs_charge("789654307").await;
    world.wind(4);
    let first = receiver.next().await;
    assert_eq!(first.event(), "payment.failed");
    spoil(&world, PostFault::ReplayOld);
    world.wind(60);
    let (success, old) = (receiver.next().await, receiver.next().await);
    assert_eq!(success.event(), "payment.success");
    assert_eq!(
        (old.body, old.headers["x-dgs-signature"].clone()),
        (first.body, first.headers["x-dgs-signature"].clone())
    );
}

#[tokio::test]
async fn an_address_is_told_nothing_of_what_happened_before_and_is_remembered() {
    let home = tempfile::tempdir().unwrap();
    let config = || simulator::Config {
        home: Some(home.path().to_owned()),
        ..crate::support::config()
    };
    let world = crate::support::start_with(config()).await;
    let mut receiver = Receiver::open().await;
    world.zp_collect("256775203801").await;
    world.wind(10);
    let control = world.control();
    control
        .set_webhook_url("zengapay", Some(&receiver.url))
        .unwrap();
    world.zp_collect("256775203802").await;
    world.running.shutdown().await;
    let world = crate::support::start_with(config()).await;
    world.wind(10);
    assert_eq!(receiver.next().await.event(), "collection.failed");
    assert!(!receiver.has_more());
}

#[tokio::test]
async fn the_forms_of_a_webhook_that_the_pages_contradict_each_other_in_can_be_had() {
    let (world, mut receiver) = with_receiver().await;
    let control = world.control();
    let secret = world.keys("zengapay")["secret_hash"].clone();
    for style in [None, Some("raw_body"), Some("whole_amount")] {
        control.set_knob("zengapay", "signature", style).unwrap();
        world.zp_collect("256775203801").await;
        world.wind(10);
        let came = receiver.next().await;
        let data = came.json()["data"].clone();
        assert_eq!(data["amount"], "256600.00");
        let reference = data["transactionReference"].as_str().unwrap();
        let message = match style {
            None => format!("{reference}256775203801256600.00").into_bytes(),
            Some("whole_amount") => format!("{reference}256775203801256600").into_bytes(),
            Some(_) => came.body.clone(),
        };
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(&message);
        let expected = hex::encode(mac.finalize().into_bytes());
        assert_eq!(came.header("x-zengapay-signature"), expected, "{style:?}");
    }
    control
        .set_knob("zengapay", "signature", Some("none"))
        .unwrap();
    world.zp_collect("256775203801").await;
    world.wind(10);
    let unsigned = receiver.next().await;
    assert!(!unsigned.headers.contains_key("x-zengapay-signature"));
    control
        .set_knob("dgspay", "webhooks", Some("like_answers"))
        .unwrap();
    world.dgs_charge("789654301").await;
    world.wind(10);
    let told = receiver.next().await.json();
    assert!(told.get("event").is_none());
    assert_eq!(
        (&told["transaction_status"], &told["mobile_money_network"]),
        (&json!("successful"), &json!("MTN"))
    );
}

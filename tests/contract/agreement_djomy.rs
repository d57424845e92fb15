//! Djomy as its adapter reads it, and as its sandbox does: two readings of the same pages, which have to agree.

use crate::agreement::{Desk, with_desk_of};
use crate::asked::Asked;
use domain::{AccountSettings, Environment, Kind, Refusal, Trust};
use providers::{Connection, Received};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::{Control, LinkPayment};
use std::time::Duration;

const ID: &str = "djomy";
/// Long enough for the stories that end by themselves.
const A_WHILE: Duration = Duration::from_secs(600);

fn asked(name: &str, told: &Value) -> Asked {
    let provider = providers::find(ID).expect("it is registered");
    Asked::read(&json!({ name: told }), provider)
}

fn learn(desk: &Desk, name: &str, told: &Value) -> Value {
    desk.learn(&asked(name, told))
}

fn refusal(desk: &Desk, name: &str, told: &Value) -> Refusal {
    desk.refusal(&asked(name, told))
}

fn look(desk: &Desk, kind: &str, reference: &Value) -> Value {
    let told = json!({ "kind": kind, "provider_reference": reference });
    learn(desk, "fetch_transaction", &told)["found"].clone()
}

fn charge(method: &str, network: Option<&str>, phone: &str) -> Value {
    json!({
        "amount": "15000", "currency": "GNF", "method": method, "network": network, "phone": phone,
        "payer": (network == Some("PAYCARD")).then_some("5012345"),
        "note": "Commande", "our_reference": "DKK7Q2M9P3X4RT", "landing_url": "https://shop.example",
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_asked_for_where_it_is_waited_for_and_never_on_a_page() {
    with_desk_of(ID, |desk, control| {
        let card = learn(
            desk,
            "create_charge",
            &charge("mobile-money", Some("PAYCARD"), "+224623707701"),
        );
        assert_eq!(card["action"], json!({ "type": "otp", "required": true }));
        let reference = &card["provider_reference"];
        let hand_in = |otp: &str| {
            json!({
                "provider_reference": reference, "amount": "15000", "currency": "GNF", "otp": otp,
            })
        };
        let wrong = refusal(desk, "authorise_charge", &hand_in("0000"));
        assert_eq!(wrong.field.as_deref(), Some("otp"), "{wrong:?}");
        learn(desk, "authorise_charge", &hand_in("123456"));
        control.wind(A_WHILE).unwrap();
        let found = look(desk, "charge", reference);
        assert_eq!(found["status"], "succeeded");
        assert!(found["net"].is_object() && found["fee"].is_object());

        let pushed = learn(
            desk,
            "create_charge",
            &charge("mobile-money", Some("OM"), "+224623707703"),
        );
        assert_eq!(pushed["action"]["required"], false, "{pushed}");

        for (method, network) in [("hosted", None), ("wallet", None), ("card", None)] {
            let page = learn(
                desk,
                "create_charge",
                &charge(method, network, "+224623707703"),
            );
            assert_eq!(page["action"]["type"], "redirect", "{method}: {page}");
            let later = look(desk, "charge", &page["provider_reference"]);
            assert_ne!(later["action"]["type"], "otp", "{method}: {later}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_of_payouts_is_found_again_item_by_item_and_a_failed_one_is_tried_again() {
    with_desk_of(ID, |desk, control| {
        control
            .fund(ID, "GNF", Decimal::from(50_000_000))
            .expect("a wallet");
        let payout = |reference: &str, phone: &str| {
            json!({
                "amount": "10000", "currency": "GNF", "phone": phone, "name": "Awa Bah",
                "to": { "rail": "mobile_money", "network": "OM" }, "note": "Salaire",
                "our_reference": reference,
            })
        };
        let good = payout("DKAAAAAABBBBBB", "+224622000001");
        let bad = payout("DKCCCCCCDDDDDD", "+224622000002");
        learn(desk, "dry_run_payout", &good);
        assert!(payouts(desk).iter().all(|it| it["our_reference"] != good["our_reference"]));

        let taken = learn(desk, "create_payouts", &json!({ "payouts": [good, bad] }));
        let references: Vec<&Value> = taken["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| &item["provider_reference"])
            .collect();
        control.wind(A_WHILE).unwrap();
        assert_eq!(look(desk, "payout", references[0])["status"], "succeeded");
        let failed = look(desk, "payout", references[1]);
        assert_eq!(failed["status"], "failed");
        assert!(failed["reason"]["provider_message"].is_string(), "{failed}");
        // Had the answer been lost, each would be found by the key in its message.
        let listed = payouts(desk);
        for (payout, reference) in [(&good, references[0]), (&bad, references[1])] {
            let mut ours = listed
                .iter()
                .filter(|it| it["our_reference"] == payout["our_reference"]);
            let one = ours.next().expect("it is listed");
            assert_eq!(&one["provider_reference"], reference);
            assert!(ours.next().is_none());
        }

        let again = |reference: &Value| {
            json!({ "provider_reference": reference, "amount": "10000", "currency": "GNF" })
        };
        let not = refusal(desk, "retry_payout", &again(references[0]));
        assert_eq!(not.code, "not_eligible");
        let begun = learn(desk, "retry_payout", &again(references[1]));
        assert_eq!(begun["status"], "pending");
        let busy = refusal(desk, "retry_payout", &again(references[1]));
        assert_eq!(busy.code, "under_way");
        control.wind(A_WHILE).unwrap();
        assert_eq!(look(desk, "payout", references[1])["status"], "succeeded");

        let alone = learn(
            desk,
            "create_payout",
            &payout("DKEEEEEEFFFFFF", "+224622000001"),
        );
        assert_eq!(alone["our_reference"], "DKEEEEEEFFFFFF");
    })
    .await;
}

/// Every payout that the provider lists.
fn payouts(desk: &Desk) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut cursor = None::<String>;
    loop {
        let told = json!({ "list": "payouts", "limit": 20, "cursor": cursor });
        let page = learn(desk, "list_transactions", &told);
        rows.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return rows,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_used_up_when_it_was_paid_whatever_word_the_sandbox_has_for_it() {
    with_desk_of(ID, |desk, control| {
        for (words, uses, left) in [
            ("", 1, "used_up"),
            ("live", 1, "used_up"),
            ("", 3, "active"),
        ] {
            control
                .set_knob(ID, "link_words", (!words.is_empty()).then_some(words))
                .unwrap();
            let made = learn(
                desk,
                "create_link",
                &json!({
                    "currency": "GNF", "title": "Facture", "amount": "15000", "uses": uses,
                    "our_reference": "DKK7Q2M9P3X4RT", "landing_url": "https://shop.example",
                }),
            );
            assert_eq!(made["status"], "active", "{made}");
            let reference = made["provider_reference"].as_str().unwrap();
            control
                .pay_link(&LinkPayment {
                    provider: ID.to_owned(),
                    link: reference.to_owned(),
                    phone: "+224623707799".to_owned(),
                    amount: None,
                })
                .expect("it is paid");
            control.wind(A_WHILE).unwrap();
            let told = json!({ "provider_reference": reference });
            let found = &learn(desk, "fetch_link", &told)["found"];
            assert_eq!(
                (&found["uses"], &found["status"]),
                (&json!(1), &json!(left))
            );
        }
        let listed = learn(desk, "list_links", &json!({ "limit": 20 }));
        assert!(listed["items"].as_array().unwrap().len() >= 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_sandbox_signs_is_verified_in_both_shapes() {
    with_desk_of(ID, |desk, control| {
        for version in ["v1", "v2"] {
            control
                .set_knob(ID, "webhook_version", Some(version))
                .unwrap();
            control.take_deliveries();
            let begun = learn(
                desk,
                "create_charge",
                &charge("mobile-money", Some("OM"), "+224623707701"),
            );
            control.wind(A_WHILE).unwrap();
            let mut events = Vec::new();
            for signed in control.take_deliveries() {
                if signed.provider != ID || begun["provider_reference"] != signed.reference {
                    continue;
                }
                let delivery = read(desk, &signed);
                assert_eq!(delivery.trust, Trust::Verified);
                assert_eq!(delivery.kind, Some(Kind::Charge));
                assert_eq!(delivery.provider_reference, Some(signed.reference));
                assert_eq!(delivery.our_reference.as_deref(), Some("DKK7Q2M9P3X4RT"));
                events.push(delivery.event.expect("an event"));
            }
            assert!(
                events.iter().any(|it| it == "payment.success"),
                "{version}: {events:?}"
            );
        }
    })
    .await;
}

fn read(desk: &Desk, signed: &simulator::SignedDelivery) -> domain::Delivery {
    let provider = providers::find(ID).expect("it is registered");
    let connection = Connection {
        base_url: "http://127.0.0.1",
        environment: Environment::Sandbox,
        credentials: &desk.credentials,
        settings: &AccountSettings::default(),
        session: None,
        now: chrono::Utc::now(),
    };
    let received = Received {
        method: &signed.method,
        headers: &signed.headers,
        body: &signed.body,
    };
    let reader = provider.read_delivery().expect("it reads webhooks");
    reader.read(&received, &connection)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ended_is_told_from_a_firewall_that_turns_us_away() {
    with_desk_of(ID, |desk: &Desk, control: &Control| {
        control.set_knob(ID, "tokens", Some("ended")).unwrap();
        let told = json!({ "kind": "charge", "provider_reference": "nobody" });
        let over = refusal(desk, "fetch_transaction", &told);
        assert_eq!(over.code, "session_over", "{over:?}");
        control.block_ip(ID, true).unwrap();
        let walled = refusal(desk, "test_key", &json!({}));
        assert_eq!(walled.code, "address_not_admitted", "{walled:?}");
        control.block_ip(ID, false).unwrap();
        learn(desk, "test_key", &json!({}));
    })
    .await;
}

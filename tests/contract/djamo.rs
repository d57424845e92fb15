//! Djamo: every exchange by its call, what its documents warn of, and its sandbox in the simulator.

use crate::agreement::{Desk, with_desk_of};
use crate::asked::Asked;
use crate::exchanges::hold;
use crate::fixture::{self, Fixture};
use domain::{Country, Environment, Kind};
use providers::Manifest;
use serde_json::{Value, json};
use simulator::Control;
use std::time::Duration;

const ID: &str = "djamo";

#[test]
fn djamo_charges_match_their_fixtures() {
    hold(ID, "create_charge");
    hold(ID, "simulate_payment");
}

#[test]
fn djamo_refunds_whole_and_in_part_match_their_fixtures() {
    hold(ID, "refund_charge");
}

#[test]
fn djamo_transfers_match_their_fixtures() {
    hold(ID, "create_payout");
    hold(ID, "check_recipient");
}

#[test]
fn djamo_batches_match_their_fixtures() {
    hold(ID, "create_payouts");
}

#[test]
fn djamo_look_ups_match_their_fixtures() {
    hold(ID, "fetch_transaction");
    hold(ID, "find_by_reference");
}

#[test]
fn djamo_lists_match_their_fixtures() {
    hold(ID, "list_transactions");
    hold(ID, "list_sub_accounts");
}

#[test]
fn djamo_keys_and_balances_match_their_fixtures() {
    hold(ID, "test_key");
    hold(ID, "read_balances");
}

#[test]
fn djamo_webhook_registrations_match_their_fixtures() {
    hold(ID, "list_webhooks");
    hold(ID, "register_webhook");
}

fn manifest() -> &'static Manifest {
    providers::find(ID).expect("it is registered").manifest()
}

fn of(name: &str) -> Fixture {
    fixture::all()
        .into_iter()
        .find(|fixture| fixture.name == format!("{ID}/{name}.json"))
        .expect("a fixture of that name")
}

/// What an exchange teaches.
fn learnt(name: &str) -> Value {
    let fixture = of(name);
    let (response, _) = fixture.exchange.as_ref().expect("it was sent");
    fixture.reply(response)
}

#[test]
fn the_firewalls_page_is_told_from_a_refused_key() {
    let code = |name| learnt(name)["refused"]["code"].clone();
    assert_eq!(code("key.cloudflare"), "address_not_admitted");
    assert_eq!(code("key.wrong_key"), "wrong_key");
    assert_eq!(code("key.forbidden"), "account_unverified");
    // After a request that moves money no page is a refusal.
    for name in [
        "charge.cloudflare",
        "payout.cloudflare",
        "refund.cloudflare",
    ] {
        assert!(learnt(name).get("unknown").is_some(), "{name}");
    }
}

#[test]
fn the_firewalls_page_says_which_address_it_saw() {
    let fixture = of("key.cloudflare");
    let (response, _) = fixture.exchange.as_ref().expect("it was sent");
    let read = fixture.connected(|connection| {
        let key = fixture.provider.test_key().expect("it tests keys");
        key.reply(&providers::TestKey, connection, response)
    });
    let domain::Outcome::Refused(refusal) = read else {
        panic!("it is a refusal");
    };
    assert!(refusal.message.en.contains("81.202.241.36"));
    assert!(refusal.message.fr.contains("81.202.241.36"));
}

#[test]
fn only_djamo_says_that_the_hour_is_over() {
    let fixture = of("single.charge_due");
    let (response, _) = fixture.exchange.as_ref().expect("it was sent");
    let late = fixture.connected(|connection| {
        let late = providers::Connection {
            now: connection.now + chrono::Duration::days(2),
            ..connection.clone()
        };
        crate::snapshot::outcome(fixture.asked.reply(fixture.provider, &late, response))
    });
    assert_eq!(late["known"]["found"]["status"], "pending");
    let dropped = learnt("single.charge_dropped");
    assert_eq!(dropped["known"]["found"]["status"], "expired");
}

#[test]
fn every_refusal_of_djamo_quotes_the_number_that_its_support_asks_for() {
    let mut quoted = 0;
    for fixture in fixture::all() {
        let Some((response, reply)) = &fixture.exchange else {
            continue;
        };
        let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let words = reply["refused"]["provider_message"].as_str();
        let (Some(number), Some(words)) = (body["correlationId"].as_str(), words) else {
            continue;
        };
        assert!(words.contains(number), "{}: {words}", fixture.name);
        quoted += 1;
    }
    assert!(quoted > 20, "only {quoted} refusals");
}

#[test]
fn djamos_limits_are_those_of_both_its_pages() {
    let limit = |kind| {
        let mut limits = manifest().limits.iter();
        let limit = limits.find(|limit| limit.kind == kind).expect("a limit");
        (limit.hard.1, limit.soft)
    };
    assert_eq!(limit(Kind::Charge), (200_000_000, None));
    assert_eq!(limit(Kind::Payout), (200_000_000, Some((5_000, 500_000))));
    for setting in [
        "payout_limit",
        "charge_limit",
        "payout_min",
        "payout_max",
        "charge_max",
    ] {
        assert!(manifest().settings.iter().any(|s| s.name == setting));
    }
}

#[test]
fn an_account_of_senegal_is_asked_at_the_address_of_senegal() {
    let url = |environment, country: &str| {
        manifest().usual_url(environment, Country::parse(country).ok())
    };
    assert_eq!(
        url(Environment::Live, "SN"),
        Some("https://api-sen.djamo.com")
    );
    assert_eq!(
        url(Environment::Live, "CI"),
        Some("https://api-civ.djamo.com")
    );
    assert_eq!(
        url(Environment::Sandbox, "SN"),
        Some("https://apibusiness-staging-sen.djamo.io")
    );
    assert_eq!(
        manifest().usual_url(Environment::Sandbox, None),
        Some("https://apibusiness-staging-civ.djamo.io")
    );
}

#[test]
fn absence_of_a_transfer_counts_after_a_quarter_of_an_hour_and_of_a_charge_never() {
    assert_eq!(manifest().absence_counts_after_s, [(Kind::Payout, 15 * 60)]);
}

#[test]
fn a_merchant_is_told_what_djamo_cannot_and_how_its_webhooks_arrive() {
    let told = |language: fn(&providers::manifest::Words) -> &'static str| -> String {
        let lines = manifest().must_tell.iter().map(language);
        let steps = manifest().help.iter().map(|step| language(&step.words));
        lines.chain(steps).collect::<Vec<_>>().join(" ")
    };
    let (en, fr) = (told(|words| words.en), told(|words| words.fr));
    for word in [
        "mobile money",
        "charge/events",
        "transactions/started",
        "transactions/completed",
        "transactions/failed",
        "localhost",
        "https",
    ] {
        assert!(en.to_lowercase().contains(word), "{word}");
        assert!(fr.to_lowercase().contains(word), "{word}");
    }
    for word in [
        "one hour",
        "200,000,000",
        "approved",
        "test numbers",
        "support",
    ] {
        assert!(en.contains(word), "{word}");
    }
    assert_eq!(manifest().webhook_answer, 200);
}

fn ask(desk: &Desk, call: &Value) -> Value {
    desk.learn(&asked(desk, call))
}

fn asked(desk: &Desk, call: &Value) -> Asked {
    Asked::read(call, providers::find(desk.id()).expect("it is registered"))
}

fn wind(control: &Control, seconds: u64) {
    control
        .wind(Duration::from_secs(seconds))
        .expect("the clock goes forward");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_at_djamos_sandbox_is_paid_and_given_back_in_two_parts() {
    with_desk_of(ID, |desk, control| {
        let begun = ask(
            desk,
            &json!({"create_charge": {"amount": "10000", "currency": "XOF", "method": "wallet",
                "our_reference": "DK-1", "landing_url": "https://boutique.example/"}}),
        );
        assert_eq!(begun["status"], "pending");
        assert_eq!(begun["action"]["type"], "redirect");
        let id = begun["provider_reference"].as_str().expect("an id");
        ask(
            desk,
            &json!({"simulate_payment": {"kind": "charge", "provider_reference": id, "phone": "+2250700000000"}}),
        );
        wind(control, 60);
        let look = json!({"fetch_transaction": {"kind": "charge", "provider_reference": id}});
        let paid = ask(desk, &look)["found"].clone();
        assert_eq!(paid["status"], "succeeded", "{paid}");
        assert_eq!(paid["fee"]["amount"], "100");
        let refund = |amount: &str, whole: bool| {
            json!({"refund_charge": {"charge_reference": id, "amount": amount, "currency": "XOF", "whole": whole}})
        };
        let part = ask(desk, &refund("4000", false));
        assert_eq!((&part["status"], &part["provider_status"]), (&json!("succeeded"), &json!("refunded_partially")));
        assert_eq!(part["refunded"]["amount"], "4000");
        assert!(
            desk.refusal(&asked(desk, &refund("7000", false)))
                .code
                .starts_with("invalid")
        );
        let rest = ask(desk, &refund("6000", true));
        assert_eq!(rest["refunded"]["amount"], "10000");
        assert_eq!(ask(desk, &look)["found"]["provider_status"], "refunded");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_at_djamos_sandbox_that_nobody_pays_is_dropped_after_an_hour() {
    with_desk_of(ID, |desk, control| {
        let call = json!({"create_charge": {"amount": "10000", "currency": "XOF", "method": "hosted",
            "our_reference": "DK-2", "landing_url": "https://boutique.example/"}});
        let begun = ask(desk, &call);
        let look = json!({"fetch_transaction": {"kind": "charge",
            "provider_reference": begun["provider_reference"]}});
        wind(control, 3_500);
        assert_eq!(ask(desk, &look)["found"]["status"], "pending");
        wind(control, 200);
        let dropped = ask(desk, &look)["found"].clone();
        assert_eq!(dropped["status"], "expired");
        assert_eq!(dropped["reason"]["code"], "dropped");
        // Its reference is taken for good.
        let again = desk.refusal(&asked(desk, &call));
        assert_eq!(again.code, "conflict");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_at_djamos_sandbox_are_found_by_their_own_references() {
    with_desk_of(ID, |desk, control| {
        let one = |reference: &str, amount: &str, phone: &str| {
            json!({"amount": amount, "currency": "XOF", "phone": phone, "to": {"rail": "wallet"},
                "note": "Paie", "our_reference": reference})
        };
        let single = ask(
            desk,
            &json!({"create_payout": one("DK-T1", "5000", "+2250700000000")}),
        );
        assert_eq!(single["debited"]["amount"], "5050");
        let rows = [
            one("DK-B1", "6000", "+2250700000000"),
            one("DK-B2", "7000", "+2250500000000"),
        ];
        let batch = ask(desk, &json!({"create_payouts": {"payouts": rows}}));
        assert!(batch["provider_reference"].is_string());
        wind(control, 120);
        for (reference, amount) in [("DK-T1", "5000"), ("DK-B1", "6000"), ("DK-B2", "7000")] {
            let found = ask(
                desk,
                &json!({"find_by_reference": {"kind": "payout", "our_reference": reference}}),
            );
            assert_eq!(found["found"]["amount"]["amount"], amount, "{reference}");
            assert_eq!(found["found"]["status"], "succeeded", "{reference}");
        }
        let nobody = json!({"find_by_reference": {"kind": "payout", "our_reference": "DK-T9"}});
        assert_eq!(ask(desk, &nobody), "absent");
        let again = asked(
            desk,
            &json!({"create_payout": one("DK-B2", "7000", "+2250500000000")}),
        );
        assert_eq!(desk.refusal(&again).code, "conflict");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn customers_webhooks_and_parts_of_the_business_are_read_alike_at_djamos_sandbox() {
    with_desk_of(ID, |desk, _| {
        let check = |phone: &str| ask(desk, &json!({"check_recipient": {"phone": phone}}));
        assert_eq!(check("+2250700000001")["known"], true);
        assert_eq!(check("+2250700000099")["known"], false);
        let hook = json!({"register_webhook": {"topic": "charge/events",
            "url": "https://boutique.example/duka"}});
        let made = ask(desk, &hook);
        let listed = ask(desk, &json!({"list_webhooks": {}}));
        assert_eq!(listed["items"][0], made);
        let next = listed["next"].as_str().expect("a cursor on the last page");
        let end = ask(desk, &json!({"list_webhooks": {"cursor": next}}));
        assert!(end["items"].as_array().is_some_and(Vec::is_empty));
        assert!(end.get("next").is_none());
        ask(desk, &json!({"list_sub_accounts": {}}));
        let mut lists = Vec::new();
        for list in ["charges", "transactions"] {
            let page = ask(
                desk,
                &json!({"list_transactions": {"list": list, "limit": 50}}),
            );
            lists.push(page["items"].as_array().map_or(0, Vec::len));
        }
        assert!(lists.iter().all(|rows| *rows > 5), "{lists:?}");
    })
    .await;
}

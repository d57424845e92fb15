//! ZENGAPAY: every exchange by its call, what its documents warn of, and its sandbox in the simulator.

use crate::agreement::{Desk, with_desk_of};
use crate::asked::Asked;
use crate::exchanges::hold;
use crate::fixture;
use domain::Kind;
use providers::{Manifest, capabilities};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

const ID: &str = "zengapay";

#[test]
fn zengapay_transfers_to_phone_and_contact_match_their_fixtures() {
    hold(ID, "create_payout");
}

#[test]
fn zengapay_statements_match_their_fixtures() {
    hold(ID, "read_statement");
}

#[test]
fn zengapay_accounts_match_their_fixtures() {
    hold(ID, "read_account");
}

#[test]
fn zengapay_contacts_match_their_fixtures() {
    hold(ID, "create_contact");
    hold(ID, "list_contacts");
    hold(ID, "fetch_contact");
}

#[test]
fn zengapay_networks_and_banks_match_their_fixtures() {
    hold(ID, "list_networks");
    hold(ID, "list_banks");
}

fn manifest() -> &'static Manifest {
    providers::find(ID).expect("it is registered").manifest()
}

#[test]
fn use_contact_is_always_sent_and_always_a_flag() {
    let mut flags = BTreeMap::new();
    for fixture in fixture::all() {
        if !fixture.is(ID, "create_payout") || fixture.exchange.is_none() {
            continue;
        }
        let body: Value = fixture.connected(|connection| {
            let request = fixture.asked.request(fixture.provider, connection).unwrap();
            serde_json::from_slice(&request.body.unwrap()).unwrap()
        });
        let flag = body["use_contact"].as_bool().expect("a flag");
        assert_eq!(flag, body.get("contact_id").is_some(), "{}", fixture.name);
        assert_eq!(flag, body.get("msisdn").is_none(), "{}", fixture.name);
        *flags.entry(flag).or_insert(0) += 1;
    }
    assert!(flags[&true] >= 2 && flags[&false] >= 10, "{flags:?}");
}

#[test]
fn what_zengapay_announces_and_does_not_document_is_told_and_not_offered() {
    let announced: BTreeSet<&str> = manifest().announced.iter().map(|one| one.word).collect();
    assert_eq!(
        announced,
        BTreeSet::from(["airtime", "bundles", "contact:update"])
    );
    for one in manifest().announced {
        assert!(one.words.en.ends_with("not documented."), "{}", one.word);
        assert!(
            one.words.fr.ends_with("sans documentation."),
            "{}",
            one.word
        );
    }
    let provider = providers::find(ID).expect("it is registered");
    for word in capabilities(provider) {
        assert!(!announced.contains(word.as_str()), "{word}");
        assert!(!word.starts_with("payout:bank"), "no bank can be paid");
    }
}

#[test]
fn absence_at_zengapay_counts_after_a_day() {
    let day = 24 * 60 * 60;
    assert_eq!(
        manifest().absence_counts_after_s,
        [(Kind::Charge, day), (Kind::Payout, day)]
    );
}

#[test]
fn going_live_changes_an_address_and_a_token_and_nothing_else() {
    assert_eq!(
        manifest().sandbox_urls,
        ["https://api.sandbox.zengapay.com/v1"]
    );
    assert_eq!(manifest().live_urls, ["https://api.zengapay.com/v1"]);
    for url in manifest().sandbox_urls.iter().chain(manifest().live_urls) {
        assert!(
            url.starts_with("https://"),
            "certificates are always checked"
        );
    }
}

#[test]
fn a_merchant_is_told_of_the_addresses_the_prompt_the_day_and_the_reference() {
    let told = |language: fn(&providers::manifest::Words) -> &'static str| -> String {
        let lines = manifest().must_tell.iter().map(language);
        let steps = manifest().help.iter().map(|step| language(&step.words));
        lines.chain(steps).collect::<Vec<_>>().join(" ")
    };
    let (en, fr) = (told(|words| words.en), told(|words| words.fr));
    for word in [
        "IP Address(es)",
        "IPv4",
        "ZPYPUBK-",
        "Settings → Developer Settings",
        "WEBHOOK URL",
        "Secret Hash",
        "https",
        "24 h",
    ] {
        assert!(en.contains(word) && fr.contains(word), "{word}");
    }
    for word in ["approve", "same reference twice", "sandbox signs nothing"] {
        assert!(en.contains(word), "{word}");
    }
    assert_eq!(manifest().webhook_answer, 202);
}

fn asked(call: &Value) -> Asked {
    Asked::read(call, providers::find(ID).expect("it is registered"))
}

fn ask(desk: &Desk, call: &Value) -> Value {
    desk.learn(&asked(call))
}

/// Every row of a list, walked to its end.
fn walk(desk: &Desk, list: &str) -> (Vec<Value>, Vec<Value>) {
    let (mut rows, mut fees) = (Vec::new(), Vec::new());
    let mut cursor = None;
    loop {
        let mut call = json!({"list": list, "limit": 100});
        if let Some(cursor) = &cursor {
            call["cursor"] = json!(cursor);
        }
        let page = ask(desk, &json!({"list_transactions": call}));
        let of = |word: &str| page[word].as_array().cloned().unwrap_or_default();
        rows.extend(of("items"));
        fees.extend(of("fees"));
        match page["next"].as_str() {
            Some(next) => cursor = Some(next.to_owned()),
            None => return (rows, fees),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_at_zengapays_sandbox_go_to_phones_and_to_contacts() {
    with_desk_of(ID, |desk, control| {
        let contact = ask(
            desk,
            &json!({"create_contact": {"first_name": "Denis", "last_name": "Ojok",
                "phone": "+256775203800", "sort": "employee"}}),
        );
        let id = contact["provider_reference"].as_str().expect("an id");
        let one = ask(desk, &json!({"fetch_contact": {"provider_reference": id}}));
        assert_eq!(
            (&one["name"], &one["phone"]),
            (&json!("Denis Ojok"), &json!("+256775203800"))
        );
        for to in [
            json!({"rail": "mobile_money", "network": null}),
            json!({"rail": "contact", "contact": id}),
        ] {
            let begun = ask(
                desk,
                &json!({"create_payout": {"amount": "5000", "currency": "UGX",
                    "phone": "+256775203800", "to": to, "note": "Wages", "our_reference": "DK-1"}}),
            );
            control
                .wind(Duration::from_secs(60))
                .expect("the clock goes forward");
            let found = ask(
                desk,
                &json!({"fetch_transaction": {"kind": "payout",
                    "provider_reference": begun["provider_reference"]}}),
            );
            let found = &found["found"];
            assert_eq!(
                (&found["kind"], &found["status"]),
                (&json!("payout"), &json!("succeeded"))
            );
            assert_eq!(found["phone"], "+256775203800");
            assert_eq!(found["our_reference"], "DK-1");
        }
        let absent = json!({"fetch_contact": {"provider_reference": "nobody"}});
        assert_eq!(ask(desk, &absent), "absent");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fee_of_zengapays_statement_finds_the_transaction_it_is_for() {
    with_desk_of(ID, |desk, _| {
        let (rows, fees) = walk(desk, "statement");
        let (mut listed, _) = walk(desk, "collections");
        listed.extend(walk(desk, "transfers").0);
        let references = |rows: &[Value]| -> BTreeSet<String> {
            let reference = |row: &Value| row["provider_reference"].as_str().unwrap().to_owned();
            rows.iter().map(reference).collect()
        };
        // The statement tells of the same transactions, and of their fees besides.
        assert_eq!(references(&rows), references(&listed));
        let parents: BTreeMap<&str, &Value> = listed
            .iter()
            .filter_map(|row| Some((row["system_reference"].as_str()?, row)))
            .collect();
        assert!(fees.len() > 20, "only {} fees", fees.len());
        for fee in &fees {
            let parent = parents[fee["of"].as_str().expect("it names one")];
            assert_eq!(parent["status"], "succeeded", "{fee}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_statement_of_zengapays_sandbox_keeps_its_filters_from_page_to_page() {
    with_desk_of(ID, |desk, _| {
        let mut cursor: Option<String> = None;
        let mut rows = Vec::new();
        loop {
            let mut call =
                json!({"limit": 10, "entry": "fee", "network": "MTN", "status": "succeeded"});
            if let Some(cursor) = &cursor {
                call["cursor"] = json!(cursor);
            }
            let page = ask(desk, &json!({"read_statement": call}));
            rows.extend(page["items"].as_array().cloned().unwrap_or_default());
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break,
            }
        }
        assert!(rows.len() > 10, "only {} rows", rows.len());
        for row in rows {
            assert_eq!(
                (&row["entry"], &row["network"]),
                (&json!("fee"), &json!("MTN"))
            );
            assert!(row["fee_of"].is_string() && row["balance_after"].is_object());
            assert!(
                row["amount"]["amount"]
                    .as_str()
                    .is_some_and(|amount| amount.starts_with('-'))
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn account_contacts_networks_and_banks_are_read_alike_at_zengapays_sandbox() {
    with_desk_of(ID, |desk, _| {
        assert!(ask(desk, &json!({"read_account": {}}))["name"].is_string());
        let networks = ask(desk, &json!({"list_networks": {}}));
        let networks = networks.as_array().expect("networks");
        assert_eq!(networks.len(), 2);
        for network in networks {
            let one = ask(desk, &json!({"list_networks": {"one": network["code"]}}));
            assert_eq!(&one[0], network);
        }
        let banks = ask(desk, &json!({"list_banks": {"country": "UG"}}));
        for bank in banks.as_array().expect("banks") {
            assert!(
                bank["code"].is_string() && bank["name"].is_string(),
                "{bank}"
            );
        }
        ask(desk, &json!({"list_contacts": {"limit": 25}}));
    })
    .await;
}

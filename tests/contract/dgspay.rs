//! DGS-Pay, call by call: every exchange of its documents, and what its facts promise.

use crate::asked::Asked;
use crate::exchanges::hold;
use crate::fixture;
use crate::snapshot;
use domain::{Destination, Environment, Kind, Outcome, Phone, Secret};
use providers::{
    CreateCharge, CreatePayout, FeeFrom, Provider, SealedCard, SealedPin, capabilities, find,
};

const ID: &str = "dgspay";

fn provider() -> &'static dyn Provider {
    find(ID).expect("it is registered")
}

#[test]
fn dgspay_steps_of_a_card_match_their_fixtures() {
    hold(ID, "authorise_charge");
}

#[test]
fn dgspay_payouts_match_their_fixtures() {
    hold(ID, "create_payout");
}

#[test]
fn dgspay_conversions_and_previews_match_their_fixtures() {
    hold(ID, "preview_conversion");
    hold(ID, "convert");
}

#[test]
fn dgspay_banks_and_networks_match_their_fixtures() {
    hold(ID, "list_banks");
    hold(ID, "list_networks");
}

#[test]
fn dgspay_links_are_made_changed_and_archived_as_their_fixtures_say() {
    hold(ID, "create_link");
    hold(ID, "update_link");
    hold(ID, "revoke_link");
}

#[test]
fn dgspay_links_and_their_payments_are_read_as_their_fixtures_say() {
    hold(ID, "fetch_link");
    hold(ID, "list_links");
    hold(ID, "list_link_payments");
}

#[test]
fn dgspay_list_answers_by_reference_and_as_a_statement() {
    hold(ID, "fetch_transaction_in_list");
    hold(ID, "read_statement");
}

#[test]
fn dgspay_keys_are_told_good_from_bad_and_from_those_of_the_older_api() {
    hold(ID, "test_key");
}

/// What an answer teaches of one fixture's call.
fn learnt(name: &str, body: &serde_json::Value) -> serde_json::Value {
    let fixtures = fixture::all();
    let name = format!("{ID}/{name}.json");
    let fixture = fixtures.iter().find(|f| f.name == name).expect("a fixture");
    let response = providers::HttpResponse {
        status: 200,
        headers: Vec::new(),
        body: serde_json::to_vec(body).unwrap(),
    };
    snapshot::outcome(
        fixture
            .connected(|connection| fixture.asked.reply(fixture.provider, connection, &response)),
    )
}

/// Whatever word stands in `next_action_type`: while one does, a card is not paid.
#[test]
fn a_card_is_paid_only_when_nothing_more_is_asked_for() {
    let answer = |next: Option<&str>| {
        let mut body = serde_json::json!({
            "status": "success", "dgs_reference": "dgs_123456789", "amount": 5000, "currency": "RWF",
            "transaction_status": "successful", "payment_method_type": "card",
        });
        if let Some(next) = next {
            body["next_action_type"] = next.into();
        }
        body
    };
    for name in ["charge.card_pin", "authorise.otp_completed"] {
        let paid = learnt(name, &answer(None));
        assert_eq!(paid["known"]["status"], "succeeded", "{name}");
        for next in [
            "requires_pin",
            "requires_otp",
            "redirect_url",
            "a-word-of-tomorrow",
        ] {
            let asked = learnt(name, &answer(Some(next)));
            assert_eq!(asked["known"]["status"], "pending", "{name}: {next}");
            assert_eq!(asked["known"]["action"]["required"], true, "{name}: {next}");
        }
    }
}

/// The push asks the phone; a page that is offered besides does not hold the charge.
#[test]
fn mobile_money_needs_no_action_although_its_answer_names_one() {
    let body = serde_json::json!({
        "status": "success", "dgs_reference": "dgs_123456789", "amount": 2000, "currency": "RWF",
        "transaction_status": "successful", "payment_method_type": "mobile_money",
        "next_action_type": "redirect_url", "next_action_redirect_url": "https://provider.com/authorize",
    });
    let paid = learnt("charge.pending", &body);
    assert_eq!(paid["known"]["status"], "succeeded");
    assert!(paid["known"]["action"].is_null());
}

#[test]
fn nothing_of_a_card_is_printed() {
    let sealed = || Secret::from("63oda1oMNeWjs//G2Dtw7hF5YVpWFUu4wUlBIDo4pjc=");
    let card = SealedCard {
        number: sealed(),
        expiry_month: sealed(),
        expiry_year: sealed(),
        cvv: sealed(),
        nonce: "abc123def456".to_owned(),
    };
    let pin = SealedPin {
        pin: sealed(),
        nonce: "abc123def456".to_owned(),
    };
    let printed = format!("{card:?} {pin:?}");
    assert!(
        !printed.contains("63oda") && !printed.contains("abc123"),
        "{printed}"
    );
    for fixture in fixture::all() {
        if !matches!(
            fixture.asked,
            Asked::CreateCharge(_) | Asked::AuthoriseCharge(_)
        ) {
            continue;
        }
        let printed = format!("{:?}", fixture.asked);
        for secret in [
            "63oda1oM",
            "7n3Y4sC0",
            "7X8cYT",
            "7n0d73",
            "abc123def456",
            "4B",
        ] {
            assert!(!printed.contains(secret), "{}: {printed}", fixture.name);
        }
    }
}

/// Every sealed field is among those that are blanked in what is kept of an answer.
#[test]
fn a_sealed_field_that_an_answer_repeats_is_not_kept() {
    let manifest = provider().manifest();
    for field in [
        "card_encrypted_number",
        "card_encrypted_expiry_month",
        "card_encrypted_expiry_year",
        "card_encrypted_cvv",
        "card_nonce",
        "auth_pin_encrypted",
        "auth_pin_nonce",
        "auth_otp",
    ] {
        assert!(manifest.secret_fields.contains(&field), "{field}");
    }
}

fn payout(amount: &str, to: Destination) -> CreatePayout {
    let told = serde_json::json!({
        "amount": amount, "currency": "RWF", "phone": "+250788123456", "our_reference": "K7Q2M9",
        "to": to,
    });
    crate::call::payout(&told)
}

#[test]
fn scenarios_are_played_in_the_sandbox_and_never_where_money_is_real() {
    let fixtures = fixture::all();
    let charge = fixtures
        .iter()
        .find(|f| f.name == "dgspay/charge.pending.json")
        .expect("a charge");
    let Asked::CreateCharge(call) = &charge.asked else {
        panic!("a charge");
    };
    let to = Destination::MobileMoney {
        network: Some("MTN".to_owned()),
    };
    charge.connected(|connection| {
        for environment in [Environment::Sandbox, Environment::Live] {
            let connection = providers::Connection {
                environment,
                ..connection.clone()
            };
            let story = Some("scenario:auth_pin".to_owned());
            let mut told: CreateCharge = call.as_ref().clone();
            told.details.scenario = story.clone();
            let of_charge = provider().create_charge().unwrap();
            let mut sent = payout("5000", to.clone());
            sent.details.scenario = story;
            let of_payout = provider().create_payout().unwrap();
            let both = [
                of_charge.request(&told, &connection),
                of_payout.request(&sent, &connection),
            ];
            for request in both {
                match (environment, request) {
                    (Environment::Sandbox, Ok(request)) => {
                        let body = String::from_utf8(request.body.unwrap()).unwrap();
                        assert!(
                            body.contains(r#""scenario_key":"scenario:auth_pin""#),
                            "{body}"
                        );
                    }
                    (Environment::Live, Err(refusal)) => {
                        assert_eq!(refusal.code, "scenario_on_live");
                    }
                    (environment, other) => panic!("{environment:?}: {other:?}"),
                }
            }
        }
    });
}

#[test]
fn what_a_payout_costs_is_taken_from_what_arrives_and_is_told_afterwards() {
    for rail in provider().manifest().payout_rails {
        assert_eq!(rail.fee_from, FeeFrom::Recipient);
    }
    let sent = serde_json::json!({ "status": "success", "data": {
        "dgs_reference": "DGS123456789", "status": "success", "amount": 10100, "fee": 100,
        "recipient_gets": 10000, "currency": "RWF", "destination_type": "mobile_money",
    }});
    let known = learnt("single.payout_sent", &sent)["known"]["found"].clone();
    for (field, amount) in [
        ("amount", "10100"),
        ("debited", "10100"),
        ("fee", "100"),
        ("recipient_gets", "10000"),
    ] {
        assert_eq!(known[field]["amount"], amount, "{field}");
    }
}

#[test]
fn a_lost_request_of_dgspay_is_never_proven_absent() {
    let facts = provider().manifest();
    assert!(facts.absence_counts_after_s.is_empty());
    assert!(!facts.conversion_lookup);
    assert!(provider().find_by_reference().is_none());
    assert!(provider().refund_charge().is_none());
    assert!(
        capabilities(provider())
            .iter()
            .any(|it| it == "refund:by-payout")
    );
}

#[test]
fn set_up_help_of_dgspay_says_where_everything_is_found() {
    let facts = provider().manifest();
    for about in ["keys", "webhook", "address", "live"] {
        assert!(facts.help.iter().any(|step| step.about == about), "{about}");
    }
    let says = |text: &str| {
        facts
            .help
            .iter()
            .any(|step| step.words.en.contains(text) && !step.words.fr.is_empty())
    };
    for text in [
        "smart-merchant",
        "Settings → API Settings",
        "https",
        "tunnel",
        "IPv4",
        "sk_sandbox_",
    ] {
        assert!(says(text), "{text}");
    }
    let told: Vec<&str> = facts.must_tell.iter().map(|words| words.en).collect();
    assert!(told.iter().any(|line| line.contains("PCI")), "{told:?}");
    assert!(facts.links.unwrap().revoke.unwrap().en.contains("for good"));
    assert_eq!(facts.settings[0].name, "callback_url");
}

#[test]
fn a_reference_of_any_form_is_looked_up_as_it_is() {
    let endpoint = provider().fetch_transaction().unwrap();
    let fixtures = fixture::all();
    let any = fixtures
        .iter()
        .find(|f| f.name == "dgspay/single.success.json")
        .unwrap();
    any.connected(|connection| {
        for reference in ["dgs_123456789", "DGS123456789", "INV-123", "a/b c"] {
            let call = providers::FetchTransaction {
                kind: Kind::Charge,
                provider_reference: reference.to_owned(),
            };
            let request = endpoint.request(&call, connection).unwrap();
            let path = request.url.rsplit("/transactions/").next().unwrap();
            assert_eq!(path, reference.replace('/', "%2F").replace(' ', "%20"));
        }
    });
}

/// A bank's number is no phone, and nobody is taken for the owner of one.
#[test]
fn a_payout_to_a_bank_needs_no_phone() {
    let to = Destination::Bank {
        bank: "bk_rw".to_owned(),
        number: "0788123456".to_owned(),
        branch: None,
    };
    let mut call = payout("5000", to);
    call.phone = None::<Phone>;
    let fixtures = fixture::all();
    let any = fixtures
        .iter()
        .find(|f| f.name == "dgspay/payout.bank.json")
        .unwrap();
    any.connected(|connection| {
        let endpoint = provider().create_payout().unwrap();
        let request = endpoint.request(&call, connection).unwrap();
        let body = String::from_utf8(request.body.unwrap()).unwrap();
        assert!(body.contains(r#""account_number":"0788123456""#), "{body}");
        let answer = providers::HttpResponse {
            status: 200,
            headers: Vec::new(),
            body: br#"{"status":"success","dgs_reference":"DGS1"}"#.to_vec(),
        };
        let Outcome::Known(begun) = endpoint.reply(&call, connection, &answer) else {
            panic!("it is queued");
        };
        assert_eq!(begun.phone, None);
    });
}

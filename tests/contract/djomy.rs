//! Djomy: every exchange by its call, and what its documents warn of.

use crate::exchanges::hold;
use crate::fixture;
use domain::Trust;
use providers::Received;
use serde_json::Value;

const ID: &str = "djomy";

#[test]
fn djomy_keys_open_a_session_by_the_vector() {
    hold(ID, "open_session");
    hold(ID, "test_key");
}

#[test]
fn djomy_charges_match_their_fixtures() {
    hold(ID, "create_charge");
}

#[test]
fn djomy_codes_match_their_fixtures() {
    hold(ID, "authorise_charge");
}

#[test]
fn djomy_single_exchanges_match_their_fixtures() {
    hold(ID, "fetch_transaction");
}

#[test]
fn djomy_lists_match_their_fixtures() {
    hold(ID, "list_transactions");
}

#[test]
fn djomy_payouts_match_their_fixtures() {
    hold(ID, "create_payout");
    hold(ID, "create_payouts");
    hold(ID, "dry_run_payout");
    hold(ID, "retry_payout");
}

#[test]
fn djomy_links_match_their_fixtures() {
    hold(ID, "create_link");
    hold(ID, "fetch_link");
    hold(ID, "list_links");
    hold(ID, "list_link_payments");
}

/// What leaves of one fixture.
fn left(name: &str) -> Value {
    let fixture = fixture::all()
        .into_iter()
        .find(|fixture| fixture.name == format!("{ID}/{name}"))
        .expect("a fixture of that name");
    fixture.connected(|connection| {
        let request = fixture.asked.request(fixture.provider, connection);
        fixture::stated(&request.expect("it leaves"), connection.base_url)
    })
}

#[test]
fn a_request_without_its_session_or_its_key_never_leaves() {
    let mut walked = 0;
    for fixture in fixture::all() {
        let in_session = !["open_session", "test_key"].contains(&fixture.asked.name());
        if fixture.provider.manifest().id != ID || fixture.exchange.is_none() || !in_session {
            continue;
        }
        fixture.connected(|connection| {
            let request = fixture.asked.request(fixture.provider, connection).unwrap();
            let names: Vec<&str> = request.headers.iter().map(|(name, _)| *name).collect();
            assert_eq!(
                names,
                [
                    "Authorization",
                    "X-API-KEY",
                    "Accept",
                    "Content-Type",
                    "X-PARTNER-DOMAIN"
                ]
            );
            let without = providers::Connection {
                session: None,
                ..connection.clone()
            };
            let refusal = fixture.asked.request(fixture.provider, &without);
            assert_eq!(refusal.unwrap_err().code, "credential_unusable");
        });
        walked += 1;
    }
    assert!(walked > 100, "only {walked} requests");
}

#[test]
fn a_link_for_several_never_leaves_without_a_limit() {
    let mut several = 0;
    for fixture in fixture::all() {
        if !fixture.is(ID, "create_link") || fixture.exchange.is_none() {
            continue;
        }
        let body = fixture.connected(|connection| {
            let request = fixture.asked.request(fixture.provider, connection).unwrap();
            serde_json::from_slice::<Value>(&request.body.unwrap()).unwrap()
        });
        assert!(body["usageLimit"].as_u64().is_some_and(|most| most > 0));
        several += usize::from(body["usageType"] == "MULTIPLE");
    }
    assert!(several >= 2, "only {several} links for several");
}

#[test]
fn a_lost_request_can_be_found_since_every_status_and_both_dates_are_asked_for() {
    let path = left("list.first_page.json")["path"]
        .as_str()
        .unwrap()
        .to_owned();
    for part in [
        "startDate=",
        "endDate=",
        "statuses=CREATED%2CREDIRECTED%2CPENDING%2CSUCCESS%2CCAPTURED%2CFAILED%2CCANCELLED%2CTIMEOUT%2CREFUNDED",
        "page=0",
        "size=20",
    ] {
        assert!(path.contains(part), "{path} lacks {part}");
    }
    assert!(!path.contains("paginationRequest"), "pages are told flat");
}

#[test]
fn a_get_to_the_webhooks_address_is_greeted_and_is_no_event() {
    let provider = providers::find(ID).expect("it is registered");
    assert!(provider.manifest().webhook_greets);
    assert_eq!(provider.manifest().webhook_answer, 200);
    let any = fixture::all()
        .into_iter()
        .find(|fixture| fixture.provider.manifest().id == ID)
        .expect("a fixture");
    any.connected(|connection| {
        let received = Received {
            method: "GET",
            headers: &[],
            body: b"",
        };
        let read = provider.read_delivery().expect("it reads webhooks");
        assert_eq!(read.read(&received, connection).trust, Trust::Forged);
    });
}

#[test]
fn a_merchant_is_told_that_webhooks_need_an_address_https_and_a_tunnel() {
    let manifest = providers::find(ID).expect("it is registered").manifest();
    let told: String = manifest.must_tell.iter().map(|words| words.fr).collect();
    for word in [
        "espace développeur",
        "https",
        "ngrok http 3000",
        "usage unique",
        "bibliothèque tierce",
    ] {
        assert!(told.contains(word), "{word} is not told");
    }
    for about in ["keys", "live", "address", "webhook"] {
        assert!(
            manifest.help.iter().any(|step| step.about == about),
            "{about}"
        );
    }
    let rail = manifest.payout_rails.first().expect("a rail");
    assert!(
        rail.caution.is_some(),
        "payouts are in no catalogue, and a person is told so"
    );
}

#[test]
fn absence_of_a_charge_counts_after_half_an_hour_and_of_a_payout_never() {
    let manifest = providers::find(ID).expect("it is registered").manifest();
    assert_eq!(
        manifest.absence_counts_after_s,
        [(domain::Kind::Charge, 30 * 60)]
    );
}

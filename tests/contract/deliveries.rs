//! Webhooks: every documented vector, every hostile case, and what no bytes may ever do.

use crate::fixture::made_up;
use crate::snapshot;
use crate::subjects;
use domain::{AccountSettings, Credentials, Delivery, Environment, Flaw, Kind, Secret, Trust};
use proptest::collection::vec;
use proptest::prelude::*;
use providers::{Connection, Provider, Received};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    from: String,
    connection: ConnectionWritten,
    received: ReceivedWritten,
    delivery: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConnectionWritten {
    #[serde(default)]
    environment: Option<Environment>,
    credentials: BTreeMap<String, String>,
    #[serde(default)]
    settings: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReceivedWritten {
    method: String,
    headers: Vec<(String, String)>,
    text: String,
}

struct Fixture {
    provider: &'static dyn Provider,
    name: String,
    environment: Environment,
    credentials: Credentials,
    settings: AccountSettings,
    method: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    wanted: Value,
}

static FIXTURES: LazyLock<Vec<Fixture>> = LazyLock::new(|| subjects::all().flat_map(of).collect());

fn of(provider: &'static dyn Provider) -> Vec<Fixture> {
    let id = provider.manifest().id;
    let folder = subjects::folder(provider, "deliveries");
    let mut fixtures: Vec<Fixture> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{id} has no deliveries: {error}"))
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = format!("{id}/{}", path.file_name().unwrap().to_string_lossy());
            let text = std::fs::read_to_string(&path).unwrap();
            let written = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            read(provider, name, written)
        })
        .collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

fn read(provider: &'static dyn Provider, name: String, written: Written) -> Fixture {
    assert!(!written.from.is_empty(), "{name}: where is it from?");
    let fields = provider.manifest().credentials;
    let mut credentials: Credentials = fields
        .iter()
        .map(|field| (field.name.to_owned(), made_up(field.name)))
        .collect();
    for (field, value) in &written.connection.credentials {
        assert!(fields.iter().any(|f| f.name == field), "{name}: {field}");
        credentials.insert(field.clone(), Secret::from(value.as_str()));
    }
    let asked = provider.manifest().settings;
    for field in written.connection.settings.keys() {
        assert!(asked.iter().any(|f| f.name == field), "{name}: {field}");
    }
    Fixture {
        provider,
        name,
        environment: written
            .connection
            .environment
            .unwrap_or(Environment::Sandbox),
        credentials,
        settings: AccountSettings {
            other: written.connection.settings,
            ..AccountSettings::default()
        },
        method: written.received.method,
        headers: written.received.headers,
        body: written.received.text.into_bytes(),
        wanted: written.delivery,
    }
}

impl Fixture {
    fn read_with(&self, credentials: &Credentials) -> Delivery {
        self.read_as(credentials, &self.headers, &self.body)
    }

    fn read(&self, headers: &[(String, String)], body: &[u8]) -> Delivery {
        self.read_as(&self.credentials, headers, body)
    }

    fn read_as(
        &self,
        credentials: &Credentials,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Delivery {
        let connection = Connection {
            base_url: self.provider.manifest().base_urls(self.environment)[0],
            environment: self.environment,
            credentials,
            settings: &self.settings,
            session: None,
            now: "2026-08-20T10:00:00Z".parse().unwrap(),
        };
        let received = Received {
            method: &self.method,
            headers,
            body,
        };
        let reader = self.provider.read_delivery().expect("it reads webhooks");
        reader.read(&received, &connection)
    }

    fn trust(&self) -> Trust {
        Trust::parse(self.wanted["trust"].as_str().unwrap()).unwrap()
    }
}

/// A delivery as a fixture states it: without what was not told.
fn stated(delivery: &Delivery) -> Value {
    let mut stated = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            stated.insert(name.to_owned(), value.into());
        }
    };
    put("trust", Some(delivery.trust.as_str().to_owned()));
    put("flaw", delivery.flaw.map(|flaw| flaw.as_str().to_owned()));
    put("scheme", Some(delivery.scheme.to_owned()));
    put("event", delivery.event.clone());
    put("kind", delivery.kind.map(|kind| kind.as_str().to_owned()));
    put("provider_reference", delivery.provider_reference.clone());
    put("our_reference", delivery.our_reference.clone());
    put("told", delivery.told.clone());
    put("identity", delivery.identity.clone());
    if let Some(sighting) = &delivery.sighting {
        stated.insert("sighting".to_owned(), snapshot::known(sighting.as_ref()));
    }
    Value::Object(stated)
}

#[test]
fn every_delivery_of_the_documents_is_read_as_its_fixture_says() {
    let breaches: Vec<String> = FIXTURES
        .iter()
        .filter_map(|fixture| {
            let read = stated(&fixture.read(&fixture.headers, &fixture.body));
            (read != fixture.wanted).then(|| {
                format!(
                    "{}\n  is     {read}\n  wanted {}",
                    fixture.name, fixture.wanted
                )
            })
        })
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));

    for provider in subjects::all() {
        let id = provider.manifest().id;
        let of_it = |fixture: &&Fixture| fixture.provider.manifest().id == id;
        let met: BTreeSet<Trust> = FIXTURES.iter().filter(of_it).map(Fixture::trust).collect();
        assert_eq!(
            met,
            BTreeSet::from([Trust::Verified, Trust::Unsigned, Trust::Forged]),
            "{id}: each has a fixture"
        );
    }
}

#[test]
fn every_event_of_the_documents_is_known() {
    let shipped = |fixture: &&Fixture| providers::find(fixture.provider.manifest().id).is_some();
    let known: BTreeSet<(String, Kind)> = FIXTURES
        .iter()
        .filter(shipped)
        .map(|fixture| fixture.read(&fixture.headers, &fixture.body))
        .filter(|delivery| delivery.trust == Trust::Verified)
        .filter_map(|delivery| Some((delivery.event?, delivery.kind?)))
        .collect();
    let events: Vec<&str> = known.iter().map(|(event, _)| event.as_str()).collect();
    let documented = [
        "charge/events",
        "collection.failed",
        "collection.success",
        "conversion.failed",
        "conversion.success",
        "disbursement.failed",
        "disbursement.success",
        "payment.cancelled",
        "payment.created",
        "payment.failed",
        "payment.pending",
        "payment.redirected",
        "payment.refunded",
        "payment.success",
        "payment.timeout",
        "payout.failed",
        "payout.success",
        "transactions/completed",
        "transactions/failed",
        "transactions/started",
        "transfer.failed",
        "transfer.success",
    ];
    assert_eq!(events, documented);
}

/// A listener keeps one secret of an account in memory, and answers before the provider grows impatient.
#[test]
fn the_contract_says_what_a_listener_has_to_know() {
    for fixture in verified() {
        let reader = fixture.provider.read_delivery().unwrap();
        let named = |fields: &Credentials| {
            let kept = fields.get_key_value(reader.secret());
            kept.map(|(field, value)| (field.clone(), value.clone()))
                .into_iter()
                .collect()
        };
        let read = fixture.read_with(&named(&fixture.credentials));
        assert_eq!(read.trust, Trust::Verified, "{}", fixture.name);
        let nothing = fixture.read_with(&Credentials::new());
        assert_eq!(nothing.flaw, Some(Flaw::NoSecret), "{}", fixture.name);
    }
    for provider in providers::all() {
        let facts = provider.manifest();
        let reader = provider.read_delivery().expect("it reads webhooks");
        let asked = facts.credentials.iter().any(|f| f.name == reader.secret());
        assert!(asked, "{} asks for {}", facts.id, reader.secret());
        let taken = reader.taken_status();
        // Where several are taken, the one that is recommended; where none is named, 200 and no other.
        let wanted = if facts.id == "zengapay" { 202 } else { 200 };
        assert_eq!(taken, wanted, "{}", facts.id);
        let probed = facts.id == "djomy";
        assert_eq!(reader.asks_if_there(), probed, "{}", facts.id);
    }
}

fn verified() -> impl Iterator<Item = &'static Fixture> {
    FIXTURES.iter().filter(|f| f.trust() == Trust::Verified)
}

#[test]
fn one_bit_flipped_in_a_signature_is_no_signature() {
    let mut flipped = 0;
    for fixture in verified() {
        for (place, (_, value)) in fixture.headers.iter().enumerate() {
            let mut without = fixture.headers.clone();
            without.remove(place);
            if fixture.read(&without, &fixture.body).trust == Trust::Verified {
                // It says something besides, and signs nothing.
                continue;
            }
            for byte in 0..value.len() {
                for bit in 0..7 {
                    let mut changed = value.clone().into_bytes();
                    changed[byte] ^= 1 << bit;
                    let mut headers = fixture.headers.clone();
                    headers[place].1 = String::from_utf8(changed).unwrap();
                    let read = fixture.read(&headers, &fixture.body);
                    assert_ne!(read.trust, Trust::Verified, "{}", fixture.name);
                    flipped += 1;
                }
            }
        }
    }
    assert!(flipped > 10_000, "only {flipped} bits were flipped");
}

/// Where the whole body is signed, no bit of it can be changed. Where only fields are, what they name cannot be.
#[test]
fn one_bit_flipped_in_a_body_names_nothing_else() {
    for fixture in verified() {
        let whole = fixture.read(&fixture.headers, &fixture.body);
        for byte in 0..fixture.body.len() {
            for bit in 0..8 {
                let mut body = fixture.body.clone();
                body[byte] ^= 1 << bit;
                let read = fixture.read(&fixture.headers, &body);
                if whole.scheme.ends_with("raw body") {
                    assert_ne!(read.trust, Trust::Verified, "{} at {byte}", fixture.name);
                } else if read.trust == Trust::Verified {
                    assert_eq!(
                        read.provider_reference, whole.provider_reference,
                        "{} at {byte}",
                        fixture.name
                    );
                }
            }
        }
    }
}

#[test]
fn what_is_too_long_is_not_read() {
    for fixture in verified() {
        let mut body = fixture.body.clone();
        body.resize(providers::delivery::LONGEST_BODY + 1, b' ');
        let read = fixture.read(&fixture.headers, &body);
        assert_eq!(
            (read.trust, read.flaw),
            (Trust::Forged, Some(Flaw::TooLarge))
        );
        assert_eq!(read.provider_reference, None, "{}", fixture.name);
    }
}

#[test]
fn no_delivery_prints_its_secret_or_its_phone() {
    for fixture in FIXTURES.iter() {
        let received = Received {
            method: &fixture.method,
            headers: &fixture.headers,
            body: &fixture.body,
        };
        let delivery = fixture.read(&fixture.headers, &fixture.body);
        let kept = providers::redact::redacted(&fixture.body, fixture.provider.manifest());
        let seen = format!("{received:?} {delivery:?} {kept}");
        for secret in fixture.credentials.values().map(Secret::reveal) {
            assert!(
                secret.is_empty() || !seen.contains(secret),
                "{}",
                fixture.name
            );
        }
        for phone in ["256392003738", "789654321", "1234567890"] {
            assert!(!seen.contains(phone), "{}: {seen}", fixture.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_bytes_make_a_delivery_panic_or_be_believed(
        chosen in any::<prop::sample::Index>(),
        noise in vec(any::<u8>(), 0..300),
        header in "\\PC{0,80}",
        digits in "[0-9a-f]{64}",
        cut in any::<prop::sample::Index>(),
    ) {
        let fixture = &FIXTURES[chosen.index(FIXTURES.len())];
        for value in [header, digits] {
            let headers: Vec<(String, String)> = fixture
                .headers
                .iter()
                .map(|(name, _)| (name.clone(), value.clone()))
                .collect();
            for body in [&noise, &fixture.body] {
                prop_assert_ne!(fixture.read(&headers, body).trust, Trust::Verified);
            }
        }
        // An empty body may be what was signed.
        if noise != fixture.body {
            prop_assert_ne!(fixture.read(&fixture.headers, &noise).trust, Trust::Verified);
        }
        if !fixture.body.is_empty() {
            let part = &fixture.body[..cut.index(fixture.body.len())];
            prop_assert_ne!(fixture.read(&fixture.headers, part).trust, Trust::Verified);
        }
    }
}

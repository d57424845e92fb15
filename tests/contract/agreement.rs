//! Two readings of the same documents, ours and the simulator's, have to agree.

use crate::asked::Asked;
use crate::fixture;
use domain::{AccountSettings, Credentials, Environment, Kind, Outcome, Refusal, Secret};
use providers::{
    Connection, FetchTransaction, HeaderValue, HttpRequest, HttpResponse, ListTransactions,
    Provider, ReadBalances, TestKey,
};
use serde_json::Value;
use simulator::{Config, Running, Simulator};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

/// One account at the simulator.
struct Desk {
    provider: &'static dyn Provider,
    base_url: String,
    credentials: Credentials,
}

impl Desk {
    fn all(running: &Running) -> Vec<Self> {
        let desk = |provider: &'static dyn Provider| {
            let id = provider.manifest().id;
            let credentials = running.credentials().remove(id).expect("a sandbox of it");
            Self {
                provider,
                base_url: running.base_url(id).expect("a sandbox of it"),
                credentials: credentials
                    .into_iter()
                    .map(|(name, value)| (name, Secret::new(value)))
                    .collect(),
            }
        };
        providers::all().iter().copied().map(desk).collect()
    }

    fn ask(&self, asked: &Asked) -> Outcome<Value> {
        let connection = Connection {
            base_url: &self.base_url,
            environment: Environment::Sandbox,
            credentials: &self.credentials,
            settings: &AccountSettings::default(),
            session: None,
            now: chrono::Utc::now(),
        };
        match asked.request(self.provider, &connection) {
            Ok(request) => asked.reply(self.provider, &connection, &send(&request)),
            Err(refusal) => Outcome::Refused(refusal),
        }
    }

    fn learn(&self, asked: &Asked) -> Value {
        match self.ask(asked) {
            Outcome::Known(known) => known,
            other => panic!("{}, {}: {other:?}", self.id(), asked.name()),
        }
    }

    fn refusal(&self, asked: &Asked) -> Refusal {
        match self.ask(asked) {
            Outcome::Refused(refusal) => refusal,
            other => panic!("{}, {}: {other:?}", self.id(), asked.name()),
        }
    }

    fn id(&self) -> &'static str {
        self.provider.manifest().id
    }
}

/// One request over the loopback address, as plain as it can be.
fn send(request: &HttpRequest) -> HttpResponse {
    let rest = request
        .url
        .strip_prefix("http://")
        .expect("loopback speaks plain HTTP");
    let (host, path) = rest.split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).expect("the simulator listens");
    let body = request.body.as_deref().unwrap_or_default();
    let mut head = format!("{} /{path} HTTP/1.1\r\nHost: {host}\r\n", request.method);
    for (name, value) in &request.headers {
        let value = match value {
            HeaderValue::Plain(value) => value,
            HeaderValue::Secret(secret) => secret.reveal(),
        };
        head += &format!("{name}: {value}\r\n");
    }
    head += &format!(
        "Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let split = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8_lossy(&answer[..split]).into_owned();
    let mut lines = head.lines();
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .expect("a status");
    HttpResponse {
        status: status.parse().unwrap(),
        headers: lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        body: answer[split + 4..].to_vec(),
    }
}

/// A simulator with a short past, asked from a thread that may block.
async fn with_desks(test: fn(&Desk)) {
    let config = Config {
        history: 400,
        ..Config::default()
    };
    let running = Simulator::start(config).await.expect("it starts");
    let desks = Desk::all(&running);
    let asked = tokio::task::spawn_blocking(move || desks.iter().for_each(test));
    asked.await.expect("the two readings agree");
    running.shutdown().await;
}

fn look_up(reference: &str) -> Asked {
    Asked::FetchTransaction(Box::new(FetchTransaction {
        kind: Kind::Charge,
        provider_reference: reference.to_owned(),
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_charge_of_every_fixture_is_taken_and_found_again() {
    with_desks(|desk| {
        let mut taken = 0;
        for fixture in fixture::all() {
            let Asked::CreateCharge(call) = &fixture.asked else {
                continue;
            };
            let sent = fixture.exchange.is_some() && fixture.environment == Environment::Sandbox;
            if fixture.provider.manifest().id != desk.id() || !sent {
                continue;
            }
            taken += 1;
            let begun = desk.learn(&fixture.asked);
            let reference = begun["provider_reference"].as_str().expect("a reference");
            let found = desk.learn(&look_up(reference));
            let found = &found["found"];
            let same = |field: &str, wanted: &str| {
                assert_eq!(
                    found[field].as_str(),
                    Some(wanted),
                    "{}: {field}",
                    fixture.name
                );
            };
            same("provider_reference", reference);
            same("our_reference", &call.our_reference);
            same("phone", call.phone.as_ref().unwrap().e164());
            assert_eq!(found["amount"], serde_json::to_value(call.amount).unwrap());
            assert!(
                found["occurred_at"].is_string() && found["network"].is_string(),
                "{found}"
            );
        }
        assert!(taken > 5, "{}: only {taken} charges", desk.id());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_past_is_walked_and_no_row_is_missed() {
    with_desks(|desk| {
        let list = desk.provider.manifest().lists[0];
        let mut cursor = None;
        let mut references = BTreeSet::new();
        let mut statuses = BTreeSet::new();
        let total = loop {
            let page = desk.learn(&Asked::ListTransactions(Box::new(ListTransactions {
                list: list.name,
                cursor,
                limit: 30,
            })));
            for row in page["items"].as_array().expect("rows") {
                references.insert(row["provider_reference"].as_str().unwrap().to_owned());
                statuses.insert(row["status"].as_str().unwrap().to_owned());
                assert!(
                    row["amount"].is_object() && row["occurred_at"].is_string(),
                    "{row}"
                );
                assert_eq!(row["phone"].is_string(), list.has_phones, "{row}");
            }
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break page["total"].as_u64().expect("a total"),
            }
        };
        assert_eq!(references.len() as u64, total, "{}", desk.id());
        for status in ["succeeded", "failed"] {
            assert!(statuses.contains(status), "{}: {statuses:?}", desk.id());
        }
        let newest = references.last().expect("a row");
        assert!(desk.learn(&look_up(newest))["found"].is_object());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn balances_keys_and_absence_are_read_alike() {
    with_desks(|desk| {
        let key = Asked::TestKey(Box::new(TestKey));
        desk.learn(&key);
        let wallets = desk.learn(&Asked::ReadBalances(Box::new(ReadBalances)));
        let wallets = wallets.as_array().expect("wallets");
        assert!(!wallets.is_empty() && wallets.iter().all(|w| w["available"].is_object()));
        assert_eq!(desk.learn(&look_up("nobody-knows-this")), "absent");

        let stranger = Desk {
            provider: desk.provider,
            base_url: desk.base_url.clone(),
            credentials: desk
                .credentials
                .keys()
                .map(|name| (name.clone(), fixture::made_up(name)))
                .collect(),
        };
        let refusal = stranger.refusal(&key);
        assert!(refusal.code.starts_with("wrong_key"), "{refusal:?}");
    })
    .await;
}

//! Two readings of the same documents, ours and the simulator's, have to agree.

use crate::asked::Asked;
use crate::fixture;
use domain::{AccountSettings, Credentials, Environment, Kind, Outcome, Refusal, Secret};
use providers::{
    Connection, FetchTransaction, HeaderValue, HttpRequest, HttpResponse, ListTransactions,
    OpenSession, OurReference, Provider, ReadBalances, TestKey,
};
use serde_json::Value;
use simulator::{Config, Control, Running, Simulator};
use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::TcpStream;

/// One account at the simulator.
pub(crate) struct Desk {
    pub(crate) provider: &'static dyn Provider,
    pub(crate) base_url: String,
    pub(crate) credentials: Credentials,
    /// What the keys opened, where the provider has sessions.
    session: Option<Secret<String>>,
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
                session: None,
            }
        };
        providers::all().iter().copied().map(desk).collect()
    }

    /// With a session, where the provider has those.
    fn opened(mut self) -> Self {
        if self.provider.open_session().is_some() {
            let session = self.learn(&Asked::OpenSession(Box::new(OpenSession)));
            let token = session["token"].as_str().expect("a token").to_owned();
            self.session = Some(Secret::new(token));
        }
        self
    }

    pub(crate) fn ask(&self, asked: &Asked) -> Outcome<Value> {
        let connection = Connection {
            base_url: &self.base_url,
            environment: Environment::Sandbox,
            credentials: &self.credentials,
            settings: &AccountSettings::default(),
            session: self.session.as_ref(),
            now: chrono::Utc::now(),
        };
        match asked.request(self.provider, &connection) {
            Ok(request) => asked.reply(self.provider, &connection, &send(&request)),
            Err(refusal) => Outcome::Refused(refusal),
        }
    }

    pub(crate) fn learn(&self, asked: &Asked) -> Value {
        match self.ask(asked) {
            Outcome::Known(known) => known,
            other => panic!("{}, {}: {other:?}", self.id(), asked.name()),
        }
    }

    pub(crate) fn refusal(&self, asked: &Asked) -> Refusal {
        match self.ask(asked) {
            Outcome::Refused(refusal) => refusal,
            other => panic!("{}, {}: {other:?}", self.id(), asked.name()),
        }
    }

    pub(crate) fn id(&self) -> &'static str {
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
pub(crate) async fn with_desks(test: fn(&Desk)) {
    with_simulator(move |desks, _| desks.iter().for_each(test)).await;
}

/// One provider's desk, and the clock of its sandbox.
pub(crate) async fn with_desk_of(id: &'static str, test: fn(&Desk, &Control)) {
    with_simulator(move |desks, control| {
        let desk = desks.iter().find(|desk| desk.id() == id);
        test(desk.expect("a desk of it"), control);
    })
    .await;
}

async fn with_simulator(test: impl FnOnce(&[Desk], &Control) + Send + 'static) {
    let config = Config {
        history: 400,
        ..Config::default()
    };
    let running = Simulator::start(config).await.expect("it starts");
    let desks = Desk::all(&running);
    let control = running.control();
    let asked = tokio::task::spawn_blocking(move || {
        let desks: Vec<Desk> = desks.into_iter().map(Desk::opened).collect();
        test(&desks, &control);
    });
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
            if call.card.is_some() {
                // Its sealing hangs on the account's own key.
                continue;
            }
            taken += 1;
            // Some providers take a reference once.
            let mut call = call.clone();
            if matches!(
                fixture.provider.manifest().our_reference,
                OurReference::Field { .. }
            ) {
                call.our_reference = format!("A{taken}");
            }
            let begun = desk.learn(&Asked::CreateCharge(call.clone()));
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
            // Not every provider keeps a number with a charge; what it tells is the one that was asked.
            if let (Some(_), Some(phone)) = (found["phone"].as_str(), call.phone.as_ref()) {
                same("phone", phone.e164());
            }
            assert_eq!(found["amount"], serde_json::to_value(call.amount).unwrap());
            assert!(found["occurred_at"].is_string(), "{found}");
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
                assert!(list.has_phones || row["phone"].is_null(), "{row}");
            }
            match page["next"].as_str() {
                Some(next) => cursor = Some(next.to_owned()),
                None => break page["total"].as_u64(),
            }
        };
        assert!(references.len() > 50, "{}", desk.id());
        if let Some(total) = total {
            assert_eq!(references.len() as u64, total, "{}", desk.id());
        }
        assert!(statuses.contains("succeeded"), "{}", desk.id());
        assert!(statuses.len() > 1, "{}: {statuses:?}", desk.id());
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
        if desk.provider.read_balances().is_some() {
            let wallets = desk.learn(&Asked::ReadBalances(Box::new(ReadBalances)));
            let wallets = wallets.as_array().expect("wallets");
            assert!(!wallets.is_empty() && wallets.iter().all(|w| w["available"].is_object()));
        }
        assert_eq!(desk.learn(&look_up("nobody-knows-this")), "absent");

        let stranger = Desk {
            provider: desk.provider,
            base_url: desk.base_url.clone(),
            credentials: desk
                .credentials
                .keys()
                .map(|name| (name.clone(), fixture::made_up(name)))
                .collect(),
            session: None,
        };
        let refusal = stranger.refusal(&key);
        assert!(refusal.code.starts_with("wrong_key"), "{refusal:?}");
    })
    .await;
}

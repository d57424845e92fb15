//! One exchange of a provider's documents: who asked what, what left, what came back, what is learnt.

use crate::asked::Asked;
use crate::subjects;
use domain::{AccountSettings, Credentials, Environment, Secret};
use providers::{Connection, HttpResponse, Provider};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    from: String,
    call: Value,
    #[serde(default)]
    connection: ConnectionWritten,
    request: Value,
    response: Option<ResponseWritten>,
    reply: Option<Value>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConnectionWritten {
    environment: Option<Environment>,
    /// The account's own address, where it is not the usual one of its environment.
    base_url: Option<String>,
    credentials: BTreeMap<String, String>,
    settings: AccountSettings,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResponseWritten {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    /// A body of JSON.
    body: Option<Value>,
    /// A body as it stands.
    text: Option<String>,
}

pub(crate) struct Fixture {
    pub(crate) provider: &'static dyn Provider,
    /// The file's name, and the provider's id before it.
    pub(crate) name: String,
    pub(crate) asked: Asked,
    pub(crate) environment: Environment,
    pub(crate) base_url: String,
    pub(crate) settings: AccountSettings,
    pub(crate) credentials: Credentials,
    /// What leaves, or the refusal that keeps it from leaving.
    pub(crate) request: Value,
    /// What came back and what is learnt from it; nothing when nothing left.
    pub(crate) exchange: Option<(HttpResponse, Value)>,
}

impl Fixture {
    /// Calls `test` with the connection that the fixture describes.
    pub(crate) fn connected<T>(&self, test: impl FnOnce(&Connection<'_>) -> T) -> T {
        let session = made_up("session");
        let opens = self.provider.open_session().is_some();
        test(&Connection {
            base_url: &self.base_url,
            environment: self.environment,
            credentials: &self.credentials,
            settings: &self.settings,
            // What opens a session does not have one yet.
            session: (opens && self.asked.name() != "open_session").then_some(&session),
            now: "2026-08-20T10:00:00Z".parse().unwrap(),
        })
    }

    /// The reply of the adapter to any response.
    pub(crate) fn reply(&self, response: &HttpResponse) -> Value {
        let outcome =
            self.connected(|connection| self.asked.reply(self.provider, connection, response));
        crate::snapshot::outcome(outcome)
    }

    pub(crate) fn is(&self, provider: &str, call: &str) -> bool {
        self.provider.manifest().id == provider && self.asked.name() == call
    }
}

/// Every fixture of every provider whose contract is held.
pub(crate) fn all() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = subjects::all().flat_map(of).collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

fn of(provider: &'static dyn Provider) -> Vec<Fixture> {
    let id = provider.manifest().id;
    let folder = subjects::folder(provider, "fixtures");
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{id} has no fixtures: {error}"));
    entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = format!("{id}/{}", path.file_name().unwrap().to_string_lossy());
            let text = std::fs::read_to_string(&path).unwrap();
            let written = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            read(provider, name, written)
        })
        .collect()
}

fn read(provider: &'static dyn Provider, name: String, written: Written) -> Fixture {
    assert!(
        !written.from.is_empty(),
        "{name} does not say where it comes from"
    );
    let mut credentials: Credentials = provider
        .manifest()
        .credentials
        .iter()
        .map(|field| (field.name.to_owned(), made_up(field.name)))
        .collect();
    for (field, value) in &written.connection.credentials {
        credentials.insert(field.clone(), Secret::from(value.as_str()));
    }
    let environment = written
        .connection
        .environment
        .unwrap_or(Environment::Sandbox);
    let usual = provider.manifest().base_urls(environment)[0];
    let exchange = match (written.response, written.reply) {
        (Some(response), Some(reply)) => Some((came_back(response), reply)),
        (None, None) => None,
        _ => panic!("{name}: a response and a reply go together"),
    };
    Fixture {
        asked: Asked::read(&written.call, provider),
        provider,
        name,
        environment,
        base_url: written
            .connection
            .base_url
            .unwrap_or_else(|| usual.to_owned()),
        settings: written.connection.settings,
        credentials,
        request: written.request,
        exchange,
    }
}

/// A value that stands nowhere else, so that a search for it proves something.
pub(crate) fn made_up(field: &str) -> Secret<String> {
    Secret::new(format!("made-up-{field}-7f3a9c51"))
}

fn came_back(written: ResponseWritten) -> HttpResponse {
    let body = match (written.body, written.text) {
        (Some(json), None) => serde_json::to_vec(&json).unwrap(),
        (None, Some(text)) => text.into_bytes(),
        _ => panic!("a response has a body or a text"),
    };
    HttpResponse {
        status: written.status,
        headers: written.headers.into_iter().collect(),
        body,
    }
}

/// A request as a fixture states it. Secrets are shown: they are made up.
pub(crate) fn stated(request: &providers::HttpRequest, base_url: &str) -> Value {
    let headers: BTreeMap<&str, &str> = request
        .headers
        .iter()
        .map(|(name, value)| {
            let value = match value {
                providers::HeaderValue::Plain(value) => value,
                providers::HeaderValue::Secret(secret) => secret.reveal(),
            };
            (*name, value.as_str())
        })
        .collect();
    let path = request.url.strip_prefix(base_url);
    let mut stated = json!({
        "method": request.method,
        "path": path.unwrap_or_else(|| panic!("{request:?} leaves {base_url}")),
        "headers": headers,
    });
    if let Some(body) = &request.body {
        stated["body"] = serde_json::from_slice(body).expect("a body is JSON");
    }
    stated
}

//! What it takes to say whether a webhook comes from its provider, for every way to sign that a provider's fixtures show,
//! beside the HMAC of the same body and nothing else.

use crate::{Failure, ratio};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{AccountSettings, Credentials, Delivery, Environment, Flaw, Secret, Trust};
use providers::{Connection, Provider, Received};
use ring::hmac;
use serde_json::Value;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const TIMES: u32 = 1_000;
const ROUNDS: usize = 300;
/// What a body of a webhook is: a few hundred bytes.
const USUAL: usize = 400;

/// A webhook of the fixtures that is what it claims to be.
struct Told {
    provider: &'static dyn Provider,
    scheme: String,
    environment: Environment,
    credentials: Credentials,
    settings: AccountSettings,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Told {
    fn read(&self, headers: &[(String, String)]) -> Trust {
        let delivery = self.delivery(headers);
        delivery.map_or(Trust::Forged, |it| it.trust)
    }

    fn delivery(&self, headers: &[(String, String)]) -> Option<Delivery> {
        let connection = Connection {
            base_url: self.provider.manifest().base_urls(self.environment)[0],
            environment: self.environment,
            credentials: &self.credentials,
            settings: &self.settings,
            session: None,
            now: chrono::DateTime::UNIX_EPOCH,
        };
        let received = Received {
            method: "POST",
            headers,
            body: &self.body,
        };
        let reader = self.provider.read_delivery()?;
        Some(reader.read(&received, &connection))
    }

    /// The same with another signature: its last character is changed for one that may stand there, too.
    fn forged(&self) -> Vec<(String, String)> {
        let mut headers = self.headers.clone();
        for (name, value) in &mut headers {
            // No documented signature is shorter, and hardly another header is as long.
            if value.len() >= 44 && !name.to_lowercase().starts_with("content") {
                let place = value.len() - 40;
                let other = if value[place..].starts_with('0') {
                    "1"
                } else {
                    "0"
                };
                value.replace_range(place..=place, other);
            }
        }
        headers
    }
}

fn of(provider: &'static dyn Provider) -> Result<Vec<Told>, Failure> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../src-tauri/crates/providers/src")
        .join(provider.manifest().id)
        .join("deliveries");
    let mut best: BTreeMap<String, Told> = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let written: Value = serde_json::from_slice(&std::fs::read(entry?.path())?)?;
        if written["delivery"]["trust"] != Trust::Verified.as_str() {
            continue;
        }
        let told = told(provider, &written)?;
        let far = |told: &Told| told.body.len().abs_diff(USUAL);
        let nearer = best
            .get(&told.scheme)
            .is_none_or(|known| far(&told) < far(known));
        if nearer && told.read(&told.headers) == Trust::Verified {
            best.insert(told.scheme.clone(), told);
        }
    }
    Ok(best.into_values().collect())
}

fn told(provider: &'static dyn Provider, written: &Value) -> Result<Told, Failure> {
    let connection = &written["connection"];
    let secrets: BTreeMap<String, String> =
        serde_json::from_value(connection["credentials"].clone())?;
    let settings = match connection.get("settings") {
        Some(settings) => serde_json::from_value(settings.clone())?,
        None => BTreeMap::new(),
    };
    let environment = connection["environment"].as_str();
    Ok(Told {
        provider,
        scheme: serde_json::from_value(written["delivery"]["scheme"].clone())?,
        environment: environment
            .and_then(Environment::parse)
            .unwrap_or(Environment::Sandbox),
        credentials: secrets
            .into_iter()
            .map(|(field, value)| (field, Secret::new(value)))
            .collect(),
        settings: AccountSettings {
            other: settings,
            ..AccountSettings::default()
        },
        headers: serde_json::from_value(written["received"]["headers"].clone())?,
        body: serde_json::from_value::<String>(written["received"]["text"].clone())?.into_bytes(),
    })
}

/// The same, as genuine, of a body that is no JSON, so that nothing of it is read but what is signed: its first brace is gone,
/// and where all of it is signed, the signature is made anew.
fn verified_only(told: &Told, secret: &str) -> Result<Told, Failure> {
    let sign = |body: &[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, body);
        [hex::encode(tag), STANDARD.encode(tag)]
    };
    let brace = told.body.iter().position(|byte| *byte == b'{');
    let mut body = told.body.clone();
    body[brace.ok_or("a webhook without an object")?] = b' ';
    let mut headers = told.headers.clone();
    for (before, after) in sign(&told.body).iter().zip(sign(&body)) {
        for (_, value) in &mut headers {
            *value = value.replace(before, &after);
        }
    }
    let other = Told {
        body,
        headers,
        scheme: told.scheme.clone(),
        credentials: told.credentials.clone(),
        settings: told.settings.clone(),
        ..*told
    };
    let delivery = other.delivery(&other.headers);
    // Where fields are signed, a body without them is refused in the end, but not for its signature.
    match delivery.map(|it| (it.trust, it.flaw)) {
        Some((Trust::Verified, _) | (_, Some(Flaw::UnreadableBody))) => Ok(other),
        otherwise => Err(format!("{}: {otherwise:?}", told.scheme).into()),
    }
}

/// How long so many take.
fn lap(mut one: impl FnMut()) -> Duration {
    let begun = Instant::now();
    (0..TIMES).for_each(|_| one());
    begun.elapsed()
}

/// Tells the figures of every scheme: of the quickest lap each, since what else this computer did is not the question.
pub(crate) fn verification() -> Result<(), Failure> {
    for provider in providers::all() {
        for told in of(*provider)? {
            let forged = told.forged();
            if told.read(&forged) == Trust::Verified {
                return Err(format!("{}: a forged one is believed", told.scheme).into());
            }
            let secret = told
                .credentials
                .values()
                .next()
                .map_or("", |it| it.reveal());
            let key = || hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
            let tag = hmac::sign(&key(), &told.body);
            let unread = verified_only(&told, secret)?;
            let mut best = [Duration::MAX; 4];
            for _ in 0..ROUNDS {
                let laps = [
                    // Keyed anew each time, as by one who has only the secret.
                    lap(|| {
                        let signed = hmac::verify(&key(), black_box(&told.body), tag.as_ref());
                        black_box(signed).ok();
                    }),
                    lap(|| {
                        black_box(unread.read(black_box(&unread.headers)));
                    }),
                    lap(|| {
                        black_box(told.read(black_box(&told.headers)));
                    }),
                    lap(|| {
                        black_box(told.read(black_box(&forged)));
                    }),
                ];
                for (best, lap) in best.iter_mut().zip(laps) {
                    *best = lap.min(*best);
                }
            }
            let [floor, verified, genuine, refused] = best;
            tell(&told, "verified", verified, floor);
            tell(&told, "refused", refused, floor);
            tell(&told, "read, too", genuine, floor);
        }
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell(told: &Told, which: &str, ours: Duration, floor: Duration) {
    let a_second = u128::from(TIMES) * 1_000_000_000 / ours.as_nanos().max(1);
    // To read what stands in it is beyond the verdict.
    let said = match which {
        "read, too" => "",
        _ if ours * 2 <= floor * 3 => "  at most 1.50: kept",
        _ => "  at most 1.50: NOT kept",
    };
    println!(
        "webhook {which:<10} {:>4} B  {:>5} ns  {a_second:>8}/s  floor {:>5} ns  ratio {:>6}  {} {}{said}",
        told.body.len(),
        (ours / TIMES).as_nanos(),
        (floor / TIMES).as_nanos(),
        ratio(ours.as_nanos(), floor.as_nanos()),
        told.provider.manifest().id,
        told.scheme,
    );
}

//! The post of a life: the providers' webhooks, carried in order, late, twice, in another order, again after days, to the
//! wrong account, changed on their way, or with somebody else's signature.
//!
//! It has a chance of its own, so that a life is the same with it and without it but for what the post does.

use super::stage::Stage;
use domain::{Environment, Operation, Trust};
use engine::{Engine, Received};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use simulator::SignedDelivery;
use std::sync::Mutex;

/// What the post of a life has in its bag, and what it carried before.
pub(super) struct Post(Mutex<Inner>);

struct Inner {
    chance: StdRng,
    comes: bool,
    bag: Vec<SignedDelivery>,
    carried: Vec<SignedDelivery>,
}

impl Post {
    pub(super) fn new(seed: u64) -> Self {
        Self(Mutex::new(Inner {
            chance: StdRng::seed_from_u64(seed ^ 0x0070_6f73_7400),
            comes: true,
            bag: Vec::new(),
            carried: Vec::new(),
        }))
    }

    /// Whether it comes at all from now on.
    pub(super) fn comes(&self, comes: bool) {
        self.0.lock().unwrap().comes = comes;
    }

    /// Whether it comes at all.
    pub(super) fn is_coming(&self) -> bool {
        self.0.lock().unwrap().comes
    }

    /// A number below `end`, by the seed.
    pub(super) fn below(&self, end: usize) -> usize {
        self.0.lock().unwrap().chance.random_range(0..end.max(1))
    }

    fn put_back(&self, delivery: SignedDelivery) {
        self.0.lock().unwrap().bag.push(delivery);
    }

    /// All that waits, the oldest first, and takes what is new of the providers.
    fn empty(&self, stage: &Stage) -> Vec<SignedDelivery> {
        let mut inner = self.0.lock().unwrap();
        if !inner.comes {
            return Vec::new();
        }
        let fresh = stage.control.take_deliveries();
        let mut bag = std::mem::take(&mut inner.bag);
        bag.extend(fresh);
        inner.carried.extend(bag.iter().cloned());
        bag
    }

    /// One that was carried before, and another of the same provider.
    fn old(&self) -> Option<(SignedDelivery, Option<SignedDelivery>)> {
        let mut inner = self.0.lock().unwrap();
        let known = inner.carried.len();
        let place = inner.chance.random_range(0..known.max(1));
        let old = inner.carried.get(place)?.clone();
        let other = inner
            .carried
            .iter()
            .find(|other| other.provider == old.provider && other.reference != old.reference);
        Some((old, other.cloned()))
    }
}

/// The postman comes. What was handed over.
pub(super) async fn postman(stage: &Stage, engine: &Engine) -> Vec<SignedDelivery> {
    let post = &stage.post;
    match post.below(8) {
        0 => {
            let waiting = post.empty(stage);
            if !waiting.is_empty() {
                stage.met("webhook late");
            }
            waiting.into_iter().for_each(|d| post.put_back(d));
            Vec::new()
        }
        1 => {
            let mut reordered = post.empty(stage);
            reordered.reverse();
            if reordered.len() > 1 {
                stage.met("webhooks reordered");
            }
            hand_all(stage, engine, reordered).await
        }
        2 => {
            let mut doubled = Vec::new();
            for delivery in post.empty(stage) {
                stage.met("webhook doubled");
                doubled.extend([delivery.clone(), delivery]);
            }
            hand_all(stage, engine, doubled).await
        }
        3 => {
            let Some((old, _)) = post.old() else {
                return Vec::new();
            };
            stage.met("webhook replayed");
            hand_all(stage, engine, vec![old]).await
        }
        4 | 5 => {
            if let Some((old, other)) = post.old() {
                forge(stage, engine, &old, other.as_ref()).await;
            }
            Vec::new()
        }
        _ => in_order(stage, engine).await,
    }
}

/// Everything that waits is handed over.
pub(super) async fn in_order(stage: &Stage, engine: &Engine) -> Vec<SignedDelivery> {
    let waiting = stage.post.empty(stage);
    if !waiting.is_empty() {
        stage.met("webhook in order");
    }
    hand_all(stage, engine, waiting).await
}

/// Everything there ever was comes once more and twice, the newest first, and after each one a forgery of it.
pub(super) async fn flood(stage: &Stage, engine: &Engine) {
    stage.post.empty(stage);
    let mut all = stage.post.0.lock().unwrap().carried.clone();
    all.reverse();
    for delivery in all {
        hand_all(stage, engine, vec![delivery.clone(), delivery.clone()]).await;
        forge(stage, engine, &delivery, None).await;
    }
}

async fn hand_all(
    stage: &Stage,
    engine: &Engine,
    deliveries: Vec<SignedDelivery>,
) -> Vec<SignedDelivery> {
    let mut handed = Vec::new();
    for delivery in deliveries {
        // On a disk that fails it cannot be kept; then the provider is not answered, and sends it again.
        if hand(stage, engine, &delivery, &delivery.provider)
            .await
            .is_some()
        {
            handed.push(delivery);
        } else {
            stage.post.put_back(delivery);
        }
    }
    handed
}

/// Hands one over and holds that nothing else comes of the taking: nobody is asked, and no operation changes.
async fn hand(
    stage: &Stage,
    engine: &Engine,
    delivery: &SignedDelivery,
    to: &str,
) -> Option<Trust> {
    let received = Received {
        method: &delivery.method,
        headers: &delivery.headers,
        body: &delivery.body,
    };
    let asked = stage.asked();
    let before = operations(engine).await;
    let taken = engine.take_delivery(&stage.accounts[to], &received).await;
    let after = operations(engine).await;
    if let (Some(before), Some(after)) = (before, after)
        && before != after
    {
        stage.broke(format!(
            "L6 a webhook changed an operation by itself: {}",
            delivery.reference
        ));
    }
    if stage.asked() != asked {
        stage.broke(format!(
            "L6 a webhook asked a provider by itself: {}",
            delivery.reference
        ));
    }
    let trust = taken.ok()?.delivery.trust;
    stage.note(&format!("{} {}", delivery.reference, trust.as_str()));
    Some(trust)
}

/// `None` where the disk cannot be read.
async fn operations(engine: &Engine) -> Option<Vec<Operation>> {
    let journal = &engine.store().journal;
    let since = chrono::DateTime::<chrono::Utc>::UNIX_EPOCH;
    let operations = journal.recent_operations(Environment::Sandbox, since, 10_000);
    operations.await.ok()
}

/// Somebody has caught one that is true, and makes another of it.
async fn forge(
    stage: &Stage,
    engine: &Engine,
    caught: &SignedDelivery,
    other: Option<&SignedDelivery>,
) {
    let place = stage.post.below(64);
    let mut forged = caught.clone();
    let mut to = caught.provider.as_str();
    let mut may_be_believed = false;
    let how = match stage.post.below(6) {
        0 => {
            with_signature(&mut forged, |text| {
                // Not its last characters: where a signature is in base64, some of their bits say nothing.
                let place = text.len() - 4 - place % 32;
                let other = if &text[place..=place] == "0" {
                    "1"
                } else {
                    "0"
                };
                text.replace_range(place..=place, other);
            });
            "webhook forged: a bit of its signature"
        }
        1 => {
            let at = stage.post.below(forged.body.len());
            forged.body[at] ^= 1 << (place % 8);
            // One provider signs three fields and not the body: what it tells besides may be anybody's word.
            may_be_believed = caught.provider == "zengapay";
            "webhook forged: a bit of its body"
        }
        2 => {
            let foreign = other.and_then(signature).map_or_else(
                || {
                    signature(caught)
                        .unwrap_or_default()
                        .chars()
                        .rev()
                        .collect()
                },
                ToOwned::to_owned,
            );
            with_signature(&mut forged, |text| text.clone_from(&foreign));
            "webhook with a foreign signature"
        }
        3 => {
            forged.headers.retain(|(name, _)| !is_signature(name));
            "webhook without a signature"
        }
        4 => {
            to = if to == "zengapay" {
                "dgspay"
            } else {
                "zengapay"
            };
            "webhook to the wrong account"
        }
        _ => {
            let text = String::from_utf8_lossy(&forged.body).into_owned();
            forged.body = told_the_other_way(&text).into_bytes();
            // Where it has no word to turn round, it is what it was.
            may_be_believed = caught.provider == "zengapay" || forged.body == caught.body;
            "webhook that tells the opposite"
        }
    };
    stage.met(how);
    let trust = hand(stage, engine, &forged, to).await;
    if trust == Some(Trust::Verified) && !may_be_believed {
        stage.broke(format!("{how}, and believed: {}", forged.reference));
    }
}

/// A success for a failure, and the other way round.
fn told_the_other_way(text: &str) -> String {
    const WORDS: &[(&str, &str)] = &[
        (".success\"", ".failed\""),
        ("\"success\"", "\"failed\""),
        ("\"SUCCEEDED\"", "\"FAILED\""),
    ];
    WORDS.iter().fold(text.to_owned(), |text, (good, bad)| {
        if text.contains(good) {
            text.replace(good, bad)
        } else {
            text.replace(bad, good)
        }
    })
}

/// By the name of its header: each provider writes its own in another way.
fn is_signature(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["signature", "hmac", "x-api-hash"]
        .iter()
        .any(|word| name.contains(word))
}

fn signature(delivery: &SignedDelivery) -> Option<&str> {
    let mut headers = delivery.headers.iter();
    headers
        .find(|(name, _)| is_signature(name))
        .map(|(_, value)| value.as_str())
}

fn with_signature(delivery: &mut SignedDelivery, change: impl Fn(&mut String)) {
    for (name, value) in &mut delivery.headers {
        if is_signature(name) {
            change(value);
        }
    }
}

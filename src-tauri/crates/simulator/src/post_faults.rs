//! What can go wrong with a webhook on its way: it comes twice, late, after the next one, never, changed by somebody,
//! or long after its time.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::outbox::SignedDelivery;
use crate::post::{Parcel, Posted};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostFault {
    /// It comes so often in all.
    Duplicate { times: u32 },
    /// It comes after the next one of the same provider.
    Reorder,
    /// It comes so much later.
    Delay { ms: u64 },
    /// It never comes.
    Lose,
    /// Before it comes another with the opposite outcome and the same signature.
    Forge,
    /// It comes with a signature of nobody's.
    WrongSignature,
    /// It comes without its signature.
    Unsigned,
    /// After it comes again the oldest one that this provider has posted, unchanged.
    ReplayOld,
}

/// A fault and the deliveries it waits for; an absent condition fits everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedPost {
    pub fault: PostFault,
    #[serde(default)]
    pub provider: Option<String>,
    /// How many deliveries it meets.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

impl PlannedPost {
    /// For the next delivery, whoever's it is.
    #[must_use]
    pub fn next(fault: PostFault) -> Self {
        Self {
            fault,
            provider: None,
            times: 1,
        }
    }

    #[must_use]
    pub fn at(mut self, provider: &str) -> Self {
        self.provider = Some(provider.to_owned());
        self
    }

    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }
}

const MOST_QUEUED: usize = 1_000;
const MOST_NOTED: usize = 2_000;

/// The faults that wait, what was held back, and what was sent.
#[derive(Debug, Default)]
pub(crate) struct Post {
    queued: VecDeque<PlannedPost>,
    held: BTreeMap<String, Vec<Parcel>>,
    oldest: BTreeMap<String, Parcel>,
    noted: VecDeque<Posted>,
}

impl Post {
    /// Whether there was room for it.
    pub(crate) fn queue(&mut self, planned: PlannedPost) -> bool {
        let room = self.queued.len() < MOST_QUEUED && planned.times > 0;
        if room {
            self.queued.push_back(planned);
        }
        room
    }

    pub(crate) fn queued(&self) -> Vec<PlannedPost> {
        self.queued.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.queued.clear();
    }

    pub(crate) fn note(&mut self, posted: Posted) {
        if self.noted.len() == MOST_NOTED {
            self.noted.pop_front();
        }
        self.noted.push_back(posted);
    }

    pub(crate) fn noted(&self) -> Vec<Posted> {
        self.noted.iter().cloned().collect()
    }

    /// What is really sent for one parcel, in order.
    pub(crate) fn dispatch(&mut self, mut parcel: Parcel) -> Vec<Parcel> {
        let provider = parcel.delivery.provider.clone();
        parcel.fault = self.draw(&provider);
        if parcel.fault == Some(PostFault::Reorder) {
            self.held.entry(provider).or_default().push(parcel);
            return Vec::new();
        }
        let oldest = self
            .oldest
            .entry(provider.clone())
            .or_insert_with(|| parcel.clone())
            .clone();
        let mut sent = spoilt(parcel, oldest);
        sent.extend(self.held.remove(&provider).unwrap_or_default());
        sent
    }

    fn draw(&mut self, provider: &str) -> Option<PostFault> {
        let at = self.queued.iter().position(|planned| {
            let wanted = planned.provider.as_deref();
            wanted.is_none_or(|wanted| wanted == provider)
        })?;
        let planned = self.queued.get_mut(at)?;
        planned.times -= 1;
        let fault = planned.fault.clone();
        if planned.times == 0 {
            self.queued.remove(at);
        }
        Some(fault)
    }
}

fn spoilt(parcel: Parcel, oldest: Parcel) -> Vec<Parcel> {
    let is_signature = |name: &String| {
        let name = name.to_ascii_lowercase();
        name.contains("signature") || name.contains("hmac")
    };
    match parcel.fault.clone() {
        None | Some(PostFault::Reorder) => vec![parcel],
        Some(PostFault::Duplicate { times }) => {
            // Bounded, because the control is open to every local process.
            let times = usize::try_from(times.min(100)).unwrap_or(1);
            vec![parcel; times]
        }
        Some(PostFault::Delay { ms }) => vec![Parcel {
            wait: Duration::from_millis(ms),
            ..parcel
        }],
        Some(PostFault::Lose) => Vec::new(),
        Some(PostFault::Forge) => {
            let mut forged = parcel.clone();
            forged.delivery.body = opposite(&parcel.delivery);
            vec![forged, parcel]
        }
        Some(PostFault::WrongSignature) => {
            let mut wrong = parcel;
            let headers = wrong.delivery.headers.iter_mut();
            for (_, value) in headers.filter(|(name, _)| is_signature(name)) {
                // Of the same length and alphabet, so that only the comparison can tell.
                *value = value.chars().rev().collect();
            }
            vec![wrong]
        }
        Some(PostFault::Unsigned) => {
            let mut bare = parcel;
            bare.delivery
                .headers
                .retain(|(name, _)| !is_signature(name));
            vec![bare]
        }
        Some(PostFault::ReplayOld) => {
            let again = Parcel {
                fault: parcel.fault.clone(),
                wait: Duration::ZERO,
                ..oldest
            };
            vec![parcel, again]
        }
    }
}

/// Pairs of words that say the opposite of each other at one provider or another.
const OPPOSITES: [(&str, &str); 5] = [
    ("success", "failed"),
    ("SUCCESS", "FAILED"),
    ("SUCCEEDED", "FAILED"),
    ("paid", "dropped"),
    ("completed", "failed"),
];

/// The same body with the other outcome; the length of nothing else changes.
fn opposite(delivery: &SignedDelivery) -> Vec<u8> {
    let Ok(mut body) = serde_json::from_slice::<Value>(&delivery.body) else {
        return delivery.body.clone();
    };
    turn_round(&mut body, delivery.provider == "zengapay");
    body.to_string().into_bytes()
}

fn turn_round(value: &mut Value, zengapay: bool) {
    match value {
        Value::String(text) => *text = other_word(text, zengapay),
        Value::Array(items) => items.iter_mut().for_each(|item| turn_round(item, zengapay)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| turn_round(field, zengapay)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `collection.failed` becomes `collection.success`, `FAILED` what this provider calls the end it is not.
fn other_word(text: &str, zengapay: bool) -> String {
    let (stem, word) = text
        .rsplit_once('.')
        .map_or(("", text), |(stem, word)| (&text[..=stem.len()], word));
    if zengapay && word == "FAILED" {
        return "SUCCEEDED".to_owned();
    }
    let turned = OPPOSITES.iter().find_map(|(one, other)| {
        if word == *one {
            Some(*other)
        } else if word == *other {
            Some(*one)
        } else {
            None
        }
    });
    turned.map_or_else(|| text.to_owned(), |word| format!("{stem}{word}"))
}

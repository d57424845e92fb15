//! What was learnt, as JSON that a fixture can state: nothing that is empty, and our own sentences left out.

use domain::{Outcome, Refusal, Sighting};
use providers::{Fetched, ListPage, Walk, WalletBalance};
use serde_json::{Map, Value, json};

/// A reply that can be stated in a fixture.
pub(crate) trait Stated {
    fn stated(&self) -> Value;
}

pub(crate) fn known(reply: &impl Stated) -> Value {
    reply.stated()
}

impl Stated for () {
    fn stated(&self) -> Value {
        json!({})
    }
}

impl Stated for Sighting {
    fn stated(&self) -> Value {
        let mut stated = serde_json::to_value(self).unwrap();
        if let Some(reason) = stated["reason"].as_object_mut() {
            let message = reason.remove("message").expect("a reason has words");
            assert_is_bilingual(&message);
        }
        told(stated)
    }
}

impl Stated for Fetched {
    fn stated(&self) -> Value {
        match self {
            Self::Absent => json!("absent"),
            Self::Found(sighting) => json!({ "found": sighting.stated() }),
        }
    }
}

impl Stated for ListPage {
    fn stated(&self) -> Value {
        let items: Vec<Value> = self.items.iter().map(Stated::stated).collect();
        let walk = match self.walk {
            Walk::BackInTime => "back_in_time",
            Walk::LooksForTheEnd => "looks_for_the_end",
            Walk::Unstated => "unstated",
        };
        told(json!({ "items": items, "next": self.next, "walk": walk, "total": self.total }))
    }
}

impl Stated for Vec<WalletBalance> {
    fn stated(&self) -> Value {
        let wallets = self.iter().map(|wallet| {
            told(json!({
                "currency": wallet.currency,
                "network": wallet.network,
                "available": wallet.available,
                "pending": wallet.pending,
                "total": wallet.total,
                "as_of": wallet.as_of,
            }))
        });
        wallets.collect()
    }
}

/// The whole outcome.
pub(crate) fn outcome(outcome: Outcome<Value>) -> Value {
    match outcome {
        Outcome::Known(known) => json!({ "known": known }),
        Outcome::Refused(refusal) => refused(&refusal),
        Outcome::Unknown(doubt) => json!({ "unknown": doubt }),
    }
}

/// A refusal without our own sentences, which have to be there in both languages.
pub(crate) fn refused(refusal: &Refusal) -> Value {
    let mut stated = serde_json::to_value(refusal).unwrap();
    let message = stated
        .as_object_mut()
        .and_then(|fields| fields.remove("message"));
    assert_is_bilingual(&message.expect("a refusal has words"));
    json!({ "refused": told(stated) })
}

fn assert_is_bilingual(message: &Value) {
    let (en, fr) = (message["en"].as_str(), message["fr"].as_str());
    assert!(
        en.is_some_and(|en| en.ends_with('.'))
            && fr.is_some_and(|fr| fr.ends_with('.'))
            && en != fr,
        "a sentence in two languages: {message}"
    );
}

/// Without what was not told. A pause that nobody named is told as such, so it stays.
fn told(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, value)| !value.is_null() || name == "retry_after_s")
            .map(|(name, value)| (name, told(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.into_iter().map(told).collect(),
        other => other,
    }
}

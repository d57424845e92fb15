//! What was learnt, as JSON that a fixture can state: nothing that is empty, and our own sentences left out.

use domain::{ContactSighting, LinkSighting, Outcome, Preview, Refusal, Sighting};
use providers::{
    AccountSummary, Bank, ContactPage, Entry, Fetched, FetchedLink, LinkPage, ListPage,
    NetworkListed, PayoutsTaken, Recipient, Registration, Session, StatementPage, StatementRow,
    SubAccount, Walk, WalletBalance,
};
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
        let fees: Vec<Value> = self
            .fees
            .iter()
            .map(|fee| {
                json!({
                    "provider_reference": fee.provider_reference,
                    "of": fee.of,
                    "fee": fee.fee,
                })
            })
            .collect();
        let mut stated = json!({
            "items": items, "next": self.next, "walk": walk, "total": self.total,
        });
        if !fees.is_empty() {
            stated["fees"] = fees.into();
        }
        told(stated)
    }
}

impl Stated for PayoutsTaken {
    fn stated(&self) -> Value {
        let items: Vec<Value> = self
            .items
            .iter()
            .map(|item| item.as_ref().map_or(json!("unsaid"), Stated::stated))
            .collect();
        told(json!({ "provider_reference": self.provider_reference, "items": items }))
    }
}

impl Stated for Preview {
    fn stated(&self) -> Value {
        told(serde_json::to_value(self).unwrap())
    }
}

impl Stated for LinkSighting {
    fn stated(&self) -> Value {
        told(serde_json::to_value(self).unwrap())
    }
}

impl Stated for FetchedLink {
    fn stated(&self) -> Value {
        match self {
            Self::Absent => json!("absent"),
            Self::Found(link) => json!({ "found": link.stated() }),
        }
    }
}

impl Stated for LinkPage {
    fn stated(&self) -> Value {
        let items: Vec<Value> = self.items.iter().map(Stated::stated).collect();
        told(json!({ "items": items, "next": self.next }))
    }
}

impl Stated for ContactSighting {
    fn stated(&self) -> Value {
        told(serde_json::to_value(self).unwrap())
    }
}

impl Stated for Option<ContactSighting> {
    fn stated(&self) -> Value {
        self.as_ref().map_or(json!("absent"), Stated::stated)
    }
}

impl Stated for ContactPage {
    fn stated(&self) -> Value {
        let items: Vec<Value> = self.items.iter().map(Stated::stated).collect();
        told(json!({ "items": items, "next": self.next }))
    }
}

impl Stated for Recipient {
    fn stated(&self) -> Value {
        told(json!({ "known": self.known, "name": self.name }))
    }
}

impl Stated for Session {
    /// The token is shown: it is made up.
    fn stated(&self) -> Value {
        json!({ "token": self.token.reveal(), "lives_s": self.lives_s })
    }
}

impl Stated for AccountSummary {
    fn stated(&self) -> Value {
        told(json!({
            "name": self.name,
            "number": self.number,
            "category": self.category,
            "email": self.email,
        }))
    }
}

impl Stated for StatementPage {
    fn stated(&self) -> Value {
        let items: Vec<Value> = self.items.iter().map(statement_row).collect();
        told(json!({ "items": items, "next": self.next }))
    }
}

fn statement_row(row: &StatementRow) -> Value {
    json!({
        "provider_reference": row.provider_reference,
        "entry": match row.entry {
            Entry::Transaction => "transaction",
            Entry::Fee => "fee",
            Entry::Other => "other",
        },
        "kind": row.kind,
        "status": row.status,
        "amount": row.amount,
        "balance_before": row.balance_before,
        "balance_after": row.balance_after,
        "network": row.network,
        "phone": row.phone,
        "note": row.note,
        "fee_of": row.fee_of,
        "at": row.at,
    })
}

impl Stated for Vec<Bank> {
    fn stated(&self) -> Value {
        let banks = self.iter().map(|bank| {
            told(json!({
                "code": bank.code,
                "name": bank.name,
                "branch_required": bank.branch_required,
                "currency": bank.currency,
                "network": bank.network,
            }))
        });
        banks.collect()
    }
}

impl Stated for Vec<NetworkListed> {
    fn stated(&self) -> Value {
        let networks = self.iter().map(|network| {
            told(json!({
                "code": network.code,
                "name": network.name,
                "service": network.service,
                "currency": network.currency,
                "country": network.country,
            }))
        });
        networks.collect()
    }
}

impl Stated for (Vec<SubAccount>, Option<String>) {
    fn stated(&self) -> Value {
        let items: Vec<Value> = self
            .0
            .iter()
            .map(|part| {
                json!({
                    "provider_reference": part.provider_reference,
                    "name": part.name,
                    "active": part.active,
                })
            })
            .collect();
        told(json!({ "items": items, "next": self.1 }))
    }
}

impl Stated for Registration {
    fn stated(&self) -> Value {
        told(json!({
            "provider_reference": self.provider_reference,
            "topic": self.topic,
            "url": self.url,
            "created_at": self.created_at,
        }))
    }
}

impl Stated for (Vec<Registration>, Option<String>) {
    fn stated(&self) -> Value {
        let items: Vec<Value> = self.0.iter().map(Stated::stated).collect();
        told(json!({ "items": items, "next": self.1 }))
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

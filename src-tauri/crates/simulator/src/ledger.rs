//! The world as an onlooker sees it: what was committed, and which requests came in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::faults::Fault;
use crate::movement::{Kind, Movement, Origin};

/// A row of the ledger, as the provider knows it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    pub provider: String,
    /// `charge`, `payout`, `conversion`, or `refund`: part of a charge given back, under the charge's reference.
    pub kind: String,
    pub reference: String,
    /// The merchant's own reference, where the provider takes one.
    pub our_reference: Option<String>,
    pub note: Option<String>,
    /// International, digits only; of a payout to a bank the account number.
    pub phone: String,
    pub amount: rust_decimal::Decimal,
    pub currency: String,
    pub committed_at: DateTime<Utc>,
    pub origin: Origin,
    /// `pending`, `unclear`, `succeeded` or `failed`.
    pub status: String,
    pub paid_amount: rust_decimal::Decimal,
    pub fee: rust_decimal::Decimal,
    pub settled_at: Option<DateTime<Utc>>,
}

/// A request that came in, without its body and headers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub at: DateTime<Utc>,
    pub provider: String,
    pub method: String,
    pub path: String,
    pub fault: Option<Fault>,
    /// The reference of the first movement it committed or changed.
    pub committed: Option<String>,
}

/// All that one book has committed, refunds as rows of their own.
pub(crate) fn entries<'a>(
    provider: &'a str,
    book: &'a Book,
    now: DateTime<Utc>,
) -> impl Iterator<Item = LedgerEntry> + 'a {
    book.movements().iter().flat_map(move |movement| {
        let own = entry(provider, movement, now);
        let refunds = refunds(&own, movement, now);
        std::iter::once(own).chain(refunds)
    })
}

fn entry(provider: &str, movement: &Movement, now: DateTime<Utc>) -> LedgerEntry {
    let standing = movement.standing(now);
    LedgerEntry {
        provider: provider.to_owned(),
        kind: movement.kind.word().to_owned(),
        reference: movement.reference.clone(),
        our_reference: movement.our_reference.clone(),
        note: movement.note.clone(),
        phone: movement.phone.clone(),
        amount: movement.amount,
        currency: movement.currency.clone(),
        committed_at: movement.at,
        origin: movement.origin,
        status: standing.fate.word().to_owned(),
        paid_amount: standing.amount,
        fee: movement.fee(now),
        settled_at: standing.since,
    }
}

/// Each step that gives more back than the one before.
fn refunds(own: &LedgerEntry, movement: &Movement, now: DateTime<Utc>) -> Vec<LedgerEntry> {
    let mut rows = Vec::new();
    let mut so_far = rust_decimal::Decimal::ZERO;
    let reached = movement.steps.iter().filter(|step| step.at <= now);
    for step in reached.filter(|_| movement.kind == Kind::Charge) {
        let refunded = step.refunded.unwrap_or_default();
        let more = refunded - so_far;
        if more > rust_decimal::Decimal::ZERO {
            rows.push(LedgerEntry {
                kind: "refund".to_owned(),
                amount: more,
                paid_amount: more,
                fee: rust_decimal::Decimal::ZERO,
                status: "succeeded".to_owned(),
                committed_at: step.at,
                settled_at: Some(step.at),
                ..own.clone()
            });
        }
        so_far = refunded;
    }
    rows
}

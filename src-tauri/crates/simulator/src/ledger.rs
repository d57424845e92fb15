//! The world as an onlooker sees it: what was committed, and which requests came in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::charge::{Charge, Origin};
use crate::faults::Fault;

/// A charge in the ledger, as the provider knows it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    pub provider: String,
    pub kind: String,
    pub reference: String,
    /// The merchant's own reference, where the provider takes one.
    pub our_reference: Option<String>,
    pub note: Option<String>,
    /// International, digits only.
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
    /// The reference of the charge it committed.
    pub committed: Option<String>,
}

pub(crate) fn entry(provider: &str, charge: &Charge, now: DateTime<Utc>) -> LedgerEntry {
    let standing = charge.standing(now);
    LedgerEntry {
        provider: provider.to_owned(),
        kind: "charge".to_owned(),
        reference: charge.reference.clone(),
        our_reference: charge.our_reference.clone(),
        note: charge.note.clone(),
        phone: charge.phone.clone(),
        amount: charge.amount,
        currency: charge.currency.clone(),
        committed_at: charge.at,
        origin: charge.origin,
        status: standing.fate.word().to_owned(),
        paid_amount: standing.amount,
        fee: charge.fee(now),
        settled_at: standing.since,
    }
}

//! Everything about one phone number, for eyes.

use super::{ContactView, CountsView, MoneyView, NameSeenView, RowView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A network that a number was seen with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NetworkSeenView {
    /// The network, in the provider's word; null where none was told.
    pub network: Option<String>,
    /// By which rail.
    #[ts(type = "Method | null")]
    pub method: Option<&'static str>,
    /// How often.
    #[ts(type = "number")]
    pub count: u64,
    /// When last.
    pub last: DateTime<Utc>,
}

/// What moved with one number in one currency, ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NumberSumsView {
    /// ISO 4217.
    pub currency: String,
    /// What this number paid.
    pub received: MoneyView,
    /// What it was sent.
    pub paid_out: MoneyView,
    /// What it was given back.
    pub refunded: MoneyView,
    /// How many charges it was asked for, and what became of them.
    pub charges: CountsView,
    /// How many payouts it was sent, and what became of them.
    pub payouts: CountsView,
}

/// An open question about somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OpenDoubtView {
    /// `op_…`
    pub operation: String,
    /// Which question.
    #[ts(type = "DoubtKind")]
    pub kind: &'static str,
    /// Since when.
    pub since: DateTime<Utc>,
    /// How much.
    pub amount: MoneyView,
}

/// Everything about one phone number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NumberCardView {
    /// E.164.
    pub phone: String,
    /// As its country writes it.
    pub national: String,
    /// The names it went by, the most frequent first.
    pub names: Vec<NameSeenView>,
    /// Who it is in the address book.
    pub contact: Option<ContactView>,
    /// The networks it was seen with, the most frequent first.
    pub networks: Vec<NetworkSeenView>,
    /// Each currency by itself.
    pub sums: Vec<NumberSumsView>,
    /// When it was first seen.
    pub first: Option<DateTime<Utc>>,
    /// When last.
    pub last: Option<DateTime<Utc>>,
    /// Open questions, the oldest first.
    pub doubts: Vec<OpenDoubtView>,
    /// The newest rows.
    pub rows: Vec<RowView>,
}

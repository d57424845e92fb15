//! Lists, for eyes.

use super::{MoneyView, OperationView, TransactionView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// Any list on the command line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListView<T> {
    /// The items.
    pub items: Vec<T>,
    /// Where to go on; null at the end.
    pub next: Option<String>,
}

/// One row of the ledger: a transaction, an operation, or a transaction tied to its operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RowView {
    /// What the provider says.
    pub transaction: Option<TransactionView>,
    /// What we asked for.
    pub operation: Option<OperationView>,
}

/// A page of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SearchView {
    /// Newest first.
    pub rows: Vec<RowView>,
    /// Where to go on; null at the end.
    pub next: Option<String>,
    /// How many rows match, counted up to a bound.
    #[ts(type = "number")]
    pub count: u64,
    /// True when there are more than `count`.
    pub capped: bool,
    /// What succeeded among them, per currency, never added up.
    pub totals: Vec<MoneyView>,
}

/// A name seen with a number before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NameSeenView {
    /// The name.
    pub name: String,
    /// How often.
    #[ts(type = "number")]
    pub count: u64,
    /// When last.
    pub last: DateTime<Utc>,
}

/// How far the local history of an account can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CoverageView {
    /// `acc_…`
    pub account: String,
    /// What the shop calls it.
    pub name: String,
    /// Complete from here; null when it reaches back to the beginning, or is not claimed.
    pub complete_from: Option<DateTime<Utc>>,
    /// Complete to here; null where the provider does not state an order.
    pub complete_to: Option<DateTime<Utc>>,
    /// The last pull that worked.
    pub last_ok: Option<DateTime<Utc>>,
    /// The last pull at all.
    pub last_run: Option<DateTime<Utc>>,
    /// The code of what went wrong in the last pull.
    pub error: Option<String>,
    /// Where lists lack phones: single look-ups reach back to here.
    pub phones_from: Option<DateTime<Utc>>,
}

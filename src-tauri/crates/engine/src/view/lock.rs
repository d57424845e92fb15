//! Why nothing is sent from this home, and what brings it back.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// One account, and whether its history covers what may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LockAccountView {
    /// `acc_…`
    pub account: String,
    /// What the shop calls it.
    pub name: String,
    /// The history covers the gap.
    pub covered: bool,
    /// Why the last pull failed, as a short word.
    pub error: Option<String>,
}

/// A copy of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JournalCopyView {
    /// The file's name.
    pub name: String,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// The lock on sending.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SendingLockView {
    /// `copied`, `restored` or `damaged`.
    #[ts(type = "\"copied\" | \"restored\" | \"damaged\"")]
    pub why: &'static str,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What was sent after this may be missing; null: everything may.
    pub gap_from: Option<DateTime<Utc>>,
    /// What happened, and what it means for the money.
    pub message: String,
    /// What the check of a damaged journal found.
    pub detail: Option<String>,
    /// The next steps, in their order.
    pub next: Vec<String>,
    /// The accounts whose history must cover the gap.
    pub accounts: Vec<LockAccountView>,
    /// Payments that were found at the provider by our mark and taken over.
    #[ts(type = "number")]
    pub adopted: u64,
    /// A person may now say that this is the only desk.
    pub may_confirm: bool,
    /// Copies that a damaged journal can be restored from, newest first.
    pub copies: Vec<JournalCopyView>,
}

/// What an export of the journal brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportView {
    /// Where it lies.
    pub path: String,
    /// Rows written.
    #[ts(type = "number")]
    pub rows: u64,
    /// Tables of which not everything could be read.
    pub cut_short: Vec<String>,
}

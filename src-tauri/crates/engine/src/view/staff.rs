//! Who works here, what waits for a second person, and what was done.

use super::{MoneyView, OperationView};
use chrono::{DateTime, Utc};
use domain::Staff;
use serde::Serialize;
use ts_rs::TS;

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MemberView {
    /// `st_…`
    pub id: String,
    /// What they are called.
    pub name: String,
    /// What they are.
    #[ts(type = "Role")]
    pub role: &'static str,
    /// Since when they are here.
    pub added_at: DateTime<Utc>,
}

impl From<&Staff> for MemberView {
    fn from(staff: &Staff) -> Self {
        Self {
            id: staff.id.to_string(),
            name: staff.name.clone(),
            role: staff.role.as_str(),
            added_at: staff.added_at,
        }
    }
}

/// Something that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ApprovalView {
    /// What waits.
    pub operation: OperationView,
    /// Who asked for it: this person cannot approve it.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
}

/// A whole file of payouts that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchApprovalView {
    /// Names the file; it is approved and refused by this.
    pub batch: String,
    /// `acc_…`
    pub account: String,
    /// What the file is called.
    pub file_name: String,
    /// How many rows wait.
    pub rows: usize,
    /// What they come to, each currency by itself.
    pub totals: Vec<MoneyView>,
    /// Who gave the file: this person cannot approve it.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
}

/// Everything that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ApprovalsView {
    /// One by one, oldest first.
    pub operations: Vec<ApprovalView>,
    /// Whole files, oldest first.
    pub batches: Vec<BatchApprovalView>,
    /// Above how much, in each currency, a second person is asked.
    pub thresholds: Vec<MoneyView>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuditRowView {
    /// Its place in the chain.
    #[ts(type = "number")]
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub who: String,
    /// `st_…`, where they are staff.
    pub staff: Option<String>,
    /// At which desk, in a few letters of its name.
    pub desk: Option<String>,
    /// Through what: `window` or `dukactl`.
    pub door: String,
    /// A short word: `setting`, `account_added`, `recorded`, `approved`, `signed_in`, `pin_refused`, …
    pub act: String,
    /// What it was done to: the id of an operation, an account, a file or a person, or the key of a setting.
    pub about: String,
    /// What was there before.
    pub before: Option<String>,
    /// What is there now.
    pub after: String,
}

/// A page of what was done, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuditView {
    /// The rows.
    pub rows: Vec<AuditRowView>,
    /// Where the next page begins; null on the last one.
    #[ts(type = "number | null")]
    pub next: Option<i64>,
    /// The first row that was changed or is missing; null where the chain is whole.
    #[ts(type = "number | null")]
    pub broken_at: Option<i64>,
}

//! How many rows a list has, and what they come to, for eyes.

use super::MoneyView;
use serde::Serialize;
use ts_rs::TS;

/// How many rows stand so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StatusCountView {
    /// Where they stand.
    #[ts(type = "Status")]
    pub status: &'static str,
    /// How many match everything else that was asked.
    #[ts(type = "number")]
    pub count: u64,
}

/// What the rows of one kind come to in one currency. No kind is added to another: one comes in, another goes out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TallySumView {
    /// ISO 4217.
    pub currency: String,
    /// What they are.
    #[ts(type = "Kind")]
    pub kind: &'static str,
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
    /// How many of them succeeded.
    #[ts(type = "number")]
    pub succeeded: u64,
    /// All their amounts, whatever became of them.
    pub asked: MoneyView,
    /// The amounts of those that succeeded.
    pub moved: MoneyView,
}

/// What a list comes to, however long it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TallyView {
    /// How many rows match.
    #[ts(type = "number")]
    pub count: u64,
    /// For tabs: each status, with how many rows match everything that was asked but the status.
    pub statuses: Vec<StatusCountView>,
    /// How many rows that match have an open question.
    #[ts(type = "number")]
    pub in_question: u64,
    /// By currency and kind.
    pub sums: Vec<TallySumView>,
}

//! One thing with its whole story, for eyes.

use super::{CommentView, MoneyView, OperationView, TransactionView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// One line of the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TimelineView {
    /// When.
    pub at: DateTime<Utc>,
    /// Who: staff and desk, or Duka itself.
    pub actor: String,
    /// What happened, as a short word: `state:sending`, `doubt:fate_unknown`, `attempt`, `answer`, `check`.
    pub what: String,
    /// Why, as a short word.
    pub cause: String,
    /// What was seen, as it was noted.
    pub detail: Option<String>,
}

/// A raw answer of the provider, secrets blanked and phones masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AnswerView {
    /// When.
    pub at: DateTime<Utc>,
    /// To which question: `create_charge`, `fetch_transaction`.
    pub what: String,
    /// The HTTP status.
    pub status: u16,
    /// JSON text.
    pub body: String,
}

/// An operation or transaction with its timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ShowView {
    /// What we asked for.
    pub operation: Option<OperationView>,
    /// What the provider says.
    pub transaction: Option<TransactionView>,
    /// The story, oldest first.
    pub timeline: Vec<TimelineView>,
    /// Refunds of this charge.
    pub refunds: Vec<OperationView>,
    /// What of this charge can still be given back, as far as Duka knows; null where nothing can.
    pub refundable: Option<MoneyView>,
    /// What may be done with it now. A screen offers these and no others.
    #[ts(type = "Act[]")]
    pub acts: Vec<&'static str>,
    /// What the staff wrote about it, oldest first.
    pub comments: Vec<CommentView>,
    /// The provider's answers, newest first.
    pub answers: Vec<AnswerView>,
}

//! Doubts: open questions about an operation's fate.

use crate::kind::words;
use crate::{OperationId, Text};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words!(
    /// Which question is open.
    DoubtKind {
        /// Sent, and nobody here knows what became of it.
        FateUnknown = "fate_unknown",
        /// A final state was denied afterwards: paid after "failed", or failed after "paid".
        Contradicted = "contradicted",
        /// The provider tells another amount, currency or direction.
        Mismatch = "mismatch",
        /// Pending for longer than this usually takes.
        Overdue = "overdue",
    }
);

/// One doubt on one operation. Kept when it is settled, so that the timeline can tell of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtRecord {
    /// Whose fate it is.
    pub operation: OperationId,
    /// Which question.
    pub kind: DoubtKind,
    /// What was seen.
    pub detail: Text,
    /// Since when the question is open. UTC.
    pub since: DateTime<Utc>,
    /// When it was answered by evidence.
    pub settled_at: Option<DateTime<Utc>>,
    /// When a person laid it aside, and why. It keeps its state and goes on blocking guard and refund.
    pub set_aside: Option<(DateTime<Utc>, String)>,
}

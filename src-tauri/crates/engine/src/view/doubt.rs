//! Doubts, for eyes.

use super::{MoneyView, OperationView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A transaction that might be the one in doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CandidateView {
    /// The provider's reference.
    pub provider_reference: String,
    /// How much.
    pub amount: MoneyView,
    /// Whose number, where the provider tells it.
    pub phone: Option<String>,
    /// The provider's own word for where it stands.
    pub provider_status: String,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// What speaks for and against it, as short words: `amount`, `phone`, `no_phone`, `time`, `other_phone`, `tied`.
    pub evidence: Vec<String>,
    /// True when a person may adopt it.
    pub adoptable: bool,
}

/// What to tell the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SayView {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

/// One open question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DoubtView {
    /// Whose fate it is.
    pub operation: OperationView,
    /// Which question.
    #[ts(type = "DoubtKind")]
    pub kind: &'static str,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When Duka looks again.
    pub next_check: Option<DateTime<Utc>>,
    /// How long such a thing usually takes here, from this shop's own history, in seconds.
    #[ts(type = "number | null")]
    pub usual_s: Option<u64>,
    /// What might be it.
    pub candidates: Vec<CandidateView>,
    /// What to tell the customer.
    pub say: SayView,
    /// From when on a look that finds nothing proves that nothing is there; null where nothing ever proves it. UTC.
    pub absence_counts_from: Option<DateTime<Utc>>,
    /// Whether somebody might tie it to one of the candidates.
    pub open_to_adoption: bool,
    /// The reason for which a person laid it aside.
    pub set_aside: Option<String>,
}

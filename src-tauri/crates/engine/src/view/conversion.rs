//! A conversion, for eyes: what was shown before, beside what came.

use super::{MoneyView, OperationView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A conversion with the rate that was shown and the one that it got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConversionView {
    /// What was asked.
    pub operation: OperationView,
    /// ISO 4217: into what.
    pub to: String,
    /// What the preview said would arrive.
    pub previewed: Option<MoneyView>,
    /// How much of the target one unit of the source gives, to the provider's own digits.
    pub previewed_rate: Option<String>,
    /// When that was asked. UTC.
    pub previewed_at: Option<DateTime<Utc>>,
    /// What arrived; null until it is certain.
    pub got: Option<MoneyView>,
    /// The rate that this is.
    pub got_rate: Option<String>,
    /// What arrived less what was previewed; negative where less came.
    pub difference: Option<MoneyView>,
    /// The same, in percent of what was previewed.
    pub difference_percent: Option<String>,
}

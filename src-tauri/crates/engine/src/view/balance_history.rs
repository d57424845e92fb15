//! What lay in a wallet over time, for eyes.

use super::MoneyView;
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// What a wallet was read to hold, from this moment until the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BalancePointView {
    /// When the provider said so.
    pub at: DateTime<Utc>,
    /// The network that holds it, where the provider tells them apart.
    pub network: Option<String>,
    /// What could be used.
    pub available: Option<MoneyView>,
    /// What was on its way in.
    pub pending: Option<MoneyView>,
    /// Both.
    pub total: Option<MoneyView>,
}

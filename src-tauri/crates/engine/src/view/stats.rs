//! Sums of a period, for eyes.

use super::MoneyView;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a period brought in one currency, under one key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StatsView {
    /// `day`, `provider`, `method` or `status`; null when nothing is told apart.
    pub by: Option<&'static str>,
    /// Which of them; null where it was not told.
    pub key: Option<String>,
    /// `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
    /// ISO 4217; the currency of every amount here.
    pub currency: String,
    /// How many transactions.
    #[ts(type = "number")]
    pub count: u64,
    /// How many of them succeeded.
    #[ts(type = "number")]
    pub succeeded: u64,
    /// What customers paid: the amounts of charges that succeeded.
    pub received: MoneyView,
    /// What the providers kept of it, as far as they told.
    pub fees: MoneyView,
    /// What was added to the wallets; null unless it is known of every charge.
    pub net: Option<MoneyView>,
    /// Of how many charges it is not known.
    #[ts(type = "number")]
    pub net_not_told: u64,
    /// The amounts of payouts that succeeded.
    pub paid_out: MoneyView,
    /// What went back to customers, on the day of the charge where the provider tells it with that.
    pub refunded: MoneyView,
    /// Each kind by itself.
    #[ts(type = "Partial<Record<Kind, KindStatsView>>")]
    pub kinds: BTreeMap<&'static str, KindStatsView>,
}

/// What one kind brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KindStatsView {
    /// How many.
    #[ts(type = "number")]
    pub count: u64,
    /// How many succeeded.
    #[ts(type = "number")]
    pub succeeded: u64,
    /// All their amounts, whatever became of them.
    pub amount: MoneyView,
    /// The amounts of those that succeeded.
    pub moved: MoneyView,
    /// The fees of those, as far as they were told.
    pub fees: MoneyView,
}

/// A file that was exported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportedView {
    /// Where it is.
    pub path: String,
    /// How many rows are in it.
    #[ts(type = "number")]
    pub rows: u64,
    /// The SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// Whose money: `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
}

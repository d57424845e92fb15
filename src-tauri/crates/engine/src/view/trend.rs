//! How a period went, for eyes: one currency, so that every amount may be set beside every other.

use super::{FiguresView, MoneyView};
use serde::Serialize;
use ts_rs::TS;

/// One step of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrendPointView {
    /// Its first local day.
    pub from: String,
    /// Its last local day. The first and the last step of a period may be shorter than the others.
    pub to: String,
    /// What moved in it. `waiting` and `in_question` are no income, and are drawn otherwise.
    pub figures: FiguresView,
}

/// What moved of one sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrendShareView {
    /// Which; null where it was not told.
    pub key: Option<String>,
    /// What moved of it.
    pub figures: FiguresView,
}

/// Why something did not happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FailureView {
    /// The provider's words, figures taken out of them; its status where it said nothing more.
    pub reason: String,
    /// How often.
    #[ts(type = "number")]
    pub count: u64,
    /// What was asked for in vain.
    pub amount: MoneyView,
}

/// How a period went in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TrendView {
    /// ISO 4217; the currency of every amount here.
    pub currency: String,
    /// Every currency that anything was ever told in.
    pub currencies: Vec<String>,
    /// The first local day.
    pub from: String,
    /// The last local day.
    pub to: String,
    /// The zone of the days.
    pub time_zone: String,
    /// How long a step of the series is.
    #[ts(type = "\"day\" | \"week\" | \"month\"")]
    pub step: &'static str,
    /// All of it.
    pub whole: FiguresView,
    /// As many days just before it.
    pub before: FiguresView,
    /// Step by step, none left out.
    pub series: Vec<TrendPointView>,
    /// By rail.
    pub by_method: Vec<TrendShareView>,
    /// By network.
    pub by_network: Vec<TrendShareView>,
    /// By account.
    pub by_account: Vec<TrendShareView>,
    /// Why charges and payouts failed, the most frequent first.
    pub failures: Vec<FailureView>,
    /// How many failed for reasons that do not stand there.
    #[ts(type = "number")]
    pub failures_more: u64,
}

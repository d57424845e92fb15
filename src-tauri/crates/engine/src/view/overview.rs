//! The first page: what needs somebody, and how today goes.

use super::{BalanceView, FiguresView, MoneyView, RowView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// One thing that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NeedItemView {
    /// `op_…`, `ln_…` or `acc_…`
    pub id: String,
    /// A name, a title or a number; null where nothing is known to call it by.
    pub name: Option<String>,
    /// How much it is about.
    pub amount: Option<MoneyView>,
    /// Since when: the age of the question, of the waiting, of the last reading. Null where there never was one.
    pub since: Option<DateTime<Utc>>,
    /// Until when, for what ends.
    pub until: Option<DateTime<Utc>>,
    /// Which of its sort: the kind of a doubt, the kind of an action, the code of what a reading failed with (`never` and
    /// `late` where none did).
    pub word: Option<String>,
}

/// Things of one sort that need somebody, the most pressing first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct NeedView {
    /// Which sort.
    #[ts(type = "\"doubts\" | \"approvals\" | \"actions\" | \"links\" | \"accounts\"")]
    pub kind: &'static str,
    /// How many there are, whether or not they stand in `items`.
    #[ts(type = "number")]
    pub count: u64,
    /// Since when the oldest of them waits.
    pub oldest: Option<DateTime<Utc>>,
    /// The first of them.
    pub items: Vec<NeedItemView>,
}

/// Today in one currency, beside the same weekday of last week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TodayView {
    /// ISO 4217; the currency of every amount here.
    pub currency: String,
    /// Today until now.
    pub today: FiguresView,
    /// That day until the same time of day: what today is fairly compared with.
    pub then: FiguresView,
    /// The whole of that day.
    pub then_whole: FiguresView,
}

/// The first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OverviewView {
    /// When it was made. UTC.
    pub made_at: DateTime<Utc>,
    /// The zone of the business's days.
    pub time_zone: String,
    /// The business's local day, as `2026-11-22`.
    pub today: String,
    /// The same weekday of last week.
    pub then: String,
    /// Until when that day is compared: the time of day that it is now. UTC.
    pub then_until: DateTime<Utc>,
    /// What needs somebody; empty when nothing does.
    pub needs: Vec<NeedView>,
    /// Each currency by itself; empty when nothing moved on either day.
    pub currencies: Vec<TodayView>,
    /// What lies in the wallets, each with its age.
    pub balances: Vec<BalanceView>,
    /// The newest rows.
    pub last: Vec<RowView>,
}

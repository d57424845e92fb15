//! What moved, in one currency, for eyes. What is not known is counted, and never taken for nothing.

use super::MoneyView;
use serde::Serialize;
use ts_rs::TS;

/// How many, and what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct CountsView {
    /// All of them.
    #[ts(type = "number")]
    pub count: u64,
    /// The money moved.
    #[ts(type = "number")]
    pub succeeded: u64,
    /// It did not.
    #[ts(type = "number")]
    pub failed: u64,
    /// Closed unanswered, or cancelled.
    #[ts(type = "number")]
    pub expired: u64,
    /// Under way.
    #[ts(type = "number")]
    pub pending: u64,
    /// Nobody knows.
    #[ts(type = "number")]
    pub in_doubt: u64,
    /// Of a thousand that ended, so many succeeded, rounded down; null while none has ended.
    pub success_per_mille: Option<u32>,
}

/// What moved in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FiguresView {
    /// What customers paid: the amounts of charges that succeeded, before any fee.
    pub received: MoneyView,
    /// What the providers kept of it, as far as they told.
    pub fees: MoneyView,
    /// Of how many paid charges no fee was told. While there is one, `fees` is a part only.
    #[ts(type = "number")]
    pub fees_not_told: u64,
    /// What was added to the wallets; null unless it is known of every paid charge.
    pub net: Option<MoneyView>,
    /// Of how many paid charges it is not known.
    #[ts(type = "number")]
    pub net_not_told: u64,
    /// The amounts of payouts that succeeded.
    pub paid_out: MoneyView,
    /// What the providers took for those, as far as they told.
    pub payout_fees: MoneyView,
    /// Of how many of those no fee was told.
    #[ts(type = "number")]
    pub payout_fees_not_told: u64,
    /// What went back to customers.
    pub refunded: MoneyView,
    /// Charges that customers have not answered yet: no income.
    pub waiting: MoneyView,
    /// Charges of which nobody knows: no income, and no loss.
    pub in_question: MoneyView,
    /// Payouts and refunds on their way, or of which nobody knows.
    pub going_out: MoneyView,
    /// Charges.
    pub charges: CountsView,
    /// Payouts.
    pub payouts: CountsView,
}

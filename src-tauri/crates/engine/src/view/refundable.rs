//! What of a charge can still be given back, for eyes.

use super::{ErrorView, MoneyView};
use serde::Serialize;
use ts_rs::TS;

/// A charge that can be given back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RefundableView {
    /// `tx_…`
    pub charge: String,
    /// `op_…`, where Duka asked for it.
    pub operation: Option<String>,
    /// `acc_…`
    pub account: String,
    /// What was paid.
    pub charged: MoneyView,
    /// What has gone back already.
    pub given_back: MoneyView,
    /// What can still go back.
    pub left: MoneyView,
    /// Whether the provider gives it back by a call of its own; else a payout does.
    pub by_call: bool,
    /// The number that paid, and is paid back.
    pub phone: Option<String>,
    /// Who that is.
    pub name: Option<String>,
    /// An earlier refund whose end is open: until it has one, nothing goes back.
    pub unsettled: Option<ErrorView>,
}

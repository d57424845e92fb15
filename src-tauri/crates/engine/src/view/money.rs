//! Money on a bridge.

use domain::Money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An exact amount, as strings: a JSON number is not money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MoneyView {
    /// Plain decimal text, `2000` or `12.5`.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

impl From<&Money> for MoneyView {
    fn from(money: &Money) -> Self {
        Self {
            amount: money.amount().normalize().to_string(),
            currency: money.currency().code().to_owned(),
        }
    }
}

impl From<Money> for MoneyView {
    fn from(money: Money) -> Self {
        Self::from(&money)
    }
}

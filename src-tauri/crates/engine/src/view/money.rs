//! Money on a bridge.

use domain::{Lang, Money};
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

impl MoneyView {
    /// `1,250,000 UGX`, or `1 250 000 GNF` with spaces that do not break.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        let (between, point) = match lang {
            Lang::En => (",", "."),
            Lang::Fr => ("\u{a0}", ","),
        };
        let (whole, fraction) = match self.amount.split_once('.') {
            Some((whole, fraction)) => (whole, format!("{point}{fraction}")),
            None => (self.amount.as_str(), String::new()),
        };
        let mut text = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                text += between;
            }
            text.push(digit);
        }
        format!("{text}{fraction}\u{a0}{}", self.currency)
    }
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

//! Exact money. Nothing here rounds, and nothing here is a float.
#![deny(clippy::arithmetic_side_effects)]

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is wrong with an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text is not a decimal number.
    #[error("`{0}` is not an amount")]
    NotANumber(String),
    /// The code is not in ISO 4217.
    #[error("`{0}` is not a currency code of ISO 4217")]
    UnknownCurrency(String),
    /// Money that is sent is more than nothing.
    #[error("the amount must be more than zero")]
    NotPositive,
    /// More decimals than the currency has.
    #[error("{currency} has {allowed} decimals, `{amount}` has more")]
    TooManyDecimals {
        /// The amount as given.
        amount: Decimal,
        /// Its currency.
        currency: Currency,
        /// How many decimals the currency has.
        allowed: u32,
    },
    /// Finer than a ten-thousandth, or larger than the stores can hold.
    #[error("`{0}` cannot be kept exactly")]
    OutOfRange(Decimal),
    /// Two currencies are never added.
    #[error("{0} and {1} cannot be added")]
    TwoCurrencies(Currency, Currency),
}

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Reads a code, in either case.
    pub fn parse(code: &str) -> Result<Self, MoneyError> {
        iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase())
            .map(Self)
            .ok_or_else(|| MoneyError::UnknownCurrency(code.to_owned()))
    }

    /// The three letters.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals an amount to send may have: none for XOF, GNF, UGX and RWF, two for USD and EUR.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Currency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.code().cmp(other.code())
    }
}
impl TryFrom<String> for Currency {
    type Error = MoneyError;
    fn try_from(code: String) -> Result<Self, MoneyError> {
        Self::parse(&code)
    }
}
impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// How many parts of a unit the stores keep: ten-thousandths.
const PARTS: i64 = 10_000;
const PARTS_DECIMALS: u32 = 4;

/// An exact amount of one currency. As JSON: `{"amount":"2000","currency":"RWF"}`, both strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    #[serde(with = "rust_decimal::serde::str")]
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// Money as somebody told it. Kept exactly, or refused: finer than a ten-thousandth does not fit the stores.
    pub fn told(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let money = Self {
            amount: amount.normalize(),
            currency,
        };
        money.ten_thousandths()?;
        Ok(money)
    }

    /// Money that is to be sent: more than zero, and with no more decimals than its currency has.
    pub fn to_send(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let money = Self::told(amount, currency)?;
        if money.amount <= Decimal::ZERO {
            return Err(MoneyError::NotPositive);
        }
        let allowed = currency.decimals();
        if money.amount.scale() > allowed {
            return Err(MoneyError::TooManyDecimals {
                amount,
                currency,
                allowed,
            });
        }
        Ok(money)
    }

    /// Reads plain decimal text (`2000`, `12.50`) as [`Money::to_send`].
    pub fn parse_to_send(amount: &str, currency: Currency) -> Result<Self, MoneyError> {
        Self::to_send(parse_decimal(amount)?, currency)
    }

    /// The stores' integer, read back.
    #[must_use]
    pub fn from_ten_thousandths(parts: i64, currency: Currency) -> Self {
        Self {
            amount: Decimal::new(parts, PARTS_DECIMALS).normalize(),
            currency,
        }
    }

    /// The stores' integer. An error when the amount does not fit exactly.
    pub fn ten_thousandths(&self) -> Result<i64, MoneyError> {
        let out_of_range = || MoneyError::OutOfRange(self.amount);
        let parts = self
            .amount
            .checked_mul(Decimal::from(PARTS))
            .ok_or_else(out_of_range)?
            .normalize();
        if parts.scale() != 0 {
            return Err(out_of_range());
        }
        i64::try_from(parts.mantissa()).map_err(|_| out_of_range())
    }

    /// The number.
    #[must_use]
    pub fn amount(&self) -> Decimal {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The sum, of one currency only.
    pub fn checked_add(&self, other: &Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::TwoCurrencies(self.currency, other.currency));
        }
        let sum = self
            .amount
            .checked_add(other.amount)
            .ok_or(MoneyError::OutOfRange(self.amount))?;
        Self::told(sum, self.currency)
    }

    /// The difference, of one currency only.
    pub fn checked_sub(&self, other: &Self) -> Result<Self, MoneyError> {
        let negated = Self {
            amount: Decimal::ZERO
                .checked_sub(other.amount)
                .ok_or(MoneyError::OutOfRange(other.amount))?,
            currency: other.currency,
        };
        self.checked_add(&negated)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

/// Reads decimal digits with an optional sign and point, and nothing else: no exponent, no grouping.
pub fn parse_decimal(text: &str) -> Result<Decimal, MoneyError> {
    let text = text.trim();
    let plain = !text.is_empty()
        && text.len() <= 40
        && text.bytes().enumerate().all(|(place, b)| {
            b.is_ascii_digit() || b == b'.' || (place == 0 && (b == b'-' || b == b'+'))
        });
    if !plain {
        return Err(MoneyError::NotANumber(text.chars().take(60).collect()));
    }
    // `from_str_exact` refuses what `from_str` would round.
    Decimal::from_str_exact(text).map_err(|_| MoneyError::NotANumber(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        Currency::parse(code).unwrap()
    }

    #[test]
    fn an_amount_to_send_has_no_more_decimals_than_its_currency() {
        for code in ["XOF", "GNF", "UGX", "RWF"] {
            assert!(matches!(
                Money::parse_to_send("10.5", currency(code)),
                Err(MoneyError::TooManyDecimals { allowed: 0, .. })
            ));
            assert!(Money::parse_to_send("10.00", currency(code)).is_ok());
        }
        assert!(Money::parse_to_send("10.55", currency("USD")).is_ok());
        assert!(Money::parse_to_send("10.555", currency("USD")).is_err());
    }

    #[test]
    fn zero_negative_and_huge_amounts_are_refused() {
        let rwf = currency("RWF");
        assert_eq!(Money::parse_to_send("0", rwf), Err(MoneyError::NotPositive));
        assert_eq!(
            Money::parse_to_send("-5", rwf),
            Err(MoneyError::NotPositive)
        );
        assert!(Money::parse_to_send("99999999999999999999", rwf).is_err());
        assert!(Money::parse_to_send("999999999999999999999999999999999999", rwf).is_err());
    }

    #[test]
    fn only_plain_decimal_text_is_an_amount() {
        for text in ["", "1e5", "1,000", "0x10", "NaN", "1.2.3", " ", "٣", "--1"] {
            assert!(parse_decimal(text).is_err(), "{text:?}");
        }
        assert_eq!(parse_decimal(" 2000 ").unwrap(), Decimal::from(2000));
    }

    #[test]
    fn a_provider_may_tell_decimals_that_we_would_not_send() {
        let fee = Money::told(parse_decimal("2152.2").unwrap(), currency("UGX")).unwrap();
        assert_eq!(fee.ten_thousandths(), Ok(21_522_000));
        assert!(Money::told(parse_decimal("0.00001").unwrap(), currency("UGX")).is_err());
    }

    #[test]
    fn two_currencies_are_never_added() {
        let one = Money::parse_to_send("1", currency("RWF")).unwrap();
        let other = Money::parse_to_send("1", currency("UGX")).unwrap();
        assert!(matches!(
            one.checked_add(&other),
            Err(MoneyError::TwoCurrencies(..))
        ));
    }

    #[test]
    fn money_crosses_a_bridge_as_strings() {
        let money = Money::parse_to_send("2000.00", currency("rwf")).unwrap();
        assert_eq!(
            serde_json::to_string(&money).unwrap(),
            r#"{"amount":"2000","currency":"RWF"}"#
        );
    }

    proptest! {
        #[test]
        fn what_the_stores_hold_comes_back_exactly(parts in any::<i64>()) {
            let money = Money::from_ten_thousandths(parts, currency("UGX"));
            prop_assert_eq!(money.ten_thousandths(), Ok(parts));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC{0,60}") {
            let _ = parse_decimal(&text);
        }
    }
}

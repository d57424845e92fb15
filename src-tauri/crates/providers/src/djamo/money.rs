//! Amounts: whole francs of the one currency that Djamo has. Where an answer names none, it is that one.

use super::CURRENCY;
use crate::reading::{Amount, Word};
use domain::{Currency, Money};

/// The currency of an answer. `None` where a word stands that is none.
pub(super) fn currency(word: &Word) -> Option<Currency> {
    Currency::parse(word.0.as_deref().unwrap_or(CURRENCY)).ok()
}

pub(super) fn read(amount: Amount, currency: Option<Currency>) -> Option<Money> {
    amount.of(currency).money()
}

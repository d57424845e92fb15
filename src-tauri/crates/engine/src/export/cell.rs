//! One cell: what it holds, and what it must never become in a program that reads it.

use chrono::{DateTime, NaiveDateTime, SecondsFormat, Timelike as _, Utc};
use domain::Money;
use std::borrow::Cow;

/// What stands in a column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    /// Not told.
    Empty,
    /// Text, and nothing else: a phone, a name, a reference.
    Text(Cow<'a, str>),
    /// A number of the row's currency.
    Amount(Money),
    /// ISO 8601, in UTC.
    Moment(DateTime<Utc>),
    /// On the business's own clock.
    Local(NaiveDateTime),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    pub(super) fn text_if_told(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// An amount in the row's currency is a number. One of another currency is text that names it, so that nobody adds
    /// it to the column.
    pub(super) fn amount_if_told(told: Option<&Money>, of_row: &Money) -> Self {
        match told {
            None => Self::Empty,
            Some(told) if told.currency() == of_row.currency() => Self::Amount(*told),
            Some(told) => Self::Text(Cow::Owned(told.to_string())),
        }
    }
}

/// True when spreadsheet programs keep every digit of this amount: they count in doubles, of which fifteen digits are
/// sure.
pub(super) fn survives_as_a_number(money: &Money) -> bool {
    money.amount().mantissa().unsigned_abs() < 1_000_000_000_000_000
}

/// `2026-11-21T11:31:40Z`.
pub(super) fn iso(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// `2026-11-21 14:31:40`.
pub(super) fn local(at: NaiveDateTime) -> String {
    let whole = at.with_nanosecond(0).unwrap_or(at);
    whole.to_string()
}

/// The text as it is safe in a file whose cells have no type: what a spreadsheet program would take for a formula, or
/// for a number to be mangled, gets an apostrophe before it. One that would look so guarded gets one more, so that
/// taking one away always gives the text back.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    // Nearly every text begins with something else, and there are millions of them.
    let may_need_it = |first: &u8| b"'=+-@\t\r".contains(first);
    if !text.as_bytes().first().is_some_and(may_need_it) {
        return Cow::Borrowed(text);
    }
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    fn money(amount: &str, currency: &str) -> Money {
        let amount = domain::money::parse_decimal(amount).unwrap();
        Money::told(amount, Currency::parse(currency).unwrap()).unwrap()
    }

    #[test]
    fn text_that_would_be_a_formula_is_guarded_and_can_be_had_back() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("+256772418305", "'+256772418305"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("'tis", "'tis"),
            ("N'Guessan", "N'Guessan"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), safe);
        }
    }

    #[test]
    fn an_amount_of_another_currency_is_text_that_names_it() {
        let row = money("85000", "UGX");
        let fee = money("0.25", "USD");
        assert_eq!(
            Cell::amount_if_told(Some(&fee), &row),
            Cell::text("0.25 USD")
        );
        assert_eq!(Cell::amount_if_told(Some(&row), &row), Cell::Amount(row));
        assert_eq!(Cell::amount_if_told(None, &row), Cell::Empty);
    }

    #[test]
    fn fifteen_digits_survive_as_a_number_and_sixteen_do_not() {
        assert!(survives_as_a_number(&money("99999999999999.9", "UGX")));
        assert!(survives_as_a_number(&money("-99999999999.9999", "UGX")));
        assert!(!survives_as_a_number(&money("900000000000000.1", "UGX")));
    }
}

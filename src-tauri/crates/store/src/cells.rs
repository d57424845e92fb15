//! Values between Rust and a row. What cannot be read is an error, never a default.

use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{Currency, Money};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use std::fmt::Display;

/// One row of a named table.
pub(crate) struct Cells<'r> {
    pub(crate) table: &'static str,
    pub(crate) row: &'r SqliteRow,
}

impl<'r> Cells<'r> {
    pub(crate) fn new(table: &'static str, row: &'r SqliteRow) -> Self {
        Self { table, row }
    }

    fn bad(&self, column: &str, why: impl Display) -> StoreError {
        StoreError::unreadable(self.table, format!("{column}: {why}"))
    }

    pub(crate) fn integer(&self, column: &str) -> Result<i64, StoreError> {
        self.row
            .try_get(column)
            .map_err(|error| self.bad(column, error))
    }

    pub(crate) fn integer_if_told(&self, column: &str) -> Result<Option<i64>, StoreError> {
        self.row
            .try_get(column)
            .map_err(|error| self.bad(column, error))
    }

    pub(crate) fn text(&self, column: &str) -> Result<String, StoreError> {
        self.row
            .try_get(column)
            .map_err(|error| self.bad(column, error))
    }

    pub(crate) fn text_if_told(&self, column: &str) -> Result<Option<String>, StoreError> {
        self.row
            .try_get(column)
            .map_err(|error| self.bad(column, error))
    }

    pub(crate) fn bytes(&self, column: &str) -> Result<Vec<u8>, StoreError> {
        self.row
            .try_get(column)
            .map_err(|error| self.bad(column, error))
    }

    pub(crate) fn bytes_if_told(&self, column: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.row
            .try_get(column)
            .map_err(|error| self.bad(column, error))
    }

    /// A value that has a word of its own: `State::parse` and the like.
    pub(crate) fn word<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        let word = self.text(column)?;
        parse(&word).ok_or_else(|| self.bad(column, format_args!("`{word}` is not known")))
    }

    pub(crate) fn word_if_told<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        self.text_if_told(column)?
            .map(|word| {
                parse(&word).ok_or_else(|| self.bad(column, format_args!("`{word}` is not known")))
            })
            .transpose()
    }

    /// An id or a phone: text with a form that its type checks. The text itself stays out of the error.
    pub(crate) fn formed<T: TryFrom<String>>(&self, column: &str) -> Result<T, StoreError> {
        T::try_from(self.text(column)?).map_err(|_| self.bad(column, "not of the expected form"))
    }

    pub(crate) fn formed_if_told<T: TryFrom<String>>(
        &self,
        column: &str,
    ) -> Result<Option<T>, StoreError> {
        self.text_if_told(column)?
            .map(|text| T::try_from(text).map_err(|_| self.bad(column, "not of the expected form")))
            .transpose()
    }

    pub(crate) fn time(&self, column: &str) -> Result<DateTime<Utc>, StoreError> {
        let milliseconds = self.integer(column)?;
        DateTime::from_timestamp_millis(milliseconds)
            .ok_or_else(|| self.bad(column, "outside of time"))
    }

    pub(crate) fn time_if_told(&self, column: &str) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.integer_if_told(column)?
            .map(|milliseconds| {
                DateTime::from_timestamp_millis(milliseconds)
                    .ok_or_else(|| self.bad(column, "outside of time"))
            })
            .transpose()
    }

    pub(crate) fn currency(&self, column: &str) -> Result<Currency, StoreError> {
        Currency::parse(&self.text(column)?).map_err(|error| self.bad(column, error))
    }

    pub(crate) fn money(&self, amount: &str, currency: &str) -> Result<Money, StoreError> {
        Ok(Money::from_ten_thousandths(
            self.integer(amount)?,
            self.currency(currency)?,
        ))
    }

    pub(crate) fn money_if_told(
        &self,
        amount: &str,
        currency: &str,
    ) -> Result<Option<Money>, StoreError> {
        match self.integer_if_told(amount)? {
            None => Ok(None),
            Some(parts) => Ok(Some(Money::from_ten_thousandths(
                parts,
                self.currency(currency)?,
            ))),
        }
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        serde_json::from_str(&self.text(column)?).map_err(|error| self.bad(column, error))
    }

    pub(crate) fn json_if_told<T: DeserializeOwned>(
        &self,
        column: &str,
    ) -> Result<Option<T>, StoreError> {
        self.text_if_told(column)?
            .map(|text| serde_json::from_str(&text).map_err(|error| self.bad(column, error)))
            .transpose()
    }
}

/// Structured values are kept as JSON text.
pub(crate) fn json<T: Serialize + ?Sized>(
    table: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::unreadable(table, error.to_string()))
}

/// An amount as the stores keep it.
pub(crate) fn parts(table: &'static str, money: &Money) -> Result<i64, StoreError> {
    money
        .ten_thousandths()
        .map_err(|error| StoreError::unreadable(table, error.to_string()))
}

/// A time as the stores keep it.
pub(crate) fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A time that may not be known.
pub(crate) fn ms_if_told(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(ms)
}

//! Row ids that are the order of time: milliseconds since 2020 above, a sequence below.
//!
//! "Newest first" is then a walk of the table, and of every index, from its end.

use crate::error::StoreError;
use chrono::{DateTime, Utc};

/// How many bits tell apart the rows of one millisecond.
const SEQUENCE_BITS: u32 = 20;
const SEQUENCES: i64 = 1 << SEQUENCE_BITS;
/// 2020-01-01T00:00:00Z in milliseconds.
const START: i64 = 1_577_836_800_000;

/// The first and the last id that a row of this millisecond may have. Earlier than 2020 is below zero, and in order.
pub(crate) fn range(table: &'static str, at: DateTime<Utc>) -> Result<(i64, i64), StoreError> {
    let first = at
        .timestamp_millis()
        .checked_sub(START)
        .and_then(|since| since.checked_mul(SEQUENCES))
        .ok_or_else(|| StoreError::unreadable(table, "a time too far off to be kept"))?;
    let last = first
        .checked_add(SEQUENCES - 1)
        .ok_or_else(|| StoreError::unreadable(table, "a time too far off to be kept"))?;
    Ok((first, last))
}

/// The id after the last one taken in this millisecond.
pub(crate) fn next(
    table: &'static str,
    at: DateTime<Utc>,
    taken: Option<i64>,
) -> Result<i64, StoreError> {
    let (first, last) = range(table, at)?;
    match taken {
        None => Ok(first),
        Some(taken) if taken < last => Ok(taken + 1),
        Some(_) => Err(StoreError::unreadable(
            table,
            "too many rows in one millisecond",
        )),
    }
}

/// The first id at or after a moment, for a bound that may lie anywhere.
pub(crate) fn floor(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
        .saturating_sub(START)
        .saturating_mul(SEQUENCES)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(milliseconds).unwrap()
    }

    #[test]
    fn later_rows_have_larger_ids_on_both_sides_of_2020() {
        let times = [
            -62_000_000_000,
            0,
            START - 1,
            START,
            START + 1,
            START + 8_000_000_000_000,
        ];
        let ids: Vec<_> = times.map(|t| next("t", at(t), None).unwrap()).to_vec();
        assert!(ids.is_sorted());
        assert_eq!(next("t", at(START), None).unwrap(), 0);
    }

    #[test]
    fn rows_of_one_millisecond_follow_each_other_and_do_not_spill_into_the_next() {
        let (first, last) = range("t", at(START + 5)).unwrap();
        assert_eq!(next("t", at(START + 5), Some(first)).unwrap(), first + 1);
        assert!(next("t", at(START + 5), Some(last)).is_err());
        assert_eq!(range("t", at(START + 6)).unwrap().0, last + 1);
    }

    #[test]
    fn a_time_too_far_off_is_refused_and_does_not_wrap() {
        assert!(range("t", DateTime::<Utc>::MAX_UTC).is_err());
    }
}

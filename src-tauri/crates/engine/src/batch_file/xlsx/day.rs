//! Dates, which a workbook keeps as a count of days.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The date, and the time where it has one. What is no date stays as it stands there.
pub(super) fn written(serial: &str, from_1904: bool) -> String {
    read(serial, from_1904).unwrap_or_else(|| serial.to_owned())
}

fn read(serial: &str, from_1904: bool) -> Option<String> {
    let serial = Decimal::from_str_exact(serial).ok()?;
    let days = serial.trunc().to_u64()?;
    // Excel believes that 1900 was a leap year, so its count begins a day early.
    let first = match from_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        false => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let date = first.checked_add_days(Days::new(days))?;
    let seconds = serial
        .fract()
        .checked_mul(Decimal::from(86_400))?
        .round()
        .to_i64()?;
    if seconds == 0 {
        return Some(date.format("%Y-%m-%d").to_string());
    }
    let (time, _) = NaiveTime::MIN.overflowing_add_signed(TimeDelta::try_seconds(seconds)?);
    Some(format!(
        "{} {}",
        date.format("%Y-%m-%d"),
        time.format("%H:%M:%S")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_days_is_the_date_that_excel_shows() {
        assert_eq!(written("45000", false), "2023-03-15");
        assert_eq!(written("45000.75", false), "2023-03-15 18:00:00");
        assert_eq!(written("43538", true), "2023-03-15");
        assert_eq!(written("-1", false), "-1");
        assert_eq!(written("99999999999", false), "99999999999");
    }
}

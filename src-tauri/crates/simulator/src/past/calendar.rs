//! When people buy: more on Fridays and Saturdays, little on Sundays, more at noon and after work,
//! more when wages come and when a school term opens, and more each month while the shop grows.

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc, Weekday,
};
use chrono_tz::Tz;
use rand::RngExt as _;

use crate::dice::Dice;

const DAYS: i64 = 730;
/// Rows that today, yesterday and the two days before are sure to have when there are enough.
const LAST_DAYS: [usize; 4] = [7, 6, 6, 5];
/// How busy the hours from 0 to 23 are.
const HOURS: [u32; 24] = [
    0, 0, 0, 0, 0, 0, 1, 4, 9, 12, 13, 15, 16, 14, 10, 9, 11, 15, 17, 12, 6, 2, 1, 0,
];

/// `count` moments before `now`, in order.
pub(super) fn times(
    zone: Tz,
    dice: &mut Dice,
    now: DateTime<Utc>,
    count: usize,
) -> Vec<DateTime<Utc>> {
    let latest = now - TimeDelta::minutes(3);
    let today = latest.with_timezone(&zone).date_naive();
    let mut found = Vec::with_capacity(count);
    for (back, rows) in LAST_DAYS.into_iter().enumerate() {
        let rows = if count >= 100 { rows } else { 0 };
        let day = days_back(today, back as i64);
        found.extend((0..rows).map(|_| moment(zone, dice, day, latest)));
    }
    let weights: Vec<u32> = (0..DAYS)
        .map(|back| weight(days_back(today, back), back))
        .collect();
    let total: u32 = weights.iter().sum();
    while found.len() < count {
        let mut left = dice.random_range(0..total.max(1));
        let back = weights
            .iter()
            .position(|&weight| match left.checked_sub(weight) {
                Some(rest) => {
                    left = rest;
                    false
                }
                None => true,
            });
        let day = days_back(today, back.unwrap_or_default() as i64);
        found.push(moment(zone, dice, day, latest));
    }
    found.truncate(count);
    found.sort_unstable();
    found
}

fn days_back(today: NaiveDate, days: i64) -> NaiveDate {
    today
        .checked_sub_signed(TimeDelta::days(days))
        .unwrap_or(today)
}

fn weight(day: NaiveDate, back: i64) -> u32 {
    let weekday = match day.weekday() {
        Weekday::Mon => 11,
        Weekday::Tue | Weekday::Wed => 9,
        Weekday::Thu => 10,
        Weekday::Fri => 14,
        Weekday::Sat => 16,
        Weekday::Sun => 4,
    };
    let wages = if day.day() >= 27 || day.day() <= 4 {
        13
    } else {
        10
    };
    let term = if matches!(day.month(), 2 | 5 | 9) && day.day() <= 14 {
        13
    } else {
        10
    };
    let grown = u32::try_from(DAYS + DAYS / 2 - back).unwrap_or_default();
    weekday * wages * term * grown / 1000
}

/// A moment of that day's opening hours that is not later than `latest`.
fn moment(zone: Tz, dice: &mut Dice, day: NaiveDate, latest: DateTime<Utc>) -> DateTime<Utc> {
    let total: u32 = HOURS.iter().sum();
    for _ in 0..12 {
        let mut left = dice.random_range(0..total);
        let mut hour = 12;
        for (candidate, &busy) in (0_u32..).zip(&HOURS) {
            if left < busy {
                hour = candidate;
                break;
            }
            left -= busy;
        }
        let at = utc(
            zone,
            day,
            hour,
            dice.random_range(0..60),
            dice.random_range(0..60),
        );
        if at <= latest {
            return at;
        }
    }
    let midnight = utc(zone, day, 0, 0, 0);
    let span = (latest - midnight).num_seconds().max(1);
    midnight + TimeDelta::seconds(dice.random_range(0..span))
}

/// Kampala and Kigali know no summer time, so a local time is never missing or double there.
fn utc(zone: Tz, day: NaiveDate, hour: u32, minute: u32, second: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, minute, second).unwrap_or_default();
    let local = zone.from_local_datetime(&day.and_time(time)).earliest();
    local.map_or_else(|| day.and_time(time).and_utc(), |local| local.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::dice;

    fn two_years(now: &str) -> Vec<DateTime<Utc>> {
        times(
            chrono_tz::Africa::Kampala,
            &mut dice(7, "t", 0),
            now.parse().unwrap(),
            1000,
        )
    }

    #[test]
    fn today_is_not_empty_even_shortly_after_midnight() {
        for now in [
            "2026-03-01T21:20:00Z",
            "2026-03-02T05:10:00Z",
            "2026-03-02T20:00:00Z",
        ] {
            let now_utc: DateTime<Utc> = now.parse().unwrap();
            let today = now_utc
                .with_timezone(&chrono_tz::Africa::Kampala)
                .date_naive();
            let times = two_years(now);
            let rows = times
                .iter()
                .filter(|at| at.with_timezone(&chrono_tz::Africa::Kampala).date_naive() == today);
            assert!(rows.count() >= 5, "at {now}");
            assert!(times.iter().all(|at| *at < now_utc));
        }
    }

    #[test]
    fn saturdays_are_busier_than_sundays() {
        let times = two_years("2026-03-02T20:00:00Z");
        let on = |day| {
            times
                .iter()
                .filter(|at| at.with_timezone(&chrono_tz::Africa::Kampala).weekday() == day)
                .count()
        };
        assert!(on(Weekday::Sat) > 2 * on(Weekday::Sun));
    }
}

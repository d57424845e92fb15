//! When to look again. Pure: the time comes in.

use chrono::{DateTime, Duration, Utc};

/// How long an operation may wait before "longer than usual" is a question of its own, when history is too short to tell.
pub(crate) const USUAL_S: u64 = 600;

/// The next look-up of an open operation: from every two seconds to every minute while somebody watches,
/// then five minutes, an hour, a day. It never stops.
#[must_use]
pub(crate) fn next_check(
    since: DateTime<Utc>,
    now: DateTime<Utc>,
    looked: u32,
    watched: bool,
) -> DateTime<Utc> {
    let age = now - since;
    let fresh = age < Duration::minutes(10);
    let wait = if watched || fresh {
        // 2, 3, 4, 6, 9, 13, 19, 28, 42, 60 seconds.
        let steps = [2, 3, 4, 6, 9, 13, 19, 28, 42];
        let place = usize::try_from(looked).unwrap_or(usize::MAX);
        Duration::seconds(steps.get(place).copied().unwrap_or(60))
    } else if age < Duration::hours(2) {
        Duration::minutes(5)
    } else if age < Duration::hours(48) {
        Duration::hours(1)
    } else {
        Duration::days(1)
    };
    now + wait
}

/// How long to wait before asking a provider again that could not be reached, or that said "too many": 2, 4, 8 … 60 seconds,
/// and up to half as much again by `jitter` (0..=255), so that many desks do not come back at once.
#[must_use]
pub(crate) fn back_off(failures: u32, jitter: u8) -> Duration {
    let base_ms = 2_000_i64 << failures.min(5);
    let base_ms = base_ms.min(60_000);
    Duration::milliseconds(base_ms + base_ms * i64::from(jitter) / 512)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::noon;

    fn seconds(age: Duration, looked: u32, watched: bool) -> i64 {
        let now = noon() + age;
        (next_check(noon(), now, looked, watched) - now).num_seconds()
    }

    #[test]
    fn a_watched_charge_is_looked_at_every_two_seconds_and_then_every_minute() {
        assert_eq!(seconds(Duration::seconds(1), 0, true), 2);
        assert_eq!(seconds(Duration::minutes(3), 20, true), 60);
        assert_eq!(seconds(Duration::hours(5), 40, true), 60);
    }

    #[test]
    fn an_old_charge_is_looked_at_less_and_less_but_never_given_up() {
        assert_eq!(seconds(Duration::minutes(30), 20, false), 300);
        assert_eq!(seconds(Duration::hours(5), 40, false), 3_600);
        assert_eq!(seconds(Duration::days(400), 4_000, false), 86_400);
    }

    #[test]
    fn back_off_grows_to_a_minute_and_jitters_upwards_only() {
        assert_eq!(back_off(0, 0).num_milliseconds(), 2_000);
        assert_eq!(back_off(3, 0).num_milliseconds(), 16_000);
        assert_eq!(back_off(90, 0).num_milliseconds(), 60_000);
        assert!(back_off(90, 255).num_milliseconds() < 90_000);
    }
}

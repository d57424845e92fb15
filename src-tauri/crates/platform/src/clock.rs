//! The clock on the wall.

use chrono::{DateTime, Utc};
use engine::ports::Clock;
use std::time::Duration;

/// The longest single sleep. A timer counts the time the machine runs, not the time on the wall: after a night with the
/// lid closed a timer set for eight hours still has eight hours to go. Short sleeps notice within half a minute.
const SLICE: Duration = Duration::from_secs(30);

/// The system's own time.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait::async_trait]
impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    async fn sleep_until(&self, at: DateTime<Utc>) {
        while let Some(slice) = next_slice(Utc::now(), at) {
            tokio::time::sleep(slice).await;
        }
    }
}

/// How long to sleep before looking at the wall again; `None` when the time has come.
fn next_slice(now: DateTime<Utc>, at: DateTime<Utc>) -> Option<Duration> {
    let left = (at - now)
        .to_std()
        .ok()
        .filter(|left| *left > Duration::ZERO)?;
    Some(left.min(SLICE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_long_sleep_looks_at_the_wall_every_half_minute() {
        let now = Utc::now();
        assert_eq!(next_slice(now, now + TimeDelta::hours(8)), Some(SLICE));
        assert_eq!(
            next_slice(now, now + TimeDelta::seconds(2)),
            Some(Duration::from_secs(2))
        );
    }

    #[test]
    fn a_time_that_has_passed_is_not_waited_for() {
        let now = Utc::now();
        assert_eq!(next_slice(now, now), None);
        assert_eq!(next_slice(now, now - TimeDelta::days(1)), None);
    }

    #[tokio::test]
    async fn it_never_wakes_early() {
        let at = SystemClock.now() + TimeDelta::milliseconds(40);
        SystemClock.sleep_until(at).await;
        assert!(SystemClock.now() >= at);
    }
}

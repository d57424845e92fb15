//! What time it is in the practice world. Stories are functions of time, so a test that winds the
//! clock sees a day pass in no time, and never has to sleep.

use chrono::{DateTime, TimeDelta, Utc};

/// Where the simulator takes its time from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The machine's clock.
    Real,
    /// A clock that starts here and moves only when it is wound.
    Wound(DateTime<Utc>),
}

/// A clock and how far it was wound forward by hand; both kinds can be wound.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timepiece {
    clock: Clock,
    wound: TimeDelta,
}

/// A century: more than any test needs, and far from the end of what a date can hold.
const MOST_WOUND_MS: i64 = 100 * 366 * 24 * 3600 * 1000;

impl Timepiece {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            wound: TimeDelta::zero(),
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        let start = match self.clock {
            Clock::Real => Utc::now(),
            Clock::Wound(at) => at,
        };
        start.checked_add_signed(self.wound).unwrap_or(start)
    }

    /// Whether time goes on without being wound.
    pub(crate) fn passes(&self) -> bool {
        self.clock == Clock::Real
    }

    /// Moves the clock forward; it never goes back, because committed money would then lie ahead.
    pub(crate) fn wind(&mut self, ms: u64) {
        let so_far = self.wound.num_milliseconds();
        let ms = i64::try_from(ms).unwrap_or(MOST_WOUND_MS);
        let total = so_far.saturating_add(ms).min(MOST_WOUND_MS);
        self.wound = TimeDelta::milliseconds(total);
    }
}

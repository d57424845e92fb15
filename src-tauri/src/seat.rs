//! Who sits at the desk: somebody signed in by PIN, or nobody.
//!
//! Where nobody works by name, Duka belongs to whoever opened it. Where somebody does, a desk that nobody signed in at, or that
//! was left for too long, answers nothing but who might sit down.

use chrono::{DateTime, Duration, Utc};
use domain::{Staff, StaffId};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// A desk that is left locks itself after so long, where nothing else is set.
pub(crate) const LOCK_AFTER_MINUTES: u32 = 10;

/// Who acts, as one command sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sitting {
    /// Nobody works here by name: everything is the owner's.
    Anybody,
    /// Somebody signed in.
    Staff(Staff),
    /// Somebody has to sign in first.
    Nobody,
}

/// Who signed in, and when a person last did something.
struct SignedIn {
    id: StaffId,
    last_at: DateTime<Utc>,
    /// Goes on where the clock is set back.
    last: Instant,
}

/// The one chair in front of the window.
#[derive(Default)]
pub(crate) struct Seat(Mutex<Option<SignedIn>>);

/// What became of the chair since it was last looked at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// They sit there.
    Here(StaffId),
    /// They were away for too long, and sit there no more.
    Left(StaffId),
    /// It was empty.
    Empty,
}

impl Seat {
    pub(crate) fn take(&self, id: &StaffId, now: DateTime<Utc>) {
        *self.locked() = Some(SignedIn {
            id: id.clone(),
            last_at: now,
            last: Instant::now(),
        });
    }

    pub(crate) fn leave(&self) -> Option<StaffId> {
        self.locked().take().map(|signed_in| signed_in.id)
    }

    /// A person did something. Who had left already does not come back by it.
    pub(crate) fn touch(&self, now: DateTime<Utc>) {
        if let Some(signed_in) = &mut *self.locked() {
            signed_in.last_at = now;
            signed_in.last = Instant::now();
        }
    }

    /// Who sits there, if they did something within so many minutes.
    pub(crate) fn look(&self, now: DateTime<Utc>, minutes: u32) -> Found {
        let mut seat = self.locked();
        let Some(signed_in) = &*seat else {
            return Found::Empty;
        };
        let most = Duration::minutes(i64::from(minutes));
        // A lid that is closed stops the one clock, a hand may turn back the other.
        let passed = Duration::from_std(signed_in.last.elapsed()).unwrap_or(most);
        let id = signed_in.id.clone();
        if passed.max(now - signed_in.last_at) < most {
            return Found::Here(id);
        }
        *seat = None;
        Found::Left(id)
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Option<SignedIn>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + 60 * minute, 0).expect("a time of this century")
    }

    #[test]
    fn who_does_nothing_for_too_long_has_left_and_a_touch_does_not_bring_them_back() {
        let id = StaffId::parse("st_1").expect("an id");
        let seat = Seat::default();
        assert_eq!(seat.look(at(0), 10), Found::Empty);
        seat.take(&id, at(0));
        assert_eq!(seat.look(at(9), 10), Found::Here(id.clone()));
        seat.touch(at(9));
        assert_eq!(seat.look(at(18), 10), Found::Here(id.clone()));
        assert_eq!(seat.look(at(19), 10), Found::Left(id));
        seat.touch(at(19));
        assert_eq!(seat.look(at(19), 10), Found::Empty);
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_in_the_chair_for_longer() {
        let id = StaffId::parse("st_1").expect("an id");
        let seat = Seat::default();
        seat.take(&id, at(60));
        // The other clock says that no time has passed, and it is right.
        assert_eq!(seat.look(at(0), 10), Found::Here(id));
    }
}

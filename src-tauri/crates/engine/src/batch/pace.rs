//! How fast rows may leave. Where a provider says that it was too fast, the whole account waits as long as it asks, and
//! from then on sends as many in a second as were taken in one: neither refused again and again, nor idle.

use chrono::{DateTime, Duration, Utc};

/// After so many full seconds without a refusal one more is tried: limits are raised, too.
const PATIENCE: u32 = 60;

#[derive(Debug, Default)]
pub(super) struct Pace {
    not_before: Option<DateTime<Utc>>,
    /// When the second began that is being filled.
    began: Option<DateTime<Utc>>,
    /// How many left in it, and how many of those were refused.
    left: u32,
    refused: u32,
    /// How many were taken in the second before it.
    before: u32,
    /// How many a second are taken, once that was learnt.
    most: Option<u32>,
    /// In the second that began then.
    learnt: Option<DateTime<Utc>>,
    /// How many were taken before one more was tried.
    proven: Option<u32>,
    /// Full seconds since the last refusal.
    quiet: u32,
}

impl Pace {
    /// Until when nothing may leave.
    pub(super) fn wait(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let asked = self.not_before.filter(|at| *at > now);
        let full = self.most.is_some_and(|most| self.left >= most);
        let next = self.began.map(|began| began + Duration::seconds(1));
        asked.max(next.filter(|at| full && *at > now))
    }

    /// A request leaves.
    pub(super) fn leaves(&mut self, now: DateTime<Utc>) {
        let over = self
            .began
            .is_none_or(|began| now < began || now >= began + Duration::seconds(1));
        if over {
            let was_full = self.most.is_some_and(|most| self.left >= most);
            self.quiet += u32::from(was_full && self.refused == 0);
            if self.quiet >= PATIENCE {
                self.quiet = 0;
                self.proven = self.most;
                self.most = self.most.map(|most| most.saturating_add(1));
            }
            self.before = self.left.saturating_sub(self.refused);
            self.began = Some(now);
            (self.left, self.refused) = (0, 0);
        }
        self.left = self.left.saturating_add(1);
    }

    /// Nothing leaves before this time, for a reason that says nothing about haste.
    pub(super) fn pause(&mut self, until: DateTime<Utc>) {
        self.not_before = self.not_before.max(Some(until));
    }

    /// It was not taken, and may be asked again at a time.
    pub(super) fn refused(&mut self, again_at: DateTime<Utc>) {
        self.not_before = self.not_before.max(Some(again_at));
        self.refused = self.refused.saturating_add(1);
        self.quiet = 0;
        let most = match self.most {
            // Of those that left together, others may be refused yet.
            None => self.learn(),
            Some(_) if self.learnt == self.began => self.learn(),
            // Several refusals of one second say the same thing once.
            Some(most) if self.refused > 1 => most,
            Some(most) => self
                .proven
                .take()
                .unwrap_or(u32::MAX)
                .min(most.saturating_sub(1)),
        };
        self.most = Some(most.max(1));
    }

    /// A second that has just begun tells too little of how many are taken.
    fn learn(&mut self) -> u32 {
        self.learnt = self.began;
        self.left.saturating_sub(self.refused).max(self.before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A provider that takes ten a second of its clock, and asks to wait for a second after the eleventh.
    struct Provider {
        second: i64,
        taken: u32,
    }

    impl Provider {
        fn takes(&mut self, now: DateTime<Utc>) -> bool {
            if now.timestamp() != self.second {
                (self.second, self.taken) = (now.timestamp(), 0);
            }
            self.taken += 1;
            self.taken <= 10
        }
    }

    #[test]
    fn a_provider_that_refuses_what_comes_too_fast_is_kept_as_busy_as_it_allows() {
        let start = DateTime::from_timestamp_millis(1_790_000_000_300).unwrap();
        let mut pace = Pace::default();
        let mut provider = Provider {
            second: 0,
            taken: 0,
        };
        let (mut now, mut taken, mut late_refusals, mut late) = (start, 0, 0, 0);
        let minute = start + Duration::seconds(60);
        while now < start + Duration::seconds(300) {
            if let Some(at) = pace.wait(now) {
                now = at;
                continue;
            }
            pace.leaves(now);
            late += u32::from(now > minute);
            if provider.takes(now) {
                taken += 1;
            } else {
                late_refusals += u32::from(now > minute);
                pace.refused(now + Duration::seconds(1));
            }
            // A request and its answer.
            now += Duration::milliseconds(20);
        }
        assert!(taken >= 300 * 10 * 95 / 100, "{taken} of 3000");
        assert!(late_refusals * 100 <= late, "{late_refusals} of {late}");
    }

    #[test]
    fn nothing_leaves_before_the_provider_allows_it_again() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let mut pace = Pace::default();
        pace.leaves(now);
        assert_eq!(pace.wait(now), None);
        pace.refused(now + Duration::seconds(7));
        assert_eq!(pace.wait(now), Some(now + Duration::seconds(7)));
        assert_eq!(pace.wait(now + Duration::seconds(7)), None);
    }
}

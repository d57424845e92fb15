//! How fast rows may leave. Where a provider says that it was too fast, the whole account waits as long as it asks.

use chrono::{DateTime, Utc};

#[derive(Debug, Default)]
pub(super) struct Pace {
    not_before: Option<DateTime<Utc>>,
}

impl Pace {
    /// Until when nothing may leave.
    pub(super) fn wait(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.not_before.filter(|at| *at > now)
    }

    /// A request leaves.
    pub(super) fn leaves(&mut self, _now: DateTime<Utc>) {}

    /// It was taken.
    pub(super) fn taken(&mut self) {}

    /// It was not, and may be asked again at a time.
    pub(super) fn refused(&mut self, _now: DateTime<Utc>, again_at: DateTime<Utc>) {
        self.not_before = self.not_before.max(Some(again_at));
    }
}

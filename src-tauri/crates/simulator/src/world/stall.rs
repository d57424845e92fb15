//! One sandbox with what it keeps.

use chrono::{DateTime, Utc};

use crate::book::Book;
use crate::sandbox::{Access, Desk, Sandbox};
use crate::story::Delays;

pub(super) struct Stall {
    pub(super) sandbox: &'static dyn Sandbox,
    pub(super) access: Access,
    pub(super) book: Book,
    pub(super) pace: Pace,
    /// Of how many of its steps each movement has told, in the book's order.
    pub(super) told: Vec<usize>,
    /// The same for what is posted.
    pub(super) posted: Vec<usize>,
}

/// The requests of the minute and of the second that the last one came in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    minute: (i64, u64),
    second: (i64, u64),
}

impl Pace {
    pub(super) fn count(&mut self, now: DateTime<Utc>) {
        let one_more =
            |(at, count): (i64, u64), now: i64| (now, if at == now { count + 1 } else { 1 });
        self.minute = one_more(self.minute, now.timestamp() / 60);
        self.second = one_more(self.second, now.timestamp());
    }
}

impl Stall {
    pub(super) fn desk<'a>(
        &'a self,
        now: DateTime<Utc>,
        seed: u64,
        delays: &'a Delays,
    ) -> Desk<'a> {
        Desk {
            now,
            seed,
            access: &self.access,
            book: &self.book,
            delays,
            requests_this_minute: self.pace.minute.1,
            requests_this_second: self.pace.second.1,
        }
    }
}

//! Time that passes only when it is wound.

use chrono::{DateTime, Duration, Utc};
use engine::ports::Clock;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// A clock wound by hand. Who sleeps is woken when the hands pass the hour.
#[derive(Debug)]
pub struct HandClock {
    hands: watch::Sender<DateTime<Utc>>,
    beds: Mutex<Beds>,
}

/// Who sleeps, and until when.
#[derive(Debug, Default)]
struct Beds {
    last: u64,
    taken: HashMap<u64, DateTime<Utc>>,
}

/// A sleeper's bed: free again when it wakes, and when it is given up.
struct Bed<'a>(&'a HandClock, u64);

impl Drop for Bed<'_> {
    fn drop(&mut self) {
        self.0.beds().taken.remove(&self.1);
    }
}

impl HandClock {
    /// A clock that shows `at`.
    #[must_use]
    pub fn new(at: DateTime<Utc>) -> Self {
        Self {
            hands: watch::Sender::new(at),
            beds: Mutex::default(),
        }
    }

    /// Moves the hands; back, too.
    pub fn wind(&self, by: Duration) {
        self.hands.send_modify(|now| *now += by);
    }

    /// How many wait for a time that has not come. Who was just woken, and has not stirred yet, does not count.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        let now = self.now();
        let beds = self.beds();
        beds.taken.values().filter(|until| **until > now).count()
    }

    fn lie_down(&self, until: DateTime<Utc>) -> Bed<'_> {
        let mut beds = self.beds();
        beds.last += 1;
        let bed = beds.last;
        beds.taken.insert(bed, until);
        Bed(self, bed)
    }

    fn beds(&self) -> MutexGuard<'_, Beds> {
        self.beds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl Clock for HandClock {
    fn now(&self) -> DateTime<Utc> {
        *self.hands.borrow()
    }

    async fn sleep_until(&self, at: DateTime<Utc>) {
        let _bed = self.lie_down(at);
        let mut hands = self.hands.subscribe();
        // The sender lives as long as the clock, so waiting can only end by the time coming.
        let _ = hands.wait_for(|now| *now >= at).await;
    }
}

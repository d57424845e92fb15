//! Time that passes only when it is wound.

use chrono::{DateTime, Duration, Utc};
use engine::ports::Clock;
use tokio::sync::watch;

/// A clock wound by hand. Who sleeps is woken when the hands pass the hour.
#[derive(Debug)]
pub struct HandClock {
    hands: watch::Sender<DateTime<Utc>>,
}

impl HandClock {
    /// A clock that shows `at`.
    #[must_use]
    pub fn new(at: DateTime<Utc>) -> Self {
        Self {
            hands: watch::Sender::new(at),
        }
    }

    /// Moves the hands; back, too.
    pub fn wind(&self, by: Duration) {
        self.hands.send_modify(|now| *now += by);
    }

    /// How many wait for a time to come.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.hands.receiver_count()
    }
}

#[async_trait::async_trait]
impl Clock for HandClock {
    fn now(&self) -> DateTime<Utc> {
        *self.hands.borrow()
    }

    async fn sleep_until(&self, at: DateTime<Utc>) {
        let mut hands = self.hands.subscribe();
        // The sender lives as long as the clock, so waiting can only end by the time coming.
        let _ = hands.wait_for(|now| *now >= at).await;
    }
}

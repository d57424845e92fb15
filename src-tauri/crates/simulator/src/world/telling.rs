//! What the world makes known of itself: to whoever takes deliveries by hand, and to the post.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::World;
use crate::movement::Origin;
use crate::outbox::{SignedDelivery, news};
use crate::post::{Parcel, is_here};

impl World {
    /// The webhooks of everything that happened since this was last asked, oldest first.
    pub(crate) fn take_deliveries(&mut self) -> Vec<SignedDelivery> {
        let now = self.timepiece.now();
        let mut made = Vec::new();
        for stall in &mut self.stalls {
            let movements = stall.book.movements();
            stall.told.resize(movements.len(), 0);
            for (movement, told) in movements.iter().zip(&mut stall.told) {
                let (fresh, reached) = news(stall.sandbox, &stall.access, movement, *told, now);
                made.extend(fresh);
                *told = reached;
            }
        }
        made.sort_by_key(|delivery| delivery.at);
        made
    }

    /// How long until a movement's next step, where time passes of itself.
    pub(crate) fn next_turn(&self) -> Option<Duration> {
        let now = self.timepiece.now();
        let movements = self.stalls.iter().flat_map(|stall| stall.book.movements());
        let own = movements.filter(|movement| movement.origin != Origin::Past);
        let to_come = own.flat_map(|movement| &movement.steps);
        let next = to_come.map(|step| step.at).filter(|at| *at > now).min()?;
        let wait = (next - now).to_std().ok()?;
        self.timepiece.passes().then_some(wait)
    }

    /// The webhooks that are to be posted now, as the post's faults leave them.
    pub(crate) fn take_parcels(&mut self) -> Vec<Parcel> {
        self.gather_parcels();
        std::mem::take(&mut self.parcels)
    }

    /// Addresses what has happened by now, so that another address is told only what comes after.
    pub(crate) fn gather_parcels(&mut self) {
        let now = self.timepiece.now();
        let mut made = Vec::new();
        for at in 0..self.stalls.len() {
            made.extend(self.parcels_of(at, now));
        }
        made.sort_by_key(|parcel| parcel.delivery.at);
        for parcel in made {
            self.parcels.extend(self.post.dispatch(parcel));
        }
    }

    fn parcels_of(&mut self, at: usize, now: DateTime<Utc>) -> Vec<Parcel> {
        let Some(stall) = self.stalls.get(at) else {
            return Vec::new();
        };
        let (mut made, mut reached_all) = (Vec::new(), Vec::new());
        let desk = stall.desk(now, self.seed, &self.delays);
        for (place, movement) in stall.book.movements().iter().enumerate() {
            let told = stall.posted.get(place).copied().unwrap_or_default();
            let (fresh, reached) = news(stall.sandbox, &stall.access, movement, told, now);
            reached_all.push(reached);
            for delivery in fresh {
                let receivers = stall.sandbox.receivers(&desk, movement, &delivery);
                let here = receivers.into_iter().filter(|url| is_here(url));
                made.extend(here.map(|url| Parcel {
                    delivery: delivery.clone(),
                    url,
                    persistence: stall.sandbox.persistence(),
                    wait: Duration::ZERO,
                    fault: None,
                }));
            }
        }
        if let Some(stall) = self.stalls.get_mut(at) {
            stall.posted = reached_all;
        }
        made
    }
}

//! The hand behind the scenes: winds the clock, makes things go wrong, looks into the books.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use tokio::sync::{Notify, watch};

use crate::ledger::{LedgerEntry, Seen};
use crate::movement::Kind;
use crate::outbox::SignedDelivery;
use crate::plan::{BadDay, Planned};
use crate::post::{Posted, is_here};
use crate::post_faults::PlannedPost;
use crate::practice::Practice;
use crate::registry::SANDBOXES;
use crate::sandbox::{Access, Credentials, LinkPayment, OutsidePayment};
use crate::world::World;

#[derive(Debug, thiserror::Error)]
pub enum ControlError {
    #[error("there is no provider '{0}' here")]
    NoProvider(String),
    #[error("{0}")]
    Refused(String),
    #[error("the practice home cannot be written: {0}")]
    Write(#[from] std::io::Error),
}

/// A handle on the running world; clones are the same world.
#[derive(Clone)]
pub struct Control {
    shared: Arc<Shared>,
}

struct Shared {
    world: Mutex<World>,
    home: Option<PathBuf>,
    port: u16,
    ended: watch::Sender<bool>,
    /// That something may have happened which is to be posted.
    stir: Notify,
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Control")
            .field("port", &self.shared.port)
            .finish_non_exhaustive()
    }
}

impl Control {
    pub(crate) fn new(mut world: World, home: Option<PathBuf>, port: u16) -> std::io::Result<Self> {
        world.set_port(port)?;
        let shared = Shared {
            world: Mutex::new(world),
            home,
            port,
            ended: watch::Sender::new(false),
            stir: Notify::new(),
        };
        let control = Self {
            shared: Arc::new(shared),
        };
        control.save_practice()?;
        Ok(control)
    }

    /// A panic elsewhere leaves the books whole, because a charge is added in one step.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.shared
            .world
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn ended(&self) -> watch::Receiver<bool> {
        self.shared.ended.subscribe()
    }

    pub(crate) fn stir(&self) {
        self.shared.stir.notify_one();
    }

    pub(crate) async fn stirred(&self) {
        self.shared.stir.notified().await;
    }

    pub(crate) fn port(&self) -> u16 {
        self.shared.port
    }

    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.port)
    }

    /// Ends it; a second call does nothing.
    pub(crate) fn close(&self) {
        if self.shared.ended.send_replace(true) {
            return;
        }
        if let Some(home) = &self.shared.home {
            // While the lock is still held, so that a successor's file cannot be the one removed.
            if let Err(error) = Practice::remove(home) {
                tracing::warn!(%error, "the practice address could not be removed");
            }
        }
        self.world().close();
    }

    fn save_practice(&self) -> std::io::Result<()> {
        match &self.shared.home {
            Some(home) => self.practice().save(home),
            None => Ok(()),
        }
    }

    pub fn practice(&self) -> Practice {
        let world = self.world();
        let base_urls = world.base_paths().into_iter();
        let accesses = world.accesses().into_iter();
        Practice {
            base_urls: base_urls
                .map(|(id, path)| (id, format!("{}{path}", self.origin())))
                .collect(),
            credentials: accesses
                .map(|(id, access)| (id, access.credentials))
                .collect(),
            port: self.shared.port,
            pid: std::process::id(),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.world().now()
    }

    /// Winds the clock forward, a real one too.
    pub fn wind(&self, by: Duration) -> Result<DateTime<Utc>, ControlError> {
        let mut world = self.world();
        world.wind(u64::try_from(by.as_millis()).unwrap_or(u64::MAX))?;
        self.stir();
        Ok(world.now())
    }

    /// Lets something go wrong with the next request that fits.
    pub fn fault(&self, planned: Planned) -> Result<(), ControlError> {
        if self.world().faults.queue(planned) {
            Ok(())
        } else {
            Err(ControlError::Refused(
                "the fault queue is full, or times is 0".to_owned(),
            ))
        }
    }

    /// Lets things go wrong at random, by a seed; `None` ends it.
    pub fn bad_day(&self, bad_day: Option<BadDay>) {
        self.world().faults.set_bad_day(bad_day);
    }

    pub fn clear_faults(&self) {
        self.world().faults.clear();
    }

    /// The faults that still wait for a request.
    pub fn faults(&self) -> Vec<Planned> {
        self.world().faults.queued()
    }

    /// Every charge committed since the world was born, oldest first.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.world().ledger(false)
    }

    /// The same, with the past it was born with.
    pub fn ledger_with_past(&self) -> Vec<LedgerEntry> {
        self.world().ledger(true)
    }

    /// The last requests, oldest first.
    pub fn seen(&self) -> Vec<Seen> {
        self.world().seen()
    }

    /// The webhooks of everything that happened since this was last asked, oldest first, each signed with the keys of now.
    pub fn take_deliveries(&self) -> Vec<SignedDelivery> {
        self.world().take_deliveries()
    }

    /// A payment as the shop's website makes them; its reference.
    pub fn pay_outside(&self, payment: &OutsidePayment) -> Result<String, ControlError> {
        let made = self.world().outside(Kind::Charge, payment);
        self.stir();
        made.map_err(ControlError::Refused)
    }

    /// A payout that somebody makes on the provider's own site; its reference.
    pub fn pay_out_outside(&self, payment: &OutsidePayment) -> Result<String, ControlError> {
        let made = self.world().outside(Kind::Payout, payment);
        self.stir();
        made.map_err(ControlError::Refused)
    }

    /// Somebody pays through a payment link; the reference of the charge.
    pub fn pay_link(&self, payment: &LinkPayment) -> Result<String, ControlError> {
        let made = self.world().pay_link(payment);
        self.stir();
        made.map_err(ControlError::Refused)
    }

    /// Puts money into a wallet, by the provider's own code for it. It stands in no list.
    pub fn fund(
        &self,
        provider: &str,
        currency: &str,
        amount: Decimal,
    ) -> Result<(), ControlError> {
        let made = self.world().fund(provider, currency, amount);
        made.map_err(ControlError::Refused)
    }

    pub fn disable_keys(&self, provider: &str, disabled: bool) -> Result<(), ControlError> {
        self.change(provider, |access| access.keys_disabled = disabled)
    }

    pub fn block_ip(&self, provider: &str, blocked: bool) -> Result<(), ControlError> {
        self.change(provider, |access| access.ip_blocked = blocked)
    }

    /// Lets only these addresses ask; `None` lets every one.
    pub fn allow_ips(&self, provider: &str, ips: Option<Vec<String>>) -> Result<(), ControlError> {
        self.change(provider, |access| access.allowed_ips = ips)
    }

    /// The address requests are taken to come from from now on.
    pub fn come_from(&self, provider: &str, ip: &str) -> Result<(), ControlError> {
        self.change(provider, |access| access.seen_ip = Some(ip.to_owned()))
    }

    /// Refuses the requests of one second beyond so many; `None` takes all.
    pub fn limit_rate(&self, provider: &str, per_second: Option<u64>) -> Result<(), ControlError> {
        self.change(provider, |access| access.requests_per_second = per_second)
    }

    /// Whether payouts stand in a list that no page says they stand in.
    pub fn list_payouts(&self, provider: &str, listed: bool) -> Result<(), ControlError> {
        self.change(provider, |access| access.payouts_unlisted = !listed)
    }

    /// Turns a knob that only this provider's sandbox has; `None` puts it back.
    pub fn set_knob(
        &self,
        provider: &str,
        knob: &str,
        value: Option<&str>,
    ) -> Result<(), ControlError> {
        let known = SANDBOXES.iter().find(|sandbox| sandbox.id() == provider);
        if known.is_some_and(|sandbox| !sandbox.knobs().contains(&knob)) {
            return Err(ControlError::Refused(format!(
                "{provider} has no knob '{knob}'"
            )));
        }
        self.change(provider, |access| match value {
            Some(value) => drop(access.knobs.insert(knob.to_owned(), value.to_owned())),
            None => drop(access.knobs.remove(knob)),
        })
    }

    /// Where the provider sends its webhooks; `None` sends none. What happened before is not told.
    pub fn set_webhook_url(&self, provider: &str, url: Option<&str>) -> Result<(), ControlError> {
        if url.is_some_and(|url| !is_here(url)) {
            let text = "webhooks are posted over plain HTTP to this machine only";
            return Err(ControlError::Refused(text.to_owned()));
        }
        self.world().gather_parcels();
        self.change(provider, |access| {
            access.webhook_url = url.map(str::to_owned)
        })
    }

    /// Lets something go wrong with the next webhook that fits.
    pub fn post_fault(&self, planned: PlannedPost) -> Result<(), ControlError> {
        if self.world().post.queue(planned) {
            Ok(())
        } else {
            Err(ControlError::Refused(
                "the fault queue is full, or times is 0".to_owned(),
            ))
        }
    }

    /// The faults that still wait for a webhook.
    pub fn post_faults(&self) -> Vec<PlannedPost> {
        self.world().post.queued()
    }

    pub fn clear_post_faults(&self) {
        self.world().post.clear();
    }

    /// Every try to deliver a webhook, oldest first.
    pub fn posted(&self) -> Vec<Posted> {
        self.world().post.noted()
    }

    /// New keys; the old ones are refused from now on.
    pub fn rotate_keys(&self, provider: &str) -> Result<Credentials, ControlError> {
        let rotated = self.world().rotate(provider);
        let access = rotated.ok_or_else(|| ControlError::NoProvider(provider.to_owned()))??;
        self.save_practice()?;
        Ok(access.credentials)
    }

    fn change(&self, provider: &str, change: impl FnOnce(&mut Access)) -> Result<(), ControlError> {
        let changed = self.world().change_access(provider, change);
        changed.ok_or_else(|| ControlError::NoProvider(provider.to_owned()))??;
        Ok(())
    }
}

//! What a sandbox is: a pure function from a desk and a request to an answer. It keeps nothing
//! itself; the world keeps the books, writes them down, and does what the fault plan says.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::book::{Book, Entry};
use crate::dice::Dice;
use crate::movement::{Kind, Movement};
use crate::outbox::SignedDelivery;
use crate::story::Delays;
use crate::wire::{Reply, Request};

/// Credential field to value. Made up from the seed; they open nothing but the simulator.
pub type Credentials = BTreeMap<String, String>;

/// The merchant's account as the provider sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Access {
    pub(crate) credentials: Credentials,
    /// How often the keys were rotated.
    pub(crate) rotations: u64,
    pub(crate) keys_disabled: bool,
    pub(crate) ip_blocked: bool,
    /// The only addresses that may ask; `None` lets every one.
    #[serde(default)]
    pub(crate) allowed_ips: Option<Vec<String>>,
    /// The address that requests are taken to come from.
    #[serde(default)]
    pub(crate) seen_ip: Option<String>,
    /// Requests of one second beyond this are refused.
    #[serde(default)]
    pub(crate) requests_per_second: Option<u64>,
    /// Where webhooks go; `None` sends none.
    #[serde(default)]
    pub(crate) webhook_url: Option<String>,
    /// Whether payouts stand in a list of which no page says that they do.
    #[serde(default)]
    pub(crate) payouts_unlisted: bool,
    /// What else may be set on an account, by names that only its sandbox knows.
    #[serde(default)]
    pub(crate) knobs: BTreeMap<String, String>,
}

impl Access {
    /// A knob as it was set; `None` leaves it to the sandbox.
    pub(crate) fn knob(&self, name: &str) -> Option<&str> {
        self.knobs.get(name).map(String::as_str)
    }

    /// Whether `value` is the key in this field, and keys are on.
    pub(crate) fn opens(&self, field: &str, value: Option<&str>) -> bool {
        let known = self.credentials.get(field).map(String::as_str);
        !self.keys_disabled && known.is_some() && known == value
    }

    /// The address the provider sees.
    pub(crate) fn ip(&self) -> &str {
        self.seen_ip.as_deref().unwrap_or("127.0.0.1")
    }

    /// Whether that address may ask.
    pub(crate) fn ip_allowed(&self) -> bool {
        let listed = |ips: &Vec<String>| ips.iter().any(|ip| ip == self.ip());
        !self.ip_blocked && self.allowed_ips.as_ref().is_none_or(listed)
    }
}

/// Everything a sandbox may know while it answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) now: DateTime<Utc>,
    pub(crate) seed: u64,
    pub(crate) access: &'a Access,
    pub(crate) book: &'a Book,
    pub(crate) delays: &'a Delays,
    /// Requests of this minute, this one included.
    pub(crate) requests_this_minute: u64,
    /// Requests of this second, this one included.
    pub(crate) requests_this_second: u64,
}

impl Desk<'_> {
    /// Whether the account has asked more often in this second than it may.
    pub(crate) fn too_fast(&self) -> bool {
        let most = self.access.requests_per_second;
        most.is_some_and(|most| self.requests_this_second > most)
    }
}

/// A reply, and what must be on disk before the reply may leave.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) reply: Reply,
    pub(crate) commit: Vec<Entry>,
}

impl Answer {
    pub(crate) fn keeping(reply: Reply, entry: impl Into<Entry>) -> Self {
        Self {
            reply,
            commit: vec![entry.into()],
        }
    }
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self {
            reply,
            commit: Vec::new(),
        }
    }
}

/// A payment that does not come through the console, as the shop's website makes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsidePayment {
    pub provider: String,
    pub amount: Decimal,
    /// International, with or without the plus sign.
    pub phone: String,
    pub note: String,
    #[serde(default)]
    pub reference: Option<String>,
}

/// Somebody pays through a payment link, in a browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkPayment {
    pub provider: String,
    /// Its id or its slug.
    pub link: String,
    /// International, with or without the plus sign. The ending tells the story.
    pub phone: String,
    /// What the payer chooses where the link does not say it.
    #[serde(default)]
    pub amount: Option<Decimal>,
}

/// How often a webhook is sent again, and when it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Persistence {
    /// Beyond the first time.
    pub(crate) retries: u32,
    /// Whether nobody listening is a reason, too, or only a bad answer.
    pub(crate) when_unreachable: bool,
    /// The answers that end it.
    pub(crate) taken: fn(u16) -> bool,
}

pub(crate) trait Sandbox: Sync {
    fn id(&self) -> &'static str;

    /// The path of the API on the simulator's port, with the version the vendor has in it.
    fn base_path(&self) -> &'static str;

    fn credentials(&self, dice: &mut Dice) -> Credentials;

    /// Which credentials say whose account it is: new keys leave them as they are.
    fn merchant_fields(&self) -> &'static [&'static str] {
        &[]
    }

    /// The past, oldest first.
    fn past(&self, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Entry>;

    fn answer(&self, desk: &Desk<'_>, request: &Request) -> Answer;

    /// What the shop's website does without the console, a charge or a payout; the text says what is wrong with it.
    fn outside(
        &self,
        desk: &Desk<'_>,
        kind: Kind,
        payment: &OutsidePayment,
    ) -> Result<Vec<Entry>, String>;

    /// What a payment through a link commits; the text says why it cannot be made.
    fn pay_link(&self, _desk: &Desk<'_>, _payment: &LinkPayment) -> Result<Vec<Entry>, String> {
        Err("there are no payment links here".to_owned())
    }

    /// The webhook that tells where a movement came to stand at a moment, where one is sent for that.
    fn delivery(
        &self,
        access: &Access,
        movement: &Movement,
        at: DateTime<Utc>,
    ) -> Option<SignedDelivery>;

    /// Where a delivery is sent.
    fn receivers(
        &self,
        desk: &Desk<'_>,
        movement: &Movement,
        _delivery: &SignedDelivery,
    ) -> Vec<String> {
        let own = movement.callback_url.as_ref();
        own.or(desk.access.webhook_url.as_ref())
            .cloned()
            .into_iter()
            .collect()
    }

    fn persistence(&self) -> Persistence;

    /// The knobs an account has here.
    fn knobs(&self) -> &'static [&'static str] {
        &[]
    }

    /// The provider's own JSON for "something broke here".
    fn failure(&self) -> Value;

    /// The provider's own JSON for "too many requests; this one was not taken".
    fn too_many(&self) -> Value;
}

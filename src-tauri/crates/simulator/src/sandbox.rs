//! What a sandbox is: a pure function from a desk and a request to an answer. It keeps nothing
//! itself; the world keeps the books, writes them down, and does what the fault plan says.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::charge::{Book, Charge};
use crate::dice::Dice;
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
}

impl Access {
    /// Whether `value` is the key in this field, and keys are on.
    pub(crate) fn opens(&self, field: &str, value: Option<&str>) -> bool {
        let known = self.credentials.get(field).map(String::as_str);
        !self.keys_disabled && known.is_some() && known == value
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
}

/// A reply, and the charge that must be on disk before the reply may leave.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) reply: Reply,
    pub(crate) commit: Option<Charge>,
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self {
            reply,
            commit: None,
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

pub(crate) trait Sandbox: Sync {
    fn id(&self) -> &'static str;

    /// The path of the API on the simulator's port, with the version the vendor has in it.
    fn base_path(&self) -> &'static str;

    fn credentials(&self, dice: &mut Dice) -> Credentials;

    /// The past, oldest first.
    fn past(&self, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Charge>;

    fn answer(&self, desk: &Desk<'_>, request: &Request) -> Answer;

    /// The charge that the shop's website makes; the text says what is wrong with it.
    fn outside(&self, desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Charge, String>;

    /// The webhook that tells where a charge came to stand at a moment, where one is sent for that.
    fn delivery(
        &self,
        access: &Access,
        charge: &Charge,
        at: DateTime<Utc>,
    ) -> Option<SignedDelivery>;

    /// The provider's own JSON for "something broke here".
    fn failure(&self) -> Value;

    /// The provider's own JSON for "too many requests; this one was not taken".
    fn too_many(&self) -> Value;
}

//! Webhooks on their way out. The world makes and signs them; whoever holds the control carries them, late, twice, in
//! another order, changed, to somebody else, or not at all.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::movement::{Movement, Origin};
use crate::sandbox::{Access, Sandbox};

/// A webhook as the provider sends it, signature included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedDelivery {
    pub provider: String,
    /// Of the movement it tells about.
    pub reference: String,
    /// When the movement came to stand as it tells.
    pub at: DateTime<Utc>,
    pub method: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// HMAC-SHA256 over these parts in a row, in hex.
pub(crate) fn sign(access: &Access, secret: &str, parts: &[&[u8]]) -> String {
    let key = access.credentials.get(secret).map_or("", String::as_str);
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    parts.iter().for_each(|part| mac.update(part));
    hex::encode(mac.finalize().into_bytes())
}

/// What `movement` makes known of itself between `told` of its steps and `now`, and how many steps that is in all.
pub(crate) fn news(
    sandbox: &dyn Sandbox,
    access: &Access,
    movement: &Movement,
    told: usize,
    now: DateTime<Utc>,
) -> (Vec<SignedDelivery>, usize) {
    let reached = movement
        .steps
        .iter()
        .take_while(|step| step.at <= now)
        .count();
    if movement.origin == Origin::Past {
        return (Vec::new(), reached);
    }
    let fresh = movement.steps.get(told..reached).unwrap_or_default();
    let made = fresh
        .iter()
        .filter_map(|step| sandbox.delivery(access, movement, step.at))
        .collect();
    (made, reached)
}

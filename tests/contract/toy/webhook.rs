//! `X-Toy-Signature` is the HMAC-SHA256 of the raw body, in hex.

use super::SECRET;
use domain::{Delivery, Flaw, Kind, Secret, Trust};
use hmac::{Hmac, KeyInit, Mac};
use providers::delivery::LONGEST_BODY;
use providers::{Connection, ReadDelivery, Received};
use serde_json::Value;
use sha2::Sha256;

const HEADER: &str = "X-Toy-Signature";
const SCHEME: &str = "hmac-sha256, hex, raw body";

pub(super) struct Signed;

impl ReadDelivery for Signed {
    fn read(&self, received: &Received<'_>, connection: &Connection<'_>) -> Delivery {
        let (trust, flaw) = judged(received, connection);
        let mut delivery = Delivery::unread(trust, flaw, SCHEME);
        let told: Value = match trust {
            Trust::Verified | Trust::Unsigned => {
                serde_json::from_slice(received.body).unwrap_or_default()
            }
            Trust::Forged => Value::Null,
        };
        let text = |field: &str| told[field].as_str().map(str::to_owned);
        delivery.event = text("event");
        delivery.kind = match told["event"].as_str() {
            Some("charge") => Some(Kind::Charge),
            Some("payout") => Some(Kind::Payout),
            _ => None,
        };
        delivery.provider_reference = text("id");
        delivery.told = text("state");
        delivery.identity = text("id")
            .zip(text("state"))
            .map(|(id, state)| id + " " + &state);
        delivery
    }
}

fn judged(received: &Received<'_>, connection: &Connection<'_>) -> (Trust, Option<Flaw>) {
    if received.body.len() > LONGEST_BODY {
        return (Trust::Forged, Some(Flaw::TooLarge));
    }
    if received.method != "POST" {
        return (Trust::Forged, Some(Flaw::NotPosted));
    }
    let mut told = received
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(HEADER));
    let Some((_, signature)) = told.next() else {
        return (Trust::Unsigned, Some(Flaw::NoSignature));
    };
    let secret = connection.credentials.get(SECRET).map(Secret::reveal);
    let Some(secret) = secret.filter(|secret| !secret.is_empty()) else {
        return (Trust::Unsigned, Some(Flaw::NoSecret));
    };
    let lower = !signature.bytes().any(|byte| byte.is_ascii_uppercase());
    let (true, None, Ok(signature)) = (lower, told.next(), hex::decode(signature)) else {
        return (Trust::Forged, Some(Flaw::MalformedSignature));
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(received.body);
    match mac.verify_slice(&signature) {
        Ok(()) => (Trust::Verified, None),
        Err(_) => (Trust::Forged, Some(Flaw::WrongSignature)),
    }
}

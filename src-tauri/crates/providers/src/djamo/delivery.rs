//! Webhooks: `x-djamo-hmac-sha256` is the HMAC of the raw body, in base64. One topic a webhook.

use crate::contract::{Connection, ReadDelivery};
use crate::delivery::{Literal, SIGNATURE_BYTES, Seal, body, broken, in_hex, is_signed, seal};
use crate::http::Received;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Delivery, Flaw, Kind, Trust};
use serde::Deserialize;

const HEADER: &str = "x-djamo-hmac-sha256";
const SECRET: &str = "webhook_secret";
const SCHEME: &str = "hmac-sha256, base64, raw body";
/// May repeat the topic. It is not signed, so it counts only where the body has none.
const TOPIC_HEADER: &str = "x-djamo-webhook-topic";

/// The topics, with the spelling that some of the vendor's pages have instead, and what they are about.
pub(super) const TOPICS: &[(&str, &str, Kind)] = &[
    ("charge/events", "charges/events", Kind::Charge),
    ("transactions/started", "transaction/started", Kind::Payout),
    (
        "transactions/completed",
        "transaction/completed",
        Kind::Payout,
    ),
    ("transactions/failed", "transaction/failed", Kind::Payout),
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    topic: Literal,
    data: Option<Data>,
}

/// A charge or a transfer.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Data {
    id: Literal,
    status: Literal,
    #[serde(rename = "externalId")]
    external_id: Literal,
    reference: Literal,
}

pub(super) struct Webhook;

impl ReadDelivery for Webhook {
    fn read(&self, received: &Received<'_>, connection: &Connection<'_>) -> Delivery {
        let (signature, secret) = match seal(received, connection, HEADER, SECRET, digest) {
            Seal::Claimed { signature, secret } => (signature, secret),
            Seal::Broken(trust @ Trust::Unsigned, flaw) => {
                // What an unsigned one claims, for whoever looks at it.
                return filled(broken(trust, flaw, SCHEME), received);
            }
            Seal::Broken(trust, flaw) => return broken(trust, flaw, SCHEME),
        };
        if !is_signed(&signature, secret, &[received.body]) {
            return broken(Trust::Forged, Flaw::WrongSignature, SCHEME);
        }
        filled(Delivery::unread(Trust::Verified, None, SCHEME), received)
    }
}

/// Base64; the same digest in hexadecimal is as good, and some handlers of the vendor's write it.
fn digest(text: &str) -> Option<[u8; SIGNATURE_BYTES]> {
    in_hex(text).or_else(|| STANDARD.decode(text).ok()?.try_into().ok())
}

fn filled(mut delivery: Delivery, received: &Received<'_>) -> Delivery {
    let Some(told) = body::<Body>(received) else {
        return delivery;
    };
    let topic = told.topic.word();
    let known = match topic.as_deref() {
        Some(topic) => known(topic),
        None => header(received).and_then(known),
    };
    delivery.kind = known.map(|(_, _, kind)| *kind);
    delivery.event = known.map(|(topic, _, _)| (*topic).to_owned()).or(topic);
    if let Some(data) = &told.data {
        delivery.provider_reference = data.id.word();
        delivery.our_reference = data.external_id.word().or_else(|| data.reference.word());
        delivery.told = data.status.word();
    }
    delivery.identity = delivery.provider_reference.as_ref().map(|id| {
        let topic = delivery.event.as_deref().unwrap_or("-");
        let status = delivery.told.as_deref().unwrap_or("-");
        format!("{topic} {id} {status}")
    });
    delivery
}

fn known(word: &str) -> Option<&'static (&'static str, &'static str, Kind)> {
    TOPICS
        .iter()
        .find(|(topic, other, _)| [*topic, *other].contains(&word))
}

fn header<'r>(received: &Received<'r>) -> Option<&'r str> {
    let mut told = received
        .headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(TOPIC_HEADER));
    match (told.next(), told.next()) {
        (Some((_, topic)), None) => Some(topic.trim()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_base64_or_the_same_digest_in_hexadecimal() {
        let base64 = "EP2exCOzGttFrpsPOljxb8VvIbIoy2VGVvFQMO80guQ=";
        let bytes = digest(base64).unwrap();
        assert_eq!(digest(&hex::encode(bytes)), Some(bytes));
        for text in [
            "",
            "EP2exCOzGttFrpsPOljxb8VvIbIoy2VGVvFQMO80guQ",
            "AAAA",
            "zz",
        ] {
            assert_eq!(digest(text), None, "{text}");
        }
    }
}

//! Webhooks: `X-Webhook-Signature` is `v1:` and the HMAC of the raw body, made with the client secret. Which of two shapes
//! a body has is a setting on the provider's side, so it is seen by what stands in it.

use super::manifest::CLIENT_SECRET;
use super::order::Place;
use super::payout::our_reference_in;
use crate::contract::{Connection, ReadDelivery};
use crate::delivery::{Literal, SIGNATURE_BYTES, Seal, body, broken, in_hex, is_signed, seal};
use crate::http::Received;
use domain::{Delivery, Flaw, Kind, Trust};
use serde::Deserialize;
use serde_json::value::RawValue;

const HEADER: &str = "X-Webhook-Signature";
const SCHEME: &str = "hmac-sha256, v1 and hex, raw body";
/// The only version that there is.
const VERSION: &str = "v1";

/// The ten events of the documents, with what they are about.
const EVENTS: &[(&str, Kind)] = &[
    ("payment.created", Kind::Charge),
    ("payment.redirected", Kind::Charge),
    ("payment.pending", Kind::Charge),
    ("payment.success", Kind::Charge),
    ("payment.failed", Kind::Charge),
    ("payment.cancelled", Kind::Charge),
    ("payment.timeout", Kind::Charge),
    ("payment.refunded", Kind::Charge),
    ("payout.success", Kind::Payout),
    ("payout.failed", Kind::Payout),
];

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Body<'a> {
    event_type: Literal,
    event_id: Literal,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

/// The first version holds the payment's fields, the second the payment or the payout as a whole.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Second {
    payment: Option<Fields>,
    payout: Option<Fields>,
}

/// The fields of what a delivery is about, in either version.
fn fields(data: &RawValue) -> Option<Fields> {
    // serde would read a struct out of an array, too.
    let object = data.get().starts_with('{');
    let second: Second = serde_json::from_str(data.get()).ok().filter(|_| object)?;
    match second.payment.or(second.payout) {
        Some(fields) => Some(fields),
        None => serde_json::from_str(data.get()).ok(),
    }
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Fields {
    transaction_id: Literal,
    merchant_payment_reference: Literal,
    status: Literal,
    id: Literal,
    payout_id: Literal,
    order_id: Literal,
    payout_order_id: Literal,
    message: Literal,
}

pub(super) struct Webhook;

impl ReadDelivery for Webhook {
    fn secret(&self) -> &'static str {
        CLIENT_SECRET
    }

    fn read(&self, received: &Received<'_>, connection: &Connection<'_>) -> Delivery {
        let sealed = seal(received, connection, HEADER, CLIENT_SECRET, signature);
        let delivery = match sealed {
            Seal::Claimed { signature, secret } => {
                if !is_signed(&signature, secret, &[received.body]) {
                    return broken(Trust::Forged, Flaw::WrongSignature, SCHEME);
                }
                Delivery::unread(Trust::Verified, None, SCHEME)
            }
            Seal::Broken(trust @ Trust::Unsigned, flaw) => broken(trust, flaw, SCHEME),
            Seal::Broken(trust, flaw) => return broken(trust, flaw, SCHEME),
        };
        let Some(told) = body::<Body<'_>>(received) else {
            return delivery;
        };
        match told.data.map(fields) {
            // What it is about cannot be read, so nothing of it is.
            Some(None) => delivery,
            Some(Some(fields)) => filled(delivery, &told, Some(&fields)),
            None => filled(delivery, &told, None),
        }
    }
}

/// With a colon, what stands before it has to be the version that we know. Older texts know no version at all.
fn signature(text: &str) -> Option<[u8; SIGNATURE_BYTES]> {
    match text.split_once(':') {
        Some((VERSION, hex)) => in_hex(hex),
        Some(_) => None,
        None => in_hex(text),
    }
}

fn filled(mut delivery: Delivery, told: &Body<'_>, fields: Option<&Fields>) -> Delivery {
    let event = EVENTS
        .iter()
        .find(|(event, _)| *event == told.event_type.as_str());
    delivery.event = told.event_type.word();
    delivery.kind = event.map(|(_, kind)| *kind);
    if let Some(fields) = fields {
        delivery.told = fields.status.word();
        if delivery.kind == Some(Kind::Payout) {
            delivery.provider_reference = payout_reference(fields);
            let ours = our_reference_in(fields.message.as_str());
            delivery.our_reference = ours.map(str::to_owned);
        } else {
            delivery.provider_reference = fields.transaction_id.word();
            delivery.our_reference = fields.merchant_payment_reference.word();
        }
    }
    delivery.identity = told.event_id.word().or_else(|| {
        // Without an id, two moments of one payment are still two.
        let reference = delivery.provider_reference.as_deref()?;
        let event = delivery.event.as_deref().unwrap_or("-");
        Some(format!("{event} {reference}"))
    });
    delivery
}

/// A payout is looked up below its order. Without that one it is told by itself, and found by our reference.
fn payout_reference(fields: &Fields) -> Option<String> {
    let word = |one: &Literal, other: &Literal| one.word().or_else(|| other.word());
    let payout = word(&fields.payout_id, &fields.id)?;
    let Some(order) = word(&fields.payout_order_id, &fields.order_id) else {
        return Some(payout);
    };
    let (order, payout) = (order.as_str(), payout.as_str());
    Place { order, payout }.reference()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_is_not_ours_is_no_signature() {
        let hex = "6d090af822b65dc5f4627f5a32e45316dea783a239726c401c1bf8153fb23c36";
        let read = |text: String| signature(&text).is_some();
        assert!(read(format!("v1:{hex}")) && read(hex.to_owned()));
        for text in [
            format!("v2:{hex}"),
            format!("V1:{hex}"),
            format!(":{hex}"),
            format!("v1:v1:{hex}"),
            format!("{hex}:"),
            format!("v1: {hex}"),
            "v1:".to_owned(),
        ] {
            assert!(!read(text.clone()), "{text}");
        }
    }
}

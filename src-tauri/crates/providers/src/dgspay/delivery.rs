//! Webhooks: `X-DGS-Signature` is the HMAC of the raw body, made with the webhook secret of the environment.

use super::conversion::Answer;
use super::transaction::{Known, Stands, Transaction};
use crate::contract::{Connection, ReadDelivery};
use crate::delivery::{Literal, Seal, body, broken, in_hex, is_signed, seal};
use crate::http::Received;
use domain::{Delivery, Environment, Flaw, Kind, Sighting, Status, Trust};
use serde::Deserialize;

const HEADER: &str = "X-DGS-Signature";
const SECRET: &str = "webhook_secret";
const SCHEME: &str = "hmac-sha256, hex, raw body";

/// The six events of the documents, with what they are about.
const EVENTS: &[(&str, Kind)] = &[
    ("payment.success", Kind::Charge),
    ("payment.failed", Kind::Charge),
    ("disbursement.success", Kind::Payout),
    ("disbursement.failed", Kind::Payout),
    ("conversion.success", Kind::Conversion),
    ("conversion.failed", Kind::Conversion),
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Body {
    event: Literal,
    dgs_reference: Literal,
    status: Literal,
    /// Of the payment, in the shape without an event.
    transaction_status: Literal,
    environment: Option<Literal>,
}

pub(super) struct Webhook;

impl ReadDelivery for Webhook {
    fn secret(&self) -> &'static str {
        SECRET
    }

    fn read(&self, received: &Received<'_>, connection: &Connection<'_>) -> Delivery {
        let (signature, secret) = match seal(received, connection, HEADER, SECRET, in_hex) {
            Seal::Claimed { signature, secret } => (signature, secret),
            Seal::Broken(trust @ Trust::Unsigned, flaw) => {
                return hearsay(broken(trust, flaw, SCHEME), received);
            }
            Seal::Broken(trust, flaw) => return broken(trust, flaw, SCHEME),
        };
        if !is_signed(&signature, secret, &[received.body]) {
            return broken(Trust::Forged, Flaw::WrongSignature, SCHEME);
        }
        let Some(told) = body::<Body>(received) else {
            // It comes from the provider, and says nothing that can be read.
            return Delivery::unread(Trust::Verified, None, SCHEME);
        };
        let elsewhere = told
            .environment
            .as_ref()
            .is_some_and(|word| word.as_str() != here(connection.environment));
        if elsewhere {
            let delivery = broken(Trust::Forged, Flaw::OtherEnvironment, SCHEME);
            return filled(delivery, &told);
        }
        let mut delivery = filled(Delivery::unread(Trust::Verified, None, SCHEME), &told);
        delivery.sighting = sighting(&delivery, received).map(Box::new);
        delivery
    }
}

/// What an unsigned one claims, for whoever looks at it.
fn hearsay(delivery: Delivery, received: &Received<'_>) -> Delivery {
    match body::<Body>(received) {
        Some(told) => filled(delivery, &told),
        None => delivery,
    }
}

/// What a verified one says of a transaction that no look-up tells: conversions can be looked up nowhere, and of a payout
/// the fee, the proof and the reason are told here first. A charge is looked up, and nothing here is needed for it.
fn sighting(delivery: &Delivery, received: &Received<'_>) -> Option<Sighting> {
    let kind = delivery.kind?;
    let told = body::<Transaction>(received)?;
    match kind {
        Kind::Charge | Kind::Refund | Kind::Link => None,
        Kind::Payout => told.sighting(Known {
            stands: Stands::InItsOwnObject,
            kind,
            method: None,
            amount_left_out: false,
            base_url: "",
        }),
        Kind::Conversion => {
            let reference = delivery.provider_reference.clone()?;
            let word = delivery.told.clone().unwrap_or_default();
            let ended = body::<Answer>(received)?.standing(reference, word);
            Some(Sighting {
                reason: (ended.status == Status::Failed).then(|| told.reason(kind)),
                ..ended
            })
        }
    }
}

/// Keys and secrets are per environment, so a word for the other one does not belong here.
fn here(environment: Environment) -> &'static str {
    match environment {
        Environment::Sandbox => "test",
        Environment::Live => "production",
    }
}

fn filled(mut delivery: Delivery, told: &Body) -> Delivery {
    let known = EVENTS
        .iter()
        .find(|(event, _)| *event == told.event.as_str());
    delivery.event = told.event.word();
    delivery.provider_reference = told.dgs_reference.word();
    delivery.told = told
        .transaction_status
        .word()
        .or_else(|| told.status.word());
    delivery.kind = match known {
        Some((_, kind)) => Some(*kind),
        // The other shape is that of the answer to a charge, and has no event.
        None if told.event.0.is_none() && told.transaction_status.0.is_some() => Some(Kind::Charge),
        None => None,
    };
    // The reference alone would drop a success that comes after a failure.
    delivery.identity = delivery.provider_reference.as_ref().map(|reference| {
        let event = delivery.event.as_deref().or(delivery.told.as_deref());
        format!("{} {reference}", event.unwrap_or("-"))
    });
    delivery
}

//! Events in the vendor's spelling, signed over the raw body.

use base64::Engine as _;
use chrono::{DateTime, Utc};
use serde_json::json;

use super::{charge, transfer};
use crate::movement::{Kind, Movement};
use crate::outbox::{SignedDelivery, sign};
use crate::sandbox::Access;
use crate::story::Fate;

/// A charge tells of every change, a transfer of three.
pub(super) fn delivery(
    access: &Access,
    movement: &Movement,
    at: DateTime<Utc>,
) -> Option<SignedDelivery> {
    let (topic, data) = match movement.kind {
        Kind::Charge => ("charge/events", charge::object(movement, at)),
        Kind::Payout => {
            let topic = match movement.standing(at).fate {
                Fate::Pending => "transactions/started",
                Fate::Succeeded => "transactions/completed",
                Fate::Failed { .. } => "transactions/failed",
                Fate::Unclear | Fate::Strange => return None,
            };
            (topic, transfer::object(movement, at))
        }
        Kind::Conversion => return None,
    };
    let body = json!({"topic": topic, "data": data})
        .to_string()
        .into_bytes();
    let digest = hex::decode(sign(access, "webhook_secret", &[&body])).unwrap_or_default();
    let signature = base64::engine::general_purpose::STANDARD.encode(digest);
    Some(SignedDelivery {
        provider: "djamo".to_owned(),
        reference: movement.reference.clone(),
        at,
        method: "POST".to_owned(),
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("x-djamo-hmac-sha256".to_owned(), signature),
        ],
        body,
    })
}

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
    let signature = signature(access, &body);
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

/// Base64 of the digest.
fn signature(access: &Access, body: &[u8]) -> String {
    let digest = hex::decode(sign(access, "webhook_secret", &[body])).unwrap_or_default();
    base64::engine::general_purpose::STANDARD.encode(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_raw_body_is_signed_in_base64() {
        let access = Access {
            credentials: [("webhook_secret".to_owned(), "demo-secret".to_owned())].into(),
            ..Access::default()
        };
        let body =
            br#"{"topic":"charge/events","data":{"id":"ch_1","status":"paid","paid":10000}}"#;
        assert_eq!(
            signature(&access, body),
            "EP2exCOzGttFrpsPOljxb8VvIbIoy2VGVvFQMO80guQ="
        );
    }
}

//! Events for every change, signed over the raw body.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{knobs, moment, payment, payout};
use crate::dice::{dice, uuid};
use crate::movement::{Kind, Movement};
use crate::outbox::{SignedDelivery, sign};
use crate::sandbox::Access;
use crate::story::Fate;

pub(super) fn delivery(
    access: &Access,
    movement: &Movement,
    at: DateTime<Utc>,
) -> Option<SignedDelivery> {
    let (event, message, data) = match movement.kind {
        Kind::Charge => (
            payment_event(movement, at)?,
            "Statut du paiement",
            payment::object(movement, at),
        ),
        Kind::Payout => (
            payout_event(movement, at)?,
            "Statut du transfert",
            payout::object(movement, at),
        ),
        Kind::Conversion => return None,
    };
    let data = match movement.kind {
        _ if !knobs::webhooks_have_one_more_level(access) => data,
        Kind::Payout => json!({ "payout": data }),
        Kind::Charge | Kind::Conversion => json!({ "payment": data }),
    };
    let number = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    let mut body = json!({
        "message": message,
        "eventType": event,
        "eventId": uuid(&mut dice(number, &movement.reference, 0)),
        "data": data,
        "timestamp": moment(at),
    });
    if let Some(link) = movement.number(payment::LINK) {
        body["paymentLinkReference"] = json!(link);
    }
    let metadata = payment::metadata(movement);
    if metadata != Value::Null {
        body["metadata"] = metadata;
    }
    let body = body.to_string().into_bytes();
    Some(SignedDelivery {
        provider: "djomy".to_owned(),
        reference: movement.reference.clone(),
        at,
        method: "POST".to_owned(),
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("X-Webhook-Signature".to_owned(), signature(access, &body)),
        ],
        body,
    })
}

/// `None` for words that no event has.
fn payment_event(movement: &Movement, at: DateTime<Utc>) -> Option<&'static str> {
    Some(match payment::status(movement, at) {
        _ if at == movement.at => "payment.created",
        "PENDING" => "payment.pending",
        "REDIRECTED" => "payment.redirected",
        "SUCCESS" => "payment.success",
        "FAILED" => "payment.failed",
        "CANCELLED" => "payment.cancelled",
        "TIMEOUT" => "payment.timeout",
        "REFUNDED" => "payment.refunded",
        _ => return None,
    })
}

fn payout_event(movement: &Movement, at: DateTime<Utc>) -> Option<&'static str> {
    match movement.standing(at).fate {
        Fate::Succeeded => Some("payout.success"),
        Fate::Failed { .. } => Some("payout.failed"),
        Fate::Pending | Fate::Unclear | Fate::Strange => None,
    }
}

fn signature(access: &Access, body: &[u8]) -> String {
    format!("v1:{}", sign(access, "client_secret", &[body]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_raw_body_is_signed_in_hex_behind_its_version() {
        let access = Access {
            credentials: [("client_secret".to_owned(), "demo-secret".to_owned())].into(),
            ..Access::default()
        };
        let body = br#"{"eventType":"payment.success","data":{"transactionId":"123e4567-e89b-12d3-a456-426614174000","status":"SUCCESS"}}"#;
        assert_eq!(
            signature(&access, body),
            "v1:6d090af822b65dc5f4627f5a32e45316dea783a239726c401c1bf8153fb23c36"
        );
    }
}

//! The webhooks of the page's own section: events for an end, signed over the raw body.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::transactions::whole;
use super::{answer, convert, disburse};
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::outbox::{SignedDelivery, sign};
use crate::sandbox::Access;
use crate::story::Fate;

/// `like_answers`: payments come without an event, in the shape that the section on mobile money shows.
pub(super) const BODIES: &str = "webhooks";

/// `None` while there is no end: no event is documented for what waits.
pub(super) fn delivery(
    access: &Access,
    movement: &Movement,
    at: DateTime<Utc>,
) -> Option<SignedDelivery> {
    let status = match movement.standing(at).fate {
        Fate::Succeeded => "success",
        Fate::Failed { .. } => "failed",
        Fate::Pending | Fate::Unclear | Fate::Strange => return None,
    };
    let like_an_answer = access.knob(BODIES) == Some("like_answers");
    let (what, mut body) = match movement.kind {
        Kind::Charge if like_an_answer => ("", answer::body(movement, at)),
        Kind::Charge => ("payment", payment(movement, status, at)),
        Kind::Payout => ("disbursement", disburse::told(movement, at)),
        Kind::Conversion => ("conversion", conversion(movement, status, at)),
    };
    if !what.is_empty() {
        body["event"] = json!(format!("{what}.{status}"));
    }
    let body = body.to_string().into_bytes();
    let signature = sign(access, "webhook_secret", &[&body]);
    Some(SignedDelivery {
        provider: "dgspay".to_owned(),
        reference: movement.reference.clone(),
        at,
        method: "POST".to_owned(),
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("X-DGS-Signature".to_owned(), signature),
        ],
        body,
    })
}

fn payment(charge: &Movement, status: &str, at: DateTime<Utc>) -> Value {
    json!({
        "dgs_reference": charge.reference,
        "flw_charge_id": charge.number("flw_reference"),
        "amount": whole(charge.standing(at).amount),
        "currency": charge.currency,
        "merchant_fee": whole(charge.fee(at)),
        "net_amount": whole(charge.net(at)),
        "status": status,
        "timestamp": at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "environment": "test",
    })
}

fn conversion(converted: &Movement, status: &str, at: DateTime<Utc>) -> Value {
    let Some(mut given) = converted.gives.clone() else {
        return json!({});
    };
    given.amount = converted.given(at).unwrap_or(given.amount);
    let mut body = convert::shown(&converted.currency, converted.amount, &given);
    body["dgs_reference"] = json!(converted.reference);
    body["status"] = json!(status);
    if let Fate::Failed { text, .. } = converted.standing(at).fate {
        if let Value::Object(body) = &mut body {
            body.remove("to_amount");
            body.remove("rate");
        }
        body["fail_reason"] = json!(text);
        body["refund_amount"] = whole(converted.amount);
        body["refund_currency"] = json!(converted.currency);
    } else {
        body["rate"] = number(given.rate.normalize());
        body["rate_display"] = json!(convert::rate_display(&converted.currency, &given));
    }
    body
}

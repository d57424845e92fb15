//! The webhooks of the page's own section: events for the end of a payment, signed over the raw body.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::json;

use super::transactions::whole;
use crate::movement::Movement;
use crate::outbox::{SignedDelivery, sign};
use crate::sandbox::Access;
use crate::story::Fate;

/// `None` while there is no end: no event is documented for a payment that waits.
pub(super) fn delivery(
    access: &Access,
    charge: &Movement,
    at: DateTime<Utc>,
) -> Option<SignedDelivery> {
    let status = match charge.standing(at).fate {
        Fate::Succeeded => "success",
        Fate::Failed { .. } => "failed",
        Fate::Pending | Fate::Unclear | Fate::Strange => return None,
    };
    let body = json!({
        "event": format!("payment.{status}"),
        "dgs_reference": charge.reference,
        "flw_charge_id": charge.numbers.get("flw_reference"),
        "amount": whole(charge.standing(at).amount),
        "currency": charge.currency,
        "merchant_fee": whole(charge.fee(at)),
        "net_amount": whole(charge.net(at)),
        "status": status,
        "timestamp": at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "environment": "test",
    })
    .to_string()
    .into_bytes();
    let signature = sign(access, "webhook_secret", &[&body]);
    Some(SignedDelivery {
        provider: "dgspay".to_owned(),
        reference: charge.reference.clone(),
        at,
        method: "POST".to_owned(),
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("X-DGS-Signature".to_owned(), signature),
        ],
        body,
    })
}

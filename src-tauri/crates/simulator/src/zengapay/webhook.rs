//! Webhooks for the end of a collection. Three fields are signed, one after the other: the reference, the phone and the
//! amount as it is written in the same body. Event and status are not.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::collections::object;
use crate::movement::Movement;
use crate::outbox::{SignedDelivery, sign};
use crate::sandbox::Access;
use crate::story::Fate;

/// `None` while there is no end: nothing is told of INDETERMINATE.
pub(super) fn delivery(
    access: &Access,
    charge: &Movement,
    at: DateTime<Utc>,
) -> Option<SignedDelivery> {
    let standing = charge.standing(at);
    let event = match standing.fate {
        Fate::Succeeded => "collection.success",
        Fate::Failed { .. } => "collection.failed",
        Fate::Pending | Fate::Unclear | Fate::Strange => return None,
    };
    // Live ones write amounts as text with two decimals, and flags as text, too.
    let amount = format!("{:.2}", standing.amount);
    let mut data = object(charge, at);
    data["amount"] = Value::String(amount.clone());
    data["customerCharged"] = Value::String(charge.customer_pays_fee.to_string());
    let body = json!({ "event": event, "data": data })
        .to_string()
        .into_bytes();
    let parts = [&charge.reference, &charge.phone, &amount].map(String::as_bytes);
    let signature = sign(access, "secret_hash", &parts);
    Some(SignedDelivery {
        provider: "zengapay".to_owned(),
        reference: charge.reference.clone(),
        at,
        method: "POST".to_owned(),
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("User-Agent".to_owned(), "ZENGAPAY/1.0".to_owned()),
            ("X-ZENGAPAY-SIGNATURE".to_owned(), signature),
        ],
        body,
    })
}

//! Webhooks for the end of a collection or a transfer. Three fields are signed, one after the other: the reference, the phone and the
//! amount as it is written in the same body. Event and status are not.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::transactions::object;
use crate::movement::{Kind, Movement};
use crate::outbox::{SignedDelivery, sign};
use crate::sandbox::Access;
use crate::story::Fate;

/// `None` while there is no end: nothing is told of INDETERMINATE.
pub(super) fn delivery(
    access: &Access,
    movement: &Movement,
    at: DateTime<Utc>,
) -> Option<SignedDelivery> {
    let standing = movement.standing(at);
    let word = match standing.fate {
        Fate::Succeeded => "success",
        Fate::Failed { .. } => "failed",
        Fate::Pending | Fate::Unclear | Fate::Strange => return None,
    };
    // Live ones write amounts as text with two decimals, and flags as text, too.
    let amount = format!("{:.2}", standing.amount);
    let mut data = object(movement, at);
    data["amount"] = Value::String(amount.clone());
    let what = match movement.kind {
        Kind::Charge => {
            data["customerCharged"] = Value::String(movement.customer_pays_fee.to_string());
            "collection"
        }
        Kind::Payout | Kind::Conversion => "transfer",
    };
    let body = json!({ "event": format!("{what}.{word}"), "data": data })
        .to_string()
        .into_bytes();
    let parts = [&movement.reference, &movement.phone, &amount].map(String::as_bytes);
    let signature = sign(access, "secret_hash", &parts);
    Some(SignedDelivery {
        provider: "zengapay".to_owned(),
        reference: movement.reference.clone(),
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

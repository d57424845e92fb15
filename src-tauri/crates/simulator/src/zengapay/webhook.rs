//! Webhooks for the end of a collection or a transfer. Three fields are signed, one after the other: the reference, the phone and the
//! amount as it is written in the same body. Event and status are not.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::transactions::object;
use crate::movement::{Kind, Movement};
use crate::outbox::{SignedDelivery, sign};
use crate::sandbox::Access;
use crate::story::Fate;

/// What is signed: nothing (`none`, as the real sandbox does), the whole body (`raw_body`, as one sample has it), the
/// amount without its decimals (`whole_amount`, as the vendor's plugin once did).
pub(super) const SIGNATURE: &str = "signature";

/// The amount as it is signed; the knob leaves it as it is written in the body.
fn signed(access: &Access, amount: Decimal, written: &str) -> String {
    match access.knob(SIGNATURE) {
        Some("whole_amount") => amount.trunc().to_string(),
        _ => written.to_owned(),
    }
}

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
    let signed = signed(access, standing.amount, &amount);
    let parts = [&movement.reference, &movement.phone, &signed].map(String::as_bytes);
    let signature = match access.knob(SIGNATURE) {
        Some("none") => None,
        Some("raw_body") => Some(sign(access, "secret_hash", &[&body])),
        _ => Some(sign(access, "secret_hash", &parts)),
    };
    let mut headers = vec![
        ("Content-Type".to_owned(), "application/json".to_owned()),
        ("User-Agent".to_owned(), "ZENGAPAY/1.0".to_owned()),
    ];
    headers.extend(signature.map(|signature| ("X-ZENGAPAY-SIGNATURE".to_owned(), signature)));
    Some(SignedDelivery {
        provider: "zengapay".to_owned(),
        reference: movement.reference.clone(),
        at,
        method: "POST".to_owned(),
        headers,
        body,
    })
}

//! The list, newest first and with nothing in a row but what is documented, and the single read
//! that shows more.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{ZONE, errors};
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;
use crate::story::Fate;
use crate::wire::{Reply, Request};

const DEFAULT_LIMIT: usize = 20;
const LARGEST_LIMIT: usize = 100;

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Reply {
    let page = positive(request, "page").map(|page| page.unwrap_or(1));
    let limit = positive(request, "limit").map(|limit| limit.unwrap_or(DEFAULT_LIMIT));
    let (Some(page), Some(limit)) = (page, limit) else {
        return errors::validation("page and limit must be integers greater than 0");
    };
    if limit > LARGEST_LIMIT {
        return errors::validation("limit must not be greater than 100");
    }
    let wanted = request.parameter("status");
    if !matches!(wanted, None | Some("pending" | "success" | "failed")) {
        return errors::validation("status must be pending, success or failed");
    }
    let reference = request.parameter("dgs_reference");
    let flw_reference = request.parameter("flw_reference");
    let link = request.parameter("payment_link_id");
    let rows = desk.book.of(Kind::Charge).rev();
    let rows: Vec<&Movement> = rows
        .filter(|charge| wanted.is_none_or(|word| word == status(charge, desk.now)))
        .filter(|charge| reference.is_none_or(|reference| reference == charge.reference))
        .filter(|charge| {
            let own = charge.numbers.get("flw_reference").map(String::as_str);
            flw_reference.is_none_or(|reference| Some(reference) == own)
        })
        // No charge here came through a payment link.
        .filter(|_| link.is_none())
        .collect();
    let shown = rows
        .iter()
        .skip((page - 1).saturating_mul(limit))
        .take(limit);
    let data: Vec<Value> = shown.map(|charge| row(charge, desk.now)).collect();
    Reply::json(
        200,
        &json!({
            "status": "success",
            "data": data,
            "pagination": {
                "page": page,
                "limit": limit,
                "total": rows.len(),
                "pages": rows.len().div_ceil(limit),
            },
        }),
    )
}

/// `None` for nonsense, `Some(None)` for an absent parameter.
fn positive(request: &Request, name: &str) -> Option<Option<usize>> {
    match request.parameter(name) {
        None => Some(None),
        Some(text) => text.parse().ok().filter(|number| *number > 0).map(Some),
    }
}

fn row(charge: &Movement, now: DateTime<Utc>) -> Value {
    json!({
        "id": charge.numbers.get("id"),
        "dgs_reference": charge.reference,
        "amount": whole(charge.standing(now).amount),
        "currency": charge.currency,
        "status": status(charge, now),
        "payment_method_type": charge.method,
        "created_at": charge.at.with_timezone(&ZONE).format("%Y-%m-%d %H:%M:%S").to_string(),
    })
}

/// The documents promise settlement and payment-method details without naming them; the names are
/// those of the charge request and the webhook.
pub(super) fn show(desk: &Desk<'_>, reference: &str) -> Reply {
    let Some(charge) = desk.book.find(reference) else {
        return errors::not_found("Transaction not found");
    };
    let mut data = row(charge, desk.now);
    let standing = charge.standing(desk.now);
    let phone = charge.phone.strip_prefix("250").unwrap_or(&charge.phone);
    data["transaction_id"] = json!(charge.numbers.get("transaction_id"));
    data["flw_reference"] = json!(charge.numbers.get("flw_reference"));
    data["customer_first_name"] = json!(charge.first_name);
    data["customer_last_name"] = json!(charge.last_name);
    data["customer_email"] = json!(charge.email);
    data["customer_phone"] = json!(phone);
    data["customer_phone_country_code"] = json!("250");
    data["narration"] = json!(charge.note);
    data["merchant_fee"] = whole(charge.fee(desk.now));
    data["net_amount"] = whole(charge.net(desk.now));
    data["payment_link_id"] = Value::Null;
    if charge.method == "mobile_money" {
        data["mobile_money_network"] = json!(charge.network);
        data["mobile_money_phone"] = json!(phone);
        data["mobile_money_country_code"] = json!("250");
    }
    if let Fate::Failed { code, text } = standing.fate {
        data["issuer_response_type"] = json!("declined");
        data["issuer_response_code"] = json!(code);
        data["processor_response"] = json!(text);
    }
    if *standing.fate == Fate::Succeeded {
        let settled = super::balance::is_settled(charge, desk.now);
        data["settlement_status"] = json!(if settled { "settled" } else { "pending" });
    }
    Reply::json(200, &json!({"status": "success", "data": data}))
}

/// `on_hold` is a word that no document has, for whoever maps words to meet one.
fn status(charge: &Movement, now: DateTime<Utc>) -> &'static str {
    match charge.standing(now).fate {
        Fate::Pending => "pending",
        Fate::Unclear | Fate::Strange => "on_hold",
        Fate::Succeeded => "success",
        Fate::Failed { .. } => "failed",
    }
}

/// 2000 rather than 2000.00, and 49.90 as 49.9.
pub(super) fn whole(amount: Decimal) -> Value {
    number(amount.normalize())
}

//! The list, newest first and with nothing in a row but what is documented, and the single read
//! that shows more.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{ZONE, disburse, errors, recipient};
use crate::fields::number;
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;
use crate::story::Fate;
use crate::wire::{Reply, Request};

const DEFAULT_LIMIT: usize = 20;
const LARGEST_LIMIT: usize = 100;

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Reply {
    let slice = match Slice::read(request) {
        Ok(slice) => slice,
        Err(refusal) => return refusal,
    };
    let wanted = request.parameter("status");
    if !matches!(wanted, None | Some("pending" | "success" | "failed")) {
        return errors::validation("status must be pending, success or failed");
    }
    let reference = request.parameter("dgs_reference");
    let flw_reference = request.parameter("flw_reference");
    let link = request.parameter("payment_link_id");
    let rows = desk.book.movements().iter().rev();
    let rows: Vec<&Movement> = rows
        .filter(|movement| is_listed(desk, movement))
        .filter(|movement| wanted.is_none_or(|word| word == status(movement, desk.now)))
        .filter(|movement| reference.is_none_or(|reference| reference == movement.reference))
        .filter(|movement| {
            flw_reference.is_none() || flw_reference == movement.number("flw_reference")
        })
        .filter(|movement| link.is_none() || link == movement.number("payment_link_id"))
        .collect();
    slice.reply(&rows, |row| shown(row, desk.now))
}

/// Conversions stand in no list; whether payouts do is said nowhere.
fn is_listed(desk: &Desk<'_>, movement: &Movement) -> bool {
    match movement.kind {
        Kind::Charge => true,
        Kind::Payout => !desk.access.payouts_unlisted,
        Kind::Conversion => false,
    }
}

/// A part of a list.
pub(super) struct Slice {
    page: usize,
    limit: usize,
}

impl Slice {
    pub(super) fn read(request: &Request) -> Result<Self, Reply> {
        let page = positive(request, "page").map(|page| page.unwrap_or(1));
        let limit = positive(request, "limit").map(|limit| limit.unwrap_or(DEFAULT_LIMIT));
        let (Some(page), Some(limit)) = (page, limit) else {
            return Err(errors::validation(
                "page and limit must be integers greater than 0",
            ));
        };
        if limit > LARGEST_LIMIT {
            return Err(errors::validation("limit must not be greater than 100"));
        }
        Ok(Self { page, limit })
    }

    pub(super) fn reply<T>(&self, rows: &[T], show: impl Fn(&T) -> Value) -> Reply {
        let shown = rows
            .iter()
            .skip((self.page - 1).saturating_mul(self.limit))
            .take(self.limit);
        let data: Vec<Value> = shown.map(show).collect();
        Reply::json(
            200,
            &json!({
                "status": "success",
                "data": data,
                "pagination": {
                    "page": self.page,
                    "limit": self.limit,
                    "total": rows.len(),
                    "pages": rows.len().div_ceil(self.limit),
                },
            }),
        )
    }
}

/// `None` for nonsense, `Some(None)` for an absent parameter.
fn positive(request: &Request, name: &str) -> Option<Option<usize>> {
    match request.parameter(name) {
        None => Some(None),
        Some(text) => text.parse().ok().filter(|number| *number > 0).map(Some),
    }
}

fn shown(movement: &Movement, now: DateTime<Utc>) -> Value {
    let mut row = json!({
        "id": movement.number("id"),
        "dgs_reference": movement.reference,
        "amount": whole(movement.standing(now).amount),
        "currency": movement.currency,
        "status": status(movement, now),
        "payment_method_type": movement.method,
        "created_at": local(movement.at),
    });
    // No page shows a payout in this list. One that stood there without saying so could only be taken for a payment.
    if movement.kind == Kind::Payout {
        row["type"] = json!("disbursement");
    }
    row
}

/// The documents promise settlement and payment-method details without naming them; the names are
/// those of the requests and the webhooks.
pub(super) fn show(desk: &Desk<'_>, reference: &str) -> Reply {
    let found = desk.book.find(reference);
    let data = match found.map(|movement| (movement.kind, movement)) {
        Some((Kind::Charge, charge)) => charge_in_full(charge, desk.now),
        Some((Kind::Payout, payout)) => payout_in_full(payout, desk.now),
        // Of a conversion only its webhook and the balances tell.
        Some((Kind::Conversion, _)) | None => return errors::not_found("Transaction not found"),
    };
    Reply::json(200, &json!({"status": "success", "data": data}))
}

fn charge_in_full(charge: &Movement, now: DateTime<Utc>) -> Value {
    let mut data = shown(charge, now);
    let standing = charge.standing(now);
    let phone = charge.phone.strip_prefix("250").unwrap_or(&charge.phone);
    data["transaction_id"] = json!(charge.number("transaction_id"));
    data["flw_reference"] = json!(charge.number("flw_reference"));
    data["customer_first_name"] = json!(charge.first_name);
    data["customer_last_name"] = json!(charge.last_name);
    data["customer_email"] = json!(charge.email);
    data["customer_phone"] = json!(phone);
    data["customer_phone_country_code"] = json!("250");
    data["narration"] = json!(charge.note);
    data["merchant_fee"] = whole(charge.fee(now));
    data["net_amount"] = whole(charge.net(now));
    data["payment_link_id"] = json!(charge.number("payment_link_id"));
    if charge.method == "mobile_money" {
        data["mobile_money_network"] = json!(charge.network);
        data["mobile_money_phone"] = json!(phone);
        data["mobile_money_country_code"] = json!("250");
    } else {
        data["card_last_4"] = json!(charge.number("card_last_4"));
        data["card_scheme"] = json!(charge.number("card_scheme"));
    }
    if let Some(next) = super::authorize::next(charge) {
        data["next_action_type"] = json!(next.word());
    }
    if let Fate::Failed { code, text } = standing.fate {
        data["issuer_response_type"] = json!("declined");
        data["issuer_response_code"] = json!(code);
        data["processor_response"] = json!(text);
    }
    if *standing.fate == Fate::Succeeded {
        let settled = super::balance::is_settled(charge, now);
        data["settlement_status"] = json!(if settled { "settled" } else { "pending" });
    }
    data
}

fn payout_in_full(payout: &Movement, now: DateTime<Utc>) -> Value {
    let mut data = shown(payout, now);
    let mut details = disburse::told(payout, now);
    if let (Value::Object(data), Value::Object(details)) = (&mut data, &mut details) {
        data.append(details);
    }
    data["narration"] = json!(payout.note);
    data["recipient"] = recipient::shown(payout);
    data
}

/// `on_hold` is a word that no document has, for whoever maps words to meet one.
pub(super) fn status(movement: &Movement, now: DateTime<Utc>) -> &'static str {
    match movement.standing(now).fate {
        Fate::Pending => "pending",
        Fate::Unclear | Fate::Strange => "on_hold",
        Fate::Succeeded => "success",
        Fate::Failed { .. } => "failed",
    }
}

pub(super) fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&ZONE)
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// 2000 rather than 2000.00, and 49.90 as 49.9.
pub(super) fn whole(amount: Decimal) -> Value {
    number(amount.normalize())
}

//! What a collection and a transfer have in common: the object, the single read and the list, oldest first.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::page::{self, Slice};
use super::{AIRTEL, FEE_RATE, ZONE, errors, ok};
use crate::dice::Dice;
use crate::fields::{Problem, number};
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::Desk;
use crate::story::Fate;
use crate::wire::{Reply, Request};

const TIME_FORMAT: &str = "%Y-%m-%d %H:%M:%S";
const STILL_OPEN: &str = "0000-00-00 00:00:00";

/// What is asked for, once it is known to be well formed.
pub(super) struct Asked {
    pub(super) kind: Kind,
    pub(super) at: DateTime<Utc>,
    pub(super) amount: Decimal,
    pub(super) msisdn: String,
    pub(super) currency_code: &'static str,
    pub(super) external_reference: String,
    pub(super) narration: String,
    pub(super) charge_customer: bool,
    pub(super) channel: &'static str,
    pub(super) origin: Origin,
}

/// The row a request becomes, its story still to be told.
pub(super) fn record(asked: Asked, serial: u64, dice: &mut Dice) -> Movement {
    let numbers: BTreeMap<String, String> = [
        // The serial keeps the number unique whatever the dice say.
        (
            "transactionSystemId".to_owned(),
            system_id(asked.at, serial),
        ),
        (
            "MNOTransactionReferenceId".to_owned(),
            format!("{}", dice.random_range(13_000_000_000_u64..60_000_000_000)),
        ),
        ("channel".to_owned(), asked.channel.to_owned()),
    ]
    .into();
    let deposit = asked.kind == Kind::Charge;
    Movement {
        origin: asked.origin,
        // Only deposits are known to cost anything.
        fee_rate: if deposit { FEE_RATE } else { Decimal::ZERO },
        fee_decimals: 2,
        customer_pays_fee: asked.charge_customer,
        phone: asked.msisdn,
        network: asked.currency_code.to_owned(),
        method: "mobile_money".to_owned(),
        note: Some(asked.narration),
        our_reference: Some(asked.external_reference),
        numbers,
        ..Movement::new(
            asked.kind,
            uuid(dice),
            asked.at,
            asked.amount,
            asked.currency_code,
        )
    }
}

pub(super) fn system_id(at: DateTime<Utc>, serial: u64) -> String {
    let day = at.with_timezone(&ZONE).format("%y%m%d");
    format!("ZPY{day}{:06}TX", serial % 1_000_000)
}

/// Version 5 as in the documentation's samples.
pub(super) fn uuid(dice: &mut Dice) -> String {
    let bytes: [u8; 16] = dice.random();
    let text = hex::encode(bytes);
    format!(
        "{}-{}-5{}-8{}-{}",
        &text[..8],
        &text[8..12],
        &text[13..16],
        &text[17..20],
        &text[20..]
    )
}

/// The one answer to money that was asked for.
pub(super) fn initiated(movement: &Movement) -> Reply {
    let body = json!({
        "code": 202,
        "status": "accepted",
        "message": "Transaction Initiated",
        "transactionReference": movement.reference,
    });
    Reply::json(202, &body)
}

pub(super) fn show(desk: &Desk<'_>, kind: Kind, reference: &str) -> Reply {
    let found = desk.book.find(reference);
    match found.filter(|movement| movement.kind == kind) {
        Some(movement) => ok("data", object(movement, desk.now)),
        None => errors::not_found(),
    }
}

pub(super) fn list(desk: &Desk<'_>, kind: Kind, key: &str, request: &Request) -> Reply {
    let mut problems = Vec::new();
    let filter = Filter::read(request, &mut problems);
    let slice = Slice::read(request, page::DEFAULT_SIZE, &mut problems);
    if !problems.is_empty() {
        return errors::invalid(&problems);
    }
    let designated = filter.designation.is_none_or(|word| word == "TRANSACTION");
    let rows: Vec<&Movement> = desk
        .book
        .of(kind)
        .filter(|_| designated)
        .filter(|row| filter.takes(row.at, &row.currency, status(row, desk.now)))
        .collect();
    let path = format!("{}/{key}", request.base_url);
    ok(key, slice.page(&path, &rows, |row| object(row, desk.now)))
}

/// The filters of the statement, which the vendor's own client sends to the lists, too.
pub(super) struct Filter<'a> {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    statuses: Option<Vec<&'a str>>,
    currency: Option<&'a str>,
    pub(super) designation: Option<&'a str>,
}

impl<'a> Filter<'a> {
    pub(super) fn read(request: &'a Request, problems: &mut Vec<Problem>) -> Self {
        Self {
            start: moment(request, "start", problems),
            end: moment(request, "end", problems),
            statuses: request
                .parameter("status")
                .map(|words| words.split(',').collect()),
            currency: request.parameter("currency_code"),
            designation: request.parameter("designation"),
        }
    }

    pub(super) fn takes(&self, at: DateTime<Utc>, currency: &str, status: &str) -> bool {
        let status_fits = self
            .statuses
            .as_ref()
            .is_none_or(|words| words.contains(&status));
        status_fits
            && self.start.is_none_or(|start| at >= start)
            // Inclusive to the second that is written, whatever lies behind its point.
            && self.end.is_none_or(|end| at.timestamp() <= end.timestamp())
            && self.currency.is_none_or(|code| currency == code)
    }
}

fn moment(request: &Request, field: &str, problems: &mut Vec<Problem>) -> Option<DateTime<Utc>> {
    let text = request.parameter(field)?;
    let local = NaiveDateTime::parse_from_str(text, TIME_FORMAT).ok();
    let found = local.and_then(|local| ZONE.from_local_datetime(&local).earliest());
    if found.is_none() {
        let text = format!("The {field} does not match the format YYYY-MM-DD HH:MM:SS.");
        problems.push(Problem {
            field: field.to_owned(),
            text,
        });
    }
    found.map(|local| local.to_utc())
}

pub(super) fn status(movement: &Movement, now: DateTime<Utc>) -> &'static str {
    match movement.standing(now).fate {
        Fate::Pending => "PENDING",
        Fate::Unclear => "INDETERMINATE",
        // No page has it.
        Fate::Strange => "UNDER_REVIEW",
        Fate::Succeeded => "SUCCEEDED",
        Fate::Failed { .. } => "FAILED",
    }
}

/// The fields that a list, a single read, a statement and a webhook share.
pub(super) fn shared(movement: &Movement, now: DateTime<Utc>) -> Value {
    let standing = movement.standing(now);
    let settled = matches!(standing.fate, Fate::Succeeded | Fate::Failed { .. });
    let completed = standing.since.filter(|_| settled).map(local);
    let (general, specific) = match movement.kind {
        Kind::Charge => ("CREDIT", "INBOUND_MSISDN_CREDIT"),
        Kind::Payout | Kind::Conversion => ("DEBIT", "OUTBOUND_MSISDN_DEBIT"),
    };
    json!({
        "transactionSystemId": movement.number("transactionSystemId"),
        "transactionReference": movement.reference,
        "transactionStatus": status(movement, now),
        "amount": number(standing.amount),
        "msisdn": movement.phone,
        "channel": movement.number("channel"),
        "currencyCode": movement.currency,
        "currencyName": currency_name(&movement.currency),
        "transactionExternalReference": movement.our_reference,
        "transactionExternalNarrative": movement.note,
        "transactionInitiationDate": local(movement.at),
        "transactionCompletionDate": completed.unwrap_or_else(|| STILL_OPEN.to_owned()),
        "transactionEntryGeneralType": general,
        "transactionEntryDesignation": "TRANSACTION",
        "transactionEntrySpecificType": specific,
    })
}

pub(super) fn object(movement: &Movement, now: DateTime<Utc>) -> Value {
    let mut object = shared(movement, now);
    let operator = movement.number("MNOTransactionReferenceId");
    object["MNOTransactionReferenceId"] = json!(operator.filter(|_| movement.succeeded(now)));
    if movement.kind == Kind::Charge {
        object["customerCharged"] = json!(movement.customer_pays_fee);
    }
    object
}

pub(super) fn currency_name(code: &str) -> &'static str {
    if code == AIRTEL {
        "Ugandan shillings (Airtel Money)"
    } else {
        "Ugandan shillings (MTN Mobile Money)"
    }
}

pub(super) fn local(at: DateTime<Utc>) -> String {
    at.with_timezone(&ZONE).format(TIME_FORMAT).to_string()
}

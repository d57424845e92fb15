//! Money from a phone: asking for it, looking one up, listing them oldest first.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use rand::RngExt as _;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{AIRTEL, FEE_RATE, MTN, ZONE, errors, ok, page};
use crate::dice::{Dice, dice};
use crate::fields::{Fields, Problem, number};
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::{Fate, Story};
use crate::wire::{Reply, Request};

const TIME_FORMAT: &str = "%Y-%m-%d %H:%M:%S";
const STILL_OPEN: &str = "0000-00-00 00:00:00";

/// What is asked for, once it is known to be well formed.
pub(super) struct Asked {
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

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    if !request.says_json() {
        return errors::not_json().into();
    }
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::reply(400, "Your request is invalid.").into();
    };
    let mut fields = Fields::new(&body);
    let asked = Asked {
        at: desk.now,
        msisdn: msisdn(&mut fields),
        amount: fields.amount("amount", 2),
        currency_code: "",
        external_reference: fields.text("external_reference").to_owned(),
        narration: fields.text("narration").to_owned(),
        charge_customer: fields.optional_flag("charge_customer").unwrap_or(false),
        channel: "API",
        origin: Origin::Api,
    };
    let wallet = network(&asked.msisdn);
    if wallet.is_none() && !asked.msisdn.is_empty() {
        fields.problem(
            "msisdn",
            "The msisdn is not an MTN or Airtel number of Uganda.",
        );
    }
    let problems = fields.problems();
    let Some(currency_code) = wallet.filter(|_| problems.is_empty()) else {
        return errors::invalid(&problems).into();
    };
    let charge = commit(
        desk,
        Asked {
            currency_code,
            ..asked
        },
    );
    let body = json!({
        "code": 202,
        "status": "accepted",
        "message": "Transaction Initiated",
        "transactionReference": charge.reference,
    });
    Answer::keeping(Reply::json(202, &body), charge)
}

pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Movement, String> {
    let msisdn = payment.phone.trim_start_matches('+').to_owned();
    let currency_code = network(&msisdn).ok_or("not an MTN or Airtel number of Uganda")?;
    if payment.amount <= Decimal::ZERO {
        return Err("the amount must be greater than 0".to_owned());
    }
    let number = 1000 + desk.book.next_serial();
    let asked = Asked {
        at: desk.now,
        amount: payment.amount,
        msisdn,
        currency_code,
        external_reference: payment
            .reference
            .clone()
            .unwrap_or_else(|| format!("WEB-{number}")),
        narration: payment.note.clone(),
        charge_customer: false,
        channel: "WEB",
        origin: Origin::Outside,
    };
    Ok(commit(desk, asked))
}

fn commit(desk: &Desk<'_>, asked: Asked) -> Movement {
    let mut dice = dice(desk.seed, "zengapay", desk.book.next_serial());
    let story = Story::of_phone(&asked.msisdn);
    let steps = story.steps(asked.at, asked.amount, desk.delays, &mut dice);
    let mut charge = record(asked, desk.book.next_serial(), &mut dice);
    charge.steps = steps;
    charge
}

/// The row a request becomes, its story still to be told.
pub(super) fn record(asked: Asked, serial: u64, dice: &mut Dice) -> Movement {
    let day = asked.at.with_timezone(&ZONE).format("%y%m%d");
    let numbers: BTreeMap<String, String> = [
        // The serial keeps the number unique whatever the dice say.
        (
            "transactionSystemId".to_owned(),
            format!("ZPY{day}{:06}TX", serial % 1_000_000),
        ),
        (
            "MNOTransactionReferenceId".to_owned(),
            format!("{}", dice.random_range(13_000_000_000_u64..60_000_000_000)),
        ),
        ("channel".to_owned(), asked.channel.to_owned()),
    ]
    .into();
    Movement {
        kind: Kind::Charge,
        reference: uuid(dice),
        origin: asked.origin,
        at: asked.at,
        amount: asked.amount,
        currency: asked.currency_code.to_owned(),
        fee_rate: FEE_RATE,
        flat_fee: Decimal::ZERO,
        fee_decimals: 2,
        customer_pays_fee: asked.charge_customer,
        phone: asked.msisdn,
        network: asked.currency_code.to_owned(),
        method: "mobile_money".to_owned(),
        first_name: String::new(),
        last_name: String::new(),
        email: String::new(),
        note: Some(asked.narration),
        our_reference: Some(asked.external_reference),
        numbers,
        steps: Vec::new(),
        gives: None,
        callback_url: None,
    }
}

/// Version 5 as in the documentation's samples.
fn uuid(dice: &mut Dice) -> String {
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

/// International without the plus sign; the table says integer and every sample sends a string.
fn msisdn(fields: &mut Fields<'_>) -> String {
    let digits = match fields.value("msisdn") {
        Some(Value::Number(number)) => number.to_string(),
        Some(_) | None => fields.text("msisdn").to_owned(),
    };
    let right = digits.len() == 12
        && digits.starts_with("256")
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if right {
        return digits;
    }
    if !digits.trim().is_empty() {
        fields.problem(
            "msisdn",
            "The msisdn must be 12 digits in international format without the +.",
        );
    }
    String::new()
}

/// The wallet of the operator a number belongs to.
pub(super) fn network(msisdn: &str) -> Option<&'static str> {
    let national = msisdn.strip_prefix("256").filter(|rest| rest.len() == 9)?;
    if !national.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match national.get(..2)? {
        "77" | "78" | "76" | "39" => Some(MTN),
        "75" | "70" | "74" => Some(AIRTEL),
        _ => None,
    }
}

pub(super) fn show(desk: &Desk<'_>, reference: &str) -> Reply {
    match desk.book.find(reference) {
        Some(charge) => ok("data", object(charge, desk.now)),
        None => errors::reply(
            404,
            "The specified transaction or resource could not be found.",
        ),
    }
}

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Reply {
    let mut problems = Vec::new();
    let start = moment(request, "start", &mut problems);
    let end = moment(request, "end", &mut problems);
    let wanted: Option<Vec<&str>> = request
        .parameter("status")
        .map(|words| words.split(',').collect());
    let currency = request.parameter("currency_code");
    let designation = request.parameter("designation").unwrap_or("TRANSACTION");
    let slice = page::Slice::read(request, &mut problems);
    if !problems.is_empty() {
        return errors::invalid(&problems);
    }
    let rows: Vec<&Movement> = desk
        .book
        .of(Kind::Charge)
        .filter(|_| designation == "TRANSACTION")
        .filter(|charge| start.is_none_or(|start| charge.at >= start))
        // Inclusive to the second that is written, whatever lies behind its point.
        .filter(|charge| end.is_none_or(|end| charge.at.timestamp() <= end.timestamp()))
        .filter(|charge| currency.is_none_or(|code| charge.currency == code))
        .filter(|charge| {
            wanted
                .as_ref()
                .is_none_or(|words| words.contains(&status(charge, desk.now)))
        })
        .collect();
    let path = format!("{}/collections", request.base_url);
    ok(
        "collections",
        slice.page(&path, &rows, |charge| object(charge, desk.now)),
    )
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

fn status(charge: &Movement, now: DateTime<Utc>) -> &'static str {
    match charge.standing(now).fate {
        Fate::Pending => "PENDING",
        Fate::Unclear => "INDETERMINATE",
        // No page has it.
        Fate::Strange => "UNDER_REVIEW",
        Fate::Succeeded => "SUCCEEDED",
        Fate::Failed { .. } => "FAILED",
    }
}

pub(super) fn object(charge: &Movement, now: DateTime<Utc>) -> Value {
    let standing = charge.standing(now);
    let settled = matches!(standing.fate, Fate::Succeeded | Fate::Failed { .. });
    let completed = standing.since.filter(|_| settled).map(local);
    let operator = charge.numbers.get("MNOTransactionReferenceId");
    json!({
        "transactionSystemId": charge.numbers.get("transactionSystemId"),
        "transactionReference": charge.reference,
        "transactionStatus": status(charge, now),
        "amount": number(standing.amount),
        "msisdn": charge.phone,
        "channel": charge.numbers.get("channel"),
        "customerCharged": charge.customer_pays_fee,
        "currencyCode": charge.currency,
        "currencyName": currency_name(&charge.currency),
        "MNOTransactionReferenceId": operator.filter(|_| *standing.fate == Fate::Succeeded),
        "transactionExternalReference": charge.our_reference,
        "transactionExternalNarrative": charge.note,
        "transactionInitiationDate": local(charge.at),
        "transactionCompletionDate": completed.unwrap_or_else(|| STILL_OPEN.to_owned()),
        "transactionEntryGeneralType": "CREDIT",
        "transactionEntryDesignation": "TRANSACTION",
        "transactionEntrySpecificType": "INBOUND_MSISDN_CREDIT",
    })
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

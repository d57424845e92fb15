//! Payment links: made, read, changed, archived. Their endpoints stand on a page of their own; the bodies of the
//! answers stand nowhere, and are in the style of the other endpoints.

use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::record::uuid;
use super::transactions::{Slice, local, whole};
use super::{CURRENCIES, ZONE, customer, errors};
use crate::book::Paper;
use crate::dice::dice;
use crate::fields::{Fields, exact};
use crate::movement::Movement;
use crate::sandbox::{Answer, Desk};
use crate::wire::{Reply, Request};

pub(super) const SORT: &str = "link";
const TYPES: [&str; 4] = ["card", "mobile_money", "ussd", "bank_transfer"];
const ARCHIVED: &str = "archived";
/// What may be changed of one that exists: its price and its kind may not.
const CHANGEABLE: [&str; 14] = [
    "title",
    "amount",
    "min_amount",
    "max_amount",
    "payment_types",
    "slug",
    "description",
    "redirect_url",
    "max_uses",
    "expires_at",
    "collect_phone",
    "collect_name",
    "collect_address",
    "logo_url",
];

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::not_json().into();
    };
    let mut dice = dice(desk.seed, "dgspay link", desk.book.next_paper());
    let id = uuid(&mut dice);
    let mut link = Map::new();
    let made_up = Value::from(id.get(..8).unwrap_or_default());
    link.insert("slug".to_owned(), made_up);
    for field in ["amount_type", "currency"].iter().chain(&CHANGEABLE) {
        if let Some(value) = body.get(*field).filter(|value| !value.is_null()) {
            link.insert((*field).to_owned(), value.clone());
        }
    }
    if let Err(refusal) = check(desk, &link, &id) {
        return refusal.into();
    }
    link.insert("status".to_owned(), json!("active"));
    let link = Paper {
        sort: SORT.to_owned(),
        id,
        at: desk.now,
        fields: link,
    };
    let body = json!({
        "status": "success",
        "message": "Payment link created",
        "data": shown(desk, &link, &request.base_url),
    });
    Answer::keeping(Reply::json(200, &body), link)
}

pub(super) fn update(desk: &Desk<'_>, id: &str, request: &Request) -> Answer {
    let Some(link) = found(desk, id) else {
        return errors::not_found("Payment link not found").into();
    };
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::not_json().into();
    };
    if link.text("status") == ARCHIVED {
        return errors::validation("The payment link is archived.").into();
    }
    let fixed = body.keys().find(|key| !CHANGEABLE.contains(&key.as_str()));
    if let Some(field) = fixed {
        let text = format!("The {field} of a payment link cannot be changed.");
        return errors::validation(&text).into();
    }
    let mut link = link.clone();
    for (field, value) in body {
        if value.is_null() {
            link.fields.remove(&field);
        } else {
            link.fields.insert(field, value);
        }
    }
    if let Err(refusal) = check(desk, &link.fields, id) {
        return refusal.into();
    }
    let body = json!({
        "status": "success",
        "message": "Payment link updated",
        "data": shown(desk, &link, &request.base_url),
    });
    Answer::keeping(Reply::json(200, &body), link)
}

/// There is no way back.
pub(super) fn archive(desk: &Desk<'_>, id: &str) -> Answer {
    let Some(link) = found(desk, id) else {
        return errors::not_found("Payment link not found").into();
    };
    if link.text("status") == ARCHIVED {
        return errors::validation("The payment link is archived.").into();
    }
    let mut link = link.clone();
    link.fields.insert("status".to_owned(), json!(ARCHIVED));
    let body = json!({"status": "success", "message": "Payment link archived"});
    Answer::keeping(Reply::json(200, &body), link)
}

pub(super) fn list(desk: &Desk<'_>, request: &Request) -> Reply {
    let slice = match Slice::read(request) {
        Ok(slice) => slice,
        Err(refusal) => return refusal,
    };
    let rows: Vec<&Paper> = desk.book.papers(SORT).rev().collect();
    slice.reply(&rows, |link| shown(desk, link, &request.base_url))
}

pub(super) fn show(desk: &Desk<'_>, id: &str, request: &Request) -> Reply {
    let Some(link) = found(desk, id) else {
        return errors::not_found("Payment link not found");
    };
    let mut data = shown(desk, link, &request.base_url);
    let paid: Vec<&Movement> = paid(desk, &link.id).collect();
    let sum: Decimal = paid
        .iter()
        .map(|charge| charge.standing(desk.now).amount)
        .sum();
    data["charges"] = json!({
        "total": of(desk, &link.id).count(),
        "successful": paid.len(),
        "amount_collected": whole(sum),
    });
    Reply::json(200, &json!({"status": "success", "data": data}))
}

pub(super) fn found<'a>(desk: &Desk<'a>, id: &str) -> Option<&'a Paper> {
    desk.book.paper(SORT, id)
}

/// The charges that came through a link.
pub(super) fn of<'a>(desk: &Desk<'a>, id: &'a str) -> impl Iterator<Item = &'a Movement> {
    let movements = desk.book.movements().iter();
    movements.filter(move |charge| charge.number("payment_link_id") == Some(id))
}

pub(super) fn paid<'a>(desk: &Desk<'a>, id: &'a str) -> impl Iterator<Item = &'a Movement> {
    let now = desk.now;
    of(desk, id).filter(move |charge| charge.succeeded(now))
}

/// `active`, `expired`, `used_up` or `archived`.
pub(super) fn status(desk: &Desk<'_>, link: &Paper) -> String {
    let expired = expiry(link).is_some_and(|at| at <= desk.now);
    let most = link.fields.get("max_uses").and_then(Value::as_u64);
    let uses = paid(desk, &link.id).count() as u64;
    match link.text("status") {
        ARCHIVED => ARCHIVED,
        _ if expired => "expired",
        _ if most.is_some_and(|most| uses >= most) => "used_up",
        other => other,
    }
    .to_owned()
}

fn expiry(link: &Paper) -> Option<DateTime<Utc>> {
    moment(link.text("expires_at"))
}

fn moment(text: &str) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").ok()?;
    let local = ZONE.from_local_datetime(&local).earliest()?;
    Some(local.to_utc())
}

fn shown(desk: &Desk<'_>, link: &Paper, base_url: &str) -> Value {
    let mut shown = link.fields.clone();
    for field in ["amount", "max_uses", "expires_at"] {
        shown.entry(field).or_insert(Value::Null);
    }
    let url = format!("{base_url}/pay/{}", link.text("slug"));
    for (field, value) in [
        ("id", json!(link.id)),
        ("url", json!(url)),
        ("status", json!(status(desk, link))),
        ("uses", json!(paid(desk, &link.id).count())),
        ("created_at", json!(local(link.at))),
    ] {
        shown.insert(field.to_owned(), value);
    }
    Value::Object(shown)
}

/// Whether a link as it would be is one that can be.
fn check(desk: &Desk<'_>, link: &Map<String, Value>, id: &str) -> Result<(), Reply> {
    let mut fields = Fields::new(link);
    fields.text("title");
    let currency = fields.text("currency");
    if !currency.is_empty() && !CURRENCIES.contains(&currency) {
        fields.problem("currency", "The currency must be RWF, USD or EUR.");
    }
    match fields.text("amount_type") {
        "fixed" => {
            customer::amount(&mut fields, "amount", currency);
            for field in ["min_amount", "max_amount"] {
                if fields.value(field).is_some() {
                    fields.problem(field, format!("The {field} is for flexible links only."));
                }
            }
        }
        "flexible" => limits(&mut fields, currency),
        "" => {}
        _ => fields.problem("amount_type", "The amount_type must be fixed or flexible."),
    }
    types(&mut fields);
    let slug = fields.optional_text("slug").unwrap_or_default();
    let taken = |held: &Paper| held.text("slug") == slug && held.id != id;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if slug.is_empty() || !slug.bytes().all(plain) {
        fields.problem(
            "slug",
            "The slug may have small letters, digits and dashes.",
        );
    } else if desk.book.papers(SORT).any(taken) {
        fields.problem("slug", "The slug is taken.");
    }
    if let Some(text) = fields.optional_text("expires_at")
        && moment(text).is_none_or(|at| at <= desk.now)
    {
        fields.problem(
            "expires_at",
            "The expires_at must be a later YYYY-MM-DD HH:MM:SS.",
        );
    }
    if let Some(uses) = fields.value("max_uses")
        && uses.as_u64().is_none_or(|uses| uses == 0)
    {
        fields.problem(
            "max_uses",
            "The max_uses must be an integer greater than 0.",
        );
    }
    for field in ["collect_phone", "collect_name", "collect_address"] {
        fields.optional_flag(field);
    }
    fields.optional_text("description");
    for field in ["redirect_url", "logo_url"] {
        customer::url(&mut fields, field, false);
    }
    let problems = fields.problems();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(errors::invalid(&problems))
    }
}

fn limits(fields: &mut Fields<'_>, currency: &str) {
    if fields.value("amount").is_some() {
        fields.problem("amount", "The amount is for fixed links only.");
    }
    let mut limit = |field: &str| {
        let given = fields.value(field).is_some();
        given.then(|| customer::amount(fields, field, currency))
    };
    let (least, most) = (limit("min_amount"), limit("max_amount"));
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        fields.problem("max_amount", "The max_amount is less than the min_amount.");
    }
}

fn types(fields: &mut Fields<'_>) {
    let known = |word: &Value| word.as_str().is_some_and(|word| TYPES.contains(&word));
    match fields.value("payment_types") {
        None => {}
        Some(Value::Array(words)) if !words.is_empty() && words.iter().all(known) => {}
        Some(_) => fields.problem(
            "payment_types",
            "The payment_types must be of card, mobile_money, ussd and bank_transfer.",
        ),
    }
}

/// An amount in a link's field.
pub(super) fn amount(link: &Paper, field: &str) -> Option<Decimal> {
    match link.fields.get(field)? {
        Value::Number(number) => exact(number),
        _ => None,
    }
}

//! A payment link as it stands at a moment: how often it was used follows from the payments that came through it.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::country::{self, Country};
use super::{knobs, page_of, payment};
use crate::book::Paper;
use crate::fields::exact;
use crate::movement::{Kind, Movement};
use crate::sandbox::Desk;

pub(super) const SORT: &str = "link";

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    /// It took all the payments it may take.
    UsedUp,
    Expired,
}

/// The payments through it that succeeded.
fn payments<'a>(desk: &Desk<'a>, link: &Paper) -> Vec<&'a Movement> {
    let own = |payment: &&Movement| payment.number(payment::LINK) == Some(&link.id);
    let payments = desk.book.of(Kind::Charge).filter(own);
    payments
        .filter(|payment| payment.succeeded(desk.now))
        .collect()
}

pub(super) fn state(desk: &Desk<'_>, link: &Paper) -> State {
    // Without a limit even a link for many uses closes after the first: seen in production.
    let limit = match link.text("usageType") {
        "MULTIPLE" => link
            .fields
            .get("usageLimit")
            .and_then(Value::as_u64)
            .unwrap_or(1),
        _ => 1,
    };
    let ends = link.text("expiresAt").parse::<DateTime<Utc>>();
    if payments(desk, link).len() as u64 >= limit {
        State::UsedUp
    } else if ends.is_ok_and(|ends| ends <= desk.now) {
        State::Expired
    } else {
        State::Open
    }
}

fn status(desk: &Desk<'_>, link: &Paper) -> &'static str {
    let live = knobs::links_have_live_words(desk.access);
    match (state(desk, link), live) {
        (State::Open, true) => "ACTIVE",
        (State::Open, false) => "ENABLED",
        (State::UsedUp, true) if link.text("usageType") == "UNIQUE" => "REVOKED",
        (State::UsedUp, _) => "PAID",
        (State::Expired, _) => "EXPIRED",
    }
}

pub(super) fn country_of(link: &Paper) -> Option<&'static Country> {
    country::of_code(link.text("countryCode"))
}

/// What it asks for; `None` leaves the amount to the payer.
pub(super) fn amount(link: &Paper) -> Option<rust_decimal::Decimal> {
    match link.fields.get("amountToPay") {
        Some(Value::Number(number)) => exact(number),
        _ => None,
    }
}

pub(super) fn object(desk: &Desk<'_>, link: &Paper) -> Value {
    let used = payments(desk, link);
    let shown: Vec<Value> = if knobs::links_list_payments(desk.access) {
        used.iter()
            .map(|one| payment::object(one, desk.now))
            .collect()
    } else {
        Vec::new()
    };
    let mut object: Map<String, Value> = link.fields.clone();
    object.extend([
        ("paymentLinkReference".to_owned(), json!(link.id)),
        ("status".to_owned(), json!(status(desk, link))),
        ("paymentPageUrl".to_owned(), json!(page_of(&link.id))),
        ("numberOfUsage".to_owned(), json!(used.len())),
        ("payments".to_owned(), json!(shown)),
    ]);
    Value::Object(object)
}

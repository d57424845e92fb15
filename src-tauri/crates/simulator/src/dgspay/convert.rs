//! `POST /convert`: from one wallet into another. A preview moves nothing; rates move every minute, so a preview of
//! the last minute may not hold in this one.

use chrono::{DateTime, Utc};
use rand::RngExt as _;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

use super::record::conversion;
use super::{CURRENCIES, balance, customer, errors};
use crate::dice::dice;
use crate::fields::{Fields, number};
use crate::movement::{Given, Movement};
use crate::sandbox::{Answer, Desk};
use crate::story::{Fate, Step, Story};
use crate::wire::{Reply, Request};

const RATE_DECIMALS: u32 = 6;

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::not_json().into();
    };
    let mut fields = Fields::new(&body);
    let action = fields.text("action");
    if !matches!(action, "preview" | "convert" | "") {
        fields.problem("action", "The action must be preview or convert.");
    }
    let from = currency(&mut fields, "from_currency");
    let to = currency(&mut fields, "to_currency");
    if from == to && !from.is_empty() {
        fields.problem("to_currency", "The to_currency must be another one.");
    }
    let amount = customer::amount(&mut fields, "from_amount", from);
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    let given = given(desk.seed, desk.now, from, to, amount);
    if action == "preview" {
        let mut body = shown(from, amount, &given);
        body["status"] = json!("success");
        body["message"] = json!("Conversion preview — no funds moved");
        body["rate_display"] = json!(rate_display(from, &given));
        body["fee"] = json!(0);
        return Reply::json(200, &body).into();
    }
    let available = balance::available(desk, from);
    if amount > available {
        return errors::insufficient(from, available, amount).into();
    }
    execute(desk, from, amount, given)
}

fn execute(desk: &Desk<'_>, from: &str, amount: Decimal, given: Given) -> Answer {
    let serial = desk.book.next_serial();
    let mut dice = dice(desk.seed, "dgspay", serial);
    let mut converted = conversion(desk.now, from, amount, given, serial, &mut dice);
    converted.steps = steps(desk, &converted, &mut dice);
    let Some(given) = &converted.gives else {
        return errors::validation("Nothing to convert").into();
    };
    let mut body = shown(from, amount, given);
    body["status"] = json!("success");
    body["message"] = json!(format!(
        "Conversion initiated. {} balance will be credited shortly.",
        given.currency
    ));
    body["dgs_conversion_ref"] = json!(converted.reference);
    body["conversion_status"] = json!("processing");
    body["fee"] = json!(0);
    Answer::keeping(Reply::json(200, &body), converted)
}

/// Nobody's phone is in it, so the last two digits of the whole amount tell the story.
fn steps(desk: &Desk<'_>, converted: &Movement, dice: &mut crate::dice::Dice) -> Vec<Step> {
    let ending = format!("{:02}", converted.amount.trunc());
    let story = Story::of_phone(&ending);
    let mut steps = story.payout_steps(desk.now, converted.amount, desk.delays, dice);
    for step in &mut steps {
        if matches!(step.fate, Fate::Failed { .. }) {
            step.fate = Fate::failed("51", "Insufficient balance");
        }
        // The other amount is what is given, a hundredth less.
        let given = converted.gives.as_ref();
        step.amount = step
            .amount
            .and(given)
            .map(|given| two_places(given.amount * Decimal::new(99, 2)));
    }
    steps
}

fn currency<'a>(fields: &mut Fields<'a>, field: &str) -> &'a str {
    let currency = fields.text(field);
    if !currency.is_empty() && !CURRENCIES.contains(&currency) {
        fields.problem(field, format!("The {field} must be RWF, USD or EUR."));
    }
    currency
}

/// What an amount would bring at a moment.
pub(super) fn given(seed: u64, now: DateTime<Utc>, from: &str, to: &str, amount: Decimal) -> Given {
    let minute = u64::try_from(now.timestamp() / 60).unwrap_or_default();
    let mut luck = dice(seed, "dgspay rates", minute);
    // Half a percent up or down.
    let drift = Decimal::ONE + Decimal::new(luck.random_range(-50..=50), 4);
    let rate = (francs(from) / francs(to) * drift).round_dp(RATE_DECIMALS);
    let amount = amount.checked_mul(rate).unwrap_or_default();
    Given {
        currency: to.to_owned(),
        amount: amount.round_dp_with_strategy(customer::decimals(to), RoundingStrategy::ToZero),
        rate,
    }
}

/// What one of a currency costs; a euro is what the sample makes of it.
fn francs(currency: &str) -> Decimal {
    match currency {
        "USD" => Decimal::from(1_400),
        "EUR" => Decimal::new(148_148, 2),
        _ => Decimal::ONE,
    }
}

fn two_places(mut amount: Decimal) -> Decimal {
    amount.rescale(2);
    amount
}

/// The fields that all answers and webhooks of a conversion share.
pub(super) fn shown(from: &str, amount: Decimal, given: &Given) -> Value {
    let mut rate = given.rate;
    rate.rescale(RATE_DECIMALS);
    json!({
        "from_currency": from,
        "from_amount": number(amount.normalize()),
        "to_currency": given.currency,
        "to_amount": number(two_places(given.amount)),
        "rate": number(rate),
    })
}

pub(super) fn rate_display(from: &str, given: &Given) -> String {
    let mut rate = given.rate;
    rate.rescale(4);
    format!("1 {from} = {rate} {}", given.currency)
}

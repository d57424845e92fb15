//! `POST /charges`: money from a phone or from a card.

use rand::SeedableRng as _;
use rust_decimal::Decimal;
use serde_json::Value;

use super::record::{Asked, record};
use super::scenario::Scenario;
use super::{CURRENCIES, answer, authorize, cards, cipher, customer, errors};
use crate::book::Entry;
use crate::dice::dice;
use crate::fields::Fields;
use crate::movement::{Kind, Movement, Origin};
use crate::past::{any, names};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::Story;
use crate::wire::Request;

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::not_json().into();
    };
    let mut fields = Fields::new(&body);
    match fields.text("payment_type") {
        "mobile_money" | "" => by_phone(desk, fields, request),
        "card" => by_card(desk, fields, request),
        _ => {
            fields.problem(
                "payment_type",
                "The payment_type must be mobile_money or card.",
            );
            errors::invalid(&fields.problems()).into()
        }
    }
}

fn by_phone(desk: &Desk<'_>, mut fields: Fields<'_>, request: &Request) -> Answer {
    if !matches!(fields.text("currency"), "RWF" | "") {
        fields.problem("currency", "The currency must be RWF for mobile money.");
    }
    let customer = customer::read(&mut fields, true);
    let phone = customer::local_phone(&mut fields, "mobile_money_phone");
    let network = fields.text("mobile_money_network");
    if !matches!(network, "MTN" | "Airtel" | "") {
        fields.problem(
            "mobile_money_network",
            "The mobile_money_network must be MTN or Airtel.",
        );
    }
    let scenario = scenario(&mut fields, Scenario::of_mobile_money);
    let asked = Asked {
        kind: Kind::Charge,
        at: desk.now,
        amount: customer::amount(&mut fields, "amount", "RWF"),
        currency: "RWF".to_owned(),
        method: "mobile_money",
        phone: format!("250{phone}"),
        network: network.to_owned(),
        first_name: customer.first_name,
        last_name: customer.last_name,
        email: customer.email,
        note: customer.narration,
        origin: Origin::Api,
    };
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    let mut charge = commit(desk, asked, &scenario);
    charge.callback_url = customer.callback_url;
    let reply = answer::of_charge(&charge, desk, &request.base_url);
    Answer::keeping(reply, charge)
}

fn by_card(desk: &Desk<'_>, mut fields: Fields<'_>, request: &Request) -> Answer {
    let currency = fields.text("currency").to_owned();
    if !currency.is_empty() && !CURRENCIES.contains(&currency.as_str()) {
        fields.problem("currency", "The currency must be RWF, USD or EUR.");
    }
    let customer = customer::read(&mut fields, false);
    let card = cards::read(desk, &mut fields);
    let key = fields.optional_text("scenario_key").unwrap_or_default();
    let scenario = scenario(&mut fields, Scenario::of_card);
    let asked = Asked {
        kind: Kind::Charge,
        at: desk.now,
        amount: customer::amount(&mut fields, "amount", &currency),
        currency,
        method: "card",
        phone: customer.phone,
        network: String::new(),
        first_name: customer.first_name,
        last_name: customer.last_name,
        email: customer.email,
        note: customer.narration,
        origin: Origin::Api,
    };
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    let mut charge = commit(desk, asked, &scenario);
    charge.callback_url = customer.callback_url;
    if !scenario.actions.is_empty() {
        // Nothing happens before the holder has done all of it.
        charge.steps.clear();
        let issuer = key.split('&').find(|part| part.starts_with("issuer:"));
        authorize::to_do(&mut charge, &scenario.actions, issuer);
    }
    for (name, value) in [
        ("card_last_4", card.last_four.as_str()),
        ("card_scheme", card.scheme),
    ] {
        charge.numbers.insert(name.to_owned(), value.to_owned());
    }
    let reply = answer::of_charge(&charge, desk, &request.base_url);
    let nonce = cipher::used(desk, &card.nonce);
    Answer {
        reply,
        commit: vec![Entry::from(charge), Entry::from(nonce)],
    }
}

fn scenario(
    fields: &mut Fields<'_>,
    read: impl FnOnce(&str) -> Result<Scenario, String>,
) -> Scenario {
    let read = fields.optional_text("scenario_key").map(read).transpose();
    let read = read.unwrap_or_else(|text| {
        fields.problem("scenario_key", text);
        None
    });
    read.unwrap_or_default()
}

pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Movement, String> {
    let phone = rwandan(&payment.phone)?;
    if payment.amount <= Decimal::ZERO || payment.amount.normalize().scale() > 0 {
        return Err("the amount must be a whole number greater than 0".to_owned());
    }
    let mut asked = of_a_phone(desk, &phone, payment.amount.normalize());
    asked.note = Some(payment.note.clone());
    Ok(commit(desk, asked, &Scenario::default()))
}

/// The digits of a Rwandan mobile number with its country code.
pub(super) fn rwandan(phone: &str) -> Result<String, String> {
    let digits = phone.trim_start_matches('+');
    let local = digits
        .strip_prefix("250")
        .filter(|rest| customer::is_local(rest));
    match local {
        Some(_) => Ok(digits.to_owned()),
        None => Err("not an MTN or Airtel number of Rwanda".to_owned()),
    }
}

/// A charge that nobody asked the API for; the same number always belongs to the same person.
pub(super) fn of_a_phone(desk: &Desk<'_>, phone: &str, amount: Decimal) -> Asked {
    let mut luck = dice(desk.seed, phone, 0);
    Asked {
        kind: Kind::Charge,
        at: desk.now,
        amount,
        currency: "RWF".to_owned(),
        method: "mobile_money",
        phone: phone.to_owned(),
        network: network(phone).to_owned(),
        first_name: any(names::RWANDA, &mut luck).to_owned(),
        last_name: any(names::RWANDA_FAMILIES, &mut luck).to_owned(),
        email: "customer@shop.example".to_owned(),
        note: None,
        origin: Origin::Outside,
    }
}

/// The operator of a number with its country code.
pub(super) fn network(phone: &str) -> &'static str {
    match phone.get(3..5) {
        Some("78" | "79") => "MTN",
        _ => "Airtel",
    }
}

pub(super) fn commit(desk: &Desk<'_>, asked: Asked, scenario: &Scenario) -> Movement {
    let serial = desk.book.next_serial();
    let mut dice = dice(desk.seed, "dgspay", serial);
    // A card's issuer answers at once.
    let at_once = scenario
        .issuer
        .as_ref()
        .filter(|_| asked.method == "card")
        .map(|fate| vec![crate::story::Step::new(asked.at, fate.clone())]);
    let asked_for = at_once.or_else(|| scenario.steps(asked.at, desk.delays));
    let steps = asked_for.unwrap_or_else(|| {
        let mut luck = crate::dice::Dice::from_rng(&mut dice);
        Story::of_phone(&asked.phone).steps(asked.at, asked.amount, desk.delays, &mut luck)
    });
    let mut charge = record(asked, serial, &mut dice);
    charge.steps = steps;
    charge
}

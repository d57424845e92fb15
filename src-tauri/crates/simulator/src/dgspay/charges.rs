//! `POST /charges` for mobile money.

use rand::SeedableRng as _;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::errors;
use super::record::{Asked, record};
use super::scenario::Scenario;
use super::transactions::whole;
use crate::dice::dice;
use crate::fields::Fields;
use crate::movement::{Kind, Movement, Origin};
use crate::past::{any, names};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::{Fate, Story};
use crate::wire::{Reply, Request};

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::validation("Invalid JSON structure").into();
    };
    let mut fields = Fields::new(&body);
    match fields.text("payment_type") {
        "mobile_money" => {}
        "card" => {
            return errors::validation(
                "Card payments are not available in this sandbox; use mobile_money.",
            )
            .into();
        }
        "" => {}
        _ => fields.problem(
            "payment_type",
            "The payment_type must be mobile_money or card.",
        ),
    }
    let (asked, scenario) = read(desk, &mut fields);
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    let charge = commit(desk, asked, &scenario);
    let reply = initiated(&charge, desk, &request.base_url);
    Answer::keeping(reply, charge)
}

fn read(desk: &Desk<'_>, fields: &mut Fields<'_>) -> (Asked, Scenario) {
    if !matches!(fields.text("currency"), "RWF" | "") {
        fields.problem("currency", "The currency must be RWF for mobile money.");
    }
    let email = fields.text("customer_email").to_owned();
    if !email.is_empty() && !is_email(&email) {
        fields.problem(
            "customer_email",
            "The customer_email must be an email address.",
        );
    }
    if !matches!(fields.text("customer_phone_country_code"), "250" | "") {
        fields.problem(
            "customer_phone_country_code",
            "The customer_phone_country_code must be 250.",
        );
    }
    let redirect = fields.text("redirect_url");
    if !redirect.is_empty() && !is_url(redirect) {
        fields.problem("redirect_url", "The redirect_url must be a URL.");
    }
    local_phone(fields, "customer_phone");
    let phone = local_phone(fields, "mobile_money_phone");
    let network = fields.text("mobile_money_network");
    if !matches!(network, "MTN" | "Airtel" | "") {
        fields.problem(
            "mobile_money_network",
            "The mobile_money_network must be MTN or Airtel.",
        );
    }
    let scenario = fields
        .optional_text("scenario_key")
        .map(Scenario::read)
        .transpose();
    let scenario = scenario.unwrap_or_else(|text| {
        fields.problem("scenario_key", text);
        None
    });
    let asked = Asked {
        at: desk.now,
        amount: fields.amount("amount", 0),
        currency: "RWF",
        method: "mobile_money",
        phone: format!("250{phone}"),
        network: network.to_owned(),
        first_name: fields.text("customer_first_name").to_owned(),
        last_name: fields.text("customer_last_name").to_owned(),
        email,
        note: fields.optional_text("narration").map(str::to_owned),
        origin: Origin::Api,
    };
    (asked, scenario.unwrap_or_default())
}

/// Nine digits of a Rwandan mobile number, without country code or leading zero.
fn local_phone<'a>(fields: &mut Fields<'a>, field: &str) -> &'a str {
    let phone = fields.text(field);
    if !phone.is_empty() && !is_local(phone) {
        fields.problem(
            field,
            format!("The {field} must be 9 digits without country code, e.g. 789654321."),
        );
    }
    phone
}

fn is_local(phone: &str) -> bool {
    let prefix = phone.get(..2).unwrap_or_default();
    phone.len() == 9
        && phone.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(prefix, "78" | "79" | "72" | "73")
}

fn is_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

fn is_url(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Movement, String> {
    let digits = payment.phone.trim_start_matches('+');
    let local = digits.strip_prefix("250").filter(|rest| is_local(rest));
    let local = local.ok_or("not an MTN or Airtel number of Rwanda")?;
    if payment.amount <= Decimal::ZERO || payment.amount.normalize().scale() > 0 {
        return Err("the amount must be a whole number greater than 0".to_owned());
    }
    // The same number always belongs to the same person.
    let mut luck = dice(desk.seed, digits, 0);
    let asked = Asked {
        at: desk.now,
        amount: payment.amount.normalize(),
        currency: "RWF",
        method: "mobile_money",
        phone: digits.to_owned(),
        network: if local.starts_with("78") || local.starts_with("79") {
            "MTN"
        } else {
            "Airtel"
        }
        .to_owned(),
        first_name: any(names::RWANDA, &mut luck).to_owned(),
        last_name: any(names::RWANDA_FAMILIES, &mut luck).to_owned(),
        email: "customer@shop.example".to_owned(),
        note: Some(payment.note.clone()),
        origin: Origin::Outside,
    };
    Ok(commit(desk, asked, &Scenario::default()))
}

fn commit(desk: &Desk<'_>, asked: Asked, scenario: &Scenario) -> Movement {
    let serial = desk.book.next_serial();
    let mut dice = dice(desk.seed, "dgspay", serial);
    let steps = scenario.steps(asked.at, desk.delays).unwrap_or_else(|| {
        let mut luck = crate::dice::Dice::from_rng(&mut dice);
        Story::of_phone(&asked.phone).steps(asked.at, asked.amount, desk.delays, &mut luck)
    });
    let mut charge = record(asked, serial, &mut dice);
    charge.steps = steps;
    charge
}

/// The three documented answers; all but the auto-approved ones are pending.
fn initiated(charge: &Movement, desk: &Desk<'_>, base_url: &str) -> Reply {
    let mut body = json!({
        "transaction_id": charge.numbers.get("transaction_id"),
        "dgs_reference": charge.reference,
        "amount": whole(charge.amount),
        "currency": charge.currency,
        "payment_method_type": charge.method,
    });
    match charge.standing(desk.now).fate {
        Fate::Pending | Fate::Unclear | Fate::Strange => {
            body["status"] = json!("success");
            body["message"] = json!("Charge initiated");
            body["transaction_status"] = json!("pending");
            body["next_action_type"] = json!("redirect_url");
            body["next_action_redirect_url"] =
                json!(format!("{base_url}/checkout/{}", charge.reference));
            body["display_text"] = json!("Complete payment on your mobile device");
        }
        Fate::Succeeded => {
            body["status"] = json!("success");
            body["message"] = json!("Payment completed");
            body["transaction_status"] = json!("successful");
            body["mobile_money_network"] = json!(charge.network);
            body["mobile_money_phone"] = json!(charge.phone.strip_prefix("250"));
            body["mobile_money_country_code"] = json!("250");
        }
        Fate::Failed { code, text } => {
            body["status"] = json!("failed");
            body["message"] = json!("Charge failed");
            body["transaction_status"] = json!("failed");
            body["issuer_response_type"] = json!("declined");
            body["issuer_response_code"] = json!(code);
            body["processor_response"] = json!(text);
        }
    }
    Reply::json(200, &body)
}

//! Somebody opens a payment link and pays: the control's doing, since no request to the API does it.

use serde_json::Value;

use super::links::{self, SORT};
use super::scenario::Scenario;
use super::{charges, customer};
use crate::book::{Entry, Paper};
use crate::sandbox::{Desk, LinkPayment};

pub(super) fn pay(desk: &Desk<'_>, payment: &LinkPayment) -> Result<Vec<Entry>, String> {
    let link = desk
        .book
        .papers(SORT)
        .find(|link| link.id == payment.link || link.text("slug") == payment.link)
        .ok_or("no such payment link")?;
    let status = links::status(desk, link);
    if status != "active" {
        return Err(format!("the payment link is {status}"));
    }
    let currency = link.text("currency");
    let amount = amount(link, payment)?;
    if amount.normalize().scale() > customer::decimals(currency) {
        return Err(format!("no such amount of {currency}"));
    }
    // Only francs can be paid by phone.
    let method = if currency == "RWF" {
        "mobile_money"
    } else {
        "card"
    };
    if !takes(link, method) {
        return Err(format!("the payment link takes no {method}"));
    }
    let phone = charges::rwandan(&payment.phone)?;
    let mut asked = charges::of_a_phone(desk, &phone, amount);
    asked.currency = currency.to_owned();
    asked.method = method;
    asked.note = Some(link.text("title").to_owned());
    let mut charge = charges::commit(desk, asked, &Scenario::default());
    charge
        .numbers
        .insert("payment_link_id".to_owned(), link.id.clone());
    Ok(vec![charge.into()])
}

fn amount(link: &Paper, payment: &LinkPayment) -> Result<rust_decimal::Decimal, String> {
    if let Some(fixed) = links::amount(link, "amount") {
        return match payment.amount {
            Some(other) if other != fixed => Err("the price is fixed".to_owned()),
            _ => Ok(fixed),
        };
    }
    let amount = payment.amount.ok_or("the payer has to choose an amount")?;
    let least = links::amount(link, "min_amount");
    let most = links::amount(link, "max_amount");
    let within =
        least.is_none_or(|least| amount >= least) && most.is_none_or(|most| amount <= most);
    if within && amount > rust_decimal::Decimal::ZERO {
        Ok(amount)
    } else {
        Err("the amount is outside the link's limits".to_owned())
    }
}

/// Without a list it takes all there are.
fn takes(link: &Paper, method: &str) -> bool {
    match link.fields.get("payment_types") {
        Some(Value::Array(words)) => words.iter().any(|word| word == method),
        _ => true,
    }
}

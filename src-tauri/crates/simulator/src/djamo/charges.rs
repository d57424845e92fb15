//! `/v1/charges`: making one, reading one, listing them newest first.

use serde_json::Value;

use super::charge::{self, METADATA};
use super::errors::Spot;
use super::{knobs, msisdn, page, read};
use crate::book::Entry;
use crate::dice::dice;
use crate::fields::Fields;
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::Story;
use crate::wire::Reply;

pub(super) fn create(spot: &Spot<'_>) -> Result<Answer, Reply> {
    let body = read::body(spot)?;
    let mut fields = Fields::new(&body);
    let amount = read::francs(&mut fields, "amount");
    let external_id = fields.text("externalId").to_owned();
    let description = fields.text("description").to_owned();
    read::url(&mut fields, "onCompletedRedirectionUrl");
    read::url(&mut fields, "onCanceledRedirectionUrl");
    if fields
        .optional_text("currency")
        .is_some_and(|word| word != super::CURRENCY)
    {
        fields.problem("currency", "currency must be XOF");
    }
    let metadata = fields.value("metadata");
    if metadata.is_some_and(|value| !value.is_object()) {
        fields.problem("metadata", "metadata must be an object");
    }
    let problems = fields.problems();
    if !problems.is_empty() {
        return Err(spot.invalid(&problems));
    }
    let desk = spot.desk;
    if desk.book.find_ours(Kind::Charge, &external_id).is_some() {
        return Err(spot.refuse(409, "A charge with this externalId already exists"));
    }
    let mut dice = dice(desk.seed, "djamo", desk.book.next_serial());
    let mut made = charge::waiting(desk.now, amount, external_id, description, &mut dice);
    if let Some(metadata) = metadata {
        made.numbers
            .insert(METADATA.to_owned(), metadata.to_string());
    }
    let mut shown = charge::object(&made, desk.now);
    // The documentation's sample of this one answer writes the date without dashes.
    shown["createdAt"] = Value::String(desk.now.format("%Y%m%dT%H%M%S%.3fZ").to_string());
    Ok(Answer::keeping(Reply::json(201, &shown), made))
}

pub(super) fn find<'a>(spot: &Spot<'a>, id: &str) -> Result<&'a Movement, Reply> {
    let found = spot.desk.book.find(id);
    found
        .filter(|movement| movement.kind == Kind::Charge)
        .ok_or_else(|| spot.not_found("Charge"))
}

pub(super) fn show(spot: &Spot<'_>, id: &str) -> Result<Reply, Reply> {
    let found = find(spot, id)?;
    Ok(Reply::json(200, &charge::object(found, spot.desk.now)))
}

pub(super) fn list(spot: &Spot<'_>) -> Result<Reply, Reply> {
    if !knobs::lists_charges(spot.desk.access) {
        return Err(spot.refuse(404, "Cannot GET /v1/charges"));
    }
    let all = spot.desk.book.movements().iter().enumerate().rev();
    let rows: Vec<(usize, &Movement)> = all
        .filter(|(_, movement)| movement.kind == Kind::Charge)
        .collect();
    page::page(spot, &rows, |charge| charge::object(charge, spot.desk.now))
}

/// A charge that the shop's website made, and somebody is paying.
pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Vec<Entry>, String> {
    let phone = format!("+{}", payment.phone.trim_start_matches('+'));
    let phone =
        msisdn::read(desk, &phone).ok_or("not a mobile number of this account's country")?;
    if payment.amount.normalize().scale() > 0 || payment.amount <= 0.into() {
        return Err("the amount must be a whole number greater than 0".to_owned());
    }
    let serial = desk.book.next_serial();
    let mut dice = dice(desk.seed, "djamo", serial);
    let given = payment.reference.clone();
    let external_id = given.unwrap_or_else(|| format!("WEB-{}", 1000 + serial));
    let amount = payment.amount.normalize();
    let note = payment.note.clone();
    let mut made = charge::waiting(desk.now, amount, external_id, note, &mut dice);
    let story = Story::of_phone(&phone).steps(desk.now, amount, desk.delays, &mut dice);
    let mut steps = vec![charge::due(desk.now)];
    steps.extend(story);
    made.steps = charge::until_dropped(desk.now, steps);
    made.phone = phone;
    made.origin = Origin::Outside;
    Ok(vec![made.into()])
}

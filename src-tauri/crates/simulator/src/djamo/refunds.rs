//! `POST /v1/charges/{id}/refund`: all that is left, or the amount that is named. It is done at once.

use rust_decimal::Decimal;

use super::charges::find;
use super::errors::Spot;
use super::{CURRENCY, charge, knobs, read};
use crate::book::{Book, Entry, Turn};
use crate::fields::Fields;
use crate::sandbox::Answer;
use crate::story::{Fate, Step};
use crate::wire::Reply;

pub(super) fn refund(spot: &Spot<'_>, id: &str) -> Result<Answer, Reply> {
    let desk = spot.desk;
    if !knobs::refunds(desk.access) {
        let text = format!("Cannot POST {}", spot.request.path);
        return Err(spot.refuse(404, &text));
    }
    let found = find(spot, id)?;
    let body = read::body(spot)?;
    let mut fields = Fields::new(&body);
    let named = fields
        .value("amount")
        .is_some()
        .then(|| read::francs(&mut fields, "amount"));
    let problems = fields.problems();
    if !problems.is_empty() {
        return Err(spot.invalid(&problems));
    }
    if !found.succeeded(desk.now) {
        return Err(spot.refuse(422, "Only a paid charge can be refunded"));
    }
    let standing = found.standing(desk.now);
    let left = standing.amount - standing.refunded;
    let back = named.unwrap_or(left);
    if back > left || left <= Decimal::ZERO {
        let text = format!("The refund exceeds what is left of the charge ({left} {CURRENCY})");
        return Err(spot.refuse(422, &text));
    }
    if back > desk.book.wallet(CURRENCY, desk.now) {
        return Err(spot.refuse(422, "Insufficient balance"));
    }
    let mut step = Step::new(desk.now, Fate::Succeeded);
    step.amount = Some(standing.amount);
    step.refunded = Some(standing.refunded + back);
    let turn = Turn {
        reference: found.reference.clone(),
        at: desk.now,
        steps: vec![step],
        instead: true,
        numbers: [].into(),
    };
    let mut after = Book::default();
    after.add(found.clone().into());
    after.add(Entry::Turn(turn.clone()));
    let shown = after
        .find(id)
        .map(|charge| charge::object(charge, desk.now));
    let reply = Reply::json(201, &shown.unwrap_or_default());
    Ok(Answer::keeping(reply, turn))
}

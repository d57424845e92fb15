//! `POST /v1/charges/{id}/pay`, which only the staging environment has: somebody with this number pays. What follows is
//! the number's story, as everywhere.

use super::charge::{self, PAYER};
use super::charges::find;
use super::errors::Spot;
use super::{msisdn, read};
use crate::book::Turn;
use crate::dice::dice;
use crate::fields::Fields;
use crate::sandbox::Answer;
use crate::story::Story;
use crate::wire::Reply;

pub(super) fn pay(spot: &Spot<'_>, id: &str) -> Result<Answer, Reply> {
    let desk = spot.desk;
    let found = find(spot, id)?;
    let body = read::body(spot)?;
    let mut fields = Fields::new(&body);
    let payer = msisdn::required(desk, &mut fields, "msisdn");
    let problems = fields.problems();
    if !problems.is_empty() {
        return Err(spot.invalid(&problems));
    }
    if !charge::is_payable(found, desk.now) {
        return Err(spot.refuse(422, "This charge cannot be paid"));
    }
    let number = u64::try_from(desk.now.timestamp_millis()).unwrap_or_default();
    let mut dice = dice(desk.seed, &found.reference, number);
    let story = Story::of_phone(&payer).steps(desk.now, found.amount, desk.delays, &mut dice);
    let mut steps = Vec::new();
    if found.standing(desk.now).since.is_none() {
        steps.push(charge::due(desk.now));
    }
    steps.extend(story);
    let turn = Turn {
        reference: found.reference.clone(),
        at: desk.now,
        steps: charge::until_dropped(found.at, steps),
        instead: true,
        numbers: [(PAYER.to_owned(), format!("+{payer}"))].into(),
    };
    let mut shown = charge::object(found, desk.now);
    if shown["status"] == "created" {
        shown["status"] = "due".into();
    }
    Ok(Answer::keeping(Reply::json(200, &shown), turn))
}

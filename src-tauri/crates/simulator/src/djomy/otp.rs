//! The code that an operator sends to a payer, typed in by the merchant. Any code is right but one of zeros.

use super::body::{self, Body};
use super::payments::find;
use super::{answers, payment};
use crate::book::Turn;
use crate::dice::dice;
use crate::sandbox::{Answer, Desk};
use crate::story::{Fate, Step};
use crate::wire::{Reply, Request};

const FIELD: &str = "oneTimePin";

pub(super) fn confirm(desk: &Desk<'_>, request: &Request, id: &str) -> Result<Answer, Reply> {
    let found = find(desk, id)?;
    let refuse = |text| Err(answers::refuse(desk.now, 400, text));
    let given = body::object(desk.now, request)?;
    let mut body = Body::new(&given);
    let code = body.text(FIELD);
    let right = (4..=6).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if !right && !code.is_empty() {
        body.complain("Le champ oneTimePin doit respecter le format ^\\d{4,6}$.");
    }
    body.finish(desk.now, Some(()))?;
    if !payment::is_direct(found) {
        return refuse("Le code OTP d'un paiement par portail se saisit sur le portail.");
    }
    if !payment::is_open(found, desk.now) {
        return refuse("Ce paiement n'attend plus de code OTP.");
    }
    if code.bytes().all(|byte| byte == b'0') {
        return refuse("Code OTP invalide.");
    }
    let answered = |shown| answers::done(desk.now, 200, "Code OTP confirmé.", shown);
    let mut shown = payment::object(found, desk.now);
    if !payment::awaits_code(found) {
        // The request on the phone goes its own way.
        return Ok(answered(shown).into());
    }
    let number = u64::try_from(desk.now.timestamp_millis()).unwrap_or_default();
    let mut luck = dice(desk.seed, &found.reference, number);
    let mut steps = vec![Step::new(desk.now, Fate::Pending)];
    let story = payment::story(desk, &found.method, &found.phone, found.amount, &mut luck);
    steps.extend(story);
    let turn = Turn {
        reference: found.reference.clone(),
        at: desk.now,
        steps,
        instead: true,
        numbers: [(payment::CODE.to_owned(), "confirmed".to_owned())].into(),
    };
    shown["status"] = "PENDING".into();
    Ok(Answer::keeping(answered(shown), turn))
}

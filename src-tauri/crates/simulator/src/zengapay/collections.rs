//! Money from a phone.

use rust_decimal::Decimal;

use super::transactions::{Asked, initiated, record};
use super::{errors, msisdn};
use crate::dice::dice;
use crate::fields::Fields;
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::Story;
use crate::wire::Request;

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let body = match errors::read(request) {
        Ok(body) => body,
        Err(refusal) => return refusal.into(),
    };
    let mut fields = Fields::new(&body);
    let phone = msisdn::read(&mut fields, "msisdn");
    let asked = Asked {
        kind: Kind::Charge,
        at: desk.now,
        amount: fields.amount("amount", 2),
        currency_code: msisdn::wallet(&phone).unwrap_or_default(),
        msisdn: phone,
        external_reference: fields.text("external_reference").to_owned(),
        narration: fields.text("narration").to_owned(),
        charge_customer: fields.optional_flag("charge_customer").unwrap_or(false),
        channel: "API",
        origin: Origin::Api,
    };
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    let charge = commit(desk, asked);
    Answer::keeping(initiated(&charge), charge)
}

pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Movement, String> {
    asked_outside(desk, Kind::Charge, payment).map(|asked| commit(desk, asked))
}

/// What the provider's own site asks, whichever way the money goes.
pub(super) fn asked_outside(
    desk: &Desk<'_>,
    kind: Kind,
    payment: &OutsidePayment,
) -> Result<Asked, String> {
    let msisdn = payment.phone.trim_start_matches('+').to_owned();
    let currency_code = msisdn::wallet(&msisdn).ok_or("not an MTN or Airtel number of Uganda")?;
    if payment.amount <= Decimal::ZERO {
        return Err("the amount must be greater than 0".to_owned());
    }
    let number = 1000 + desk.book.next_serial();
    Ok(Asked {
        kind,
        at: desk.now,
        amount: payment.amount,
        msisdn,
        currency_code,
        external_reference: payment
            .reference
            .clone()
            .unwrap_or_else(|| format!("WEB-{number}")),
        narration: payment.note.clone(),
        charge_customer: false,
        channel: "WEB",
        origin: Origin::Outside,
    })
}

fn commit(desk: &Desk<'_>, asked: Asked) -> Movement {
    let mut dice = dice(desk.seed, "zengapay", desk.book.next_serial());
    let story = Story::of_phone(&asked.msisdn);
    let steps = story.steps(asked.at, asked.amount, desk.delays, &mut dice);
    let mut charge = record(asked, desk.book.next_serial(), &mut dice);
    charge.steps = steps;
    charge
}

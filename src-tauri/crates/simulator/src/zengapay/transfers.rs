//! Money to a phone, given as a number or as a contact. A new number becomes a contact by being paid.

use super::transactions::{Asked, initiated, record};
use super::{contacts, errors, msisdn};
use crate::book::Entry;
use crate::dice::dice;
use crate::fields::Fields;
use crate::movement::{Kind, Movement, Origin};
use crate::sandbox::{Answer, Desk, OutsidePayment};
use crate::story::Story;
use crate::wire::Request;

use super::collections::asked_outside;

pub(super) fn create(desk: &Desk<'_>, request: &Request) -> Answer {
    let body = match errors::read(request) {
        Ok(body) => body,
        Err(refusal) => return refusal.into(),
    };
    let mut fields = Fields::new(&body);
    let phone = recipient(desk, &mut fields);
    let asked = Asked {
        kind: Kind::Payout,
        at: desk.now,
        amount: fields.amount("amount", 2),
        currency_code: msisdn::wallet(&phone).unwrap_or_default(),
        msisdn: phone,
        external_reference: fields.text("external_reference").to_owned(),
        narration: fields.text("narration").to_owned(),
        charge_customer: false,
        channel: "API",
        origin: Origin::Api,
    };
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    if let Err(text) = affordable(desk, &asked) {
        return errors::reply(400, &text).into();
    }
    let payout = commit(desk, asked);
    Answer {
        reply: initiated(&payout),
        commit: with_contact(desk, payout),
    }
}

/// The number that is paid. Which of the two fields counts is said by a third, and only by `true` or `false`.
fn recipient(desk: &Desk<'_>, fields: &mut Fields<'_>) -> String {
    if fields.value("use_contact").is_none() {
        fields.problem("use_contact", "The use_contact field is required.");
        return String::new();
    }
    match fields.optional_flag("use_contact") {
        Some(false) => msisdn::read(fields, "msisdn"),
        Some(true) => {
            let id = fields.text("contact_id");
            match desk.book.paper(contacts::SORT, id) {
                Some(contact) => contact.text("phone").to_owned(),
                None => {
                    if !id.trim().is_empty() {
                        fields.problem("contact_id", "The selected contact_id is invalid.");
                    }
                    String::new()
                }
            }
        }
        None => String::new(),
    }
}

fn affordable(desk: &Desk<'_>, asked: &Asked) -> Result<(), String> {
    let available = desk.book.wallet(asked.currency_code, desk.now);
    if asked.amount <= available {
        return Ok(());
    }
    Err(format!(
        "Insufficient balance on your {} account to complete this transaction.",
        asked.currency_code
    ))
}

pub(super) fn outside(desk: &Desk<'_>, payment: &OutsidePayment) -> Result<Vec<Entry>, String> {
    let asked = asked_outside(desk, Kind::Payout, payment)?;
    affordable(desk, &asked)?;
    Ok(with_contact(desk, commit(desk, asked)))
}

fn commit(desk: &Desk<'_>, asked: Asked) -> Movement {
    let mut dice = dice(desk.seed, "zengapay", desk.book.next_serial());
    let story = Story::of_phone(&asked.msisdn);
    let steps = story.payout_steps(asked.at, asked.amount, desk.delays, &mut dice);
    let mut payout = record(asked, desk.book.next_serial(), &mut dice);
    payout.steps = steps;
    payout
}

fn with_contact(desk: &Desk<'_>, payout: Movement) -> Vec<Entry> {
    let contact = contacts::of_new_number(desk, &payout.phone);
    let mut entries = vec![Entry::from(payout)];
    entries.extend(contact.map(Entry::from));
    entries
}

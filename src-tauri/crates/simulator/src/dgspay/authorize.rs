//! `POST /authorize`: what the holder of a card still has to do, one thing after the other, until nothing is left. A
//! redirect is done on the page it leads to.

use serde_json::Value;

use super::{answer, cipher, errors};
use crate::book::{Entry, Turn};
use crate::dice::dice;
use crate::fields::Fields;
use crate::movement::{Kind, Movement};
use crate::sandbox::{Answer, Desk};
use crate::story::{Step, Story};
use crate::wire::{Reply, Request};

/// Where a charge keeps what is still to be done.
const ACTIONS: &str = "next_actions";
/// Where it keeps what its issuer is to answer.
const ISSUER: &str = "issuer";

/// The page shows only the redirect; the other words are those of the processor behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Pin,
    Otp,
    Avs,
    Redirect,
}

impl Action {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Pin => "requires_pin",
            Self::Otp => "requires_otp",
            Self::Avs => "requires_additional_fields",
            Self::Redirect => "redirect_url",
        }
    }

    pub(super) fn display_text(self) -> &'static str {
        match self {
            Self::Pin => "Enter the PIN of the card",
            Self::Otp => "Enter the code sent to the customer",
            Self::Avs => "Enter the billing address of the card",
            Self::Redirect => "Complete the payment on the bank's page",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::Pin, Self::Otp, Self::Avs, Self::Redirect]
            .into_iter()
            .find(|action| action.word() == word)
    }
}

/// What a charge is written down with.
pub(super) fn to_do(charge: &mut Movement, actions: &[Action], issuer: Option<&str>) {
    let words: Vec<&str> = actions.iter().map(|action| action.word()).collect();
    charge.numbers.insert(ACTIONS.to_owned(), words.join(","));
    if let Some(issuer) = issuer {
        charge.numbers.insert(ISSUER.to_owned(), issuer.to_owned());
    }
}

/// What is to be done next.
pub(super) fn next(charge: &Movement) -> Option<Action> {
    left(charge).into_iter().next()
}

fn left(charge: &Movement) -> Vec<Action> {
    let words = charge.number(ACTIONS).unwrap_or_default().split(',');
    words.filter_map(Action::read).collect()
}

pub(super) fn authorize(desk: &Desk<'_>, request: &Request) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&request.body) else {
        return errors::not_json().into();
    };
    let mut fields = Fields::new(&body);
    let reference = fields.text("dgs_reference");
    let given = match fields.text("auth_type") {
        "pin" => Some(Action::Pin),
        "otp" => Some(Action::Otp),
        "avs" => Some(Action::Avs),
        "" => None,
        _ => {
            fields.problem("auth_type", "The auth_type must be pin, otp or avs.");
            None
        }
    };
    let nonce = given.and_then(|given| read(desk, &mut fields, given));
    let problems = fields.problems();
    if !problems.is_empty() {
        return errors::invalid(&problems).into();
    }
    let found = desk.book.find(reference);
    let Some(charge) = found.filter(|charge| charge.kind == Kind::Charge) else {
        return errors::not_found("Transaction not found").into();
    };
    match next(charge) {
        Some(wanted) if Some(wanted) == given => {}
        Some(wanted) => {
            let text = format!("The charge waits for {}.", wanted.word());
            return errors::validation(&text).into();
        }
        None => return errors::validation("Nothing is to be authorized.").into(),
    }
    let turn = done(desk, charge);
    let mut after = charge.clone();
    after.numbers.extend(turn.numbers.clone());
    after.steps.extend(turn.steps.clone());
    let mut commit = vec![Entry::from(turn)];
    commit.extend(nonce.map(|nonce| Entry::from(cipher::used(desk, &nonce))));
    Answer {
        reply: answer::of_charge(&after, desk, &request.base_url),
        commit,
    }
}

/// Reads what belongs to one kind; the nonce that was used for it.
fn read(desk: &Desk<'_>, fields: &mut Fields<'_>, given: Action) -> Option<String> {
    match given {
        Action::Pin => {
            let nonce = cipher::nonce(desk, fields, "auth_pin_nonce");
            let pin = cipher::open(desk, fields, "auth_pin_encrypted", nonce);
            let digits = pin.bytes().all(|byte| byte.is_ascii_digit());
            let right = digits && (4..=6).contains(&pin.len());
            if !pin.is_empty() && !right {
                fields.problem("auth_pin_encrypted", "The PIN must be 4 to 6 digits.");
            }
            Some(nonce.to_owned())
        }
        Action::Otp => {
            let otp = fields.text("auth_otp");
            let digits = otp.bytes().all(|byte| byte.is_ascii_digit());
            let right = digits && (4..=8).contains(&otp.len());
            if !otp.is_empty() && !right {
                fields.problem("auth_otp", "The auth_otp must be 4 to 8 digits.");
            } else if !otp.is_empty() && otp.bytes().all(|byte| byte == b'0') {
                fields.problem("auth_otp", "The auth_otp is wrong.");
            }
            None
        }
        Action::Avs => {
            fields.text("avs_line1");
            let country = fields.text("avs_country");
            let upper = country.bytes().all(|byte| byte.is_ascii_uppercase());
            let right = upper && country.len() == 2;
            if !country.is_empty() && !right {
                fields.problem(
                    "avs_country",
                    "The avs_country must be two capital letters.",
                );
            }
            for field in ["avs_line2", "avs_city", "avs_state", "avs_postal_code"] {
                fields.optional_text(field);
            }
            None
        }
        Action::Redirect => None,
    }
}

/// One thing less to do; after the last the issuer answers.
fn done(desk: &Desk<'_>, charge: &Movement) -> Turn {
    let left: Vec<Action> = left(charge).into_iter().skip(1).collect();
    let words: Vec<&str> = left.iter().map(|action| action.word()).collect();
    let steps = if left.is_empty() {
        outcome(desk, charge)
    } else {
        Vec::new()
    };
    Turn {
        reference: charge.reference.clone(),
        at: desk.now,
        steps,
        instead: false,
        numbers: [(ACTIONS.to_owned(), words.join(","))].into(),
    }
}

/// What the issuer was asked to answer, at once; otherwise the customer's phone tells the story.
fn outcome(desk: &Desk<'_>, charge: &Movement) -> Vec<Step> {
    let asked = charge.number(ISSUER).map(super::scenario::issuer);
    if let Some(Ok(fate)) = asked {
        return vec![Step::new(desk.now, fate)];
    }
    let mut luck = dice(desk.seed, &charge.reference, 1);
    Story::of_phone(&charge.phone).steps(desk.now, charge.amount, desk.delays, &mut luck)
}

/// The customer approves on the page that a redirect led to.
pub(super) fn approve(desk: &Desk<'_>, reference: &str) -> Option<Answer> {
    let found = desk.book.find(reference);
    let charge = found.filter(|charge| next(charge) == Some(Action::Redirect))?;
    let page = "<!doctype html><title>Practice</title><p>Approved. You can close this page.</p>";
    Some(Answer::keeping(Reply::html(200, page), done(desk, charge)))
}

//! `scenario_key`: the sandbox's way to ask for an outcome, stronger than the phone's ending.

use chrono::{DateTime, TimeDelta, Utc};

use crate::story::{Delays, Fate, Step};

/// What a key asks of a mobile-money charge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scenario {
    /// `scenario:auth_pin`: approved without anybody touching a phone.
    approved: bool,
    issuer: Option<Fate>,
}

impl Scenario {
    /// Parts are joined by `&`; the text of an error says which part is not known here.
    pub(super) fn read(key: &str) -> Result<Self, String> {
        let mut scenario = Self::default();
        for part in key.split('&') {
            match part {
                "scenario:auth_pin" => scenario.approved = true,
                // The answer of every mobile-money charge has the redirect already.
                "scenario:auth_redirect" => {}
                _ => scenario.issuer = Some(issuer(part)?),
            }
        }
        Ok(scenario)
    }

    /// The steps it asks for; `None` leaves the charge to its phone.
    pub(super) fn steps(&self, at: DateTime<Utc>, delays: &Delays) -> Option<Vec<Step>> {
        let wait = if self.approved { 0 } else { delays.pays };
        let when = at + TimeDelta::try_milliseconds(wait).unwrap_or_default();
        match (&self.issuer, self.approved) {
            (Some(fate), _) => Some(vec![Step::new(when, fate.clone())]),
            (None, true) => Some(vec![Step::new(when, Fate::Succeeded)]),
            (None, false) => None,
        }
    }
}

/// Code 05 with "Insufficient funds" is the documentation's; the other codes are the card world's.
fn issuer(part: &str) -> Result<Fate, String> {
    Ok(match part {
        "issuer:approved" => Fate::Succeeded,
        "issuer:insufficient_funds" => Fate::insufficient_funds(),
        "issuer:incorrect_pin" => Fate::failed("55", "Incorrect PIN"),
        "issuer:expired_card" => Fate::failed("54", "Expired card"),
        "issuer:invalid_cvv" => Fate::failed("82", "Invalid CVV"),
        "issuer:do_not_honor" => Fate::failed("05", "Do not honor"),
        "issuer:system_error" => Fate::failed("96", "System error"),
        _ => {
            return Err(format!(
                "The scenario_key '{part}' is not a mobile money scenario."
            ));
        }
    })
}

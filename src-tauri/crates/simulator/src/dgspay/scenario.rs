//! `scenario_key`: the sandbox's way to ask for an outcome, stronger than the phone's ending.

use chrono::{DateTime, TimeDelta, Utc};

use super::authorize::Action;
use crate::story::{Delays, Fate, Step};

/// What a key asks of a charge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scenario {
    /// What the card's holder still has to do, in order.
    pub(super) actions: Vec<Action>,
    /// `scenario:auth_pin` of mobile money: approved without anybody touching a phone.
    approved: bool,
    pub(super) issuer: Option<Fate>,
}

impl Scenario {
    /// Parts are joined by `&`; the text of an error says which part is not known here.
    pub(super) fn of_mobile_money(key: &str) -> Result<Self, String> {
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

    pub(super) fn of_card(key: &str) -> Result<Self, String> {
        let mut scenario = Self::default();
        for part in key.split('&') {
            match part {
                "scenario:auth_pin" => scenario.actions = vec![Action::Pin],
                "scenario:auth_pin_3ds" => scenario.actions = vec![Action::Pin, Action::Otp],
                "scenario:auth_3ds" => scenario.actions = vec![Action::Redirect],
                "scenario:auth_avs" => scenario.actions = vec![Action::Avs],
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
pub(super) fn issuer(part: &str) -> Result<Fate, String> {
    Ok(match part {
        "issuer:approved" => Fate::Succeeded,
        "issuer:insufficient_funds" => Fate::insufficient_funds(),
        "issuer:incorrect_pin" => Fate::failed("55", "Incorrect PIN"),
        "issuer:expired_card" => Fate::failed("54", "Expired card"),
        "issuer:invalid_cvv" => Fate::failed("82", "Invalid CVV"),
        "issuer:do_not_honor" => Fate::failed("05", "Do not honor"),
        "issuer:system_error" => Fate::failed("96", "System error"),
        _ => return Err(format!("The scenario_key '{part}' is not known here.")),
    })
}

/// What a key asks of a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TransferScenario {
    Successful,
    InsufficientBalance,
    InvalidCurrency,
}

impl TransferScenario {
    pub(super) fn read(key: &str) -> Result<Self, String> {
        match key {
            "scenario:successful" => Ok(Self::Successful),
            "scenario:insufficient_balance" => Ok(Self::InsufficientBalance),
            "scenario:invalid_currency" => Ok(Self::InvalidCurrency),
            _ => Err(format!("The scenario_key '{key}' is no transfer scenario.")),
        }
    }
}

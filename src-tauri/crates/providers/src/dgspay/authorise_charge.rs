//! `POST /authorize`: what a card's issuer asks for after the charge. The answer may ask for the next thing; it is over
//! when it asks for nothing more.

use super::create_charge::charged;
use super::headers::headers;
use super::payer::told;
use super::transaction::{Known, Stands};
use super::{refused, sealed};
use crate::calls::{Authorisation, AuthoriseCharge};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::unreadable;
use crate::writing;
use domain::{Kind, Method, Outcome, Refusal, Sighting};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    dgs_reference: &'a str,
    #[serde(flatten)]
    step: Step<'a>,
}

#[derive(Serialize)]
#[serde(tag = "auth_type", rename_all = "lowercase")]
enum Step<'a> {
    Pin {
        auth_pin_encrypted: &'a str,
        auth_pin_nonce: &'a str,
    },
    Otp {
        auth_otp: &'a str,
    },
    Avs {
        avs_line1: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        avs_line2: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        avs_city: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        avs_state: Option<&'a str>,
        avs_country: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        avs_postal_code: Option<&'a str>,
    },
}

pub(super) struct NextStep;

impl Endpoint<AuthoriseCharge> for NextStep {
    fn request(
        &self,
        call: &AuthoriseCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let body = Body {
            dgs_reference: &call.provider_reference,
            step: step(&call.authorisation)?,
        };
        let url = writing::address(connection, &["authorize"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &AuthoriseCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        let known = Known {
            stands: Stands::InTheAnswer,
            kind: Kind::Charge,
            method: Some(Method::Card),
            amount_left_out: true,
            base_url: connection.base_url,
        };
        charged(known, connection, response).and_then(|sighting| {
            if sighting.provider_reference.as_deref() == Some(call.provider_reference.as_str()) {
                Outcome::Known(sighting)
            } else {
                unreadable("another charge", response.status)
            }
        })
    }
}

fn step(authorisation: &Authorisation) -> Result<Step<'_>, Refusal> {
    Ok(match authorisation {
        Authorisation::Pin(pin) => Step::Pin {
            auth_pin_encrypted: sealed::sealed(&pin.pin, &sealed::PIN)?,
            auth_pin_nonce: sealed::nonce(&pin.nonce)?,
        },
        Authorisation::Otp(code) => Step::Otp {
            auth_otp: code_of(code.reveal())?,
        },
        Authorisation::Address(address) => Step::Avs {
            avs_line1: told(Some(&address.line1)).ok_or_else(refused::no_address)?,
            avs_line2: told(address.line2.as_deref()),
            avs_city: told(address.city.as_deref()),
            avs_state: told(address.state.as_deref()),
            avs_country: address.country.code().to_owned(),
            avs_postal_code: told(address.postal_code.as_deref()),
        },
    })
}

/// Codes are digits, and some issuers' have letters; none has anything else, or is long.
fn code_of(code: &str) -> Result<&str, Refusal> {
    let code = code.trim();
    let usable = (3..=12).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    usable.then_some(code).ok_or_else(refused::unusable_code)
}

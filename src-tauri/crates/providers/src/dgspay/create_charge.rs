//! `POST /charges`, mobile money: the customer's phone is asked for the PIN.

use super::errors::accepted;
use super::headers::headers;
use super::transaction::{Stands, Transaction};
use super::{MANIFEST, MOBILE_MONEY_CURRENCY};
use crate::calls::CreateCharge;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Said, said, unreadable};
use crate::{refusals, writing};
use domain::{Environment, Method, Outcome, Refusal, Sighting, Status};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    amount: serde_json::Number,
    currency: &'a str,
    payment_type: &'a str,
    customer_email: &'a str,
    customer_first_name: &'a str,
    customer_last_name: &'a str,
    customer_phone: &'a str,
    customer_phone_country_code: &'a str,
    redirect_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    narration: &'a str,
    mobile_money_network: &'a str,
    mobile_money_phone: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario_key: Option<&'a str>,
}

pub(super) struct MobileMoney;

impl Endpoint<CreateCharge> for MobileMoney {
    fn request(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let details = &call.details;
        if details.method != Method::MobileMoney {
            return Err(refusals::unsupported(&MANIFEST).about("method"));
        }
        let amount = writing::amount(&call.amount, MOBILE_MONEY_CURRENCY)?;
        let phone = writing::phone_of(call.phone.as_ref(), "RW")?;
        let network = details.network.as_deref().and_then(network);
        let scenario_key = details.scenario.as_deref();
        if scenario_key.is_some() && connection.environment == Environment::Live {
            return Err(refusals::scenario_on_live());
        }
        let email = details.email.as_deref().or(call.payer_email.as_deref());
        let number = phone.subscriber();
        let body = Body {
            amount,
            currency: MOBILE_MONEY_CURRENCY,
            payment_type: "mobile_money",
            customer_email: told(email).ok_or_else(refusals::missing_email)?,
            customer_first_name: told(details.first_name.as_deref()).unwrap_or("Customer"),
            customer_last_name: told(details.last_name.as_deref())
                .ok_or_else(refusals::missing_last_name)?,
            customer_phone: &number,
            customer_phone_country_code: "250",
            redirect_url: &call.landing_url,
            narration: &call.note,
            mobile_money_network: network.ok_or_else(|| refusals::missing_network(&MANIFEST))?,
            mobile_money_phone: &number,
            scenario_key,
        };
        let url = writing::address(connection, &["charges"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        _call: &CreateCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        let asked = Asked::ToMoveMoney;
        said(response, asked, connection).and_then(|said| {
            said.read::<Transaction>().and_then(|charge| {
                let declined = charge.transaction_status.is("failed");
                match charge.sighting(Stands::InTheAnswer) {
                    Some(sighting) => Outcome::Known(kept(sighting, said, connection)),
                    None => accepted(said, asked, connection).and_then(|said| {
                        if declined {
                            Outcome::Refused(refusals::declined())
                        } else {
                            unreadable("no reference", said.status)
                        }
                    }),
                }
            })
        })
    }
}

/// A charge that has a reference exists, whatever else the answer says. Where it says an error besides, it is not
/// clear what became of it: then it is looked up under its reference.
fn kept(sighting: Sighting, said: Said<'_>, connection: &Connection<'_>) -> Sighting {
    let ended_badly = sighting.status == Status::Failed;
    match accepted(said, Asked::ToMoveMoney, connection) {
        Outcome::Known(_) => sighting,
        Outcome::Refused(_) if ended_badly => sighting,
        Outcome::Refused(_) | Outcome::Unknown(_) => Sighting {
            status: Status::InDoubt,
            action: None,
            ..sighting
        },
    }
}

/// The provider's own spelling of a network.
fn network(word: &str) -> Option<&'static str> {
    let mut codes = MANIFEST.networks.iter().map(|network| network.code);
    codes.find(|code| code.eq_ignore_ascii_case(word.trim()))
}

fn told(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

//! `POST /charges`: mobile money, where the customer's phone is asked for the PIN, and cards, whose fields were sealed
//! where they were typed.

use super::errors::accepted;
use super::headers::headers;
use super::manifest::{CARD_CURRENCIES, MANIFEST, MOBILE_MONEY_CURRENCY};
use super::payer::{Payer, callback, split};
use super::transaction::{Known, Stands, Transaction};
use super::{refused, scenario, sealed};
use crate::calls::{CreateCharge, SealedCard};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Said, said, unreadable};
use crate::{refusals, writing};
use domain::{Kind, Method, Outcome, Refusal, Sighting, Status};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    amount: serde_json::Number,
    currency: &'a str,
    payment_type: &'a str,
    #[serde(flatten)]
    payer: Payer<'a>,
    redirect_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    narration: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    callback_url: Option<&'a str>,
    #[serde(flatten)]
    rail: Rail<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenario_key: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Rail<'a> {
    MobileMoney {
        mobile_money_network: &'a str,
        mobile_money_phone: String,
    },
    Card {
        card_encrypted_number: &'a str,
        card_encrypted_expiry_month: &'a str,
        card_encrypted_expiry_year: &'a str,
        card_encrypted_cvv: &'a str,
        card_nonce: &'a str,
    },
}

pub(super) struct Charge;

impl Endpoint<CreateCharge> for Charge {
    fn request(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let details = &call.details;
        let (payment_type, currency, phone, rail) = match details.method {
            Method::MobileMoney => {
                let phone = writing::phone_of(call.phone.as_ref(), "RW")?;
                let network = details.network.as_deref().and_then(network);
                let rail = Rail::MobileMoney {
                    mobile_money_network: network
                        .ok_or_else(|| refusals::missing_network(&MANIFEST))?,
                    mobile_money_phone: split(phone).1,
                };
                ("mobile_money", MOBILE_MONEY_CURRENCY, phone, rail)
            }
            Method::Card => {
                let phone = call.phone.as_ref().ok_or_else(refusals::missing_phone)?;
                let card = call.card.as_ref().ok_or_else(refused::no_card)?;
                let currency = CARD_CURRENCIES
                    .iter()
                    .find(|code| **code == call.amount.currency().code());
                let currency =
                    *currency.ok_or_else(|| refusals::other_currency("RWF, USD, EUR"))?;
                ("card", currency, phone, by_card(card)?)
            }
            Method::Wallet | Method::Hosted | Method::Bank => {
                return Err(refused::unsupported("method"));
            }
        };
        let body = Body {
            amount: writing::amount(&call.amount, currency)?,
            currency,
            payment_type,
            payer: Payer::of(call, phone)?,
            redirect_url: &call.landing_url,
            narration: &call.note,
            callback_url: callback(call.callback_url.as_deref())?,
            rail,
            scenario_key: scenario(details.scenario.as_deref(), connection)?,
        };
        let url = writing::address(connection, &["charges"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        let known = Known {
            stands: Stands::InTheAnswer,
            kind: Kind::Charge,
            method: Some(call.details.method),
            amount_left_out: false,
            base_url: connection.base_url,
        };
        charged(known, connection, response)
    }
}

fn by_card(card: &SealedCard) -> Result<Rail<'_>, Refusal> {
    Ok(Rail::Card {
        card_encrypted_number: sealed::sealed(&card.number, &sealed::NUMBER)?,
        card_encrypted_expiry_month: sealed::sealed(&card.expiry_month, &sealed::MONTH)?,
        card_encrypted_expiry_year: sealed::sealed(&card.expiry_year, &sealed::YEAR)?,
        card_encrypted_cvv: sealed::sealed(&card.cvv, &sealed::CVV)?,
        card_nonce: sealed::nonce(&card.nonce)?,
    })
}

/// What an answer to a charge, or to a step of it, says of the charge.
pub(super) fn charged(
    known: Known<'_>,
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<Sighting> {
    let asked = Asked::ToMoveMoney;
    said(response, asked, connection).and_then(|said| {
        said.read::<Transaction>().and_then(|charge| {
            let declined = charge.transaction_status.is("failed");
            match charge.sighting(known) {
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
pub(super) fn network(word: &str) -> Option<&'static str> {
    let mut codes = MANIFEST.networks.iter().map(|network| network.code);
    codes.find(|code| code.eq_ignore_ascii_case(word.trim()))
}

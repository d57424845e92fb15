//! `POST /v1/payments` for a phone or the provider's own wallet, and `POST /v1/payments/gateway` for a page on which the
//! customer chooses. A card is taken on the page only.

use super::errors::{heard, judged};
use super::extras::{Flow, metadata, page_methods};
use super::headers::headers;
use super::manifest::{COUNTRY, MANIFEST};
use super::payment::{Payment, with_rail};
use super::{currency, methods, words};
use crate::calls::CreateCharge;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Method, Outcome, Phone, Refusal, Sighting, Status};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    #[serde(flatten)]
    payer: Payer<'a>,
    amount: serde_json::Number,
    country_code: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    merchant_payment_reference: &'a str,
    return_url: &'a str,
    cancel_url: &'a str,
    metadata: Map<String, Value>,
}

/// Who pays, and how.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Payer<'a> {
    Direct {
        payment_method: &'a str,
        payer_identifier: String,
    },
    Page {
        payer_number: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        allowed_payment_methods: Vec<&'a str>,
    },
}

#[derive(Deserialize)]
struct Answer {
    data: Option<Payment>,
}

pub(super) struct Charge;

impl Endpoint<CreateCharge> for Charge {
    fn request(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let flow = flow(call).ok_or_else(|| refusals::unsupported(&MANIFEST).about("method"))?;
        let (segments, payer): (&[&str], _) = match flow {
            Flow::Direct => (&["v1", "payments"], direct(call)?),
            Flow::Page => (&["v1", "payments", "gateway"], page(call, connection)?),
        };
        // A card is typed on the provider's page, and nowhere else.
        if call.card.is_some() {
            return Err(refusals::unsupported(&MANIFEST).about("method"));
        }
        if call.details.scenario.is_some() {
            return Err(refusals::unsupported(&MANIFEST).about("scenario"));
        }
        let landing = landing(&call.landing_url)?;
        let body = Body {
            payer,
            amount: writing::amount(&call.amount, currency::HOME)?,
            country_code: COUNTRY,
            description: &call.note,
            merchant_payment_reference: &call.our_reference,
            return_url: landing,
            cancel_url: landing,
            metadata: metadata(connection, Some(flow))?,
        };
        let url = writing::address(connection, segments, &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        let asked = Asked::ToMoveMoney;
        heard(response, asked, connection).and_then(|said| {
            // A refusal may have a `data` of any shape, or none.
            let begun = match said.read::<Answer>() {
                Outcome::Known(answer) => answer
                    .data
                    .and_then(|it| it.sighting_of(flow(call), connection.base_url)),
                Outcome::Refused(_) | Outcome::Unknown(_) => None,
            };
            let status = said.status;
            match (begun, judged(said, asked, connection)) {
                (Some(begun), Outcome::Known(_)) => {
                    Outcome::Known(with_rail(begun, call.details.method))
                }
                // It says no, and gives a reference: then it exists, and is looked up under it.
                (Some(begun), Outcome::Refused(_) | Outcome::Unknown(_)) => {
                    Outcome::Known(Sighting {
                        status: Status::InDoubt,
                        action: None,
                        reason: None,
                        ..with_rail(begun, call.details.method)
                    })
                }
                (None, Outcome::Known(_)) => unreadable("no reference", status),
                (None, Outcome::Refused(refusal)) => Outcome::Refused(refusal),
                (None, Outcome::Unknown(doubt)) => Outcome::Unknown(doubt),
            }
        })
    }
}

/// How the customer agrees, by which rail it is.
fn flow(call: &CreateCharge) -> Option<Flow> {
    match call.details.method {
        Method::MobileMoney | Method::Wallet => Some(Flow::Direct),
        Method::Hosted | Method::Card => Some(Flow::Page),
        Method::Bank => None,
    }
}

fn direct(call: &CreateCharge) -> Result<Payer<'_>, Refusal> {
    let details = &call.details;
    let phone = writing::phone_of(call.phone.as_ref(), COUNTRY)?;
    let payer = details.payer.as_deref().map(str::trim);
    let payer = payer.filter(|number| !number.is_empty());
    let code = match details.method {
        Method::Wallet => methods::WALLET,
        Method::MobileMoney | Method::Hosted | Method::Card | Method::Bank => {
            let network = details.network.as_deref().and_then(methods::network);
            network.ok_or_else(|| refusals::missing_network(&MANIFEST))?
        }
    };
    let payer_identifier = match payer {
        Some(number) if matches!(code, methods::BY_NUMBER | methods::WALLET) => number.to_owned(),
        Some(_) => return Err(words::payer_is_the_phone()),
        None if code == methods::BY_NUMBER => return Err(words::missing_payer()),
        None => written(phone),
    };
    Ok(Payer::Direct {
        payment_method: code,
        payer_identifier,
    })
}

fn page<'a>(call: &'a CreateCharge, connection: &Connection<'_>) -> Result<Payer<'a>, Refusal> {
    let phone = writing::phone_of(call.phone.as_ref(), COUNTRY)?;
    if call.details.payer.is_some() {
        return Err(words::payer_is_the_phone());
    }
    let allowed_payment_methods = match (call.details.method, call.details.network.as_deref()) {
        (Method::Card, _) => vec![methods::CARD],
        (_, Some(network)) => vec![methods::on_a_page(network)?],
        (_, None) => page_methods(connection)?,
    };
    Ok(Payer::Page {
        payer_number: written(phone),
        allowed_payment_methods,
    })
}

/// As the provider writes numbers: two zeros, the country's code, the rest.
pub(super) fn written(phone: &Phone) -> String {
    format!("00{}", phone.digits())
}

/// Where the customer lands.
pub(super) fn landing(url: &str) -> Result<&str, Refusal> {
    if url.starts_with("https://") {
        Ok(url)
    } else {
        Err(words::unsafe_landing())
    }
}

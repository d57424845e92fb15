//! `POST /v1/charges`. Nothing is paid until a customer of Djamo opens its page and agrees.

use super::charge::Charge;
use super::headers::headers;
use super::object::begun_as;
use super::{CURRENCY, MANIFEST};
use crate::calls::CreateCharge;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::{refusals, writing};
use domain::{Kind, Method, Outcome, Refusal, Sighting};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    amount: serde_json::Number,
    external_id: &'a str,
    description: &'a str,
    on_completed_redirection_url: &'a str,
    on_canceled_redirection_url: &'a str,
}

pub(super) struct Invoice;

impl Endpoint<CreateCharge> for Invoice {
    fn request(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        // Both are the same page: the customer's app opens it, or its code is scanned.
        if !matches!(call.details.method, Method::Wallet | Method::Hosted) {
            return Err(refusals::unsupported(&MANIFEST).about("method"));
        }
        let body = Body {
            amount: writing::amount(&call.amount, CURRENCY)?,
            external_id: &call.our_reference,
            // Required here; a shop that says nothing says at least which payment it is.
            description: match call.note.trim() {
                "" => &call.our_reference,
                note => note,
            },
            on_completed_redirection_url: &call.landing_url,
            on_canceled_redirection_url: &call.landing_url,
        };
        writing::within_limits(&MANIFEST, connection, Kind::Charge, &call.amount)?;
        let url = writing::address(connection, &["v1", "charges"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        begun_as::<Charge>(&call.our_reference, response, connection)
    }
}

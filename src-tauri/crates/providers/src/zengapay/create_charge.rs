//! `POST /collections`: the customer's phone shows a prompt, and nothing is paid until they approve it.

use super::headers::headers;
use super::initiated::initiated;
use super::manifest::{CURRENCY, MANIFEST};
use crate::calls::CreateCharge;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::{refusals, writing};
use domain::{FeePayer, Kind, Method, Outcome, Refusal, Sighting};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    msisdn: &'a str,
    amount: serde_json::Number,
    external_reference: &'a str,
    narration: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    charge_customer: Option<bool>,
}

pub(super) struct Collect;

impl Endpoint<CreateCharge> for Collect {
    fn request(
        &self,
        call: &CreateCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.details.method != Method::MobileMoney {
            return Err(refusals::unsupported(&MANIFEST).about("method"));
        }
        let phone = writing::phone_of(call.phone.as_ref(), "UG")?;
        let body = Body {
            msisdn: phone.digits(),
            amount: writing::amount(&call.amount, CURRENCY)?,
            external_reference: &call.our_reference,
            // Required here; a shop that says nothing says at least which payment it is.
            narration: match call.note.trim() {
                "" => &call.our_reference,
                note => note,
            },
            charge_customer: call.details.fee_payer.map(|payer| match payer {
                FeePayer::Customer => true,
                FeePayer::Merchant => false,
            }),
        };
        let url = writing::address(connection, &["collections"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        _call: &CreateCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        initiated(Kind::Charge, connection, response)
    }
}

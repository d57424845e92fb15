//! `POST /v1/payments/{transactionId}/confirmOTP`: the code that the operator sent to the customer. For a charge by phone
//! only; a page asks for its codes itself. Whatever comes back, the look-up decides.

use super::errors::accepted;
use super::headers::headers;
use super::manifest::MANIFEST;
use super::payment::Payment;
use super::words;
use crate::calls::{Authorisation, AuthoriseCharge};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal, Sighting};
use serde::{Deserialize, Serialize};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    one_time_pin: &'a str,
}

#[derive(Deserialize)]
struct Answer {
    data: Option<Payment>,
}

pub(super) struct ConfirmOtp;

impl Endpoint<AuthoriseCharge> for ConfirmOtp {
    fn request(
        &self,
        call: &AuthoriseCharge,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let Authorisation::Otp(code) = &call.authorisation else {
            return Err(refusals::unsupported(&MANIFEST));
        };
        let code = code.reveal().trim();
        let formed = (4..=6).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
        if !formed {
            return Err(words::unusable_code());
        }
        let segments = ["v1", "payments", &call.provider_reference, "confirmOTP"];
        let url = writing::address(connection, &segments, &[])?;
        let body = Body { one_time_pin: code };
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        call: &AuthoriseCharge,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        accepted(response, Asked::ToMoveMoney, connection).and_then(|said| {
            said.read::<Answer>().and_then(|answer| {
                let ours = answer
                    .data
                    .filter(|it| it.transaction_id.as_str() == call.provider_reference);
                match ours.and_then(|it| it.sighting(connection.base_url)) {
                    Some(sighting) => Outcome::Known(sighting),
                    None => unreadable("another reference, or none", said.status),
                }
            })
        })
    }
}

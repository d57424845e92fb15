//! `POST /transfers`: to a phone, or to somebody whom ZENGAPAY has on its list. Banks are not paid.

use super::headers::headers;
use super::initiated::initiated;
use super::manifest::{CURRENCY, MANIFEST};
use crate::calls::CreatePayout;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::{refusals, writing};
use domain::{Destination, Kind, Outcome, Refusal, Sighting};
use serde::Serialize;

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    msisdn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_id: Option<&'a str>,
    amount: serde_json::Number,
    external_reference: &'a str,
    narration: &'a str,
    /// Required, and a flag: the vendor's samples send it as text, too, or not at all.
    use_contact: bool,
}

pub(super) struct Transfer;

impl Endpoint<CreatePayout> for Transfer {
    fn request(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let (msisdn, contact_id) = match &call.details.to {
            Destination::MobileMoney { .. } => {
                let phone = writing::phone_of(call.phone.as_ref(), "UG")?;
                (Some(phone.digits()), None)
            }
            Destination::Contact { contact } if !contact.trim().is_empty() => {
                (None, Some(contact.trim()))
            }
            Destination::Contact { .. } => return Err(refusals::no_reference().about("contact")),
            Destination::Wallet | Destination::Bank { .. } => {
                return Err(refusals::unsupported(&MANIFEST).about("to"));
            }
        };
        let body = Body {
            msisdn,
            contact_id,
            amount: writing::amount(&call.amount, CURRENCY)?,
            external_reference: &call.our_reference,
            // Required here; a shop that says nothing says at least which payout it is.
            narration: match call.note.trim() {
                "" => &call.our_reference,
                note => note,
            },
            use_contact: contact_id.is_some(),
        };
        let url = writing::address(connection, &["transfers"], &[])?;
        Ok(writing::post(url, headers(connection)?, &body))
    }

    fn reply(
        &self,
        _call: &CreatePayout,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        initiated(Kind::Payout, connection, response)
    }
}

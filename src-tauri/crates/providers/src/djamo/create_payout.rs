//! `POST /v1/transactions`: one transfer to a customer of Djamo.

use super::country::phone_of;
use super::headers::headers;
use super::object::begun_as;
use super::transfer::{TYPE, Transfer};
use super::{CURRENCY, MANIFEST};
use crate::calls::CreatePayout;
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::{refusals, writing};
use domain::{Destination, Kind, Outcome, Refusal, Sighting};
use serde::Serialize;

/// One transfer, alone or among others.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Order<'a> {
    amount: serde_json::Number,
    msisdn: &'a str,
    reference: &'a str,
    #[serde(rename = "type")]
    sort: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub_company_id: Option<&'a str>,
}

impl<'a> Order<'a> {
    pub(super) fn of(call: &'a CreatePayout, connection: &Connection<'_>) -> Result<Self, Refusal> {
        if call.details.to != Destination::Wallet {
            return Err(refusals::unsupported(&MANIFEST).about("to"));
        }
        let phone = phone_of(call.phone.as_ref(), connection)?;
        let amount = writing::amount(&call.amount, CURRENCY)?;
        writing::within_limits(&MANIFEST, connection, Kind::Payout, &call.amount)?;
        Ok(Self {
            amount,
            msisdn: phone.e164(),
            reference: &call.our_reference,
            sort: TYPE,
            description: Some(call.note.trim()).filter(|note| !note.is_empty()),
            sub_company_id: call.details.sub_account.as_deref(),
        })
    }
}

pub(super) struct Send;

impl Endpoint<CreatePayout> for Send {
    fn request(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let order = Order::of(call, connection)?;
        let url = writing::address(connection, &["v1", "transactions"], &[])?;
        Ok(writing::post(url, headers(connection)?, &order))
    }

    fn reply(
        &self,
        call: &CreatePayout,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Sighting> {
        begun_as::<Transfer>(&call.our_reference, response, connection)
    }
}

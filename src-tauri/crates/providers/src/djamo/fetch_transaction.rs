//! `GET /v1/charges/{id}` and `GET /v1/transactions/{id}`: what became of one charge or transfer.

use super::MANIFEST;
use super::charge::Charge;
use super::errors::answer;
use super::headers::headers;
use super::object::{Telling, object};
use super::transfer::Transfer;
use crate::calls::{FetchTransaction, Fetched};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Kind, Outcome, Refusal, RefusalKind, Sighting};

pub(super) struct Single;

impl Endpoint<FetchTransaction> for Single {
    fn request(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let folder = match call.kind {
            Kind::Charge => "charges",
            Kind::Payout => "transactions",
            Kind::Refund | Kind::Conversion | Kind::Link => {
                return Err(refusals::unsupported(&MANIFEST));
            }
        };
        let segments = ["v1", folder, &call.provider_reference];
        let url = writing::address(connection, &segments, &[])?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Fetched> {
        let said = match answer(response, Asked::ToTell, connection) {
            Outcome::Known(said) => said,
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                return Outcome::Known(Fetched::Absent);
            }
            Outcome::Refused(refusal) => return Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => return Outcome::Unknown(doubt),
        };
        let told = match call.kind {
            Kind::Payout => object::<Transfer>(&said).map(|told| {
                let own = Some(told).filter(Transfer::is_transfer);
                own.and_then(Transfer::sighting)
            }),
            Kind::Charge | Kind::Refund | Kind::Conversion | Kind::Link => {
                object::<Charge>(&said).map(Charge::sighting)
            }
        };
        let is_it =
            |told: &Sighting| told.provider_reference.as_ref() == Some(&call.provider_reference);
        told.and_then(|told| match told.filter(is_it) {
            Some(told) => Outcome::Known(Fetched::Found(Box::new(told))),
            // Only what bears the id that was asked for is an answer.
            None => unreadable("another id, or none", said.status),
        })
    }
}

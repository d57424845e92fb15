//! `GET /v1/payments/{transactionId}/status`, and `GET /v1/payout-orders/{order}/payout-items/{payout}`.

use super::errors::accepted;
use super::headers::headers;
use super::manifest::MANIFEST;
use super::order::Place;
use super::payment::Payment;
use super::payout::Payout;
use crate::calls::{FetchTransaction, Fetched};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, Said, unreadable};
use crate::{refusals, writing};
use domain::{Kind, Outcome, Refusal, RefusalKind, Sighting};
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer<T> {
    data: Option<T>,
}

pub(super) struct Single;

impl Endpoint<FetchTransaction> for Single {
    fn request(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let reference = call.provider_reference.as_str();
        let url = match call.kind {
            Kind::Charge => {
                writing::address(connection, &["v1", "payments", reference, "status"], &[])?
            }
            Kind::Payout => {
                let place = Place::of(reference).ok_or_else(refusals::no_reference)?;
                writing::address(connection, &place.segments(), &[])?
            }
            Kind::Refund | Kind::Conversion | Kind::Link => {
                return Err(refusals::unsupported(&MANIFEST));
            }
        };
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Fetched> {
        match accepted(response, Asked::ToTell, connection) {
            // Another merchant's is answered the same.
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(Fetched::Absent)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(said) => {
                found(&said, call, connection.base_url).and_then(|found| match found {
                    Some(sighting) => Outcome::Known(Fetched::Found(Box::new(sighting))),
                    None => unreadable("another reference, or none", said.status),
                })
            }
        }
    }
}

/// Only what bears the reference that was asked for is an answer.
fn found(said: &Said<'_>, call: &FetchTransaction, base_url: &str) -> Outcome<Option<Sighting>> {
    let reference = call.provider_reference.as_str();
    if call.kind == Kind::Payout {
        return said.read::<Answer<Payout>>().map(|answer| {
            let place = Place::of(reference)?;
            let payout = answer.data.filter(|it| it.is(place.payout))?;
            payout.sighting(place.order)
        });
    }
    said.read::<Answer<Payment>>().map(|answer| {
        let payment = answer
            .data
            .filter(|it| it.transaction_id.as_str() == reference);
        payment.and_then(|it| it.sighting(base_url))
    })
}

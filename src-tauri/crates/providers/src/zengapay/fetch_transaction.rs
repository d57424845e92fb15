//! `GET /collections/{transactionReference}` and `GET /transfers/{transactionReference}`: what became of one of them.

use super::errors::accepted;
use super::headers::headers;
use super::manifest::MANIFEST;
use super::movement::Movement;
use crate::calls::{FetchTransaction, Fetched};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, said, unreadable};
use crate::{refusals, writing};
use domain::{Kind, Outcome, Refusal, RefusalKind};
use serde::Deserialize;

#[derive(Deserialize)]
struct Body {
    data: Option<Movement>,
}

pub(super) struct Single;

impl Endpoint<FetchTransaction> for Single {
    fn request(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let folder = match call.kind {
            Kind::Charge => "collections",
            Kind::Payout => "transfers",
            Kind::Refund | Kind::Conversion | Kind::Link => {
                return Err(refusals::unsupported(&MANIFEST));
            }
        };
        let segments = [folder, &call.provider_reference];
        let url = writing::address(connection, &segments, &[])?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Fetched> {
        let asked = Asked::ToTell;
        let said = said(response, asked, connection).and_then(|said| accepted(said, asked));
        match said {
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(Fetched::Absent)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(said) => said.read::<Body>().and_then(|body| {
                let found = body
                    .data
                    .filter(|found| found.transaction_reference.is(&call.provider_reference))
                    .and_then(Movement::sighting);
                match found {
                    Some(sighting) => Outcome::Known(Fetched::Found(Box::new(sighting))),
                    // Only what bears the reference that was asked for is an answer.
                    None => unreadable("another reference, or none", said.status),
                }
            }),
        }
    }
}

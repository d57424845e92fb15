//! `GET /transactions/{dgs_reference}`: one transaction, with the phone that the list leaves out.

use super::errors::accepted;
use super::headers::headers;
use super::transaction::{Stands, Transaction};
use crate::calls::{FetchTransaction, Fetched};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, said, unreadable};
use crate::writing;
use domain::{Outcome, Refusal, RefusalKind};
use serde::Deserialize;

#[derive(Deserialize)]
struct Body {
    data: Option<Transaction>,
}

pub(super) struct Single;

impl Endpoint<FetchTransaction> for Single {
    fn request(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let segments = ["transactions", &call.provider_reference];
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
        let said =
            said(response, asked, connection).and_then(|said| accepted(said, asked, connection));
        match said {
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(Fetched::Absent)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(said) => said.read::<Body>().and_then(|body| {
                // The shape of this answer is not documented: bare, it has the charge's own fields.
                let (found, stands) = match body.data {
                    Some(data) => (Outcome::Known(data), Stands::InItsOwnObject),
                    None => (said.read(), Stands::InTheAnswer),
                };
                found.and_then(|found| asked_for(found, stands, call, said.status))
            }),
        }
    }
}

/// Only what bears the reference that was asked for is an answer.
fn asked_for(
    found: Transaction,
    stands: Stands,
    call: &FetchTransaction,
    status: u16,
) -> Outcome<Fetched> {
    if found.dgs_reference.as_str() != call.provider_reference {
        return unreadable("another reference, or none", status);
    }
    match found.sighting(stands) {
        Some(sighting) => Outcome::Known(Fetched::Found(Box::new(sighting))),
        None => unreadable("no reference", status),
    }
}

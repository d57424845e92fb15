//! `GET /transactions/{dgs_reference}`: one transaction, with the phone that the list leaves out; and the same question
//! put to the list by its `dgs_reference` filter, for when the single reading knows nothing.

use super::errors::accepted;
use super::headers::headers;
use super::list_transactions;
use super::refused;
use super::transaction::{Known, Stands, Transaction};
use crate::calls::{FetchTransaction, Fetched};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, said, unreadable};
use crate::writing;
use domain::{Kind, Outcome, Refusal, RefusalKind};
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
        can_be_read(call.kind)?;
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
                found.and_then(|found| {
                    asked_for(found, known(stands, call, connection), call, said.status)
                })
            }),
        }
    }
}

/// The list, filtered by one reference.
pub(super) struct InTheList;

impl Endpoint<FetchTransaction> for InTheList {
    fn request(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        can_be_read(call.kind)?;
        let only = ("dgs_reference", call.provider_reference.clone());
        list_transactions::request(None, 1, &[only], connection)
    }

    fn reply(
        &self,
        call: &FetchTransaction,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Fetched> {
        list_transactions::rows(connection, response).and_then(|rows| {
            let Some(row) = rows.into_iter().next() else {
                return Outcome::Known(Fetched::Absent);
            };
            let known = known(Stands::InItsOwnObject, call, connection);
            asked_for(row, known, call, response.status)
        })
    }
}

/// No reading of conversions is documented, nor is one that could be guessed at.
fn can_be_read(kind: Kind) -> Result<(), Refusal> {
    match kind {
        Kind::Charge | Kind::Payout => Ok(()),
        Kind::Conversion | Kind::Refund | Kind::Link => Err(refused::unsupported("kind")),
    }
}

fn known<'a>(stands: Stands, call: &FetchTransaction, connection: &Connection<'a>) -> Known<'a> {
    Known {
        stands,
        kind: call.kind,
        method: None,
        amount_left_out: false,
        base_url: connection.base_url,
    }
}

/// Only what bears the reference that was asked for is an answer.
fn asked_for(
    found: Transaction,
    known: Known<'_>,
    call: &FetchTransaction,
    status: u16,
) -> Outcome<Fetched> {
    if found.dgs_reference.as_str() != call.provider_reference {
        return unreadable("another reference, or none", status);
    }
    match found.sighting(known) {
        Some(sighting) => Outcome::Known(Fetched::Found(Box::new(sighting))),
        None => unreadable("no reference", status),
    }
}

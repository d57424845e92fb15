//! `GET /v1/transactions?reference=`: the transfer that bears our reference. Charges cannot be found so.

use super::MANIFEST;
use super::headers::headers;
use super::object::Telling;
use super::page::rows;
use super::transfer::Transfer;
use crate::calls::{Fetched, FindByReference};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::unreadable;
use crate::{refusals, writing};
use domain::{Kind, Outcome, Refusal};

pub(super) struct Find;

impl Endpoint<FindByReference> for Find {
    fn request(
        &self,
        call: &FindByReference,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.kind != Kind::Payout {
            return Err(refusals::unsupported(&MANIFEST));
        }
        if call.our_reference.is_empty() {
            return Err(refusals::no_reference());
        }
        let query = [("reference", call.our_reference.clone())];
        let url = writing::address(connection, &["v1", "transactions"], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &FindByReference,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<Fetched> {
        rows::<Transfer>(response, connection, None).and_then(|page| {
            let listed = page.rows.len();
            let mut ours = page
                .rows
                .into_iter()
                .filter(|row| row.reference.0.as_ref() == Some(&call.our_reference))
                .filter(Transfer::is_transfer);
            match (ours.next(), ours.next()) {
                (None, _) if listed == 0 => Outcome::Known(Fetched::Absent),
                // Rows of others: then the filter was not heeded, and ours may stand further down.
                (None, _) => unreadable("a list of other references", response.status),
                (Some(_), Some(_)) => unreadable("one reference twice", response.status),
                (Some(one), None) => match one.sighting() {
                    Some(told) => Outcome::Known(Fetched::Found(Box::new(told))),
                    None => unreadable("a row without an id", response.status),
                },
            }
        })
    }
}

//! `GET /v1/charges` and `GET /v1/transactions`, page by page. The first is in no document: where it is missing, what
//! Duka has sent itself is all there is. In which order either lists is not said.

use super::MANIFEST;
use super::charge::Charge;
use super::headers::headers;
use super::object::Telling;
use super::page::{Rows, query, rows};
use super::transfer::Transfer;
use crate::calls::{ListPage, ListTransactions, Walk};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::unreadable;
use crate::{refusals, writing};
use domain::{Outcome, Refusal, RefusalKind, Sighting};

pub(super) const CHARGES: &str = "charges";
pub(super) const TRANSFERS: &str = "transactions";
pub(super) const PAGE_LIMIT: u32 = 50;

pub(super) struct Pages;

impl Endpoint<ListTransactions> for Pages {
    fn request(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if ![CHARGES, TRANSFERS].contains(&call.list) {
            return Err(refusals::unsupported(&MANIFEST));
        }
        let query = query(call.cursor.as_deref(), call.limit.clamp(1, PAGE_LIMIT));
        let url = writing::address(connection, &["v1", call.list], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        let cursor = call.cursor.as_deref();
        if call.list == CHARGES {
            let page = match rows(response, connection, cursor) {
                Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                    Outcome::Refused(Refusal {
                        provider_message: refusal.provider_message,
                        ..refusals::unsupported(&MANIFEST)
                    })
                }
                other @ (Outcome::Known(_) | Outcome::Refused(_) | Outcome::Unknown(_)) => other,
            };
            return listed(page, Charge::sighting, response);
        }
        let page = rows::<Transfer>(response, connection, cursor).map(|mut page| {
            page.rows.retain(Transfer::is_transfer);
            page
        });
        listed(page, Transfer::sighting, response)
    }
}

/// A row that could not be kept makes the page unreadable: leaving it out in silence would lose it.
fn listed<T>(
    page: Outcome<Rows<T>>,
    sighting: fn(T) -> Option<Sighting>,
    response: &HttpResponse,
) -> Outcome<ListPage> {
    page.and_then(|page| {
        let items: Option<Vec<Sighting>> = page.rows.into_iter().map(sighting).collect();
        match items {
            None => unreadable("a row without an id", response.status),
            Some(items) => Outcome::Known(ListPage {
                items,
                next: page.next,
                walk: Walk::Unstated,
                total: None,
                fees: Vec::new(),
            }),
        }
    })
}

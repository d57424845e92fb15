//! `GET /transactions`, page by page. In which order is not documented, so nothing is claimed about completeness.

use super::MANIFEST;
use super::errors::accepted;
use super::headers::headers;
use super::transaction::{Stands, Transaction};
use crate::calls::{ListPage, ListTransactions, Walk};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, said, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal};
use serde::Deserialize;

pub(super) const NAME: &str = "transactions";
pub(super) const PAGE_LIMIT: u32 = 100;

#[derive(Deserialize)]
struct Body {
    data: Option<Vec<Transaction>>,
    pagination: Option<Pagination>,
}

#[derive(Deserialize)]
struct Pagination {
    total: Option<u64>,
    pages: Option<u64>,
}

pub(super) struct Pages;

impl Endpoint<ListTransactions> for Pages {
    fn request(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.list != NAME {
            return Err(refusals::unsupported(&MANIFEST));
        }
        let query = [
            (
                "page",
                page(call)
                    .ok_or_else(refusals::unusable_cursor)?
                    .to_string(),
            ),
            ("limit", limit(call).to_string()),
        ];
        let url = writing::address(connection, &["transactions"], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        let asked = Asked::ToTell;
        said(response, asked, connection)
            .and_then(|said| accepted(said, asked, connection))
            .and_then(|said| {
                said.read::<Body>()
                    .and_then(|body| match listed(call, body) {
                        Some(page) => Outcome::Known(page),
                        None => unreadable("no list, or a row without a reference", said.status),
                    })
            })
    }
}

fn page(call: &ListTransactions) -> Option<u64> {
    call.cursor
        .as_deref()
        .map_or(Some(1), |cursor| cursor.parse().ok())
}

fn limit(call: &ListTransactions) -> u32 {
    call.limit.clamp(1, PAGE_LIMIT)
}

/// `None` when this is no list, or a row could not be kept: leaving it out in silence would lose it.
fn listed(call: &ListTransactions, body: Body) -> Option<ListPage> {
    let rows = body.data?;
    let page = page(call)?;
    let full = u32::try_from(rows.len()).is_ok_and(|rows| rows >= limit(call));
    let pages = body
        .pagination
        .as_ref()
        .and_then(|pagination| pagination.pages);
    let more = !rows.is_empty() && pages.map_or(full, |pages| page < pages);
    let items = rows
        .into_iter()
        .map(|row| row.sighting(Stands::InItsOwnObject))
        .collect::<Option<Vec<_>>>()?;
    Some(ListPage {
        items,
        next: more.then(|| page.saturating_add(1).to_string()),
        walk: Walk::Unstated,
        total: body.pagination.and_then(|pagination| pagination.total),
        fees: Vec::new(),
    })
}

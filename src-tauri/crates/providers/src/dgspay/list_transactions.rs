//! `GET /transactions`, page by page. In which order is not documented, so nothing is claimed about completeness.
//!
//! Its filters serve four questions: the whole list, the payments of one link, one reference, and a statement.

use super::MANIFEST;
use super::errors::accepted;
use super::headers::headers;
use super::transaction::{Known, Transaction};
use crate::calls::{ListLinkPayments, ListPage, ListTransactions, Walk};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, said, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal, Sighting};
use serde::Deserialize;

pub(super) const NAME: &str = "transactions";
pub(super) const PAGE_LIMIT: u32 = 100;

#[derive(Deserialize)]
struct Body {
    data: Option<Vec<Transaction>>,
    pagination: Option<Pagination>,
}

/// Where a page stands among its like.
#[derive(Deserialize)]
pub(super) struct Pagination {
    total: Option<u64>,
    pages: Option<u64>,
}

impl Pagination {
    /// The cursor of the page after this one. Where the number of pages is not told, a full one has another behind it.
    pub(super) fn after(told: Option<&Self>, page: u64, rows: usize, limit: u32) -> Option<String> {
        let full = u32::try_from(rows).is_ok_and(|rows| rows >= limit);
        let pages = told.and_then(|told| told.pages);
        let more = rows > 0 && pages.map_or(full, |pages| page < pages);
        more.then(|| page.saturating_add(1).to_string())
    }
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
        request(call.cursor.as_deref(), call.limit, &[], connection)
    }

    fn reply(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        reply(call.cursor.as_deref(), call.limit, connection, response)
    }
}

/// The payments of one link.
pub(super) struct OfLink;

impl Endpoint<ListLinkPayments> for OfLink {
    fn request(
        &self,
        call: &ListLinkPayments,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let only = ("payment_link_id", call.provider_reference.clone());
        request(call.cursor.as_deref(), call.limit, &[only], connection)
    }

    fn reply(
        &self,
        call: &ListLinkPayments,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        reply(call.cursor.as_deref(), call.limit, connection, response).and_then(|page| {
            let mut items = page.items;
            for item in &mut items {
                // A row of another link says that the filter was not heard: then none of them is of this link.
                match item.link.as_deref() {
                    Some(link) if link != call.provider_reference => {
                        return unreadable("a payment of another link", response.status);
                    }
                    Some(_) => {}
                    None => item.link = Some(call.provider_reference.clone()),
                }
            }
            Outcome::Known(ListPage { items, ..page })
        })
    }
}

/// One page, of everything or of what the filters leave.
pub(super) fn request(
    cursor: Option<&str>,
    limit: u32,
    filters: &[(&'static str, String)],
    connection: &Connection<'_>,
) -> Result<HttpRequest, Refusal> {
    let page = page_of(cursor).ok_or_else(refusals::unusable_cursor)?;
    let mut query = vec![
        ("page", page.to_string()),
        ("limit", limit.clamp(1, PAGE_LIMIT).to_string()),
    ];
    query.extend_from_slice(filters);
    let url = writing::address(connection, &["transactions"], &query)?;
    Ok(writing::get(url, headers(connection)?))
}

pub(super) fn reply(
    cursor: Option<&str>,
    limit: u32,
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<ListPage> {
    body(connection, response).and_then(|body| match listed(cursor, limit, body) {
        Some(page) => Outcome::Known(page),
        None => unreadable("no list, or a row without a reference", response.status),
    })
}

/// The rows of an answer, as they are written.
pub(super) fn rows(
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<Vec<Transaction>> {
    body(connection, response).and_then(|body| match body.data {
        Some(rows) => Outcome::Known(rows),
        None => unreadable("no list", response.status),
    })
}

fn body(connection: &Connection<'_>, response: &HttpResponse) -> Outcome<Body> {
    let asked = Asked::ToTell;
    said(response, asked, connection)
        .and_then(|said| accepted(said, asked, connection))
        .and_then(|said| said.read())
}

/// The page that a cursor stands for; the first has none.
pub(super) fn page_of(cursor: Option<&str>) -> Option<u64> {
    cursor.map_or(Some(1), |cursor| cursor.parse().ok())
}

/// `None` when this is no list, or a row could not be kept: leaving it out in silence would lose it.
fn listed(cursor: Option<&str>, limit: u32, body: Body) -> Option<ListPage> {
    let rows = body.data?;
    let limit = limit.clamp(1, PAGE_LIMIT);
    let next = Pagination::after(
        body.pagination.as_ref(),
        page_of(cursor)?,
        rows.len(),
        limit,
    );
    let items: Option<Vec<Sighting>> = rows
        .into_iter()
        .map(|row| row.sighting(Known::OF_A_ROW))
        .collect();
    Some(ListPage {
        items: items?,
        next,
        walk: Walk::Unstated,
        total: body.pagination.and_then(|pagination| pagination.total),
        fees: Vec::new(),
    })
}

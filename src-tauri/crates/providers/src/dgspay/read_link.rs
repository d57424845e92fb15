//! `GET /payment-links/{id}` and `GET /payment-links`: where links stand, and how often they were paid.

use super::errors::accepted;
use super::headers::headers;
use super::link::{Link, told};
use super::list_transactions::{PAGE_LIMIT, Pagination, page_of};
use crate::calls::{FetchLink, FetchedLink, LinkPage, ListLinks};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, said, unreadable};
use crate::{refusals, writing};
use domain::{LinkSighting, Outcome, Refusal, RefusalKind};
use serde::Deserialize;

pub(super) struct One;

impl Endpoint<FetchLink> for One {
    fn request(
        &self,
        call: &FetchLink,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let url = writing::address(
            connection,
            &["payment-links", &call.provider_reference],
            &[],
        )?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &FetchLink,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<FetchedLink> {
        let of = Some(call.provider_reference.as_str());
        match told(response, Asked::ToTell, connection, of) {
            Outcome::Known(link) => Outcome::Known(FetchedLink::Found(Box::new(link))),
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(FetchedLink::Absent)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
        }
    }
}

#[derive(Deserialize)]
struct Body {
    data: Option<Vec<Link>>,
    pagination: Option<Pagination>,
}

pub(super) struct Every;

impl Endpoint<ListLinks> for Every {
    fn request(
        &self,
        call: &ListLinks,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let page = page_of(call.cursor.as_deref()).ok_or_else(refusals::unusable_cursor)?;
        let query = [
            ("page", page.to_string()),
            ("limit", limit(call).to_string()),
        ];
        let url = writing::address(connection, &["payment-links"], &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListLinks,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<LinkPage> {
        let asked = Asked::ToTell;
        said(response, asked, connection)
            .and_then(|said| accepted(said, asked, connection))
            .and_then(|said| {
                said.read::<Body>()
                    .and_then(|body| match listed(call, connection, body) {
                        Some(page) => Outcome::Known(page),
                        None => unreadable("no list, or a link without an id", said.status),
                    })
            })
    }
}

fn limit(call: &ListLinks) -> u32 {
    call.limit.clamp(1, PAGE_LIMIT)
}

fn listed(call: &ListLinks, connection: &Connection<'_>, body: Body) -> Option<LinkPage> {
    let rows = body.data?;
    let next = Pagination::after(
        body.pagination.as_ref(),
        page_of(call.cursor.as_deref())?,
        rows.len(),
        limit(call),
    );
    let items: Option<Vec<LinkSighting>> = rows
        .into_iter()
        .map(|link| link.sighting(connection.base_url))
        .collect();
    Some(LinkPage {
        items: items?,
        next,
    })
}

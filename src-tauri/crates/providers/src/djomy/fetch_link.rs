//! `GET /v1/links/{paymentLinkReference}`: one link, and what was paid through it.

use super::errors::accepted;
use super::headers::headers;
use super::link::Link;
use crate::calls::{FetchLink, FetchedLink, ListLinkPayments, ListPage, Walk};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal, RefusalKind, Sighting};
use serde::Deserialize;

#[derive(Deserialize)]
struct Answer {
    data: Option<Link>,
}

pub(super) struct Single;

impl Endpoint<FetchLink> for Single {
    fn request(
        &self,
        call: &FetchLink,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        request(&call.provider_reference, connection)
    }

    fn reply(
        &self,
        call: &FetchLink,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<FetchedLink> {
        match asked_for(&call.provider_reference, connection, response) {
            // Another merchant's is answered the same.
            Outcome::Refused(refusal) if refusal.kind == RefusalKind::NotFound => {
                Outcome::Known(FetchedLink::Absent)
            }
            Outcome::Refused(refusal) => Outcome::Refused(refusal),
            Outcome::Unknown(doubt) => Outcome::Unknown(doubt),
            Outcome::Known(link) => match link.sighting(connection.base_url) {
                Some(link) => Outcome::Known(FetchedLink::Found(Box::new(link))),
                None => unreadable("an amount that is none", response.status),
            },
        }
    }
}

/// What was paid through a link. The sandbox leaves this empty, and counts alone.
pub(super) struct Payments;

impl Endpoint<ListLinkPayments> for Payments {
    fn request(
        &self,
        call: &ListLinkPayments,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        if call.cursor.is_some() {
            return Err(refusals::unusable_cursor());
        }
        request(&call.provider_reference, connection)
    }

    fn reply(
        &self,
        call: &ListLinkPayments,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        asked_for(&call.provider_reference, connection, response).and_then(|link| {
            let items = link
                .payments
                .unwrap_or_default()
                .into_iter()
                .map(|payment| {
                    payment
                        .sighting(connection.base_url)
                        .map(|sighting| Sighting {
                            link: Some(call.provider_reference.clone()),
                            ..sighting
                        })
                })
                .collect::<Option<Vec<_>>>();
            match items {
                Some(items) => Outcome::Known(ListPage {
                    items,
                    next: None,
                    walk: Walk::Unstated,
                    total: None,
                    fees: Vec::new(),
                }),
                None => unreadable("a payment without a reference", response.status),
            }
        })
    }
}

fn request(reference: &str, connection: &Connection<'_>) -> Result<HttpRequest, Refusal> {
    let url = writing::address(connection, &["v1", "links", reference], &[])?;
    Ok(writing::get(url, headers(connection)?))
}

/// Only what bears the reference that was asked for is an answer.
fn asked_for(
    reference: &str,
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<Link> {
    accepted(response, Asked::ToTell, connection).and_then(|said| {
        said.read::<Answer>().and_then(|answer| {
            let link = answer
                .data
                .filter(|it| it.payment_link_reference.as_str() == reference);
            match link {
                Some(link) => Outcome::Known(link),
                None => unreadable("another reference, or none", said.status),
            }
        })
    })
}

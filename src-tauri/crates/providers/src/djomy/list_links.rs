//! `GET /v1/links`. It is documented without parameters, so the first request has none; a further page is asked for only
//! where the answer itself says that there is one.

use super::errors::accepted;
use super::headers::headers;
use super::link::Link;
use super::page::Page;
use crate::calls::{LinkPage, ListLinks};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Answer {
    data: Option<Value>,
}

pub(super) struct Links;

impl Endpoint<ListLinks> for Links {
    fn request(
        &self,
        call: &ListLinks,
        connection: &Connection<'_>,
    ) -> Result<HttpRequest, Refusal> {
        let page = page(call).ok_or_else(refusals::unusable_cursor)?;
        let query: &[_] = match page {
            0 => &[],
            page => &[("page", page.to_string())],
        };
        let url = writing::address(connection, &["v1", "links"], query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListLinks,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<LinkPage> {
        accepted(response, Asked::ToTell, connection).and_then(|said| {
            said.read::<Answer>().and_then(|answer| {
                let listed = page(call).and_then(|page| {
                    let links = Page::<Link>::of(answer.data?)?;
                    let more = links.says_there_is_more(page);
                    let items = links
                        .rows
                        .into_iter()
                        .map(|link| link.sighting(connection.base_url));
                    Some(LinkPage {
                        items: items.collect::<Option<Vec<_>>>()?,
                        next: more.then(|| page.saturating_add(1).to_string()),
                    })
                });
                match listed {
                    Some(page) => Outcome::Known(page),
                    None => unreadable("no list, or a row without a reference", said.status),
                }
            })
        })
    }
}

fn page(call: &ListLinks) -> Option<u64> {
    call.cursor.as_deref().map_or(Some(0), |cursor| {
        cursor.parse().ok().filter(|page| *page > 0)
    })
}

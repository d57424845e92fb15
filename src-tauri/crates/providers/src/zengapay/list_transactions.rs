//! `GET /collections`, page by page. The oldest rows come first, so the first answer only tells where the end is, and
//! the walk goes from there backwards. The links in the answer lose the query, so it is written anew each time.

use super::MANIFEST;
use super::collection::Collection;
use super::errors::accepted;
use super::headers::headers;
use crate::calls::{ListPage, ListTransactions, Walk};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, said, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal};
use serde::Deserialize;

pub(super) const NAME: &str = "collections";
pub(super) const PAGE_LIMIT: u32 = 100;

#[derive(Deserialize)]
struct Body {
    collections: Option<Page>,
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Collection>,
    last_page: u64,
    total: Option<u64>,
}

/// Where a walk stands, and how long its pages are: pages of another length are other pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    step: Step,
    limit: u32,
    page: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// On a page that is not known to be the last.
    ToTheEnd,
    /// On the way back from the last page.
    Back,
}

impl Place {
    fn of(call: &ListTransactions) -> Option<Self> {
        let Some(cursor) = call.cursor.as_deref() else {
            return Some(Self {
                step: Step::ToTheEnd,
                limit: call.limit.clamp(1, PAGE_LIMIT),
                page: 1,
            });
        };
        let mut parts = cursor.split('.');
        let step = match parts.next()? {
            "end" => Step::ToTheEnd,
            "back" => Step::Back,
            _ => return None,
        };
        let limit = parts.next()?.parse().ok()?;
        let page = parts.next()?.parse().ok()?;
        let sound = parts.next().is_none() && (1..=PAGE_LIMIT).contains(&limit) && page > 0;
        sound.then_some(Self { step, limit, page })
    }

    fn cursor(self) -> String {
        let step = match self.step {
            Step::ToTheEnd => "end",
            Step::Back => "back",
        };
        format!("{step}.{}.{}", self.limit, self.page)
    }

    /// Where to go from here, and what this page was, once the number of the last page is known. Rows that arrive
    /// meanwhile make new pages at the end; they do not move the ones on the way back.
    fn next(self, last_page: u64) -> (Option<Self>, Walk) {
        let last_page = last_page.max(1);
        if self.step == Step::ToTheEnd && self.page != last_page {
            let end = Self {
                page: last_page,
                ..self
            };
            return (Some(end), Walk::LooksForTheEnd);
        }
        let before = self.page.checked_sub(1).filter(|page| *page > 0);
        let back = before.map(|page| Self {
            step: Step::Back,
            page,
            ..self
        });
        (back, Walk::BackInTime)
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
        let place = Place::of(call).ok_or_else(refusals::unusable_cursor)?;
        // Both names are documented for the length of a page, in different places.
        let query = [
            ("page", place.page.to_string()),
            ("per_page", place.limit.to_string()),
            ("limit", place.limit.to_string()),
        ];
        let url = writing::address(connection, &["collections"], &query)?;
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
            .and_then(|said| accepted(said, asked))
            .and_then(|said| {
                said.read::<Body>()
                    .and_then(|body| match listed(call, body) {
                        Some(page) => Outcome::Known(page),
                        None => unreadable("no list, or a row without a reference", said.status),
                    })
            })
    }
}

/// `None` when this is no list, or a row could not be kept: leaving it out in silence would lose it.
fn listed(call: &ListTransactions, body: Body) -> Option<ListPage> {
    let page = body.collections?;
    let (next, walk) = Place::of(call)?.next(page.last_page);
    // The order is seen in samples, not promised. Rows that stand otherwise prove it wrong.
    let walk = if is_oldest_first(&page.data) {
        walk
    } else {
        Walk::Unstated
    };
    let items = page
        .data
        .into_iter()
        .map(Collection::sighting)
        .collect::<Option<Vec<_>>>()?;
    Some(ListPage {
        items,
        next: next.map(Place::cursor),
        walk,
        total: page.total,
        fees: Vec::new(),
    })
}

fn is_oldest_first(rows: &[Collection]) -> bool {
    rows.iter().filter_map(Collection::began_at).is_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Walk::{BackInTime, LooksForTheEnd};

    /// Walks a list whose number of pages is what each answer says in turn.
    fn walk(last_pages: &[u64]) -> Vec<(u64, Walk)> {
        let mut call = ListTransactions {
            list: NAME,
            cursor: None,
            limit: 25,
        };
        let mut seen = Vec::new();
        for last_page in last_pages {
            let place = Place::of(&call).unwrap();
            let (next, walk) = place.next(*last_page);
            seen.push((place.page, walk));
            match next {
                Some(next) => call.cursor = Some(next.cursor()),
                None => break,
            }
        }
        seen
    }

    #[test]
    fn the_walk_finds_the_end_and_comes_back_to_the_first_page() {
        assert_eq!(
            walk(&[3; 9]),
            [
                (1, LooksForTheEnd),
                (3, BackInTime),
                (2, BackInTime),
                (1, BackInTime)
            ]
        );
        assert_eq!(walk(&[1; 9]), [(1, BackInTime)]);
        assert_eq!(walk(&[0; 9]), [(1, BackInTime)]);
    }

    #[test]
    fn a_page_that_appears_meanwhile_is_not_stepped_over() {
        assert_eq!(
            walk(&[2, 3, 3, 4, 4]),
            [
                (1, LooksForTheEnd),
                (2, LooksForTheEnd),
                (3, BackInTime),
                (2, BackInTime),
                (1, BackInTime)
            ]
        );
    }

    #[test]
    fn a_cursor_of_somebody_else_is_refused() {
        for cursor in [
            "",
            "2",
            "end.25",
            "end.0.1",
            "back.25.0",
            "end.25.1.1",
            "end.999.1",
        ] {
            let call = ListTransactions {
                list: NAME,
                cursor: Some(cursor.to_owned()),
                limit: 25,
            };
            assert_eq!(Place::of(&call), None, "{cursor}");
        }
    }

    #[test]
    fn rows_in_another_order_are_noticed() {
        let rows = |dates: &[&str]| -> Vec<Collection> {
            let rows: Vec<String> = dates
                .iter()
                .map(|date| format!(r#"{{"transactionInitiationDate":"{date}"}}"#))
                .collect();
            serde_json::from_str(&format!("[{}]", rows.join(","))).unwrap()
        };
        let (early, late) = ("2021-01-25 22:57:42", "2021-01-26 16:23:38");
        assert!(is_oldest_first(&rows(&[
            early,
            "0000-00-00 00:00:00",
            late,
            late
        ])));
        assert!(!is_oldest_first(&rows(&[late, early])));
    }
}

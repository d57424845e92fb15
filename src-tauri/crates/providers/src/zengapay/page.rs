//! Pages as every list of ZENGAPAY's gives them, told by number. The links in an answer lose the query, so none is
//! followed: each page's query is written anew.

use super::errors::accepted;
use crate::contract::Connection;
use crate::http::HttpResponse;
use crate::reading::{Asked, said, unreadable};
use crate::refusals;
use domain::{Outcome, Refusal};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// No document says how long a page may be.
pub(super) const PAGE_LIMIT: u32 = 100;

#[derive(Deserialize)]
pub(super) struct Page<T> {
    pub(super) data: Vec<T>,
    pub(super) last_page: u64,
    pub(super) total: Option<u64>,
}

/// The page that stands in an answer under its own word.
pub(super) fn page<T: DeserializeOwned>(
    response: &HttpResponse,
    connection: &Connection<'_>,
    word: &str,
) -> Outcome<Page<T>> {
    let asked = Asked::ToTell;
    said(response, asked, connection)
        .and_then(|said| accepted(said, asked))
        .and_then(|said| {
            said.read::<Map<String, Value>>().and_then(|mut body| {
                let page = body.remove(word).unwrap_or_default();
                match serde_json::from_value(page) {
                    Ok(page) => Outcome::Known(page),
                    Err(_) => unreadable("no list, or a row of another shape", said.status),
                }
            })
        })
}

/// The query of a page. Both names are documented for its length, in different places.
pub(super) fn query(number: u64, limit: u32) -> Vec<(&'static str, String)> {
    vec![
        ("page", number.to_string()),
        ("per_page", limit.to_string()),
        ("limit", limit.to_string()),
    ]
}

/// A place in a list that is read from its first page to its last. Pages of another length are other pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Onward {
    pub(super) limit: u32,
    pub(super) number: u64,
}

impl Onward {
    /// The place that a call names.
    pub(super) fn of(cursor: Option<&str>, limit: u32) -> Result<Self, Refusal> {
        let Some(cursor) = cursor else {
            return Ok(Self {
                limit: limit.clamp(1, PAGE_LIMIT),
                number: 1,
            });
        };
        let read = || {
            let (limit, number) = cursor.split_once('.')?;
            let place = Self {
                limit: limit.parse().ok()?,
                number: number.parse().ok()?,
            };
            let sound = (1..=PAGE_LIMIT).contains(&place.limit) && place.number > 0;
            sound.then_some(place)
        };
        read().ok_or_else(refusals::unusable_cursor)
    }

    pub(super) fn query(self) -> Vec<(&'static str, String)> {
        query(self.number, self.limit)
    }

    /// The cursor of the page after this one.
    pub(super) fn next(self, last_page: u64) -> Option<String> {
        let next = self.number.checked_add(1)?;
        (next <= last_page).then(|| format!("{}.{next}", self.limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_from_its_first_page_to_its_last() {
        let mut cursor = None;
        let mut seen = Vec::new();
        loop {
            let place = Onward::of(cursor.as_deref(), 25).unwrap();
            seen.push(place.number);
            cursor = place.next(3);
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(seen, [1, 2, 3]);
    }

    #[test]
    fn a_place_of_somebody_else_is_refused() {
        for cursor in ["", "2", "25.0", "0.1", "999.1", "25.1.1", "end.25.1"] {
            assert!(Onward::of(Some(cursor), 25).is_err(), "{cursor}");
        }
    }
}

//! `GET /collections`, `GET /transfers` and `GET /account/statement`, page by page. The oldest rows come first, so the first
//! answer only tells where the end is, and the walk goes from there backwards. The statement is walked for its fees: they
//! stand in rows of their own there, each with the number of the transaction it is for.

use super::headers::headers;
use super::manifest::MANIFEST;
use super::movement::{Designation, Movement, Wallet};
use super::page::{self, PAGE_LIMIT, Page};
use super::read_statement;
use crate::calls::{FeeRow, ListPage, ListTransactions, Walk};
use crate::contract::{Connection, Endpoint};
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Told, unreadable};
use crate::{refusals, writing};
use domain::{Money, Outcome, Refusal, Status};
use rust_decimal::Decimal;

/// Each list: its name, which is also the word that its page stands under, and where it is.
const LISTS: &[(&str, &[&str])] = &[
    (COLLECTIONS, &["collections"]),
    (TRANSFERS, &["transfers"]),
    (STATEMENT, &["account", "statement"]),
];
pub(super) const COLLECTIONS: &str = "collections";
pub(super) const TRANSFERS: &str = "transfers";
pub(super) const STATEMENT: &str = read_statement::WORD;

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
        let mut lists = LISTS.iter();
        let Some((_, segments)) = lists.find(|(name, _)| *name == call.list) else {
            return Err(refusals::unsupported(&MANIFEST));
        };
        let place = Place::of(call).ok_or_else(refusals::unusable_cursor)?;
        let query = page::query(place.page, place.limit);
        let url = writing::address(connection, segments, &query)?;
        Ok(writing::get(url, headers(connection)?))
    }

    fn reply(
        &self,
        call: &ListTransactions,
        connection: &Connection<'_>,
        response: &HttpResponse,
    ) -> Outcome<ListPage> {
        page::page(response, connection, call.list).and_then(|page| match listed(call, page) {
            Some(page) => Outcome::Known(page),
            None => unreadable("a row without a reference", response.status),
        })
    }
}

/// `None` when a row could not be kept: leaving it out in silence would lose it.
fn listed(call: &ListTransactions, page: Page<Movement>) -> Option<ListPage> {
    let (next, walk) = Place::of(call)?.next(page.last_page);
    // The order is seen in samples, not promised. Rows that stand otherwise prove it wrong.
    let walk = if is_oldest_first(&page.data) {
        walk
    } else {
        Walk::Unstated
    };
    let (fees, rows): (Vec<_>, Vec<_>) = page
        .data
        .into_iter()
        .partition(|row| row.designation() == Designation::Charges);
    Some(ListPage {
        items: rows
            .into_iter()
            .map(Movement::sighting)
            .collect::<Option<_>>()?,
        fees: fees
            .into_iter()
            // Only what was taken is a fee.
            .filter(|row| row.status() == Status::Succeeded)
            .map(fee)
            .collect::<Option<_>>()?,
        next: next.map(Place::cursor),
        walk,
        total: page.total,
    })
}

/// A fee for a transaction; less than nothing, where it is given back. `None` when it could not be kept.
fn fee(row: Movement) -> Option<FeeRow> {
    let wallet = Wallet::read(row.currency_code.as_str());
    let Told::Money(amount) = row.amount.of(wallet.currency) else {
        return None;
    };
    let fee = if row.is_debit() {
        amount
    } else {
        Money::told(
            Decimal::ZERO.checked_sub(amount.amount())?,
            amount.currency(),
        )
        .ok()?
    };
    Some(FeeRow {
        // One that names no transaction is nobody's fee, and stays in the statement.
        of: row.fee_of().unwrap_or_default(),
        fee,
        provider_reference: row.transaction_reference.0?,
    })
}

fn is_oldest_first(rows: &[Movement]) -> bool {
    rows.iter().filter_map(Movement::began_at).is_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Walk::{BackInTime, LooksForTheEnd};

    /// Walks a list whose number of pages is what each answer says in turn.
    fn walk(last_pages: &[u64]) -> Vec<(u64, Walk)> {
        let mut call = ListTransactions {
            list: COLLECTIONS,
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
                list: COLLECTIONS,
                cursor: Some(cursor.to_owned()),
                limit: 25,
            };
            assert_eq!(Place::of(&call), None, "{cursor}");
        }
    }

    #[test]
    fn rows_in_another_order_are_noticed() {
        let rows = |dates: &[&str]| -> Vec<Movement> {
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

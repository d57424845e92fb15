//! `GET /v1/payments`, page by page. By itself it shows this month's paid and pending ones: so both dates are named, and
//! every status, or a lost request could never be found. There is no look-up by our reference.

use super::errors::accepted;
use super::headers::headers;
use super::page::Page;
use super::payment::Payment;
use super::status;
use crate::calls::{ListPage, ListTransactions, Walk};
use crate::contract::Connection;
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use chrono::{Days, NaiveDate};
use domain::{Outcome, Refusal, Sighting};
use serde::Deserialize;
use serde_json::Value;

pub(super) const NAME: &str = "payments";
pub(super) const PAGE_LIMIT: u32 = 100;

/// Before the provider was there.
const FIRST_DAY: &str = "2020-01-01";

#[derive(Deserialize)]
struct Answer {
    data: Option<Value>,
}

/// Where a walk stands. Its last day and the length of its pages stay what they were at its beginning: other pages would
/// hold other rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    until: NaiveDate,
    limit: u32,
    page: u64,
}

impl Place {
    fn of(call: &ListTransactions, connection: &Connection<'_>) -> Option<Self> {
        let Some(cursor) = call.cursor.as_deref() else {
            // The provider's clock may be ahead of ours.
            let until = connection.now.date_naive().checked_add_days(Days::new(1))?;
            return Some(Self {
                until,
                limit: call.limit.clamp(1, PAGE_LIMIT),
                page: 0,
            });
        };
        let mut parts = cursor.split('.');
        let until = parts.next()?.parse().ok()?;
        let limit = parts.next()?.parse().ok()?;
        let page = parts.next()?.parse().ok()?;
        let sound = parts.next().is_none() && (1..=PAGE_LIMIT).contains(&limit) && page > 0;
        sound.then_some(Self { until, limit, page })
    }

    fn after(self) -> String {
        let page = self.page.saturating_add(1);
        format!("{}.{}.{page}", self.until, self.limit)
    }
}

pub(super) fn request(
    call: &ListTransactions,
    connection: &Connection<'_>,
) -> Result<HttpRequest, Refusal> {
    let place = Place::of(call, connection).ok_or_else(refusals::unusable_cursor)?;
    let query = [
        ("page", place.page.to_string()),
        ("size", place.limit.to_string()),
        ("sortBy", "createdAt".to_owned()),
        ("sortDirection", "DESC".to_owned()),
        ("startDate", FIRST_DAY.to_owned()),
        ("endDate", place.until.to_string()),
        ("statuses", status::PAYMENTS.join(",")),
    ];
    let url = writing::address(connection, &["v1", "payments"], &query)?;
    Ok(writing::get(url, headers(connection)?))
}

pub(super) fn reply(
    call: &ListTransactions,
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<ListPage> {
    accepted(response, Asked::ToTell, connection).and_then(|said| {
        said.read::<Answer>().and_then(|answer| {
            let place = Place::of(call, connection);
            let page = answer.data.and_then(Page::<Payment>::of);
            match place
                .zip(page)
                .and_then(|(place, page)| listed(place, page, connection.base_url))
            {
                Some(page) => Outcome::Known(page),
                None => unreadable("no list, or a row without a reference", said.status),
            }
        })
    })
}

/// `None` when a row could not be kept: leaving it out in silence would lose it.
fn listed(place: Place, page: Page<Payment>, base_url: &str) -> Option<ListPage> {
    let more = page.has_next(place.page, place.limit);
    let total = page.total;
    let items = page
        .rows
        .into_iter()
        .map(|payment| payment.sighting(base_url))
        .collect::<Option<Vec<_>>>()?;
    // The order is asked for, and by what name is nowhere written. Rows that stand otherwise prove it was not understood.
    let walk = if is_newest_first(&items) {
        Walk::BackInTime
    } else {
        Walk::Unstated
    };
    Some(ListPage {
        items,
        next: more.then(|| place.after()),
        walk,
        total,
        fees: Vec::new(),
    })
}

/// A row without a time says nothing of the order.
fn is_newest_first(rows: &[Sighting]) -> bool {
    rows.iter().all(|row| row.occurred_at.is_some())
        && rows.is_sorted_by(|one, next| one.occurred_at >= next.occurred_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn call(cursor: Option<&str>) -> ListTransactions {
        ListTransactions {
            list: NAME,
            cursor: cursor.map(str::to_owned),
            limit: 250,
        }
    }

    #[test]
    fn a_walk_keeps_its_last_day_and_the_length_of_its_pages() {
        let read = |cursor| sample::connected(|connection| Place::of(&call(cursor), connection));
        let first = read(None).unwrap();
        assert_eq!((first.limit, first.page), (PAGE_LIMIT, 0));
        let after = first.after();
        let next = read(Some(&after)).unwrap();
        assert_eq!(next, Place { page: 1, ..first });
        for cursor in [
            "",
            "1",
            "2026-08-21.100.0",
            "2026-08-21.999.1",
            "soon.100.1",
            "2026-08-21.100.1.1",
        ] {
            assert_eq!(read(Some(cursor)), None, "{cursor}");
        }
    }

    #[test]
    fn rows_in_another_order_are_noticed() {
        let walk = |dates: &[&str]| {
            let rows: Vec<String> = dates
                .iter()
                .map(|date| format!(r#"{{"transactionId":"a","createdAt":"{date}"}}"#))
                .collect();
            let data = serde_json::from_str(&format!("[{}]", rows.join(","))).unwrap();
            let place = Place {
                until: NaiveDate::MAX,
                limit: 100,
                page: 0,
            };
            listed(place, Page::of(data).unwrap(), "").unwrap().walk
        };
        let (early, late) = ("2026-08-19T10:00:00Z", "2026-08-20T10:00:00Z");
        assert_eq!(walk(&[late, late, early]), Walk::BackInTime);
        assert_eq!(walk(&[]), Walk::BackInTime);
        assert_eq!(walk(&[early, late]), Walk::Unstated);
        assert_eq!(walk(&[late, "", early]), Walk::Unstated);
    }
}

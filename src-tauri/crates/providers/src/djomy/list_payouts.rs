//! `GET /v1/payout-orders`, and of each order `GET /v1/payout-orders/{order}/payout-items`: the list names orders, and what
//! went out stands one step below. In which order they come is not documented.

use super::errors::accepted;
use super::headers::headers;
use super::order::Order;
use super::page::Page;
use super::payout::Payout;
use crate::calls::{ListPage, ListTransactions, Walk};
use crate::contract::Connection;
use crate::http::{HttpRequest, HttpResponse};
use crate::reading::{Asked, unreadable};
use crate::{refusals, writing};
use domain::{Outcome, Refusal, Sighting};
use serde::Deserialize;
use serde_json::Value;

pub(super) const NAME: &str = "payouts";
/// Orders of one page. Each is asked for its payouts, one after the other.
pub(super) const PAGE_LIMIT: u32 = 20;

#[derive(Deserialize)]
struct Answer {
    data: Option<Value>,
}

/// Where a walk stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    limit: u32,
    /// The page of orders.
    page: u64,
    step: Step,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// To learn which orders there are.
    Orders,
    /// To learn what stands in the first of these.
    Payouts {
        /// Whether there is another page of orders.
        more: bool,
        /// The page of payouts.
        page: u64,
        orders: Vec<String>,
    },
}

impl Place {
    fn of(call: &ListTransactions) -> Option<Self> {
        let Some(cursor) = call.cursor.as_deref() else {
            return Some(Self {
                limit: call.limit.clamp(1, PAGE_LIMIT),
                page: 0,
                step: Step::Orders,
            });
        };
        let mut parts = cursor.split('/');
        let limit = parts.next()?.parse().ok()?;
        let page = parts.next()?.parse().ok()?;
        let sound = (1..=PAGE_LIMIT).contains(&limit);
        let step = match parts.next() {
            None => Step::Orders,
            Some(more) => {
                let more = match more {
                    "more" => true,
                    "last" => false,
                    _ => return None,
                };
                let page = parts.next()?.parse().ok()?;
                let orders: Vec<String> = parts.map(str::to_owned).collect();
                if orders.is_empty() || orders.iter().any(String::is_empty) {
                    return None;
                }
                Step::Payouts { more, page, orders }
            }
        };
        sound.then_some(Self { limit, page, step })
    }

    fn cursor(&self) -> String {
        let orders = format!("{}/{}", self.limit, self.page);
        match &self.step {
            Step::Orders => orders,
            Step::Payouts {
                more,
                page,
                orders: named,
            } => {
                let more = if *more { "more" } else { "last" };
                format!("{orders}/{more}/{page}/{}", named.join("/"))
            }
        }
    }

    /// On to what stands in these orders, then to the next page of them.
    fn on(self, orders: Vec<String>, more: bool) -> Option<Self> {
        if !orders.is_empty() {
            let step = Step::Payouts {
                more,
                page: 0,
                orders,
            };
            return Some(Self { step, ..self });
        }
        more.then(|| Self {
            page: self.page.saturating_add(1),
            step: Step::Orders,
            ..self
        })
    }
}

pub(super) fn request(
    call: &ListTransactions,
    connection: &Connection<'_>,
) -> Result<HttpRequest, Refusal> {
    let place = Place::of(call).ok_or_else(refusals::unusable_cursor)?;
    let at = |page: u64| {
        [
            ("page", page.to_string()),
            ("size", place.limit.to_string()),
        ]
    };
    let url = match &place.step {
        Step::Orders => writing::address(connection, &["v1", "payout-orders"], &at(place.page))?,
        Step::Payouts { page, orders, .. } => {
            let order = orders.first().ok_or_else(refusals::unusable_cursor)?;
            let segments = ["v1", "payout-orders", order, "payout-items"];
            writing::address(connection, &segments, &at(*page))?
        }
    };
    Ok(writing::get(url, headers(connection)?))
}

pub(super) fn reply(
    call: &ListTransactions,
    connection: &Connection<'_>,
    response: &HttpResponse,
) -> Outcome<ListPage> {
    accepted(response, Asked::ToTell, connection).and_then(|said| {
        said.read::<Answer>().and_then(|answer| {
            match Place::of(call)
                .zip(answer.data)
                .and_then(|(place, data)| listed(place, data))
            {
                Some(page) => Outcome::Known(page),
                None => unreadable("no list, or a row without a reference", said.status),
            }
        })
    })
}

/// `None` when a row could not be kept: leaving it out in silence would lose it.
fn listed(place: Place, data: Value) -> Option<ListPage> {
    let (items, next) = match place.step.clone() {
        Step::Orders => {
            let page = Page::<Order>::of(data)?;
            let more = page.has_next(place.page, place.limit);
            let mut items = Vec::new();
            let mut unread = Vec::new();
            for order in page.rows {
                let name = order.name().filter(|name| !name.contains('/'))?;
                match order.payouts() {
                    Some(payouts) => items.extend(kept(&name, payouts)?),
                    None => unread.push(name),
                }
            }
            (items, place.on(unread, more))
        }
        Step::Payouts {
            more,
            page: at,
            orders,
        } => {
            let page = Page::<Payout>::of(data)?;
            let again = page.has_next(at, place.limit);
            let (order, rest) = orders.split_first()?;
            let items = kept(order, page.rows)?;
            let next = if again {
                let step = Step::Payouts {
                    more,
                    page: at.saturating_add(1),
                    orders: orders.clone(),
                };
                Some(Place { step, ..place })
            } else {
                place.on(rest.to_vec(), more)
            };
            (items, next)
        }
    };
    Some(ListPage {
        items,
        next: next.map(|place| place.cursor()),
        walk: Walk::Unstated,
        total: None,
        fees: Vec::new(),
    })
}

fn kept(order: &str, payouts: Vec<Payout>) -> Option<Vec<Sighting>> {
    payouts
        .into_iter()
        .map(|payout| payout.sighting(order))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Walks a list, answering each request with what comes next.
    fn walk(answers: Vec<Value>) -> (Vec<String>, Option<String>) {
        let mut call = ListTransactions {
            list: NAME,
            cursor: None,
            limit: 2,
        };
        let mut seen = Vec::new();
        for answer in answers {
            let place = Place::of(&call).unwrap();
            let page = listed(place, answer).unwrap();
            seen.extend(
                page.items
                    .into_iter()
                    .filter_map(|it| it.provider_reference),
            );
            call.cursor = page.next;
        }
        (seen, call.cursor)
    }

    #[test]
    fn every_order_is_asked_for_its_payouts_before_the_next_page_of_orders() {
        let payout = |id: &str| json!({ "id": id, "status": "SUCCESS" });
        let (seen, next) = walk(vec![
            json!({ "content": [{ "id": "A" }, { "id": "B" }], "last": false }),
            json!({ "content": [payout("1"), payout("2")], "last": false }),
            json!({ "content": [payout("3")], "last": true }),
            json!([payout("1")]),
            json!({ "content": [{ "id": "C", "items": [payout("1")] }], "last": true }),
        ]);
        assert_eq!(seen, ["A/1", "A/2", "A/3", "B/1", "C/1"]);
        assert_eq!(next, None);
    }

    #[test]
    fn a_cursor_of_somebody_else_is_refused() {
        for cursor in [
            "",
            "2",
            "99/0",
            "2/0/soon/0/A",
            "2/0/more/0",
            "2/0/more/0/A//B",
        ] {
            let call = ListTransactions {
                list: NAME,
                cursor: Some(cursor.to_owned()),
                limit: 2,
            };
            assert_eq!(Place::of(&call), None, "{cursor}");
        }
    }
}

//! The two years before the first start: sales a small shop could have had, so that a new user
//! finds a desk with something on it. The same seed and moment make the same past.

mod calendar;
mod customers;
mod wares;
pub(crate) mod west;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rand::RngExt as _;

pub(crate) use customers::{Customer, Network, any, names};
pub(crate) use wares::{RWANDA_OUTGOINGS, RWANDA_WARES, UGANDA_OUTGOINGS, UGANDA_WARES, Ware};

use crate::dice::{Dice, dice};
use crate::story::{Fate, Step};

/// The shop whose past it is.
pub(crate) struct Shop {
    pub(crate) label: &'static str,
    pub(crate) zone: Tz,
    pub(crate) country_code: &'static str,
    pub(crate) networks: &'static [Network],
    pub(crate) names: &'static [&'static str],
    pub(crate) family_names: &'static [&'static str],
    pub(crate) wares: &'static [Ware],
    /// Amounts are multiples of this; nobody pays 12,347 shillings at a counter.
    pub(crate) smallest: i64,
}

pub(crate) struct Sale {
    pub(crate) at: DateTime<Utc>,
    pub(crate) customer: Customer,
    pub(crate) amount: i64,
    pub(crate) note: String,
    pub(crate) steps: Vec<Step>,
    /// For everything the provider adds to it.
    pub(crate) dice: Dice,
}

/// `count` sales before `now`, oldest first.
pub(crate) fn sales(shop: &Shop, seed: u64, now: DateTime<Utc>, count: usize) -> Vec<Sale> {
    let mut luck = dice(seed, shop.label, 0);
    let customers = customers::draw(shop, &mut luck, count / 7 + 3);
    let times = calendar::times(shop.zone, &mut luck, now, count);
    times
        .into_iter()
        .enumerate()
        .map(|(at_index, at)| {
            let from_last = count - 1 - at_index;
            let mut dice = dice(seed, shop.label, at_index as u64 + 1);
            let customer = customers::pick(&customers, &mut dice).clone();
            let (note, amount) = wares::sell(shop, &mut dice, at);
            let steps = steps(at, now, from_last, &mut dice);
            Sale {
                at,
                customer,
                amount,
                note,
                steps,
                dice,
            }
        })
        .collect()
}

/// The sale, counted from the last, whose customer has not answered yet.
const UNANSWERED: usize = 4;
/// The one that the operator is still unclear about.
const UNCLEAR: usize = 7;

/// How it went. A few of the last ones stand open in each way, so that no state is missing.
fn steps(at: DateTime<Utc>, now: DateTime<Utc>, from_last: usize, dice: &mut Dice) -> Vec<Step> {
    let soon = after(at, dice.random_range(6..75));
    let roll = match from_last {
        UNANSWERED => return Vec::new(),
        UNCLEAR => {
            return vec![
                Step::new(soon, Fate::Unclear),
                Step::new(after(now, 6 * 3600), Fate::Succeeded),
            ];
        }
        2 | 11 => 900,
        _ => dice.random_range(0..1000),
    };
    match roll {
        0..=879 => vec![Step::new(soon, Fate::Succeeded)],
        880..=944 => vec![Step::new(soon, Fate::insufficient_funds())],
        945..=969 => vec![Step::new(
            soon,
            Fate::failed("17", "Customer cancelled the request"),
        )],
        970..=979 => vec![
            Step::new(soon, Fate::failed("68", "No answer from the customer")),
            Step::new(after(at, 600), Fate::Succeeded),
        ],
        980..=987 => never_answered(at, now),
        _ => vec![
            Step::new(soon, Fate::Unclear),
            Step::new(after(at, 20 * 3600), Fate::Succeeded),
        ],
    }
}

/// Operators give up on a prompt after a day; a younger one is still open.
fn never_answered(at: DateTime<Utc>, now: DateTime<Utc>) -> Vec<Step> {
    let given_up = after(at, 24 * 3600);
    if given_up > now {
        Vec::new()
    } else {
        vec![Step::new(
            given_up,
            Fate::failed("68", "No answer from the customer"),
        )]
    }
}

fn after(at: DateTime<Utc>, seconds: i64) -> DateTime<Utc> {
    at.checked_add_signed(TimeDelta::seconds(seconds))
        .unwrap_or(at)
}

//! How many rows match, where they stand and what they come to. Rows that lie in stretches wholly asked for are not
//! looked at one by one.

use super::facts::Facts;
use super::page::in_time;
use super::query::{Having, Query};
use super::segment::{Asked, Key, Segment};
use crate::Store;
use crate::error::StoreError;
use domain::{Currency, Kind, Money, Status};
use std::collections::BTreeMap;

/// What the rows of one kind come to in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallySum {
    /// What they are.
    pub kind: Kind,
    /// How many.
    pub count: u64,
    /// How many of them succeeded.
    pub succeeded: u64,
    /// All their amounts; its currency is that of the other.
    pub asked: Money,
    /// The amounts of those that succeeded.
    pub moved: Money,
}

/// What a query comes to over all its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many rows match.
    pub count: u64,
    /// By status, how many match everything that was asked but the status.
    pub statuses: BTreeMap<Status, u64>,
    /// How many that match have an open question.
    pub in_question: u64,
    /// By currency, then by kind.
    pub sums: Vec<TallySum>,
}

#[derive(Clone, Copy, Default)]
struct Sums {
    count: u64,
    succeeded: u64,
    asked: i128,
    moved: i128,
}

#[derive(Default)]
struct Counted {
    tally: Tally,
    sums: BTreeMap<(Currency, Kind), Sums>,
}

impl Counted {
    fn add(&mut self, statuses: &[Status], facts: &Facts, n: u64, amount: i128) {
        *self.tally.statuses.entry(facts.status).or_default() += n;
        if !statuses.is_empty() && !statuses.contains(&facts.status) {
            return;
        }
        self.tally.count += n;
        if facts.has.has(Having::Doubt) {
            self.tally.in_question += n;
        }
        let sums = self.sums.entry((facts.currency, facts.kind)).or_default();
        sums.count += n;
        sums.asked += amount;
        if facts.status == Status::Succeeded {
            sums.succeeded += n;
            sums.moved += amount;
        }
    }

    /// The stretch at once where that is enough: no text is asked for, every amount, and all of its time.
    fn add_segment(&mut self, segment: &Segment, asked: &Asked, statuses: &[Status]) {
        let plain = asked.clauses.is_empty() && asked.filter.takes_every_amount();
        let groups = plain.then(|| segment.groups(&asked.filter.rows)).flatten();
        if let Some(groups) = groups {
            for group in groups
                .iter()
                .filter(|group| asked.filter.fits(&group.facts))
            {
                self.add(statuses, &group.facts, group.n, group.amount);
            }
            return;
        }
        segment.walk(asked, &mut |_: Key, facts: &Facts| {
            self.add(statuses, facts, 1, facts.amount.into());
            true
        });
    }

    fn done(mut self) -> Result<Tally, StoreError> {
        for ((currency, kind), sums) in self.sums {
            let money = |parts: i128| {
                i64::try_from(parts)
                    .map(|parts| Money::from_ten_thousandths(parts, currency))
                    .map_err(|_| StoreError::unreadable("search", "a sum does not fit"))
            };
            self.tally.sums.push(TallySum {
                kind,
                count: sums.count,
                succeeded: sums.succeeded,
                asked: money(sums.asked)?,
                moved: money(sums.moved)?,
            });
        }
        Ok(self.tally)
    }
}

impl Store {
    /// Counts and adds up everything that a query matches.
    pub async fn tally(&self, query: &Query) -> Result<Tally, StoreError> {
        let any_status = Query {
            statuses: Vec::new(),
            ..query.clone()
        };
        let (segments, asked) = self.held(&any_status).await?;
        let Some(asked) = asked else {
            return Ok(Tally::default());
        };
        let mut counted = Counted::default();
        for segment in in_time(&segments, &asked) {
            counted.add_segment(segment, &asked, &query.statuses);
        }
        counted.done()
    }
}

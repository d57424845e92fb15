//! One search: which rows match, how many, and a page of them.

use super::facts::{Facts, Filter};
use super::query::{Count, Having, Order, Page, Query, Row};
use super::segment::{Asked, Key, Of, Segment};
use super::term::asked;
use crate::Store;
use crate::error::StoreError;
use crate::history;
use crate::journal;
use domain::{Currency, Money};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Counting stops here: nobody reads further, and "1,000+" says enough.
const COUNTED: u64 = 1_000;
const LARGEST_PAGE: u32 = 1_000;

/// A bound in ten-thousandths. What lies beyond what can be kept bounds nothing, or everything.
pub(super) fn bound(amount: Decimal, round: impl FnOnce(Decimal) -> Decimal) -> i64 {
    let beyond = if amount.is_sign_negative() {
        i64::MIN
    } else {
        i64::MAX
    };
    amount
        .checked_mul(Decimal::from(10_000))
        .and_then(|parts| round(parts).to_i64())
        .unwrap_or(beyond)
}

/// Where a row stands in a list: currencies by themselves, large amounts and new rows first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    currency: Option<Currency>,
    amount: Reverse<i64>,
    key: Reverse<Key>,
}

impl Place {
    fn new(order: Order, key: Key, facts: &Facts) -> Self {
        match order {
            Order::Newest => Self {
                currency: None,
                amount: Reverse(0),
                key: Reverse(key),
            },
            Order::Amount => Self {
                currency: Some(facts.currency),
                amount: Reverse(facts.amount),
                key: Reverse(key),
            },
        }
    }

    fn cursor(&self) -> String {
        let Reverse(Key { row, of }) = self.key;
        let of = match of {
            Of::History => 'h',
            Of::Journal => 'j',
        };
        let tail = self.currency.map_or_else(String::new, |currency| {
            format!(".{}.{:016x}", currency.code(), self.amount.0)
        });
        format!("{of}{row:016x}{tail}")
    }

    fn read(text: &str) -> Result<Self, StoreError> {
        let bad = || StoreError::unreadable("search", "not a cursor of this search");
        let number = |hex: &str| {
            u64::from_str_radix(hex, 16)
                .map(|it| i64::from_be_bytes(it.to_be_bytes()))
                .map_err(|_| bad())
        };
        let mut parts = text.split('.');
        let first = parts.next().unwrap_or_default();
        let of = match first.chars().next() {
            Some('h') => Of::History,
            Some('j') => Of::Journal,
            _ => return Err(bad()),
        };
        let row = number(&first[1..])?;
        let (currency, amount) = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => (None, 0),
            (Some(code), Some(amount), None) => {
                let currency = Currency::parse(code).map_err(|_| bad())?;
                (Some(currency), number(amount)?)
            }
            _ => return Err(bad()),
        };
        Ok(Self {
            currency,
            amount: Reverse(amount),
            key: Reverse(Key { row, of }),
        })
    }
}

/// What a walk over the rows gathers.
#[derive(Default)]
struct Found {
    places: BTreeSet<Place>,
    more: bool,
    /// Whether an operation is tied to any of them.
    tied: bool,
    n: u64,
    totals: BTreeMap<Currency, i128>,
}

impl Found {
    /// What was found in other stretches, with the same question.
    fn join(&mut self, other: Self, wanted: usize) {
        self.n += other.n;
        for (currency, sum) in other.totals {
            *self.totals.entry(currency).or_default() += sum;
        }
        self.places.extend(other.places);
        self.tied |= other.tied;
        self.more |= other.more || self.places.len() > wanted;
        while self.places.len() > wanted {
            self.places.pop_last();
        }
    }
}

/// So many of the newest stretches are looked through first, by one thread: what is frequent is found in them.
const FIRST: usize = 2;

/// What those who walk through parts of the rows know of each other, the newest part being the first.
struct Together {
    /// Whether the walk may end before the last row.
    may_end: bool,
    n: AtomicU64,
    /// The newest part in which there are more rows than fit on the page.
    full: AtomicUsize,
}

impl Together {
    fn new(query: &Query) -> Self {
        Self {
            // Rows come newest first: in any other order, only the last row tells which the first ones are.
            may_end: !query.totals && query.order == Order::Newest,
            n: AtomicU64::new(0),
            full: AtomicUsize::new(usize::MAX),
        }
    }

    /// Notes a row of a part, and whether that has more than fit on the page.
    fn note(&self, part: usize, more: bool) {
        if self.may_end {
            self.n.fetch_add(1, Ordering::Relaxed);
            if more {
                self.full.fetch_min(part, Ordering::Relaxed);
            }
        }
    }

    /// Whether nothing is to be learnt from the rest of a part: as many as are counted were found by all, and the page is
    /// full of rows that are newer, or its own.
    fn is_enough_for(&self, part: usize) -> bool {
        self.full.load(Ordering::Relaxed) <= part && self.n.load(Ordering::Relaxed) > COUNTED
    }
}

fn walk(segments: &[Arc<Segment>], asked: &Asked, query: &Query, after: Option<Place>) -> Found {
    let segments: Vec<&Segment> = in_time(segments, asked).map(AsRef::as_ref).collect();
    let (first, others) = segments.split_at(segments.len().min(FIRST));
    let together = Together::new(query);
    let through = |part: usize, segments: &[&Segment]| {
        walk_through(part, segments, asked, query, after, &together)
    };
    let mut found = through(0, first);
    if together.is_enough_for(0) || others.is_empty() {
        return found;
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (newer, older) = others.split_at(others.len().div_ceil(threads));
    let wanted = wanted(query);
    std::thread::scope(|scope| {
        let walks: Vec<_> = (2..)
            .zip(older.chunks(newer.len()))
            .map(|(part, segments)| scope.spawn(move || through(part, segments)))
            .collect();
        found.join(through(1, newer), wanted);
        for walk in walks {
            match walk.join() {
                Ok(more) => found.join(more, wanted),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    found
}

fn wanted(query: &Query) -> usize {
    usize::try_from(query.limit.min(LARGEST_PAGE)).unwrap_or(0)
}

fn walk_through(
    part: usize,
    segments: &[&Segment],
    asked: &Asked,
    query: &Query,
    after: Option<Place>,
    together: &Together,
) -> Found {
    let wanted = wanted(query);
    let mut found = Found::default();
    let mut take = |key: Key, facts: &Facts| {
        found.n += 1;
        if query.totals && facts.status == domain::Status::Succeeded {
            *found.totals.entry(facts.currency).or_default() += i128::from(facts.amount);
        }
        let place = Place::new(query.order, key, facts);
        if after.is_none_or(|after| place > after) {
            let full = found.places.len() >= wanted;
            if !full || found.places.last().is_some_and(|last| place < *last) {
                found.places.insert(place);
                found.tied |= facts.has.has(Having::Operation);
            }
            if full {
                found.more = true;
            }
            if found.places.len() > wanted {
                found.places.pop_last();
            }
        }
        together.note(part, found.more);
        !together.is_enough_for(part)
    };
    for segment in segments {
        // What others found since counts where this part has no row to tell of.
        if together.is_enough_for(part) || !segment.walk(asked, &mut take) {
            break;
        }
    }
    found
}

/// The stretches that may hold rows of the time that is asked for, the newest first.
pub(super) fn in_time<'a>(
    segments: &'a [Arc<Segment>],
    asked: &'a Asked,
) -> impl Iterator<Item = &'a Arc<Segment>> {
    segments.iter().rev().take_while(|segment| {
        segment
            .newest()
            .is_some_and(|newest| newest.row >= asked.filter.rows.start)
    })
}

impl Store {
    /// Holds everything that is searched: with a long book the first search would wait for that.
    pub async fn warm_up(&self) -> Result<(), StoreError> {
        let mut index = self.index.lock().await;
        index.refresh(&self.journal, &self.history).await
    }

    /// What is held, in step with both files, and what is looked for in it; `None` where an account or network is named
    /// that no row has.
    pub(super) async fn held(
        &self,
        query: &Query,
    ) -> Result<(Arc<Vec<Arc<Segment>>>, Option<Asked>), StoreError> {
        let mut index = self.index.lock().await;
        index.refresh(&self.journal, &self.history).await?;
        let accounts: Vec<u16> = query
            .accounts
            .iter()
            .filter_map(|account| index.account(account))
            .collect();
        let networks: Vec<u16> = query
            .networks
            .iter()
            .filter_map(|network| index.network(network))
            .collect();
        let segments = Arc::clone(&index.segments);
        drop(index);
        let nobody = !query.accounts.is_empty() && accounts.is_empty()
            || !query.networks.is_empty() && networks.is_empty();
        let asked =
            (!nobody).then(|| Asked::new(asked(query), Filter::new(query, accounts, networks)));
        Ok((segments, asked))
    }

    /// Searches transactions and untied operations together, tied ones once.
    pub async fn search(&self, query: &Query) -> Result<Page, StoreError> {
        let after = query.after.as_deref().map(Place::read).transpose()?;
        let (segments, asked) = self.held(query).await?;
        let Some(asked) = asked else {
            return Ok(Page::default());
        };
        let found = walk(&segments, &asked, query, after);
        let next = match found.places.last() {
            Some(last) if found.more => Some(last.cursor()),
            _ => None,
        };
        let mut totals = Vec::new();
        for (currency, parts) in found.totals {
            let parts = i64::try_from(parts)
                .map_err(|_| StoreError::unreadable("search", "a sum does not fit"))?;
            totals.push(Money::from_ten_thousandths(parts, currency));
        }
        let keys: Vec<Key> = found.places.iter().map(|place| place.key.0).collect();
        Ok(Page {
            rows: self.rows(&keys, found.tied).await?,
            next,
            count: Count {
                n: found.n.min(COUNTED),
                capped: found.n > COUNTED,
            },
            totals,
        })
    }

    /// The rows behind the keys, as the files have them now, in the same order. `tied` where an operation may be tied to one.
    pub(super) async fn rows(&self, keys: &[Key], tied: bool) -> Result<Vec<Row>, StoreError> {
        let rows_of = |of: Of| -> Vec<i64> {
            keys.iter()
                .filter(|key| key.of == of)
                .map(|key| key.row)
                .collect()
        };
        let (seen, asked) = (rows_of(Of::History), rows_of(Of::Journal));
        let mut transactions = HashMap::new();
        if !seen.is_empty() {
            let load = async {
                let mut conn = self.history.file.reader().await?;
                history::load_by_rows(&mut conn, &seen).await
            };
            transactions.extend(self.history.file.named(load).await?);
        }
        let mut operations = HashMap::new();
        if !asked.is_empty() {
            let load = async {
                let mut conn = self.journal.file.reader().await?;
                journal::read_all_by_rows(&mut conn, &asked).await
            };
            operations.extend(self.journal.file.named(load).await?);
        }
        let mut tied = if tied {
            self.tied(transactions.values()).await?
        } else {
            HashMap::new()
        };
        let row = |key: &Key| match key.of {
            Of::Journal => operations.remove(&key.row).map(Row::Operation),
            Of::History => transactions
                .remove(&key.row)
                .map(|transaction| Row::Transaction {
                    operation: tied.remove(&transaction.id),
                    transaction,
                }),
        };
        Ok(keys.iter().filter_map(row).collect())
    }

    /// The operations that these transactions came of: one query, the oldest where several name the same.
    pub(super) async fn tied(
        &self,
        transactions: impl Iterator<Item = &domain::Transaction>,
    ) -> Result<HashMap<domain::TransactionId, domain::Operation>, StoreError> {
        let references: Vec<_> = transactions
            .map(|t| (t.account.clone(), t.kind, t.provider_reference.clone()))
            .collect();
        let mut tied = HashMap::new();
        if references.is_empty() {
            return Ok(tied);
        }
        for operation in self
            .journal
            .operations_by_provider_references(&references)
            .await?
        {
            if let Some(id) = operation.transaction() {
                tied.entry(id).or_insert(operation);
            }
        }
        Ok(tied)
    }
}

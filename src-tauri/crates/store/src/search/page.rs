//! One search: which rows match, how many, and a page of them.

use super::query::{Count, Page, Query, Row};
use super::segment::{Facts, Key, Of, Segment};
use super::term::clauses;
use crate::Store;
use crate::error::StoreError;
use crate::history;
use crate::journal;
use crate::row_id;
use domain::{Currency, Money};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Counting stops here: nobody reads further, and "1,000+" says enough.
const COUNTED: u64 = 1_000;
const LARGEST_PAGE: u32 = 1_000;

/// The filters of a query in the terms of what is held.
struct Filter {
    environment: domain::Environment,
    account: Option<u16>,
    kind: Option<domain::Kind>,
    status: Option<domain::Status>,
    rows: std::ops::Range<i64>,
    amounts: std::ops::RangeInclusive<i64>,
}

impl Filter {
    fn passes(&self, key: Key, facts: &Facts) -> bool {
        facts.environment == self.environment
            && self.rows.contains(&key.row)
            && self.account.is_none_or(|account| account == facts.account)
            && self.kind.is_none_or(|kind| kind == facts.kind)
            && self.status.is_none_or(|status| status == facts.status)
            && self.amounts.contains(&facts.amount)
    }
}

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

fn cursor(key: Key) -> String {
    let of = match key.of {
        Of::History => 'h',
        Of::Journal => 'j',
    };
    format!("{of}{:016x}", key.row)
}

fn read_cursor(text: &str) -> Result<Key, StoreError> {
    let bad = || StoreError::unreadable("search", "not a cursor of this search");
    let of = match text.chars().next() {
        Some('h') => Of::History,
        Some('j') => Of::Journal,
        _ => return Err(bad()),
    };
    let row = u64::from_str_radix(&text[1..], 16).map_err(|_| bad())?;
    Ok(Key {
        row: i64::from_be_bytes(row.to_be_bytes()),
        of,
    })
}

/// What one walk over the rows gathers.
struct Found {
    keys: Vec<Key>,
    more: bool,
    n: u64,
    totals: BTreeMap<Currency, i128>,
}

fn walk(segments: &[Arc<Segment>], filter: &Filter, query: &Query, after: Option<Key>) -> Found {
    let clauses = clauses(&query.text);
    let wanted = usize::try_from(query.limit.min(LARGEST_PAGE)).unwrap_or(0);
    let mut found = Found {
        keys: Vec::with_capacity(wanted),
        more: false,
        n: 0,
        totals: BTreeMap::new(),
    };
    let mut take = |key: Key, facts: &Facts| {
        found.n += 1;
        if query.totals && facts.status == domain::Status::Succeeded {
            *found.totals.entry(facts.currency).or_default() += i128::from(facts.amount);
        }
        if after.is_none_or(|after| key < after) {
            if found.keys.len() < wanted {
                found.keys.push(key);
            } else {
                found.more = true;
            }
        }
        query.totals || found.n <= COUNTED || !found.more
    };
    let passes = |key: Key, facts: &Facts| filter.passes(key, facts);
    let in_time = segments.iter().rev().take_while(|s| {
        s.newest()
            .is_some_and(|newest| newest.row >= filter.rows.start)
    });
    for segment in in_time {
        if !segment.walk(&clauses, &passes, &mut take) {
            break;
        }
    }
    found
}

impl Store {
    /// Searches transactions and untied operations together, newest first, tied ones once.
    pub async fn search(&self, query: &Query) -> Result<Page, StoreError> {
        let after = query.after.as_deref().map(read_cursor).transpose()?;
        let mut index = self.index.lock().await;
        index.refresh(&self.journal, &self.history).await?;
        let account = match &query.account {
            None => None,
            Some(account) => match index.account(account) {
                None => return Ok(Page::default()),
                number => number,
            },
        };
        let segments = Arc::clone(&index.segments);
        drop(index);
        let filter = Filter {
            environment: query.environment,
            account,
            kind: query.kind,
            status: query.status,
            rows: query.from.map_or(i64::MIN, row_id::floor)
                ..query.to.map_or(i64::MAX, row_id::floor),
            amounts: query.min.map_or(i64::MIN, |min| bound(min, |d| d.ceil()))
                ..=query.max.map_or(i64::MAX, |max| bound(max, |d| d.floor())),
        };
        let found = walk(&segments, &filter, query, after);
        let next = match found.keys.last() {
            Some(last) if found.more => Some(cursor(*last)),
            _ => None,
        };
        let mut totals = Vec::new();
        for (currency, parts) in found.totals {
            let parts = i64::try_from(parts)
                .map_err(|_| StoreError::unreadable("search", "a sum does not fit"))?;
            totals.push(Money::from_ten_thousandths(parts, currency));
        }
        Ok(Page {
            rows: self.rows(&found.keys).await?,
            next,
            count: Count {
                n: found.n.min(COUNTED),
                capped: found.n > COUNTED,
            },
            totals,
        })
    }

    /// The rows behind the keys, as the files have them now, in the same order.
    async fn rows(&self, keys: &[Key]) -> Result<Vec<Row>, StoreError> {
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
        let mut tied = self.tied(transactions.values()).await?;
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
    async fn tied(
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

//! The newest rows of a book, straight from the files: a first page does not wait until everything is held for searching.

use super::query::Row;
use super::segment::{Key, Of};
use crate::Store;
use crate::error::StoreError;
use crate::{history, journal};
use domain::{Environment, Operation};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// How many operations are looked at together.
const PIECE: u32 = 50;

impl Store {
    /// The rows that a search for nothing in particular finds first.
    pub async fn newest(
        &self,
        environment: Environment,
        limit: u32,
    ) -> Result<Vec<Row>, StoreError> {
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let of_history = |row| {
            Reverse(Key {
                row,
                of: Of::History,
            })
        };
        let seen = self.history.newest_rows(environment, limit).await?;
        let mut newest: BTreeSet<Reverse<Key>> = seen.into_iter().map(of_history).collect();
        let mut before = i64::MAX;
        loop {
            let operations = self.operations_before(environment, before).await?;
            for row in self.untied(&operations).await? {
                newest.insert(Reverse(Key {
                    row,
                    of: Of::Journal,
                }));
            }
            while newest.len() > wanted {
                newest.pop_last();
            }
            let Some((oldest, _)) = operations.last() else {
                break;
            };
            before = *oldest;
            // What is older than a full page does not come into it.
            let full = newest.len() == wanted;
            if full && newest.last().is_none_or(|last| last.0.row > before) {
                break;
            }
        }
        let keys: Vec<Key> = newest.into_iter().map(|Reverse(key)| key).collect();
        self.rows(&keys, true).await
    }

    /// Operations older than a row, the newest first.
    async fn operations_before(
        &self,
        environment: Environment,
        row: i64,
    ) -> Result<Vec<(i64, Operation)>, StoreError> {
        let load = async {
            let mut conn = self.journal.file.reader().await?;
            journal::newest_in(&mut conn, environment, &(i64::MIN..row), PIECE).await
        };
        self.journal.file.named(load).await
    }

    /// Those that stand by themselves: no transaction is tied to them.
    async fn untied(&self, operations: &[(i64, Operation)]) -> Result<Vec<i64>, StoreError> {
        let named: Vec<String> = operations
            .iter()
            .filter_map(|(_, operation)| operation.transaction().map(String::from))
            .collect();
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let load = async {
            let mut conn = self.history.file.reader().await?;
            history::load_by_ids(&mut conn, &named).await
        };
        let there = self.history.file.named(load).await?;
        let tied = self.tied(there.iter().map(|(_, seen)| seen)).await?;
        let by_itself = |operation: &Operation| {
            let first = operation.transaction().and_then(|id| tied.get(&id));
            first.is_none_or(|first| first.id != operation.id)
        };
        let alone = operations
            .iter()
            .filter(|(_, operation)| by_itself(operation));
        Ok(alone.map(|(row, _)| *row).collect())
    }
}

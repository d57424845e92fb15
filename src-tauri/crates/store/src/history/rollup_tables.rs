//! Derived tables `rollup_keys`, `rollup_days` and `rollup_months`: how the changes of a page come into them.

use super::rollup::{Key, Sums};
use crate::error::StoreError;
use crate::rows_at_once::{Bound, Piece, ROWS_AT_ONCE};
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet};

/// Every derived table, and `rollup`, which an earlier shape had.
pub(super) const EVERY: [&str; 6] = [
    "rollup_keys",
    "rollup_days",
    "rollup_months",
    "failures",
    "failures_months",
    "rollup",
];

/// Stands between the parts of a key's name: in none of them.
const BETWEEN: &str = "\u{1f}";

/// How long the periods of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Day,
    Month,
}

/// The letters of a day that are its month.
const MONTH: usize = "2026-07".len();

impl Level {
    fn table(self) -> &'static str {
        match self {
            Self::Day => "rollup_days",
            Self::Month => "rollup_months",
        }
    }

    /// The period that a day lies in.
    pub(super) fn of(self, day: &str) -> String {
        match self {
            Self::Day => day.to_owned(),
            Self::Month => day.chars().take(MONTH).collect(),
        }
    }
}

const KEY_COLUMNS: [&str; 10] = [
    "key",
    "told_apart",
    "environment",
    "currency",
    "kind",
    "status",
    "account",
    "provider",
    "method",
    "network",
];

/// A key without its day, as table `rollup_keys` has it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct KeyRow<'a> {
    told_apart: bool,
    parts: [&'a str; 8],
}

impl<'a> KeyRow<'a> {
    fn told_apart(key: &'a Key) -> Self {
        Self {
            told_apart: true,
            parts: [
                &key.environment,
                &key.currency,
                &key.kind,
                &key.status,
                &key.account,
                &key.provider,
                &key.method,
                &key.network,
            ],
        }
    }

    /// The same without provider, method and network.
    fn together(key: &'a Key) -> Self {
        let mut row = Self::told_apart(key);
        row.told_apart = false;
        row.parts[5..].fill("");
        row
    }

    fn name(&self) -> String {
        let apart = if self.told_apart { "apart" } else { "together" };
        format!("{apart}{BETWEEN}{}", self.parts.join(BETWEEN))
    }

    fn values(&self) -> [Bound<'a>; KEY_COLUMNS.len()] {
        let [
            environment,
            currency,
            kind,
            status,
            account,
            provider,
            method,
            network,
        ] = self.parts.map(Bound::from);
        [
            self.name().into(),
            i64::from(self.told_apart).into(),
            environment,
            currency,
            kind,
            status,
            account,
            provider,
            method,
            network,
        ]
    }
}

const COLUMNS: [&str; 9] = [
    "key",
    "day",
    "n",
    "amount",
    "fee",
    "fee_not_told",
    "net",
    "net_not_told",
    "refunded",
];

const ADD: &str = "ON CONFLICT (key, day) DO UPDATE SET n = n + excluded.n, amount = amount + excluded.amount, \
     fee = fee + excluded.fee, fee_not_told = fee_not_told + excluded.fee_not_told, net = net + excluded.net, \
     net_not_told = net_not_told + excluded.net_not_told, refunded = refunded + excluded.refunded";

/// Adds the sums of days to a table, each under its key and under that of all rails together. A sum that does not fit makes
/// SQLite refuse the row, since the table is strict: never a wrong sum.
pub(super) async fn add(
    conn: &mut SqliteConnection,
    level: Level,
    changes: &BTreeMap<Key, Sums>,
) -> Result<(), StoreError> {
    let mut sums: BTreeMap<(KeyRow<'_>, String), Sums> = BTreeMap::new();
    for (key, more) in changes {
        for row in [KeyRow::told_apart(key), KeyRow::together(key)] {
            sums.entry((row, level.of(&key.day))).or_default().add(more);
        }
    }
    sums.retain(|_, sums| *sums != Sums::default());
    let keys: BTreeSet<&KeyRow<'_>> = sums.keys().map(|(key, _)| key).collect();
    let keys: Vec<_> = keys.into_iter().map(KeyRow::values).collect();
    for rows in keys.chunks(ROWS_AT_ONCE) {
        let mut piece = Piece::default();
        piece.insert(
            "rollup_keys",
            &KEY_COLUMNS,
            rows,
            "ON CONFLICT (key) DO NOTHING",
        )?;
        piece.run(conn).await?;
    }
    let mut rows = Vec::with_capacity(sums.len());
    for ((key, day), sums) in &sums {
        rows.push(values(key, day, sums)?);
    }
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let mut piece = Piece::default();
        piece.insert(level.table(), &COLUMNS, rows, ADD)?;
        piece.run(conn).await?;
    }
    // Only what takes something out can leave a row with nothing in it.
    for ((key, day), _) in sums.iter().filter(|(_, sums)| sums.n <= 0) {
        sqlx::query(AssertSqlSafe(format!(
            "DELETE FROM {} WHERE key = ?1 AND day = ?2 AND n = 0 AND amount = 0 AND fee = 0 AND fee_not_told = 0 \
             AND net = 0 AND net_not_told = 0 AND refunded = 0",
            level.table(),
        )))
        .bind(key.name())
        .bind(day)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

fn values<'a>(
    key: &KeyRow<'_>,
    day: &'a str,
    sums: &Sums,
) -> Result<[Bound<'a>; COLUMNS.len()], StoreError> {
    let fits = |sum: i128| {
        i64::try_from(sum)
            .map(Bound::from)
            .map_err(|_| StoreError::unreadable("rollup_days", "a sum does not fit"))
    };
    Ok([
        key.name().into(),
        day.into(),
        sums.n.into(),
        fits(sums.amount)?,
        fits(sums.fee)?,
        sums.fee_not_told.into(),
        fits(sums.net)?,
        sums.net_not_told.into(),
        fits(sums.refunded)?,
    ])
}

/// Empties every derived table.
pub(super) async fn empty(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    for table in &EVERY[..5] {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

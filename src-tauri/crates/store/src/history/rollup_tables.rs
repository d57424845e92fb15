//! Derived tables `rollup_keys`, `rollup_days`, `rollup_tens` and `rollup_months`: how the changes of a page come into them.

use super::rollup::{Key, Sums};
use crate::cells::json;
use crate::error::StoreError;
use crate::rows_at_once::{Bound, Piece, ROWS_AT_ONCE};
use sqlx::{AssertSqlSafe, SqliteConnection};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Every derived table, and `rollup`, which an earlier shape had.
pub(super) const EVERY: [&str; 8] = [
    "rollup_keys",
    "rollup_days",
    "rollup_tens",
    "rollup_months",
    "failures",
    "failures_tens",
    "failures_months",
    "rollup",
];

/// Stands between the parts of a key's name: in none of them.
const BETWEEN: &str = "\u{1f}";

/// How long the periods of a table are. The name of each begins the names of those that lie in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Day,
    /// The days of a month that begin with one digit: up to the 9th, then from the 10th, the 20th and the 30th on.
    Ten,
    Month,
}

impl Level {
    pub(super) const EVERY: [Self; 3] = [Self::Day, Self::Ten, Self::Month];

    fn table(self) -> &'static str {
        match self {
            Self::Day => "rollup_days",
            Self::Ten => "rollup_tens",
            Self::Month => "rollup_months",
        }
    }

    fn told_apart(self) -> &'static [Apart] {
        match self {
            Self::Day => &[Apart::Nothing, Apart::Method, Apart::Network, Apart::Rail],
            Self::Ten | Self::Month => &[Apart::Nothing, Apart::Method, Apart::Network],
        }
    }

    pub(super) fn failures(self) -> &'static str {
        match self {
            Self::Day => "failures",
            Self::Ten => "failures_tens",
            Self::Month => "failures_months",
        }
    }

    /// The period that a day lies in.
    pub(super) fn of(self, day: &str) -> String {
        let letters = match self {
            Self::Day => "2026-07-14".len(),
            Self::Ten => "2026-07-1".len(),
            Self::Month => "2026-07".len(),
        };
        day.chars().take(letters).collect()
    }
}

const KEY_COLUMNS: [&str; 10] = [
    "name",
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

/// By what the rails of a key are told apart: whoever asks for less need not add up more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Apart {
    Nothing,
    Method,
    Network,
    /// By provider, method and network. Only of days.
    Rail,
}

impl Apart {
    fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Method => "method",
            Self::Network => "network",
            Self::Rail => "rail",
        }
    }
}

/// A key without its day, as table `rollup_keys` has it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct KeyRow<'a> {
    told_apart: Apart,
    parts: [&'a str; 8],
}

impl<'a> KeyRow<'a> {
    fn of(key: &'a Key, told_apart: Apart) -> Self {
        let (provider, method, network) = match told_apart {
            Apart::Nothing => ("", "", ""),
            Apart::Method => ("", key.method.as_str(), ""),
            Apart::Network => ("", "", key.network.as_str()),
            Apart::Rail => (
                key.provider.as_str(),
                key.method.as_str(),
                key.network.as_str(),
            ),
        };
        Self {
            told_apart,
            parts: [
                &key.environment,
                &key.currency,
                &key.kind,
                &key.status,
                &key.account,
                provider,
                method,
                network,
            ],
        }
    }

    fn name(&self) -> String {
        let apart = self.told_apart.as_str();
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
            self.told_apart.as_str().into(),
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

/// Adds the sums of days to a table, each under every key that it counts for. A sum that does not fit makes
/// SQLite refuse the row, since the table is strict: never a wrong sum.
pub(super) async fn add(
    conn: &mut SqliteConnection,
    level: Level,
    changes: &BTreeMap<Key, Sums>,
) -> Result<(), StoreError> {
    let mut sums: BTreeMap<(KeyRow<'_>, String), Sums> = BTreeMap::new();
    for (key, more) in changes {
        for told_apart in level.told_apart() {
            let row = KeyRow::of(key, *told_apart);
            sums.entry((row, level.of(&key.day))).or_default().add(more);
        }
    }
    sums.retain(|_, sums| *sums != Sums::default());
    let keys = numbers(conn, sums.keys().map(|(key, _)| key)).await?;
    let mut rows = Vec::with_capacity(sums.len());
    let mut emptied = Vec::new();
    for ((key, day), sums) in &sums {
        let number = *keys
            .get(&key.name())
            .ok_or_else(|| StoreError::unreadable("rollup_keys", "a key without a number"))?;
        rows.push(values(number, day, sums)?);
        // Only what takes something out can leave a row with nothing in it.
        if sums.n <= 0 {
            emptied.push((number, day));
        }
    }
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let mut piece = Piece::default();
        piece.insert(level.table(), &COLUMNS, rows, ADD)?;
        piece.run(conn).await?;
    }
    for (number, day) in emptied {
        sqlx::query(AssertSqlSafe(format!(
            "DELETE FROM {} WHERE key = ?1 AND day = ?2 AND n = 0 AND amount = 0 AND fee = 0 AND fee_not_told = 0 \
             AND net = 0 AND net_not_told = 0 AND refunded = 0",
            level.table(),
        )))
        .bind(number)
        .bind(day)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The numbers of keys by their names. What has none yet gets one.
async fn numbers<'a>(
    conn: &mut SqliteConnection,
    keys: impl Iterator<Item = &'a KeyRow<'a>>,
) -> Result<HashMap<String, i64>, StoreError> {
    let keys: BTreeSet<&KeyRow<'_>> = keys.collect();
    let rows: Vec<_> = keys.iter().map(|key| key.values()).collect();
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let mut piece = Piece::default();
        piece.insert(
            "rollup_keys",
            &KEY_COLUMNS,
            rows,
            "ON CONFLICT (name) DO NOTHING",
        )?;
        piece.run(conn).await?;
    }
    let names: Vec<String> = keys.iter().map(|key| key.name()).collect();
    let found: Vec<(String, i64)> = sqlx::query_as(
        "SELECT k.name, k.key FROM json_each(?1) w JOIN rollup_keys k ON k.name = w.value",
    )
    .bind(json("rollup_keys", &names)?)
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().collect())
}

fn values<'a>(
    key: i64,
    day: &'a str,
    sums: &Sums,
) -> Result<[Bound<'a>; COLUMNS.len()], StoreError> {
    let fits = |sum: i128| {
        i64::try_from(sum)
            .map(Bound::from)
            .map_err(|_| StoreError::unreadable("rollup_days", "a sum does not fit"))
    };
    Ok([
        key.into(),
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
    for table in &EVERY[..EVERY.len() - 1] {
        sqlx::query(AssertSqlSafe(format!("DELETE FROM {table}")))
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

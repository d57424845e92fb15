//! What the same driver does with hand-written SQL and nothing else.

use crate::Failure;
use chrono::NaiveDate;
use domain::Transaction;
use futures::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
};
use sqlx::{AssertSqlSafe, Row as _};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A file with two bare tables.
pub(crate) struct Bare {
    pool: SqlitePool,
}

impl Bare {
    pub(crate) async fn open(path: &Path, synchronous: &'static str) -> Result<Self, Failure> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .pragma("synchronous", synchronous)
            .pragma("wal_autocheckpoint", "8000");
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await?;
        sqlx::raw_sql(
            "CREATE TABLE commits (id INTEGER PRIMARY KEY, number INTEGER) STRICT; \
             CREATE TABLE bytes (id INTEGER PRIMARY KEY, bytes BLOB) STRICT; \
             CREATE TABLE bare (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, status TEXT, amount INTEGER, \
             currency TEXT, fee INTEGER, reference TEXT, phone TEXT, name TEXT, note TEXT, occurred_at INTEGER) STRICT",
        )
        .execute(&pool)
        .await?;
        Ok(Self { pool })
    }

    pub(crate) async fn commit(&self, number: u64) -> Result<(), Failure> {
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("INSERT INTO commits (number) VALUES (?1)")
            .bind(i64::try_from(number)?)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// One commit of so many bytes.
    pub(crate) async fn write(&self, bytes: usize) -> Result<(), Failure> {
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("INSERT INTO bytes (bytes) VALUES (?1)")
            .bind(vec![0x55_u8; bytes])
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    pub(crate) async fn insert(&self, page: &[Transaction]) -> Result<(), Failure> {
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for t in page {
            sqlx::query(
                "INSERT INTO bare (id, status, amount, currency, fee, reference, phone, name, note, occurred_at) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )
            .bind(t.id.as_str())
            .bind(t.status.as_str())
            .bind(t.amount.ten_thousandths()?)
            .bind(t.amount.currency().code())
            .bind(t.fee.map(|fee| fee.ten_thousandths()).transpose()?)
            .bind(&t.provider_reference)
            .bind(t.phone.as_ref().map(domain::Phone::e164))
            .bind(t.name.as_deref())
            .bind(t.note.as_deref())
            .bind(t.occurred_at.timestamp_millis())
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

/// Intents as barely as the limit of a file was set with: one table, unique by what a provider is to know each by, and an
/// index of those still open. No row is tied to another, none carries a sum, and nothing says who wrote it.
pub(crate) struct Intents {
    pool: SqlitePool,
}

impl Intents {
    /// Rows of a statement, which is prepared once.
    const AT_ONCE: usize = 100;

    pub(crate) async fn open(path: &Path) -> Result<Self, Failure> {
        let bare = Bare::open(path, "FULL").await?;
        sqlx::raw_sql(
            "CREATE TABLE intents (id INTEGER PRIMARY KEY, op TEXT NOT NULL, account INTEGER NOT NULL, idem TEXT NOT NULL UNIQUE, \
             body_hash BLOB NOT NULL, batch INTEGER, phone TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL, \
             state INTEGER NOT NULL, attempt INTEGER NOT NULL DEFAULT 0, provider_ref TEXT, created INTEGER NOT NULL, \
             updated INTEGER NOT NULL) STRICT; \
             CREATE INDEX intents_open ON intents (state) WHERE state < 10",
        )
        .execute(&bare.pool)
        .await?;
        Ok(Self { pool: bare.pool })
    }

    /// Writes them in one flushed commit: how long that took. What they hold is made before it begins.
    pub(crate) async fn write(&self, numbers: Range<u64>) -> Result<Duration, Failure> {
        let rows: Vec<_> = numbers
            .map(|number| {
                let hash = Sha256::digest(number.to_be_bytes());
                let phone = format!("+25677{:07}", number * 7_919 % 10_000_000);
                let amount = i64::try_from(50_000_000 + number).unwrap_or(0);
                (format!("rq_{number:026}"), hash.to_vec(), phone, amount)
            })
            .collect();
        let values = vec![
            "('payout', 1, ?, ?, 1, ?, ?, 'UGX', 0, 1763000000000, 1763000000000)";
            Self::AT_ONCE
        ]
        .join(",");
        let text: Arc<str> = format!(
            "INSERT INTO intents (op, account, idem, body_hash, batch, phone, amount, currency, state, created, updated) \
             VALUES {values}"
        )
        .into();
        let begun = Instant::now();
        let mut tx = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        for rows in rows.chunks_exact(Self::AT_ONCE) {
            let mut insert = sqlx::query(AssertSqlSafe(Arc::clone(&text)));
            for (idem, hash, phone, amount) in rows {
                insert = insert.bind(idem).bind(hash).bind(phone).bind(amount);
            }
            insert.execute(&mut *tx).await?;
        }
        tx.commit().await?;
        Ok(begun.elapsed())
    }
}

/// The store's own file, asked as one would ask it by hand.
pub(crate) struct Search {
    pool: SqlitePool,
}

impl Search {
    pub(crate) async fn open(path: &Path) -> Result<Self, Failure> {
        let options = SqliteConnectOptions::new().filename(path);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    /// Reads every row's text, as a copy in memory must.
    pub(crate) async fn everything(&self) -> Result<usize, Failure> {
        let rows = sqlx::query(
            "SELECT row, id, phone, name, note, provider_reference, our_reference, operator_reference FROM transactions",
        )
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.len())
    }

    pub(crate) async fn search(&self, text: &str) -> Result<usize, Failure> {
        let rows = sqlx::query(
            "SELECT row, id, environment, account, provider, kind, status, provider_status, amount, currency, fee, phone, \
             name, note, provider_reference, our_reference, operator_reference, occurred_at, synced_at FROM transactions \
             WHERE environment = 'live' AND (phone LIKE ?1 OR name LIKE ?1 OR note LIKE ?1 OR provider_reference LIKE ?1 \
             OR our_reference LIKE ?1 OR operator_reference LIKE ?1 OR amount = ?2) ORDER BY row DESC LIMIT 50",
        )
        .bind(format!("%{text}%"))
        .bind(text.parse::<i64>().unwrap_or(-1).saturating_mul(10_000))
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.len())
    }
}

impl Search {
    /// The raw sum over the charges of a period: how many, what was received and what was kept of it. Ten-thousandths.
    pub(crate) async fn sums(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<(u64, i64, i64), Failure> {
        // Kampala is three hours ahead, summer and winter.
        let start = |day: NaiveDate| -> Result<i64, Failure> {
            let midnight = day.and_hms_opt(0, 0, 0).ok_or("a day without a midnight")?;
            Ok(midnight.and_utc().timestamp_millis() - 3 * 3_600_000)
        };
        let end = to.succ_opt().ok_or("a day without a tomorrow")?;
        let row = sqlx::query(
            "SELECT count(*), coalesce(sum(CASE WHEN status = 'succeeded' THEN amount END), 0), \
             coalesce(sum(CASE WHEN status = 'succeeded' THEN fee END), 0) FROM transactions \
             WHERE environment = 'live' AND kind = 'charge' AND currency = 'UGX' \
             AND occurred_at >= ?1 AND occurred_at < ?2",
        )
        .bind(start(from)?)
        .bind(start(end)?)
        .fetch_one(&self.pool)
        .await?;
        let n: i64 = row.try_get(0)?;
        Ok((n.unsigned_abs(), row.try_get(1)?, row.try_get(2)?))
    }

    /// The newest rows in which a text stands as it was typed, with their moments.
    pub(crate) async fn ids(&self, text: &str) -> Result<Vec<(String, i64)>, Failure> {
        let mut escaped = String::from("%");
        for c in text.chars() {
            if matches!(c, '%' | '_' | '!') {
                escaped.push('!');
            }
            escaped.push(c);
        }
        escaped.push('%');
        let rows = sqlx::query(
            "SELECT id, occurred_at FROM transactions WHERE environment = 'live' AND (phone LIKE ?1 ESCAPE '!' \
             OR name LIKE ?1 ESCAPE '!' OR note LIKE ?1 ESCAPE '!' OR provider_reference LIKE ?1 ESCAPE '!' \
             OR our_reference LIKE ?1 ESCAPE '!' OR operator_reference LIKE ?1 ESCAPE '!') ORDER BY row DESC LIMIT 1000",
        )
        .bind(escaped)
        .fetch_all(&self.pool)
        .await?;
        let read = |row: &SqliteRow| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(read).collect()
    }
}

/// The columns of an export, read by hand.
pub(crate) struct Columns {
    pool: SqlitePool,
}

impl Columns {
    pub(crate) async fn open(path: &Path) -> Result<Self, Failure> {
        let options = SqliteConnectOptions::new().filename(path);
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await?;
        Ok(Self { pool })
    }

    /// Reads them all, newest first, borrowed and written nowhere: how long it took, and how much text it was.
    pub(crate) async fn read(&self) -> Result<(Duration, u64), Failure> {
        const NUMBERS: [usize; 7] = [0, 8, 10, 12, 14, 24, 25];
        let begun = Instant::now();
        let mut bytes = 0;
        let mut rows = sqlx::query(
            "SELECT row, id, environment, account, provider, kind, status, provider_status, amount, currency, fee, \
             fee_currency, net, net_currency, refunded, refunded_currency, provider_reference, our_reference, \
             operator_reference, phone, name, method, network, note, occurred_at, synced_at, provider_message \
             FROM transactions WHERE environment = 'live' ORDER BY row DESC",
        )
        .fetch(&self.pool);
        while let Some(row) = rows.try_next().await? {
            for place in 0..row.len() {
                if NUMBERS.contains(&place) {
                    bytes += u64::from(row.try_get::<Option<i64>, _>(place)?.is_some());
                } else {
                    let text: Option<&str> = row.try_get(place)?;
                    bytes += text.map_or(0, str::len) as u64;
                }
            }
        }
        Ok((begun.elapsed(), bytes))
    }
}

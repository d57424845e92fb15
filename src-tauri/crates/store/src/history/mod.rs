//! The history: what providers say happened. Kept, since a provider may stop listing it; what is derived of it
//! may be dropped and made anew at any time.

mod balance;
mod balance_history;
mod failure;
mod fee;
mod journal_mark;
mod link;
mod local_day;
mod merge;
mod number;
mod piece;
mod rollup;
mod rollup_tables;
mod salvage;
mod sums;
mod sync_state;
mod transaction;
mod trend;
mod upsert;

pub use balance_history::BalancePoint;
pub use fee::FeeKept;
pub use number::{NetworkSeen, NumberSum, Seen};
pub use salvage::Salvage;
pub use sums::{Sum, SumsApart};
pub use sync_state::SyncState;
pub use transaction::NameSeen;
pub use trend::{Failure, Period, Slice};
pub use upsert::Upserted;

pub(crate) use piece::{Wanted, known_ids, load_by_rows, load_piece};
pub(crate) use transaction::{load_after, load_by_ids, load_named, vacated_since};

use crate::error::StoreError;
use crate::file::File;
use crate::migrate::Shape;
use sqlx::AssertSqlSafe;
use std::path::Path;

pub(crate) const SHAPE: Shape = Shape {
    migrations: &[
        include_str!("../../migrations/history/0001_transactions.sql"),
        include_str!("../../migrations/history/0002_kinds.sql"),
        include_str!("../../migrations/history/0003_balance_history.sql"),
    ],
    durable: false,
};
const DERIVED: &str = include_str!("../../migrations/history/derived.sql");
/// Grows whenever a derived table changes its shape or what it says; files with another number make theirs anew.
const DERIVED_NUMBER: i64 = 5;

/// The open history. Clones share its connections.
#[derive(Clone)]
pub struct History {
    pub(crate) file: File,
}

impl History {
    /// Opens the file; a damaged one is laid aside, and what can be read of it comes along.
    pub(crate) async fn open(path: &Path) -> Result<(Self, Option<Salvage>), StoreError> {
        match Self::open_whole(path).await {
            Err(StoreError::Damaged { .. }) => {
                let aside = salvage::lay_aside(path)?;
                let history = Self::open_whole(path).await?;
                let salvage = salvage::bring_over(&history, &aside).await?;
                Ok((history, Some(salvage)))
            }
            opened => Ok((opened?, None)),
        }
    }

    pub(crate) async fn open_whole(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path, &SHAPE).await?;
        let history = Self { file };
        let read = history.file.named(history.prepare()).await;
        if read.is_err() {
            history.file.close().await;
        }
        read?;
        Ok(history)
    }

    /// Makes the derived tables where they are missing or of another shape. The whole file is not checked: that
    /// takes seconds on a large one. A few reads meet the damage that would stop every later one.
    async fn prepare(&self) -> Result<(), StoreError> {
        self.file.check_if_suspect().await?;
        let mut conn = self.file.writer().await?;
        sqlx::query("SELECT row, id, raw FROM transactions ORDER BY row DESC LIMIT 50")
            .fetch_all(&mut *conn)
            .await?;
        let number: Option<String> =
            sqlx::query_scalar("SELECT value FROM settings WHERE key = 'derived'")
                .fetch_optional(&mut *conn)
                .await?;
        drop(conn);
        if number.as_deref() != Some(DERIVED_NUMBER.to_string().as_str()) {
            self.rebuild_derived().await?;
        }
        Ok(())
    }

    /// Drops what is derived and makes it anew of the kept rows, in one transaction.
    pub async fn rebuild_derived(&self) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                for table in rollup_tables::EVERY {
                    let drop = AssertSqlSafe(format!("DROP TABLE IF EXISTS {table}"));
                    sqlx::raw_sql(drop).execute(&mut *writing.tx).await?;
                }
                sqlx::raw_sql(DERIVED).execute(&mut *writing.tx).await?;
                rollup::fill(&mut writing.tx).await?;
                local_day::set(&mut writing.tx, "derived", &DERIVED_NUMBER.to_string()).await?;
                writing.commit().await
            })
            .await
    }
}

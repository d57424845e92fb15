//! Whether the journal still says what was written into it.

use super::Journal;
use super::operation::{self, TABLE};
use super::sum::sum;
use crate::cells::Cells;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::State;

/// The newest transition: how far the journal goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalEnd {
    /// Its place in the chain.
    pub seq: i64,
    /// Its hash, in hex.
    pub hash: String,
    /// When it was written. UTC.
    pub at: DateTime<Utc>,
}

/// How much of the journal is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The newest thousand steps and operations, and every open operation: moments, however long the journal.
    Recent,
    /// Everything.
    Whole,
}

impl Depth {
    /// How many of the newest rows are read.
    pub(super) fn rows(self) -> i64 {
        match self {
            Self::Recent => 1_000,
            Self::Whole => i64::MAX,
        }
    }
}

impl Journal {
    /// Reads and compares: the chains of the transitions and of the audit, the sum of each operation, and that each stands where its last
    /// transition left it. `Damaged` names the first thing that does not fit.
    pub async fn verify(&self, depth: Depth) -> Result<(), StoreError> {
        self.verify_chain_to(depth).await?;
        if let Some(seq) = self.audit_breaks_at(depth).await? {
            let what = format!("the chain breaks at audit row {seq}");
            let file = self.file.path.to_path_buf();
            return self
                .file
                .named(async { Err(StoreError::Damaged { file, what }) })
                .await;
        }
        self.file.named(self.verify_sums(depth)).await
    }

    async fn verify_sums(&self, depth: Depth) -> Result<(), StoreError> {
        let damaged = |what: String| StoreError::Damaged {
            file: self.file.path.to_path_buf(),
            what,
        };
        let mut conn = self.file.reader().await?;
        let without: Option<String> =
            sqlx::query_scalar("SELECT value FROM settings WHERE key = 'sums_from'")
                .fetch_optional(&mut *conn)
                .await?;
        let without: i64 = without.and_then(|row| row.parse().ok()).unwrap_or(-1);
        for row in &operation::with_sums(&mut conn, depth.rows()).await? {
            let cells = Cells::new(TABLE, row);
            let id = cells.text("id")?;
            // A row that cannot even be read was not written so.
            let operation =
                operation::read(row).map_err(|error| damaged(format!("{id}: {error}")))?;
            let kept = cells.bytes_if_told("sum")?;
            let old = cells.integer("row")? <= without;
            match kept {
                Some(kept) if kept == sum(&operation)? => {}
                None if old => {}
                Some(_) | None => {
                    return Err(damaged(format!("{id} is not as it was written")));
                }
            }
            let last = cells.word_if_told("last_state", State::parse)?;
            if last != Some(operation.state) {
                return Err(damaged(format!(
                    "{id} does not stand where its last step left it"
                )));
            }
        }
        Ok(())
    }

    /// The newest transition; `None` while there is none.
    pub async fn end(&self) -> Result<Option<JournalEnd>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let row = sqlx::query(
                    "SELECT seq, at, row_hash FROM transitions ORDER BY seq DESC LIMIT 1",
                )
                .fetch_optional(&mut *conn)
                .await?;
                let Some(row) = row else { return Ok(None) };
                let cells = Cells::new("transitions", &row);
                Ok(Some(JournalEnd {
                    seq: cells.integer("seq")?,
                    hash: hex::encode(cells.bytes("row_hash")?),
                    at: cells.time("at")?,
                }))
            })
            .await
    }

    /// True when the journal holds this very transition: it has not been exchanged for an older one.
    pub async fn holds(&self, seq: i64, hash: &str) -> Result<bool, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let kept: Option<Vec<u8>> =
                    sqlx::query_scalar("SELECT row_hash FROM transitions WHERE seq = ?1")
                        .bind(seq)
                        .fetch_optional(&mut *conn)
                        .await?;
                Ok(kept.is_some_and(|kept| hex::encode(kept) == hash))
            })
            .await
    }
}

//! Tables `batches` and `batch_rows`: a file of payouts, kept as it came, and which operation each of its rows became.

use super::audit::{self, Act};
use super::operation::{self, TABLE as OPERATIONS};
use super::transition::Chain;
use super::{Actor, Journal, record};
use crate::cells::{Cells, json, ms};
use crate::error::StoreError;
use crate::file::Writing;
use crate::rows_at_once::{self, Piece, ROWS_AT_ONCE};
use chrono::{DateTime, Utc};
use domain::{AccountId, Environment, Operation, OperationId, State};
use sqlx::SqliteConnection;

const TABLE: &str = "batches";

/// One of these references that another file has.
pub(super) const TAKEN: &str = "SELECT r.reference FROM json_each(?1) w CROSS JOIN batch_rows r ON r.account = ?2 AND r.reference = w.value \
     WHERE r.batch <> ?3 LIMIT 1";

/// What these references of an account stand for.
pub(super) const OF_REFERENCES: &str = "SELECT r.reference, r.line, r.operation FROM json_each(?2) w \
     CROSS JOIN batch_rows r ON r.account = ?1 AND r.reference = w.value ORDER BY r.line";

/// How many of a file's operations stand in each state.
pub(super) const STATES_OF: &str = "SELECT o.state, count(*) AS count FROM batches b JOIN operations o ON o.row BETWEEN b.first_row AND b.last_row \
     AND o.batch = b.id WHERE b.id = ?1 GROUP BY o.state ORDER BY o.state";

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// It waits for a second person.
    AwaitingApproval,
    /// It runs in front of a person.
    Running,
    /// Somebody paused it.
    Paused,
    /// It ended before its last row.
    Stopped,
    /// Every row of it left, or was refused.
    Done,
}

impl BatchState {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingApproval => "awaiting_approval",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }

    /// The state that a word stands for.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [
            Self::AwaitingApproval,
            Self::Running,
            Self::Paused,
            Self::Stopped,
            Self::Done,
        ]
        .into_iter()
        .find(|state| state.as_str() == word)
    }
}

/// A file to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewBatch<'a> {
    /// Its id.
    pub id: &'a str,
    /// Through which account it pays.
    pub account: &'a AccountId,
    /// Sandbox or live.
    pub environment: Environment,
    /// What the file was called.
    pub file_name: &'a str,
    /// SHA-256 of its bytes, in hex.
    pub file_hash: &'a str,
    /// Its bytes.
    pub file: &'a [u8],
}

/// A row to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewRow<'a> {
    /// Its own name: good once for ever.
    pub reference: &'a str,
    /// What that stands for.
    pub content: &'a str,
    /// Its line in the file.
    pub line: u32,
    /// What it becomes.
    pub operation: &'a Operation,
}

/// A batch as it was kept, without its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchKept {
    /// Its id.
    pub id: String,
    /// Through which account it pays.
    pub account: AccountId,
    /// Sandbox or live.
    pub environment: Environment,
    /// What the file was called.
    pub file_name: String,
    /// SHA-256 of its bytes, in hex.
    pub file_hash: String,
    /// Where it stands.
    pub state: BatchState,
    /// When it was recorded. UTC.
    pub created_at: DateTime<Utc>,
}

/// A row as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowKept {
    /// Its own name.
    pub reference: String,
    /// Its line in the file.
    pub line: u32,
    /// What became of it.
    pub operation: Operation,
}

const ROW_COLUMNS: [&str; 6] = [
    "reference",
    "account",
    "content_hash",
    "batch",
    "line",
    "operation",
];

/// A reference whose operation never left and never will, or that the provider certainly did not take, is free again: the row is recorded anew, in its place.
fn put_rows<'a>(
    piece: &mut Piece,
    batch: &NewBatch<'_>,
    rows: impl Iterator<Item = &'a NewRow<'a>>,
) -> Result<(), StoreError> {
    let values = rows.map(|row| {
        [
            row.reference.into(),
            batch.account.as_str().into(),
            row.content.into(),
            batch.id.into(),
            i64::from(row.line).into(),
            row.operation.id.as_str().into(),
        ]
    });
    piece.insert(
        "batch_rows",
        &ROW_COLUMNS,
        &values.collect::<Vec<_>>(),
        "ON CONFLICT (account, reference) DO UPDATE SET content_hash = excluded.content_hash, batch = excluded.batch, \
         line = excluded.line, operation = excluded.operation \
         WHERE EXISTS (SELECT 1 FROM operations o WHERE o.id = batch_rows.operation AND o.state IN ('cancelled', 'failed') \
         AND o.provider_reference IS NULL AND NOT EXISTS \
         (SELECT 1 FROM doubts d WHERE d.operation = o.id AND d.settled_at IS NULL))",
    )
}

/// One of these references that another batch has, to be told by its name.
async fn taken_of(
    conn: &mut SqliteConnection,
    batch: &NewBatch<'_>,
    rows: &[NewRow<'_>],
) -> Result<String, StoreError> {
    let wanted: Vec<&str> = rows.iter().map(|row| row.reference).collect();
    let taken: Option<String> = sqlx::query_scalar(TAKEN)
        .bind(json(TABLE, &wanted)?)
        .bind(batch.account.as_str())
        .bind(batch.id)
        .fetch_optional(conn)
        .await?;
    Ok(taken.unwrap_or_default())
}

/// Writes every row with its operation, under its row id, and that one's first steps.
async fn insert_rows(
    writing: &mut Writing,
    batch: &NewBatch<'_>,
    rows: &[NewRow<'_>],
    ids: &[i64],
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let conn = &mut *writing.tx;
    let revision = writing.revision;
    let numbered: Vec<(i64, &NewRow<'_>)> = ids.iter().copied().zip(rows).collect();
    let mut chain = Chain::read(conn).await?;
    let mut asked = 0;
    let pieces = numbered.chunks(ROWS_AT_ONCE).map(|rows| {
        let mut piece = Piece::default();
        let operations = rows.iter().map(|(id, row)| (*id, row.operation));
        record::put(&mut piece, operations, revision, true)?;
        put_rows(&mut piece, batch, rows.iter().map(|(_, row)| *row))?;
        let steps: Vec<_> = rows
            .iter()
            .flat_map(|(_, row)| record::first_steps(row.operation, actor, "batch_recorded", at))
            .collect();
        chain.put(&mut piece, &steps)?;
        asked += rows.len() * 2 + steps.len();
        Ok(piece)
    });
    let written = rows_at_once::run_all(conn, pieces).await?;
    // Only a reference that is taken leaves a row unwritten without an error.
    if written == asked as u64 {
        return Ok(());
    }
    Err(StoreError::ReferenceTaken {
        reference: taken_of(conn, batch, rows).await?,
    })
}

pub(super) fn read(row: &sqlx::sqlite::SqliteRow) -> Result<BatchKept, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(BatchKept {
        id: cells.text("id")?,
        account: cells.formed("account")?,
        environment: cells.word("environment", Environment::parse)?,
        file_name: cells.text("file_name")?,
        file_hash: cells.text("file_hash")?,
        state: cells.word("state", BatchState::parse)?,
        created_at: cells.time("created_at")?,
    })
}

impl Journal {
    /// Puts a file and every operation of it on disk in one flushed commit, or nothing of it. A reference whose operation
    /// left, or may leave yet, refuses the whole.
    pub async fn record_batch(
        &self,
        batch: &NewBatch<'_>,
        rows: &[NewRow<'_>],
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let waits = rows
                    .iter()
                    .any(|row| row.operation.state == State::AwaitingApproval);
                let state = if waits {
                    BatchState::AwaitingApproval
                } else {
                    BatchState::Running
                };
                let operations = rows.iter().map(|row| row.operation);
                let ids = record::rows_for(&mut writing.tx, operations).await?;
                sqlx::query(
                    "INSERT INTO batches (id, account, environment, file_name, file_hash, file, state, actor, actor_by, \
                     created_at, updated_at, first_row, last_row) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?11, ?12)",
                )
                .bind(batch.id)
                .bind(batch.account.as_str())
                .bind(batch.environment.as_str())
                .bind(batch.file_name)
                .bind(batch.file_hash)
                .bind(batch.file)
                .bind(state.as_str())
                .bind(&actor.name)
                .bind(&actor.by)
                .bind(ms(at))
                .bind(ids.iter().min())
                .bind(ids.iter().max())
                .execute(&mut *writing.tx)
                .await?;
                insert_rows(&mut writing, batch, rows, &ids, actor, at).await?;
                // A file is one act, however many rows it has.
                let act = Act {
                    what: if waits {
                        record::ASKED
                    } else {
                        "batch_recorded"
                    },
                    subject: batch.id,
                    before: None,
                    detail: &format!("{}, {}", batch.file_name, rows.len()),
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }

    /// Says where a batch stands.
    pub async fn set_batch_state(
        &self,
        id: &str,
        state: BatchState,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query("UPDATE batches SET state = ?2, updated_at = ?3 WHERE id = ?1")
                    .bind(id)
                    .bind(state.as_str())
                    .bind(ms(at))
                    .execute(&mut *writing.tx)
                    .await?;
                writing.commit().await
            })
            .await
    }

    /// Nobody stands in front of a batch of an earlier run: whatever ran or was paused is stopped.
    pub async fn stop_batches(&self, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let open: i64 = sqlx::query_scalar(
                    "SELECT EXISTS (SELECT 1 FROM batches WHERE state IN ('running', 'paused'))",
                )
                .fetch_one(&mut *conn)
                .await?;
                drop(conn);
                if open == 0 {
                    return Ok(());
                }
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "UPDATE batches SET state = 'stopped', updated_at = ?1 WHERE state IN ('running', 'paused')",
                )
                .bind(ms(at))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }

    /// A batch, without its file.
    pub async fn batch(&self, id: &str) -> Result<Option<BatchKept>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                sqlx::query(
                    "SELECT id, account, environment, file_name, file_hash, state, created_at FROM batches WHERE id = ?1",
                )
                .bind(id)
                .fetch_optional(&mut *conn)
                .await?
                .map(|row| read(&row))
                .transpose()
            })
            .await
    }

    /// The file of a batch, byte for byte as it came.
    pub async fn batch_file(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                Ok(sqlx::query_scalar("SELECT file FROM batches WHERE id = ?1")
                    .bind(id)
                    .fetch_optional(&mut *conn)
                    .await?)
            })
            .await
    }

    /// The operations that an account's references stand for, with the line that each had in its file.
    pub async fn rows_of_references(
        &self,
        account: &AccountId,
        references: &[&str],
    ) -> Result<Vec<RowKept>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(OF_REFERENCES)
                    .bind(account.as_str())
                    .bind(json(TABLE, references)?)
                    .fetch_all(&mut *conn)
                    .await?;
                let mut named = Vec::with_capacity(rows.len());
                for row in &rows {
                    let cells = Cells::new("batch_rows", row);
                    let id: OperationId = cells.formed("operation")?;
                    let line = u32::try_from(cells.integer("line")?)
                        .map_err(|_| StoreError::unreadable("batch_rows", "line: out of range"))?;
                    named.push((cells.text("reference")?, line, id));
                }
                let ids: Vec<&str> = named.iter().map(|(_, _, id)| id.as_str()).collect();
                let mut by_id: std::collections::HashMap<OperationId, Operation> =
                    operation::by_ids(&mut conn, &json(OPERATIONS, &ids)?)
                        .await?
                        .into_iter()
                        .map(|operation| (operation.id.clone(), operation))
                        .collect();
                named
                    .into_iter()
                    .map(|(reference, line, id)| {
                        let operation = by_id
                            .remove(&id)
                            .ok_or(StoreError::NoSuchOperation { operation: id })?;
                        Ok(RowKept {
                            reference,
                            line,
                            operation,
                        })
                    })
                    .collect()
            })
            .await
    }

    /// How many operations of a batch stand in each state.
    pub async fn states_of_batch(&self, id: &str) -> Result<Vec<(State, usize)>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                sqlx::query(STATES_OF)
                    .bind(id)
                    .fetch_all(&mut *conn)
                    .await?
                    .iter()
                    .map(|row| {
                        let cells = Cells::new(TABLE, row);
                        let count = usize::try_from(cells.integer("count")?)
                            .map_err(|_| StoreError::unreadable(TABLE, "count: out of range"))?;
                        Ok((cells.word("state", State::parse)?, count))
                    })
                    .collect()
            })
            .await
    }

    /// The operations that a batch recorded, in the file's order; those that were recorded anew since are of another batch.
    pub async fn operations_of_batch(&self, id: &str) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                operation::of_batch(&mut conn, id).await
            })
            .await
    }
}

//! Table `transitions`: every step of every operation, chained so that a row changed or taken out later shows.

use super::{Actor, Depth, Journal};
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use crate::rows_at_once::Piece;
use chrono::{DateTime, Utc};
use domain::{OperationId, State};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

const TABLE: &str = "transitions";

/// One step.
pub(super) struct Step<'a> {
    pub(super) operation: &'a OperationId,
    pub(super) at: DateTime<Utc>,
    pub(super) actor: &'a Actor,
    pub(super) from: Option<State>,
    pub(super) to: State,
    pub(super) cause: &'a str,
    pub(super) detail: Option<&'a str>,
}

/// Over the hash before it and every column, each told apart from its neighbour and from "none".
fn row_hash(previous: &[u8], step: &Step<'_>) -> Vec<u8> {
    let at = ms(step.at).to_string();
    let columns = [
        Some(step.operation.as_str()),
        Some(at.as_str()),
        Some(step.actor.name.as_str()),
        Some(step.actor.by.as_str()),
        step.from.map(State::as_str),
        Some(step.to.as_str()),
        Some(step.cause),
        step.detail,
    ];
    let mut hash = Sha256::new();
    hash.update(previous);
    for column in columns {
        match column {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
    hash.finalize().to_vec()
}

pub(super) async fn append(conn: &mut SqliteConnection, step: &Step<'_>) -> Result<(), StoreError> {
    let mut piece = Piece::default();
    let mut chain = Chain::read(conn).await?;
    chain.put(&mut piece, std::slice::from_ref(step))?;
    piece.run(conn).await?;
    Ok(())
}

const COLUMNS: [&str; 10] = [
    "operation",
    "at",
    "actor",
    "actor_by",
    "from_state",
    "to_state",
    "cause",
    "detail",
    "prev_hash",
    "row_hash",
];

/// Where the chain ends: what the next step is tied to.
pub(super) struct Chain {
    end: Vec<u8>,
}

impl Chain {
    pub(super) async fn read(conn: &mut SqliteConnection) -> Result<Self, StoreError> {
        let end: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT row_hash FROM transitions ORDER BY seq DESC LIMIT 1")
                .fetch_optional(conn)
                .await?;
        Ok(Self {
            end: end.unwrap_or_default(),
        })
    }

    /// Puts steps behind the end, in their order: the chain goes through all of them.
    pub(super) fn put(&mut self, piece: &mut Piece, steps: &[Step<'_>]) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(steps.len());
        for step in steps {
            let hash = row_hash(&self.end, step);
            rows.push([
                step.operation.as_str().into(),
                ms(step.at).into(),
                step.actor.name.as_str().into(),
                step.actor.by.as_str().into(),
                step.from.map(State::as_str).into(),
                step.to.as_str().into(),
                step.cause.into(),
                step.detail.into(),
                std::mem::replace(&mut self.end, hash.clone()).into(),
                hash.into(),
            ]);
        }
        piece.insert(TABLE, &COLUMNS, &rows, "")
    }
}

/// A step as it was kept.
pub(super) struct Kept {
    pub(super) at: DateTime<Utc>,
    pub(super) actor: Actor,
    pub(super) from: Option<State>,
    pub(super) to: State,
    pub(super) cause: String,
    pub(super) detail: Option<String>,
}

fn read(row: &sqlx::sqlite::SqliteRow) -> Result<Kept, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(Kept {
        at: cells.time("at")?,
        actor: Actor {
            name: cells.text("actor")?,
            by: cells.text("actor_by")?,
        },
        from: cells.word_if_told("from_state", State::parse)?,
        to: cells.word("to_state", State::parse)?,
        cause: cells.text("cause")?,
        detail: cells.text_if_told("detail")?,
    })
}

/// The steps of one operation, in the order in which they were written.
pub(super) async fn of(
    conn: &mut SqliteConnection,
    operation: &OperationId,
) -> Result<Vec<Kept>, StoreError> {
    let rows = sqlx::query(
        "SELECT at, actor, actor_by, from_state, to_state, cause, detail FROM transitions \
         WHERE operation = ?1 ORDER BY seq",
    )
    .bind(operation.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter().map(read).collect()
}

impl Journal {
    /// Walks the whole chain. `Damaged` names the first row that does not fit.
    pub async fn verify_chain(&self) -> Result<(), StoreError> {
        self.verify_chain_to(Depth::Whole).await
    }

    pub(super) async fn verify_chain_to(&self, depth: Depth) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT seq, operation, at, actor, actor_by, from_state, to_state, cause, detail, prev_hash, row_hash \
                     FROM (SELECT * FROM transitions ORDER BY seq DESC LIMIT ?1) ORDER BY seq",
                )
                .bind(depth.rows())
                .fetch_all(&mut *conn)
                .await?;
                // The first of all follows nothing; the first of the newest follows what is not read.
                let mut before = match rows.first() {
                    Some(row) if depth == Depth::Recent => {
                        Cells::new(TABLE, row).bytes("prev_hash")?
                    }
                    _ => Vec::new(),
                };
                for row in &rows {
                    let cells = Cells::new(TABLE, row);
                    let kept = read(row)?;
                    let operation = cells.formed("operation")?;
                    let step = Step {
                        operation: &operation,
                        at: kept.at,
                        actor: &kept.actor,
                        from: kept.from,
                        to: kept.to,
                        cause: &kept.cause,
                        detail: kept.detail.as_deref(),
                    };
                    let expected = row_hash(&before, &step);
                    if cells.bytes("prev_hash")? != before || cells.bytes("row_hash")? != expected {
                        return Err(StoreError::Damaged {
                            file: self.file.path.to_path_buf(),
                            what: format!("the chain breaks at transition {}", cells.integer("seq")?),
                        });
                    }
                    before = expected;
                }
                Ok(())
            })
            .await
    }
}

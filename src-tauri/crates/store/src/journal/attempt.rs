//! Tables `attempts` and `attempt_operations`: one sending of a request, which may carry several operations.

use super::{Actor, Journal, NewAnswer};
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::OperationId;
use sqlx::SqliteConnection;

const TABLE: &str = "attempts";

/// A sending that begins. Operations of one call name the same id.
#[derive(Clone, Copy, Debug)]
pub struct NewAttempt<'a> {
    /// Its id.
    pub id: &'a str,
    /// SHA-256 of what is sent, in hex.
    pub request_hash: &'a str,
}

/// A sending that ended.
#[derive(Clone, Copy, Debug)]
pub struct EndedAttempt<'a> {
    /// Its id.
    pub id: &'a str,
    /// A machine word for how.
    pub result: &'a str,
    /// What was answered, when anything was.
    pub answer: Option<NewAnswer<'a>>,
}

/// A sending as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its id.
    pub id: String,
    /// When it began. UTC.
    pub began_at: DateTime<Utc>,
    /// When it ended. `None` when nobody saw it end.
    pub ended_at: Option<DateTime<Utc>>,
    /// A machine word for how.
    pub result: Option<String>,
}

pub(super) async fn begin(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    attempt: &NewAttempt<'_>,
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO attempts (id, request_hash, actor, actor_by, began_at) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (id) DO NOTHING",
    )
    .bind(attempt.id)
    .bind(attempt.request_hash)
    .bind(&actor.name)
    .bind(&actor.by)
    .bind(ms(at))
    .execute(&mut *conn)
    .await?;
    sqlx::query("INSERT INTO attempt_operations (operation, attempt) VALUES (?1, ?2)")
        .bind(operation.as_str())
        .bind(attempt.id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn end(
    conn: &mut SqliteConnection,
    attempt: &EndedAttempt<'_>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE attempts SET ended_at = ?2, result = ?3 WHERE id = ?1 AND ended_at IS NULL",
    )
    .bind(attempt.id)
    .bind(ms(at))
    .bind(attempt.result)
    .execute(conn)
    .await?;
    Ok(())
}

/// The attempts of one operation with who made them, oldest first.
pub(super) async fn of(
    conn: &mut SqliteConnection,
    operation: &OperationId,
) -> Result<Vec<(Attempt, Actor)>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.id, a.actor, a.actor_by, a.began_at, a.ended_at, a.result FROM attempt_operations l \
         JOIN attempts a ON a.id = l.attempt WHERE l.operation = ?1 ORDER BY a.began_at, a.rowid",
    )
    .bind(operation.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let cells = Cells::new(TABLE, row);
            let attempt = Attempt {
                id: cells.text("id")?,
                began_at: cells.time("began_at")?,
                ended_at: cells.time_if_told("ended_at")?,
                result: cells.text_if_told("result")?,
            };
            let actor = Actor {
                name: cells.text("actor")?,
                by: cells.text("actor_by")?,
            };
            Ok((attempt, actor))
        })
        .collect()
}

impl Journal {
    /// Every sending of an operation, oldest first.
    pub async fn attempts(&self, operation: &OperationId) -> Result<Vec<Attempt>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let kept = of(&mut conn, operation).await?;
                Ok(kept.into_iter().map(|(attempt, _)| attempt).collect())
            })
            .await
    }
}

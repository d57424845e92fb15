//! Table `answers`: what a provider answered about an operation, secrets already removed. The last few are kept.

use super::Journal;
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::OperationId;
use sqlx::SqliteConnection;

const TABLE: &str = "answers";
/// How many are kept of one operation.
const KEPT: i64 = 20;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When it came. UTC.
    pub at: DateTime<Utc>,
    /// What had been asked.
    pub what: String,
    /// The HTTP status.
    pub status: u16,
    /// The body, secrets removed.
    pub body: String,
}

/// An answer that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewAnswer<'a> {
    /// What had been asked.
    pub what: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// The body, secrets removed.
    pub redacted_body: &'a str,
}

/// Adds an answer, and lets go of the oldest when there are too many.
pub(super) async fn insert(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    at: DateTime<Utc>,
    answer: &NewAnswer<'_>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO answers (operation, at, what, status, body) VALUES (?1, ?2, ?3, ?4, ?5)",
    )
    .bind(operation.as_str())
    .bind(ms(at))
    .bind(answer.what)
    .bind(i64::from(answer.status))
    .bind(answer.redacted_body)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "DELETE FROM answers WHERE operation = ?1 AND seq NOT IN \
         (SELECT seq FROM answers WHERE operation = ?1 ORDER BY seq DESC LIMIT ?2)",
    )
    .bind(operation.as_str())
    .bind(KEPT)
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn of(
    conn: &mut SqliteConnection,
    operation: &OperationId,
) -> Result<Vec<Answer>, StoreError> {
    let rows = sqlx::query(
        "SELECT at, what, status, body FROM answers WHERE operation = ?1 ORDER BY seq DESC",
    )
    .bind(operation.as_str())
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            let cells = Cells::new(TABLE, row);
            Ok(Answer {
                at: cells.time("at")?,
                what: cells.text("what")?,
                status: u16::try_from(cells.integer("status")?)
                    .map_err(|_| StoreError::unreadable(TABLE, "status: out of range"))?,
                body: cells.text("body")?,
            })
        })
        .collect()
}

impl Journal {
    /// Keeps an answer that changes nothing else.
    pub async fn keep_answer(
        &self,
        operation: &OperationId,
        at: DateTime<Utc>,
        answer: &NewAnswer<'_>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                insert(&mut writing.tx, operation, at, answer).await?;
                writing.commit().await
            })
            .await
    }

    /// The kept answers about an operation, newest first.
    pub async fn answers(&self, operation: &OperationId) -> Result<Vec<Answer>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                of(&mut conn, operation).await
            })
            .await
    }
}

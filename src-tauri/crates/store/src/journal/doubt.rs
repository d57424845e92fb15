//! Table `doubts`: open questions about fates. Settled ones are kept, for the timeline.

use super::audit::{self, Act};
use super::{Actor, Journal};
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{DoubtKind, DoubtRecord, Environment, OperationId, Text};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use std::collections::HashSet;

const TABLE: &str = "doubts";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT d.operation, d.kind, d.detail_en, d.detail_fr, d.since, d.opened_by, d.settled_at, d.settled_by, \
             d.aside_at, d.aside_reason, d.aside_by FROM doubts d ",
            $rest
        )
    };
}

/// A doubt with who opened, settled and laid it aside.
pub(super) struct Kept {
    pub(super) doubt: DoubtRecord,
    pub(super) opened_by: String,
    pub(super) settled_by: Option<String>,
    pub(super) aside_by: Option<String>,
}

fn read(row: &SqliteRow) -> Result<Kept, StoreError> {
    let cells = Cells::new(TABLE, row);
    let set_aside = match (
        cells.time_if_told("aside_at")?,
        cells.text_if_told("aside_reason")?,
    ) {
        (None, None) => None,
        (Some(at), Some(reason)) => Some((at, reason)),
        _ => return Err(StoreError::unreadable(TABLE, "half a setting aside")),
    };
    Ok(Kept {
        doubt: DoubtRecord {
            operation: cells.formed("operation")?,
            kind: cells.word("kind", DoubtKind::parse)?,
            detail: Text::new(cells.text("detail_en")?, cells.text("detail_fr")?),
            since: cells.time("since")?,
            settled_at: cells.time_if_told("settled_at")?,
            set_aside,
        },
        opened_by: cells.text("opened_by")?,
        settled_by: cells.text_if_told("settled_by")?,
        aside_by: cells.text_if_told("aside_by")?,
    })
}

/// Opens a doubt; one of the same kind that is open already stays as it is.
pub(super) async fn open(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    kind: DoubtKind,
    detail: &Text,
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO doubts (operation, kind, detail_en, detail_fr, since, opened_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
         ON CONFLICT (operation, kind) WHERE settled_at IS NULL DO NOTHING",
    )
    .bind(operation.as_str())
    .bind(kind.as_str())
    .bind(&detail.en)
    .bind(&detail.fr)
    .bind(ms(at))
    .bind(actor.to_string())
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn settle(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    kind: DoubtKind,
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE doubts SET settled_at = ?3, settled_by = ?4 \
         WHERE operation = ?1 AND kind = ?2 AND settled_at IS NULL",
    )
    .bind(operation.as_str())
    .bind(kind.as_str())
    .bind(ms(at))
    .bind(actor.to_string())
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn of(
    conn: &mut SqliteConnection,
    operation: &OperationId,
) -> Result<Vec<Kept>, StoreError> {
    let rows = sqlx::query(select!("WHERE d.operation = ?1 ORDER BY d.seq"))
        .bind(operation.as_str())
        .fetch_all(conn)
        .await?;
    rows.iter().map(read).collect()
}

/// The operations about which a question is open.
pub(crate) async fn in_doubt(
    conn: &mut SqliteConnection,
) -> Result<HashSet<OperationId>, StoreError> {
    let rows = sqlx::query("SELECT DISTINCT operation FROM doubts WHERE settled_at IS NULL")
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| Cells::new(TABLE, row).formed("operation"))
        .collect()
}

impl Journal {
    /// Open doubts, oldest first; those that a person set aside only when asked for.
    pub async fn doubts(
        &self,
        environment: Option<Environment>,
        include_set_aside: bool,
    ) -> Result<Vec<DoubtRecord>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "JOIN operations o ON o.id = d.operation WHERE d.settled_at IS NULL \
                     AND (?1 IS NULL OR o.environment = ?1) AND (?2 OR d.aside_at IS NULL) ORDER BY d.since, d.seq"
                ))
                .bind(environment.map(Environment::as_str))
                .bind(include_set_aside)
                .fetch_all(&mut *conn)
                .await?;
                rows.iter().map(|row| Ok(read(row)?.doubt)).collect()
            })
            .await
    }

    /// Every doubt there ever was about an operation, oldest first.
    pub async fn doubts_of(&self, operation: &OperationId) -> Result<Vec<DoubtRecord>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let kept = of(&mut conn, operation).await?;
                Ok(kept.into_iter().map(|kept| kept.doubt).collect())
            })
            .await
    }

    /// Lays every open doubt of an operation aside, with a person's reason. The doubts stay open.
    pub async fn set_doubt_aside(
        &self,
        operation: &OperationId,
        reason: &str,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "UPDATE doubts SET aside_at = ?2, aside_reason = ?3, aside_by = ?4 \
                     WHERE operation = ?1 AND settled_at IS NULL AND aside_at IS NULL",
                )
                .bind(operation.as_str())
                .bind(ms(at))
                .bind(reason)
                .bind(actor.to_string())
                .execute(&mut *writing.tx)
                .await?;
                let act = Act {
                    what: "set_aside",
                    subject: operation.as_str(),
                    before: None,
                    detail: reason,
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }
}

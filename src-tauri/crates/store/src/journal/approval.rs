//! What waits for a second person: who asked, and the answer to a whole file.

use super::audit::{self, Act};
use super::change::{self, Told};
use super::open::open_in;
use super::record::ASKED;
use super::{Actor, BatchState, Change, Journal};
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{Environment, Operation, OperationId, State};
use sqlx::Connection as _;
use std::collections::HashMap;

const TABLE: &str = "transitions";

/// Something that waits for a second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What waits.
    pub operation: Operation,
    /// Who asked.
    pub asked_by: Actor,
    /// When. UTC.
    pub asked_at: DateTime<Utc>,
}

/// Who asked for what waits, in one question: a file may wait with ten thousand rows.
pub(super) const ASKED_OF: &str = "SELECT t.operation, t.at, t.actor, t.actor_by FROM operations o CROSS JOIN transitions t ON t.operation = o.id \
     WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') AND o.state = 'awaiting_approval' \
     AND o.environment = ?1 AND t.cause = ?2 ORDER BY t.seq";

impl Journal {
    /// What waits for a second person in an environment, oldest first, with who asked for it.
    pub async fn awaiting_approval(
        &self,
        environment: Environment,
    ) -> Result<Vec<Waiting>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                // Of one moment: what is answered meanwhile stands in both, or in neither.
                let mut reading = conn.begin().await?;
                let operations =
                    open_in(&mut reading, environment, State::AwaitingApproval, None).await?;
                let asked = sqlx::query(ASKED_OF)
                    .bind(environment.as_str())
                    .bind(ASKED)
                    .fetch_all(&mut *reading)
                    .await?;
                reading.commit().await?;
                // It may have been asked for more than once: the newest, which comes last, holds.
                let mut by_operation: HashMap<OperationId, (Actor, DateTime<Utc>)> = HashMap::new();
                for row in &asked {
                    let cells = Cells::new(TABLE, row);
                    let actor = Actor {
                        name: cells.text("actor")?,
                        by: cells.text("actor_by")?,
                    };
                    by_operation.insert(cells.formed("operation")?, (actor, cells.time("at")?));
                }
                let mut waiting = Vec::with_capacity(operations.len());
                for operation in operations {
                    let (asked_by, asked_at) = by_operation
                        .remove(&operation.id)
                        .ok_or_else(|| StoreError::unreadable(TABLE, "approval asked by nobody"))?;
                    waiting.push(Waiting {
                        operation,
                        asked_by,
                        asked_at,
                    });
                }
                Ok(waiting)
            })
            .await
    }

    /// Who wrote an operation down.
    pub async fn recorded_by(&self, operation: &OperationId) -> Result<Option<Actor>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let row = sqlx::query(
                    "SELECT actor, actor_by FROM transitions WHERE operation = ?1 ORDER BY seq LIMIT 1",
                )
                .bind(operation.as_str())
                .fetch_optional(&mut *conn)
                .await?;
                let Some(row) = row else { return Ok(None) };
                let cells = Cells::new(TABLE, &row);
                Ok(Some(Actor {
                    name: cells.text("actor")?,
                    by: cells.text("actor_by")?,
                }))
            })
            .await
    }

    /// Applies the answer to a whole file in one flushed commit, and says where the file stands then. It is one act.
    pub async fn answer_batch(
        &self,
        batch: &str,
        state: BatchState,
        changes: &[Change<'_>],
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let mut what = "approval_answered";
                for change in changes {
                    what = change.cause;
                    let revision = writing.revision;
                    change::write(&mut writing.tx, change, revision, Told::Together).await?;
                }
                sqlx::query("UPDATE batches SET state = ?2, updated_at = ?3 WHERE id = ?1")
                    .bind(batch)
                    .bind(state.as_str())
                    .bind(ms(at))
                    .execute(&mut *writing.tx)
                    .await?;
                let detail = changes.first().and_then(|change| change.detail);
                let act = Act {
                    what,
                    subject: batch,
                    before: Some(BatchState::AwaitingApproval.as_str()),
                    detail: detail.unwrap_or(state.as_str()),
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }
}

//! The second way into table `operations`: one change, compared with what was read, in one flushed commit.

use super::audit::{self, Act};
use super::operation::{self, TABLE};
use super::{Actor, EndedAttempt, Journal, NewAttempt, answer, attempt, doubt, sum, transition};
use crate::cells::{json, ms, ms_if_told};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{Checks, DoubtKind, Operation, OperationId, Text};
use sqlx::SqliteConnection;

/// What is to become of an operation, and all that belongs to the same moment.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The operation as it is wanted, its state included.
    pub operation: &'a Operation,
    /// The version that was read; anything newer in the journal refuses the change.
    pub from_version: i64,
    /// Who changes it.
    pub actor: &'a Actor,
    /// A machine word for why: `sent`, `reply_lost`, `poll`.
    pub cause: &'a str,
    /// What else is to be known about why.
    pub detail: Option<&'a str>,
    /// When. UTC.
    pub at: DateTime<Utc>,
    /// A sending that begins with it.
    pub begin_attempt: Option<NewAttempt<'a>>,
    /// A sending that ends with it.
    pub end_attempt: Option<EndedAttempt<'a>>,
    /// Doubts that open with it; one already open of the same kind stays as it is.
    pub open_doubts: Vec<(DoubtKind, Text)>,
    /// Doubts that it answers.
    pub settle_doubts: Vec<DoubtKind>,
}

/// What decides who pays what to whom is fixed when it is recorded.
fn check_fixed(kept: &Operation, wanted: &Operation) -> Result<(), StoreError> {
    let fields = [
        ("request id", kept.request_id == wanted.request_id),
        ("content hash", kept.content_hash == wanted.content_hash),
        ("kind", kept.kind == wanted.kind),
        ("environment", kept.environment == wanted.environment),
        ("account", kept.account == wanted.account),
        ("provider", kept.provider == wanted.provider),
        ("amount", kept.amount == wanted.amount),
        ("phone", kept.phone == wanted.phone),
        ("note", kept.note == wanted.note),
        ("our reference", kept.our_reference == wanted.our_reference),
        ("retry_of", kept.retry_of == wanted.retry_of),
        ("refund_of", kept.refund_of == wanted.refund_of),
        ("despite", kept.despite == wanted.despite),
    ];
    match fields.iter().find(|(_, same)| !same) {
        None => Ok(()),
        Some((field, _)) => Err(StoreError::Fixed {
            operation: kept.id.clone(),
            field,
        }),
    }
}

async fn update(
    conn: &mut SqliteConnection,
    change: &Change<'_>,
    revision: i64,
) -> Result<(), StoreError> {
    let operation = change.operation;
    let action = operation
        .action
        .as_ref()
        .map(|action| json(TABLE, action))
        .transpose()?;
    let reason = operation
        .reason
        .as_ref()
        .map(|reason| json(TABLE, reason))
        .transpose()?;
    let done = sqlx::query(
        "UPDATE operations SET state = ?1, name = ?2, details = ?3, provider_reference = ?4, provider_status = ?5, \
         action = ?6, reason = ?7, send_by = ?8, recorded_by = ?9, checked_at = ?10, check_failure = ?11, \
         next_check_at = ?12, check_count = ?13, updated_at = ?14, revision = ?15, version = version + 1 \
         WHERE id = ?16 AND version = ?17",
    )
    .bind(operation.state.as_str())
    .bind(operation.name.as_deref())
    .bind(json(TABLE, &operation.details)?)
    .bind(operation.provider_reference.as_deref())
    .bind(operation.provider_status.as_deref())
    .bind(action)
    .bind(reason)
    .bind(ms(operation.send_by))
    .bind(&operation.recorded_by)
    .bind(ms_if_told(operation.checks.last_at))
    .bind(operation.checks.last_failure.as_deref())
    .bind(ms_if_told(operation.checks.next_at))
    .bind(i64::from(operation.checks.count))
    .bind(ms(change.at))
    .bind(revision)
    .bind(operation.id.as_str())
    .bind(change.from_version)
    .execute(conn)
    .await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale {
            operation: operation.id.clone(),
        })
    }
}

/// How the audit tells of changes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// What a person did to an operation is an act.
    EachByItself,
    /// It is part of an act that is told once for all of them.
    Together,
}

pub(super) async fn write(
    conn: &mut SqliteConnection,
    change: &Change<'_>,
    revision: i64,
    told: Told,
) -> Result<Operation, StoreError> {
    let wanted = change.operation;
    let missing = || StoreError::NoSuchOperation {
        operation: wanted.id.clone(),
    };
    let kept = operation::by_id(conn, &wanted.id)
        .await?
        .ok_or_else(missing)?;
    if kept.version != change.from_version {
        return Err(StoreError::Stale { operation: kept.id });
    }
    let moves = kept.state != wanted.state;
    if moves && !kept.state.may_become(wanted.state) {
        return Err(StoreError::Illegal {
            from: kept.state,
            to: wanted.state,
        });
    }
    check_fixed(&kept, wanted)?;
    update(conn, change, revision).await?;
    if moves {
        let step = transition::Step {
            operation: &wanted.id,
            at: change.at,
            actor: change.actor,
            from: Some(kept.state),
            to: wanted.state,
            cause: change.cause,
            detail: change.detail,
        };
        transition::append(conn, &step).await?;
        // That a sending begins is the executor's work. What a person does to a whole file is one act.
        if change.actor.is_a_person()
            && change.begin_attempt.is_none()
            && told == Told::EachByItself
        {
            let after = match change.detail {
                Some(detail) => format!("{}: {detail}", wanted.state.as_str()),
                None => wanted.state.as_str().to_owned(),
            };
            let act = Act {
                what: change.cause,
                subject: wanted.id.as_str(),
                before: Some(kept.state.as_str()),
                detail: &after,
            };
            audit::append(conn, change.actor, act, change.at).await?;
        }
    }
    if let Some(begun) = &change.begin_attempt {
        attempt::begin(conn, &wanted.id, begun, change.actor, change.at).await?;
    }
    if let Some(ended) = &change.end_attempt {
        attempt::end(conn, ended, change.at).await?;
        if let Some(answered) = &ended.answer {
            answer::insert(conn, &wanted.id, change.at, answered).await?;
        }
    }
    for kind in &change.settle_doubts {
        doubt::settle(conn, &wanted.id, *kind, change.actor, change.at).await?;
    }
    for (kind, detail) in &change.open_doubts {
        doubt::open(conn, &wanted.id, *kind, detail, change.actor, change.at).await?;
    }
    let changed = operation::by_id(conn, &wanted.id)
        .await?
        .ok_or_else(missing)?;
    sum::seal(conn, &changed).await?;
    Ok(changed)
}

impl Journal {
    /// Applies a change in one flushed commit, or nothing of it. Gives the operation as it now stands.
    pub async fn apply(&self, change: &Change<'_>) -> Result<Operation, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let told = Told::EachByItself;
                let operation = write(&mut writing.tx, change, writing.revision, told).await?;
                writing.commit().await?;
                Ok(operation)
            })
            .await
    }

    /// Applies changes that belong together, all of them in one flushed commit or none. Gives the operations in their order.
    pub async fn apply_all(&self, changes: &[Change<'_>]) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let mut changed = Vec::with_capacity(changes.len());
                for change in changes {
                    let revision = writing.revision;
                    changed.push(write(&mut writing.tx, change, revision, Told::Together).await?);
                }
                writing.commit().await?;
                Ok(changed)
            })
            .await
    }

    /// Notes a look-up. Nothing but the look-ups of the operation changes, not even its version:
    /// a failed look-up says nothing about the money.
    pub async fn note_check(
        &self,
        operation: &OperationId,
        checks: &Checks,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let done = sqlx::query(
                    "UPDATE operations SET checked_at = ?2, check_failure = ?3, next_check_at = ?4, check_count = ?5, \
                     revision = ?6 WHERE id = ?1",
                )
                .bind(operation.as_str())
                .bind(ms_if_told(checks.last_at))
                .bind(checks.last_failure.as_deref())
                .bind(ms_if_told(checks.next_at))
                .bind(i64::from(checks.count))
                .bind(writing.revision)
                .execute(&mut *writing.tx)
                .await?;
                if done.rows_affected() == 0 {
                    return Err(StoreError::NoSuchOperation {
                        operation: operation.clone(),
                    });
                }
                writing.commit().await
            })
            .await
    }
}

//! The first way into table `operations`: a new intent, once per request id.

use super::operation::{self, TABLE};
use super::{Actor, Journal, sum, transition};
use crate::cells::{json, ms, ms_if_told, parts};
use crate::error::StoreError;
use crate::row_id;
use chrono::{DateTime, Utc};
use domain::{Operation, OperationId};
use sqlx::SqliteConnection;

/// What became of a new intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is on disk.
    New(Operation),
    /// Its request id is taken; nothing was written, and this is the operation that has it.
    Existing(Operation),
}

async fn insert(
    conn: &mut SqliteConnection,
    operation: &Operation,
    revision: i64,
) -> Result<(), StoreError> {
    let (first, last) = row_id::range(TABLE, operation.created_at)?;
    let taken: Option<i64> =
        sqlx::query_scalar("SELECT max(row) FROM operations WHERE row BETWEEN ?1 AND ?2")
            .bind(first)
            .bind(last)
            .fetch_one(&mut *conn)
            .await?;
    let action = operation
        .action
        .as_ref()
        .map(|a| json(TABLE, a))
        .transpose()?;
    let reason = operation
        .reason
        .as_ref()
        .map(|r| json(TABLE, r))
        .transpose()?;
    sqlx::query(
        "INSERT INTO operations (row, id, request_id, content_hash, kind, state, environment, account, provider, amount, \
         currency, phone, name, note, details, our_reference, provider_reference, provider_status, action, reason, \
         send_by, retry_of, refund_of, despite, recorded_by, checked_at, check_failure, next_check_at, check_count, \
         version, created_at, updated_at, revision, recipient, refunds, batch) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, \
         ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36)",
    )
    .bind(row_id::next(TABLE, operation.created_at, taken)?)
    .bind(operation.id.as_str())
    .bind(&operation.request_id)
    .bind(&operation.content_hash)
    .bind(operation.kind.as_str())
    .bind(operation.state.as_str())
    .bind(operation.environment.as_str())
    .bind(operation.account.as_str())
    .bind(operation.provider.as_str())
    .bind(parts(TABLE, &operation.amount)?)
    .bind(operation.amount.currency().code())
    .bind(operation.phone.as_ref().map(domain::Phone::e164))
    .bind(operation.name.as_deref())
    .bind(operation.note.as_deref())
    .bind(json(TABLE, &operation.details)?)
    .bind(&operation.our_reference)
    .bind(operation.provider_reference.as_deref())
    .bind(operation.provider_status.as_deref())
    .bind(action)
    .bind(reason)
    .bind(ms(operation.send_by))
    .bind(operation.retry_of.as_ref().map(OperationId::as_str))
    .bind(operation.refund_of.as_ref().map(OperationId::as_str))
    .bind(operation.despite.as_ref().map(OperationId::as_str))
    .bind(&operation.recorded_by)
    .bind(ms_if_told(operation.checks.last_at))
    .bind(operation.checks.last_failure.as_deref())
    .bind(ms_if_told(operation.checks.next_at))
    .bind(i64::from(operation.checks.count))
    .bind(operation.version)
    .bind(ms(operation.created_at))
    .bind(ms(operation.updated_at))
    .bind(revision)
    .bind(operation.recipient())
    .bind(operation.refunds().map(domain::TransactionId::as_str))
    .bind(operation.batch())
    .execute(conn)
    .await?;
    Ok(())
}

impl Journal {
    /// Puts an intent and its first transition on disk in one flushed commit. A request id that is taken gives
    /// the operation that has it, and nothing is written; whether its content is the same is the caller's to compare.
    pub async fn record(
        &self,
        operation: &Operation,
        actor: &Actor,
        cause: &str,
        at: DateTime<Utc>,
    ) -> Result<Recorded, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                if let Some(first) =
                    operation::by_request(&mut writing.tx, &operation.request_id).await?
                {
                    writing.abandon().await?;
                    return Ok(Recorded::Existing(first));
                }
                insert(&mut writing.tx, operation, writing.revision).await?;
                let step = transition::Step {
                    operation: &operation.id,
                    at,
                    actor,
                    from: None,
                    to: operation.state,
                    cause,
                    detail: None,
                };
                transition::append(&mut writing.tx, &step).await?;
                let kept = operation::by_id(&mut writing.tx, &operation.id)
                    .await?
                    .ok_or_else(|| StoreError::NoSuchOperation {
                        operation: operation.id.clone(),
                    })?;
                sum::seal(&mut writing.tx, &kept).await?;
                writing.commit().await?;
                Ok(Recorded::New(kept))
            })
            .await
    }
}

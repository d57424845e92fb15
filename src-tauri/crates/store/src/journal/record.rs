//! The first way into table `operations`: a new intent, once per request id.

use super::audit::{self, Act};
use super::operation::{self, TABLE};
use super::{Actor, Journal, sum, transition};
use crate::cells::{json, ms, ms_if_told, parts};
use crate::error::StoreError;
use crate::row_id;
use chrono::{DateTime, Utc};
use domain::{Operation, OperationId, State};
use sqlx::{QueryBuilder, SqliteConnection};

/// What became of a new intent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    /// It is on disk.
    New(Operation),
    /// Its request id is taken; nothing was written, and this is the operation that has it.
    Existing(Operation),
    /// It would give a charge back, and so does this one, which is not settled or came in between: what is left of the charge
    /// is another amount than the one that was checked. Nothing was written.
    RefundedMeanwhile(Operation),
}

/// Why something waits: a second person was asked.
pub(super) const ASKED: &str = "approval_asked";

/// What a statement may bind at most, in rows of a table of 37 columns.
const ROWS_AT_ONCE: usize = 400;

/// Puts operations into the table, in their order. With `sealed`, each with its sum.
pub(super) async fn insert(
    conn: &mut SqliteConnection,
    operations: &[&Operation],
    revision: i64,
    sealed: bool,
) -> Result<(), StoreError> {
    let mut taken: Option<i64> = None;
    for piece in operations.chunks(ROWS_AT_ONCE) {
        let mut rows = Vec::with_capacity(piece.len());
        for operation in piece {
            let (first, last) = row_id::range(TABLE, operation.created_at)?;
            if !taken.is_some_and(|row| (first..=last).contains(&row)) {
                taken = sqlx::query_scalar(
                    "SELECT max(row) FROM operations WHERE row BETWEEN ?1 AND ?2",
                )
                .bind(first)
                .bind(last)
                .fetch_one(&mut *conn)
                .await?;
            }
            let row = row_id::next(TABLE, operation.created_at, taken)?;
            taken = Some(row);
            let sum = if sealed {
                Some(sum::sum(operation)?)
            } else {
                None
            };
            rows.push((row, *operation, Cells::of(operation)?, sum));
        }
        let mut query = QueryBuilder::new(
            "INSERT INTO operations (row, id, request_id, content_hash, kind, state, environment, account, provider, \
             amount, currency, phone, name, note, details, our_reference, provider_reference, provider_status, action, \
             reason, send_by, retry_of, refund_of, despite, recorded_by, checked_at, check_failure, next_check_at, \
             check_count, version, created_at, updated_at, revision, recipient, refunds, batch, sum) ",
        );
        query.push_values(rows, |mut values, (row, operation, cells, sum)| {
            values
                .push_bind(row)
                .push_bind(operation.id.as_str())
                .push_bind(&operation.request_id)
                .push_bind(&operation.content_hash)
                .push_bind(operation.kind.as_str())
                .push_bind(operation.state.as_str())
                .push_bind(operation.environment.as_str())
                .push_bind(operation.account.as_str())
                .push_bind(operation.provider.as_str())
                .push_bind(cells.amount)
                .push_bind(operation.amount.currency().code())
                .push_bind(operation.phone.as_ref().map(domain::Phone::e164))
                .push_bind(operation.name.as_deref())
                .push_bind(operation.note.as_deref())
                .push_bind(cells.details)
                .push_bind(&operation.our_reference)
                .push_bind(operation.provider_reference.as_deref())
                .push_bind(operation.provider_status.as_deref())
                .push_bind(cells.action)
                .push_bind(cells.reason)
                .push_bind(ms(operation.send_by))
                .push_bind(operation.retry_of.as_ref().map(OperationId::as_str))
                .push_bind(operation.refund_of.as_ref().map(OperationId::as_str))
                .push_bind(operation.despite.as_ref().map(OperationId::as_str))
                .push_bind(&operation.recorded_by)
                .push_bind(ms_if_told(operation.checks.last_at))
                .push_bind(operation.checks.last_failure.as_deref())
                .push_bind(ms_if_told(operation.checks.next_at))
                .push_bind(i64::from(operation.checks.count))
                .push_bind(operation.version)
                .push_bind(ms(operation.created_at))
                .push_bind(ms(operation.updated_at))
                .push_bind(revision)
                .push_bind(operation.recipient())
                .push_bind(operation.refunds().map(domain::TransactionId::as_str))
                .push_bind(operation.batch())
                .push_bind(sum);
        });
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Another refund of the same charge that is open, or changed since this one was checked. Asked inside the commit that
/// records: two desks, or two windows, that both saw enough left of a charge record one refund, not two.
async fn refunded_meanwhile(
    conn: &mut SqliteConnection,
    operation: &Operation,
) -> Result<Option<Operation>, StoreError> {
    let Some(charge) = operation.refunds() else {
        return Ok(None);
    };
    let other: Option<String> = sqlx::query_scalar(
        "SELECT id FROM operations WHERE refunds = ?1 AND (state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') OR updated_at > ?2) \
         AND id <> coalesce(?3, '') LIMIT 1",
    )
    .bind(charge.as_str())
    .bind(ms(operation.created_at))
    .bind(operation.retry_of.as_ref().map(OperationId::as_str))
    .fetch_optional(&mut *conn)
    .await?;
    match other {
        None => Ok(None),
        Some(id) => {
            let id = OperationId::parse(&id)
                .map_err(|_| StoreError::unreadable(TABLE, "id: not of the expected form"))?;
            operation::by_id(conn, &id).await
        }
    }
}

/// How an operation comes to stand where it is first found: what waits for a second person was recorded before it.
pub(super) fn first_steps<'a>(
    operation: &'a Operation,
    actor: &'a Actor,
    cause: &'a str,
    at: DateTime<Utc>,
) -> Vec<transition::Step<'a>> {
    let step = |from, to, cause| transition::Step {
        operation: &operation.id,
        at,
        actor,
        from,
        to,
        cause,
        detail: None,
    };
    match operation.state {
        State::AwaitingApproval => vec![
            step(None, State::Recorded, cause),
            step(Some(State::Recorded), State::AwaitingApproval, ASKED),
        ],
        state => vec![step(None, state, cause)],
    }
}

/// What of an operation has to be made into a cell first.
struct Cells {
    amount: i64,
    details: String,
    action: Option<String>,
    reason: Option<String>,
}

impl Cells {
    fn of(operation: &Operation) -> Result<Self, StoreError> {
        Ok(Self {
            amount: parts(TABLE, &operation.amount)?,
            details: json(TABLE, &operation.details)?,
            action: operation
                .action
                .as_ref()
                .map(|it| json(TABLE, it))
                .transpose()?,
            reason: operation
                .reason
                .as_ref()
                .map(|it| json(TABLE, it))
                .transpose()?,
        })
    }
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
                if let Some(other) = refunded_meanwhile(&mut writing.tx, operation).await? {
                    writing.abandon().await?;
                    return Ok(Recorded::RefundedMeanwhile(other));
                }
                insert(&mut writing.tx, &[operation], writing.revision, false).await?;
                let steps = first_steps(operation, actor, cause, at);
                transition::append_all(&mut writing.tx, &steps).await?;
                if actor.is_a_person() {
                    let act = Act {
                        what: steps.last().map_or(cause, |step| step.cause),
                        subject: operation.id.as_str(),
                        before: None,
                        detail: &operation.amount.to_string(),
                    };
                    audit::append(&mut writing.tx, actor, act, at).await?;
                }
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

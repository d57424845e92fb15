//! The first way into table `operations`: a new intent, once per request id.

use super::audit::{self, Act};
use super::operation::{self, TABLE};
use super::sum::Written;
use super::transition::Chain;
use super::{Actor, Journal, sum, transition};
use crate::cells::{ms, ms_if_told};
use crate::error::StoreError;
use crate::row_id;
use crate::rows_at_once::{Bound, Piece};
use chrono::{DateTime, Utc};
use domain::{Operation, OperationId, State};
use sqlx::SqliteConnection;

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

const COLUMNS: [&str; 37] = [
    "row",
    "id",
    "request_id",
    "content_hash",
    "kind",
    "state",
    "environment",
    "account",
    "provider",
    "amount",
    "currency",
    "phone",
    "name",
    "note",
    "details",
    "our_reference",
    "provider_reference",
    "provider_status",
    "action",
    "reason",
    "send_by",
    "retry_of",
    "refund_of",
    "despite",
    "recorded_by",
    "checked_at",
    "check_failure",
    "next_check_at",
    "check_count",
    "version",
    "created_at",
    "updated_at",
    "revision",
    "recipient",
    "refunds",
    "batch",
    "sum",
];

/// The row ids that operations get, in their order.
pub(super) async fn rows_for(
    conn: &mut SqliteConnection,
    operations: impl Iterator<Item = &Operation>,
) -> Result<Vec<i64>, StoreError> {
    let mut taken: Option<i64> = None;
    let mut rows = Vec::new();
    for operation in operations {
        let (first, last) = row_id::range(TABLE, operation.created_at)?;
        if !taken.is_some_and(|row| (first..=last).contains(&row)) {
            taken =
                sqlx::query_scalar("SELECT max(row) FROM operations WHERE row BETWEEN ?1 AND ?2")
                    .bind(first)
                    .bind(last)
                    .fetch_one(&mut *conn)
                    .await?;
        }
        let row = row_id::next(TABLE, operation.created_at, taken)?;
        taken = Some(row);
        rows.push(row);
    }
    Ok(rows)
}

/// Puts operations into the table, in their order. With `sealed`, each with its sum.
pub(super) fn put<'a>(
    piece: &mut Piece,
    operations: impl Iterator<Item = (i64, &'a Operation)>,
    revision: i64,
    sealed: bool,
) -> Result<(), StoreError> {
    let rows: Vec<_> = operations
        .map(|(row, operation)| values(operation, row, revision, sealed))
        .collect::<Result<_, _>>()?;
    piece.insert(TABLE, &COLUMNS, &rows, "")
}

/// An operation as its row holds it.
fn values(
    operation: &Operation,
    row: i64,
    revision: i64,
    sealed: bool,
) -> Result<[Bound<'_>; COLUMNS.len()], StoreError> {
    let written = Written::of(operation)?;
    let sum = sealed.then(|| sum::sum_as_written(operation, &written));
    Ok([
        row.into(),
        operation.id.as_str().into(),
        (&operation.request_id).into(),
        (&operation.content_hash).into(),
        operation.kind.as_str().into(),
        operation.state.as_str().into(),
        operation.environment.as_str().into(),
        operation.account.as_str().into(),
        operation.provider.as_str().into(),
        written.amount.into(),
        operation.amount.currency().code().into(),
        operation.phone.as_ref().map(domain::Phone::e164).into(),
        operation.name.as_deref().into(),
        operation.note.as_deref().into(),
        written.details.into(),
        (&operation.our_reference).into(),
        operation.provider_reference.as_deref().into(),
        operation.provider_status.as_deref().into(),
        written.action.into(),
        written.reason.into(),
        ms(operation.send_by).into(),
        operation.retry_of.as_ref().map(OperationId::as_str).into(),
        operation.refund_of.as_ref().map(OperationId::as_str).into(),
        operation.despite.as_ref().map(OperationId::as_str).into(),
        (&operation.recorded_by).into(),
        ms_if_told(operation.checks.last_at).into(),
        operation.checks.last_failure.as_deref().into(),
        ms_if_told(operation.checks.next_at).into(),
        i64::from(operation.checks.count).into(),
        operation.version.into(),
        ms(operation.created_at).into(),
        ms(operation.updated_at).into(),
        revision.into(),
        operation.recipient().into(),
        operation
            .refunds()
            .map(domain::TransactionId::as_str)
            .into(),
        operation.batch().into(),
        sum.into(),
    ])
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
                let steps = first_steps(operation, actor, cause, at);
                let rows = rows_for(&mut writing.tx, std::iter::once(operation)).await?;
                let mut chain = Chain::read(&mut writing.tx).await?;
                let mut piece = Piece::default();
                let numbered = rows.into_iter().map(|row| (row, operation));
                put(&mut piece, numbered, writing.revision, false)?;
                chain.put(&mut piece, &steps)?;
                piece.run(&mut writing.tx).await?;
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

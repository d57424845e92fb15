//! The checksum that each operation carries: a row changed behind Duka's back, by a disk or by a hand, is noticed.
//!
//! Look-ups are left out: they say nothing about the money, and are noted often.

use super::operation::TABLE;
use crate::cells::{json, ms, parts};
use crate::error::StoreError;
use domain::{Operation, OperationId};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

/// What of an operation has to be made into a cell first.
pub(super) struct Written {
    pub(super) amount: i64,
    pub(super) details: String,
    pub(super) action: Option<String>,
    pub(super) reason: Option<String>,
}

impl Written {
    pub(super) fn of(operation: &Operation) -> Result<Self, StoreError> {
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

/// Over every column that says who pays what to whom and where that stands, each told apart from its neighbour.
pub(super) fn sum(operation: &Operation) -> Result<Vec<u8>, StoreError> {
    Ok(sum_as_written(operation, &Written::of(operation)?))
}

/// The same where what is to be written is at hand.
pub(super) fn sum_as_written(operation: &Operation, written: &Written) -> Vec<u8> {
    let o = operation;
    let [amount, send_by, version, created_at, updated_at] = [
        written.amount,
        ms(o.send_by),
        o.version,
        ms(o.created_at),
        ms(o.updated_at),
    ]
    .map(|number| number.to_string());
    let columns = [
        Some(o.id.as_str()),
        Some(&o.request_id),
        Some(&o.content_hash),
        Some(o.kind.as_str()),
        Some(o.state.as_str()),
        Some(o.environment.as_str()),
        Some(o.account.as_str()),
        Some(o.provider.as_str()),
        Some(&amount),
        Some(o.amount.currency().code()),
        o.phone.as_ref().map(domain::Phone::e164),
        o.name.as_deref(),
        o.note.as_deref(),
        Some(&written.details),
        Some(&o.our_reference),
        o.provider_reference.as_deref(),
        o.provider_status.as_deref(),
        written.action.as_deref(),
        written.reason.as_deref(),
        Some(&send_by),
        o.retry_of.as_ref().map(OperationId::as_str),
        o.refund_of.as_ref().map(OperationId::as_str),
        o.despite.as_ref().map(OperationId::as_str),
        Some(&o.recorded_by),
        Some(&version),
        Some(&created_at),
        Some(&updated_at),
    ];
    let mut hash = Sha256::new();
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

/// Writes the sum of an operation as it now stands.
pub(super) async fn seal(
    conn: &mut SqliteConnection,
    operation: &Operation,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE operations SET sum = ?2 WHERE id = ?1")
        .bind(operation.id.as_str())
        .bind(sum(operation)?)
        .execute(conn)
        .await?;
    Ok(())
}

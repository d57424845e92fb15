//! The checksum that each operation carries: a row changed behind Duka's back, by a disk or by a hand, is noticed.
//!
//! Look-ups are left out: they say nothing about the money, and are noted often.

use super::operation::TABLE;
use crate::cells::{json, ms, parts};
use crate::error::StoreError;
use domain::Operation;
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;

/// Over every column that says who pays what to whom and where that stands, each told apart from its neighbour.
pub(super) fn sum(operation: &Operation) -> Result<Vec<u8>, StoreError> {
    let o = operation;
    let columns = [
        Some(o.id.to_string()),
        Some(o.request_id.clone()),
        Some(o.content_hash.clone()),
        Some(o.kind.as_str().to_owned()),
        Some(o.state.as_str().to_owned()),
        Some(o.environment.as_str().to_owned()),
        Some(o.account.to_string()),
        Some(o.provider.to_string()),
        Some(parts(TABLE, &o.amount)?.to_string()),
        Some(o.amount.currency().code().to_owned()),
        o.phone.as_ref().map(|phone| phone.e164().to_owned()),
        o.name.clone(),
        o.note.clone(),
        Some(json(TABLE, &o.details)?),
        Some(o.our_reference.clone()),
        o.provider_reference.clone(),
        o.provider_status.clone(),
        o.action.as_ref().map(|it| json(TABLE, it)).transpose()?,
        o.reason.as_ref().map(|it| json(TABLE, it)).transpose()?,
        Some(ms(o.send_by).to_string()),
        o.retry_of.as_ref().map(ToString::to_string),
        o.refund_of.as_ref().map(ToString::to_string),
        o.despite.as_ref().map(ToString::to_string),
        Some(o.recorded_by.clone()),
        Some(o.version.to_string()),
        Some(ms(o.created_at).to_string()),
        Some(ms(o.updated_at).to_string()),
    ];
    let mut hash = Sha256::new();
    for column in &columns {
        match column {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
    Ok(hash.finalize().to_vec())
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

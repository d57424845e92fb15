//! Table `sync_states`: how far each list of each account has been read.

use super::History;
use crate::cells::{Cells, ms_if_told};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::AccountId;

const TABLE: &str = "sync_states";

/// How far a list has been read, and how the last reading went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncState {
    /// Everything from here is known.
    pub complete_from: Option<DateTime<Utc>>,
    /// Everything up to here is known.
    pub complete_to: Option<DateTime<Utc>>,
    /// Where reading older pages goes on, in the provider's own terms.
    pub backfill_cursor: Option<String>,
    /// The last time it was tried.
    pub last_run: Option<DateTime<Utc>>,
    /// The last time it went well.
    pub last_ok: Option<DateTime<Utc>>,
    /// Why the last one did not.
    pub last_error: Option<String>,
    /// Single look-ups for phones reach back to here.
    pub phones_from: Option<DateTime<Utc>>,
}

impl History {
    /// How far a list of an account has been read. `None` when never.
    pub async fn sync_state(
        &self,
        account: &AccountId,
        list: &str,
    ) -> Result<Option<SyncState>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let row = sqlx::query(
                    "SELECT complete_from, complete_to, backfill_cursor, last_run, last_ok, last_error, phones_from \
                     FROM sync_states WHERE account = ?1 AND list = ?2",
                )
                .bind(account.as_str())
                .bind(list)
                .fetch_optional(&mut *conn)
                .await?;
                let Some(row) = row else { return Ok(None) };
                let cells = Cells::new(TABLE, &row);
                Ok(Some(SyncState {
                    complete_from: cells.time_if_told("complete_from")?,
                    complete_to: cells.time_if_told("complete_to")?,
                    backfill_cursor: cells.text_if_told("backfill_cursor")?,
                    last_run: cells.time_if_told("last_run")?,
                    last_ok: cells.time_if_told("last_ok")?,
                    last_error: cells.text_if_told("last_error")?,
                    phones_from: cells.time_if_told("phones_from")?,
                }))
            })
            .await
    }

    /// Notes how far a list has been read.
    pub async fn put_sync_state(
        &self,
        account: &AccountId,
        list: &str,
        state: &SyncState,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "INSERT INTO sync_states (account, list, complete_from, complete_to, backfill_cursor, last_run, \
                     last_ok, last_error, phones_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) \
                     ON CONFLICT (account, list) DO UPDATE SET complete_from = excluded.complete_from, \
                     complete_to = excluded.complete_to, backfill_cursor = excluded.backfill_cursor, \
                     last_run = excluded.last_run, last_ok = excluded.last_ok, last_error = excluded.last_error, \
                     phones_from = excluded.phones_from",
                )
                .bind(account.as_str())
                .bind(list)
                .bind(ms_if_told(state.complete_from))
                .bind(ms_if_told(state.complete_to))
                .bind(state.backfill_cursor.as_deref())
                .bind(ms_if_told(state.last_run))
                .bind(ms_if_told(state.last_ok))
                .bind(state.last_error.as_deref())
                .bind(ms_if_told(state.phones_from))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }
}

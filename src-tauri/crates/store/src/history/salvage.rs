//! A damaged history is laid aside, never deleted, and what can be read of it comes over into a new file.

use super::transaction::read_piece;
use super::{History, local_day};
use crate::error::StoreError;
use crate::file::with_end;
use chrono::Utc;
use domain::Transaction;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::path::{Path, PathBuf};

const PIECE: u32 = 200;

/// What became of a damaged history. How far its lists had been read is forgotten on purpose: the next sync reads
/// them anew, and so fills what did not come over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salvage {
    /// Where the damaged file lies now.
    pub aside: PathBuf,
    /// How many transactions came over.
    pub transactions: u64,
    /// True when the damage stopped the reading: rows may be missing.
    pub cut_short: bool,
}

/// Renames the file and what SQLite keeps beside it.
pub(super) fn lay_aside(path: &Path) -> Result<PathBuf, StoreError> {
    let aside = with_end(
        path,
        &format!(".damaged-{}", Utc::now().format("%Y%m%dT%H%M%S%3f")),
    );
    for end in ["-wal", "-shm", ".suspect", ""] {
        match std::fs::rename(with_end(path, end), with_end(&aside, end)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::io(path, &error));
            }
            _ => {}
        }
    }
    Ok(aside)
}

/// Brings over what can be read: newest first down to the damage, then oldest first up to it.
pub(super) async fn bring_over(history: &History, aside: &Path) -> Result<Salvage, StoreError> {
    let mut salvage = Salvage {
        aside: aside.to_owned(),
        transactions: 0,
        cut_short: true,
    };
    let options = SqliteConnectOptions::new().filename(aside).read_only(true);
    let Ok(mut damaged) = SqliteConnection::connect_with(&options).await else {
        return Ok(salvage);
    };
    if let Ok(zone) = local_day::zone(&mut damaged).await {
        history.set_time_zone(zone.name()).await?;
    }
    let (newest, whole) = walk(history, &mut damaged, true).await?;
    salvage.transactions = newest;
    salvage.cut_short = !whole;
    if !whole {
        salvage.transactions += walk(history, &mut damaged, false).await?.0;
    }
    // What cannot be closed is damaged too, and nothing was written to it.
    let _ = damaged.close().await;
    tracing::warn!(
        transactions = salvage.transactions,
        cut_short = salvage.cut_short,
        "history salvaged"
    );
    Ok(salvage)
}

/// How many came over, and whether the end was reached. A piece that cannot be read is tried row by row.
async fn walk(
    history: &History,
    damaged: &mut SqliteConnection,
    newest_first: bool,
) -> Result<(u64, bool), StoreError> {
    let mut added = 0;
    let mut from = if newest_first { i64::MAX } else { i64::MIN };
    let mut limit = PIECE;
    loop {
        match read_piece(damaged, from, newest_first, limit).await {
            Ok(rows) => {
                let Some((last, _)) = rows.last() else {
                    return Ok((added, true));
                };
                from = *last;
                let kept: Vec<Transaction> = rows.into_iter().filter_map(|(_, t)| t.ok()).collect();
                added += history.upsert(&kept).await?.added;
            }
            Err(_) if limit > 1 => limit = 1,
            Err(_) => return Ok((added, false)),
        }
    }
}

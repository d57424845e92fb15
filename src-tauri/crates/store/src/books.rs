//! Both books at once: whole copies of them for a backup, and the way back from such copies.

use crate::error::StoreError;
use crate::history::{self, History};
use crate::journal::{self, Actor, Depth, Journal, JournalEnd};
use crate::journal_copy::{Restored, lay_aside, restore_journal, sync_folder};
use crate::migrate;
use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The journal's file in a home.
pub const JOURNAL: &str = "journal.db";
/// The history's file in a home.
pub const HISTORY: &str = "history.db";

/// The newest shapes that this Duka knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shapes {
    /// Of a journal.
    pub journal: i64,
    /// Of a history.
    pub history: i64,
}

impl Shapes {
    /// What this Duka knows.
    #[must_use]
    pub fn known() -> Self {
        Self {
            journal: journal::SHAPE.newest(),
            history: history::SHAPE.newest(),
        }
    }
}

/// What a restore of both did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BooksRestored {
    /// Where lies what was replaced.
    pub aside: Vec<PathBuf>,
    /// How far the restored journal goes.
    pub end: Option<JournalEnd>,
}

/// Writes whole copies of both books into `folder`, while others go on working in the home. The history comes first: it notes
/// how far the journal went, and a journal that goes further denies nothing. The journal's copy is read whole: what is
/// damaged is not called a backup.
pub async fn copy_books(home: &Path, folder: &Path) -> Result<(), StoreError> {
    for name in [HISTORY, JOURNAL] {
        let options = SqliteConnectOptions::new()
            .filename(home.join(name))
            .read_only(true);
        let mut conn = SqliteConnection::connect_with(&options).await?;
        let copied = migrate::copy(&mut conn, &folder.join(name)).await;
        conn.close().await?;
        copied?;
    }
    sound_journal(&folder.join(JOURNAL)).await
}

/// Puts the copies of `folder` in the place of the home's books. Both are read whole first, and nothing is changed when one
/// is not sound or was written by a newer Duka; what is replaced is laid aside under a dated name. `mark` is written into
/// the journal before it takes its place. The caller holds every lock of the home.
pub async fn restore_books(
    home: &Path,
    folder: &Path,
    mark: impl FnOnce(Option<&JournalEnd>) -> (&'static str, String),
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<BooksRestored, StoreError> {
    sound_journal(&folder.join(JOURNAL)).await?;
    sound_history(&folder.join(HISTORY)).await?;
    let place = home.join(HISTORY);
    let told = |error: std::io::Error| StoreError::io(&place, &error);
    File::open(folder.join(HISTORY))
        .and_then(|file| file.sync_all())
        .map_err(told)?;
    let old_history = lay_aside(&place, at)?;
    fs::rename(folder.join(HISTORY), &place).map_err(told)?;
    match restore_journal(home, &folder.join(JOURNAL), mark, actor, at).await {
        Ok(Restored { aside, end }) => Ok(BooksRestored {
            aside: old_history.into_iter().chain(aside).collect(),
            end,
        }),
        Err(error) => {
            // The journal stays what it was, and so the history does.
            match &old_history {
                Some(old) => fs::rename(old, &place),
                None => fs::remove_file(&place),
            }
            .map_err(told)?;
            sync_folder(home).map_err(told)?;
            Err(error)
        }
    }
}

async fn sound_journal(path: &Path) -> Result<(), StoreError> {
    let journal = Journal::open(path).await?;
    let verified = journal.verify(Depth::Whole).await;
    journal.file.close().await;
    verified
}

async fn sound_history(path: &Path) -> Result<(), StoreError> {
    let history = History::open_whole(path).await?;
    let checked = history.file.check().await;
    history.file.close().await;
    checked
}

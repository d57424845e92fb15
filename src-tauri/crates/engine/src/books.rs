//! A home's books as a whole: copied for a backup, and put back from one.

use crate::error::Result;
use crate::journal_copy::in_use;
use crate::lock::FileLock;
use crate::sending_lock::{SendingLock, Why};
use chrono::{DateTime, Utc};
use std::path::Path;
use store::JournalEnd;

pub use store::{Actor, BooksRestored, Shapes};

/// The files of both books, by their names in a home.
pub const BOOKS: [&str; 2] = [store::JOURNAL, store::HISTORY];

/// Writes whole copies of both books of a home into `folder`. Whoever works in the home goes on.
pub async fn copy_books(home: &Path, folder: &Path) -> Result<()> {
    Ok(store::copy_books(home, folder).await?)
}

/// Puts the books of `folder` in the place of a home's. Sending is locked in them until the history covers the gap and a
/// person confirms. Refused while any process works in the home; what is replaced is kept.
pub async fn restore_books(
    home: &Path,
    folder: &Path,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<BooksRestored> {
    let _executor = FileLock::try_acquire(&home.join("executor.lock"))
        .ok()
        .flatten()
        .ok_or_else(in_use)?;
    let mark = |end: Option<&JournalEnd>| SendingLock::new(Why::Restored, now, end).setting();
    Ok(store::restore_books(home, folder, mark, actor, now).await?)
}

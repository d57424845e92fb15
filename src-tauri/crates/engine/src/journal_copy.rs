//! Copies of the journal, made once a day by whoever executes, and the way back from one.

use crate::core::{Engine, locked};
use crate::error::{Class, EngineError, Result};
use crate::lock::FileLock;
use crate::sending_lock::{SendingLock, Why};
use chrono::{DateTime, Duration, Utc};
use std::path::Path;
use store::{Actor, Depth, Exported, JournalCopy, Restored, StoreError};

/// How many copies are kept: a week of them.
const KEEP: usize = 7;

impl Engine {
    /// Copies the journal when the newest copy is a day old. A damaged or doubtful journal is not copied: it would push a
    /// sound copy out. A copy that cannot be made is no reason to stop.
    pub(crate) async fn copy_journal_when_due(&self) {
        let now = self.now();
        if locked(&self.inner.next_copy).is_some_and(|at| now < at) {
            return;
        }
        let soon = match self.copy_journal_if_old().await {
            Ok(()) => Duration::hours(1),
            Err(error) => {
                tracing::warn!(error.code = %error.code, "the journal was not copied");
                Duration::minutes(10)
            }
        };
        *locked(&self.inner.next_copy) = Some(now + soon);
    }

    async fn copy_journal_if_old(&self) -> Result<()> {
        if self.lock_kept().await?.is_some() || self.store().journal.end().await?.is_none() {
            return Ok(());
        }
        let (home, now) = (&self.inner.home, self.now());
        let newest = store::journal_copies(home)?.into_iter().next();
        if newest.is_some_and(|copy| copy.at > now - Duration::days(1)) {
            return Ok(());
        }
        self.verify_journal(Depth::Whole).await?;
        if self.lock_kept().await?.is_some() {
            return Ok(());
        }
        store::copy_journal(&self.store().journal, home, now, KEEP).await?;
        Ok(())
    }
}

/// The copies of a home's journal, newest first.
pub fn journal_copies(home: &Path) -> Result<Vec<JournalCopy>> {
    Ok(store::journal_copies(home)?)
}

/// Writes what can be read of a home's journal into `out`, one JSON object a line. Nothing of the home is changed.
pub async fn export_journal(home: &Path, out: &Path) -> Result<Exported> {
    Ok(store::export_journal(&home.join("journal.db"), out).await?)
}

/// Puts a copy in the place of a home's journal; the newest sound one when none is named. Sending is locked in it until the
/// history covers the gap and a person confirms. Refused while any process works in the home. The replaced journal is kept.
pub async fn restore_journal(
    home: &Path,
    copy: Option<&Path>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Restored> {
    let _executor = FileLock::try_acquire(&home.join("executor.lock"))
        .ok()
        .flatten()
        .ok_or_else(in_use)?;
    let copies = match copy {
        Some(path) => vec![path.to_owned()],
        None => store::journal_copies(home)?
            .into_iter()
            .map(|copy| copy.path)
            .collect(),
    };
    let mut unsound = None;
    for copy in copies {
        let mark =
            |end: Option<&store::JournalEnd>| SendingLock::new(Why::Restored, now, end).setting();
        match store::restore_journal(home, &copy, mark, actor, now).await {
            Ok(restored) => return Ok(restored),
            Err(error @ (StoreError::Damaged { .. } | StoreError::Unreadable { .. })) => {
                unsound = Some(error);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Err(unsound.map_or_else(no_copy, EngineError::from))
}

pub(crate) fn in_use() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "home_in_use",
        "Another Duka works in this home. Nothing was restored.",
        "Un autre Duka travaille dans ce dossier. Rien n’a été restauré.",
    )
    .next(
        "Close the window and every running dukactl, then restore.",
        "Fermez la fenêtre et tout dukactl en marche, puis restaurez.",
    )
}

fn no_copy() -> EngineError {
    EngineError::new(
        Class::Failed,
        "no_copy",
        "There is no copy of the journal here. Nothing was changed.",
        "Il n’y a pas de copie du cahier ici. Rien n’a été changé.",
    )
    .next(
        "Name a copy that you kept elsewhere, or export what can be read.",
        "Indiquez une copie gardée ailleurs, ou exportez ce qui est lisible.",
    )
}

//! Copies of the journal, and the way back from one. A journal is never deleted: what a restore replaces is laid aside.

use crate::error::StoreError;
use crate::file::with_end;
use crate::journal::{Actor, Depth, Journal, JournalEnd};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

const FOLDER: &str = "copies";
const FORM: &str = "%Y%m%dT%H%M%SZ";

/// A whole copy of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalCopy {
    /// Where it lies.
    pub path: PathBuf,
    /// When it was made. UTC, to the second.
    pub at: DateTime<Utc>,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the journal that was replaced lies now; `None` when there was none.
    pub aside: Option<PathBuf>,
    /// How far the restored journal goes.
    pub end: Option<JournalEnd>,
}

/// The copies of a home's journal, newest first.
pub fn journal_copies(home: &Path) -> Result<Vec<JournalCopy>, StoreError> {
    let folder = home.join(FOLDER);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::io(&folder, &error)),
    };
    let mut copies: Vec<JournalCopy> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?;
            let stamp = name.strip_prefix("journal-")?.strip_suffix(".db")?;
            let at = NaiveDateTime::parse_from_str(stamp, FORM).ok()?.and_utc();
            Some(JournalCopy { path, at })
        })
        .collect();
    copies.sort_by_key(|copy| std::cmp::Reverse(copy.at));
    Ok(copies)
}

/// Makes a copy now, and lets go of all but the newest `keep`. A copy has its name only when it is whole and on disk.
pub async fn copy_journal(
    journal: &Journal,
    home: &Path,
    at: DateTime<Utc>,
    keep: usize,
) -> Result<JournalCopy, StoreError> {
    let folder = home.join(FOLDER);
    make_private(&folder)?;
    let path = folder.join(format!("journal-{}.db", at.format(FORM)));
    journal.copy_into(&path).await?;
    for old in journal_copies(home)?.into_iter().skip(keep.max(1)) {
        // A copy too many is no trouble.
        let _ = fs::remove_file(old.path);
    }
    Ok(JournalCopy { path, at })
}

/// Puts a copy in the journal's place. The copy is read whole first and refused when it is not sound; `mark` gets how far
/// it goes and gives a setting that is written into it before it takes its place, so that no moment exists in which the
/// restored journal does not know that it is one. The caller holds every lock of the home.
pub async fn restore_journal(
    home: &Path,
    copy: &Path,
    mark: impl FnOnce(Option<&JournalEnd>) -> (&'static str, String),
    actor: &Actor,
    at: DateTime<Utc>,
) -> Result<Restored, StoreError> {
    let place = home.join("journal.db");
    let coming = home.join("journal.db.coming");
    remove_with_sides(&coming)?;
    fs::copy(copy, &coming).map_err(|error| StoreError::io(copy, &error))?;
    let journal = Journal::open(&coming).await?;
    let prepared = async {
        journal.verify(Depth::Whole).await?;
        let end = journal.end().await?;
        let (key, value) = mark(end.as_ref());
        journal.set_setting(key, Some(&value), actor, at).await?;
        journal.begin_receipt_series(actor, at).await?;
        Ok(end)
    }
    .await;
    journal.file.close().await;
    let end = match prepared {
        Ok(end) => end,
        Err(error) => {
            remove_with_sides(&coming)?;
            return Err(error);
        }
    };
    let told = |error: io::Error| StoreError::io(&place, &error);
    File::open(&coming)
        .and_then(|file| file.sync_all())
        .map_err(told)?;
    let aside = lay_aside(&place, at)?;
    fs::rename(&coming, &place).map_err(told)?;
    sync_folder(home).map_err(told)?;
    Ok(Restored { aside, end })
}

/// The old journal gets a second name before its own is given away, and its log goes with it: a log that stayed would be
/// played into the new file.
pub(crate) fn lay_aside(place: &Path, at: DateTime<Utc>) -> Result<Option<PathBuf>, StoreError> {
    let told = |error: io::Error| StoreError::io(place, &error);
    if !place.exists() {
        return Ok(None);
    }
    let aside = with_end(place, &format!(".replaced-{}", at.format(FORM)));
    if fs::hard_link(place, &aside).is_err() {
        // A disk without hard links.
        fs::copy(place, &aside).map_err(told)?;
    }
    for side in ["-wal", "-shm", ".suspect"] {
        match fs::rename(with_end(place, side), with_end(&aside, side)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(told(error)),
            _ => {}
        }
    }
    Ok(Some(aside))
}

fn remove_with_sides(path: &Path) -> Result<(), StoreError> {
    for side in ["", "-wal", "-shm", ".suspect"] {
        match fs::remove_file(with_end(path, side)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io(path, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn make_private(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| StoreError::io(folder, &error))
}

#[cfg(unix)]
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Windows keeps the rename in its own log, and has no way to flush a folder.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

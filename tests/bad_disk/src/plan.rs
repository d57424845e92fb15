//! Which write fails, and how. All of it safe; the C functions ask here before they touch the real disk.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

/// How a write fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// No room: SQLite hears `SQLITE_FULL`.
    Full,
    /// The device refuses: SQLite hears `SQLITE_IOERR_WRITE`, `_FSYNC` or `_TRUNCATE`.
    Broken,
}

/// For how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasting {
    /// That one write only.
    Once,
    /// That write and every one after it, until [`Disk::heal`].
    UntilHealed,
}

/// What counts as a write: a piece of data, a flush, or a new length. Nothing else does: not opening, creating or deleting
/// a file, no lock, and not the index that connections share in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Data. When it fails, its first half is on the disk all the same, as when a disk fills up.
    Data,
    /// A flush. When it fails, what was written before may or may not be safe.
    Sync,
    /// A new length. When it fails, the old one stays.
    Truncate,
}

/// Which of a database's files. Writes to any other, the temporary ones, are not counted and never fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The database itself.
    Main,
    /// Its write-ahead log.
    Wal,
    /// Its rollback journal, which SQLite writes before a new file is turned to WAL.
    Journal,
}

/// One write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// What it was.
    pub kind: Kind,
    /// Which sort of file.
    pub place: Place,
    /// The file's name without its folder.
    pub file: String,
}

impl fmt::Display for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} of {}", self.kind, self.file)
    }
}

#[derive(Clone, Copy, Debug)]
struct Plan {
    at: u64,
    how: How,
    lasting: Lasting,
}

#[derive(Debug, Default)]
struct State {
    writes: u64,
    plan: Option<Plan>,
    failed: Vec<Write>,
    slow: Option<Duration>,
}

#[derive(Debug)]
struct Ground {
    folder: PathBuf,
    state: Mutex<State>,
}

static GROUNDS: Mutex<Vec<Weak<Ground>>> = Mutex::new(Vec::new());

/// What one folder's disk does. It heals when this is dropped.
#[derive(Debug)]
pub struct Disk(Arc<Ground>);

impl Disk {
    pub(crate) fn of(folder: &Path) -> Self {
        // SQLite resolves links on its own; on Windows it leaves the path as it is.
        let resolved = if cfg!(windows) {
            std::path::absolute(folder)
        } else {
            folder.canonicalize()
        };
        let ground = Arc::new(Ground {
            folder: resolved.expect("the folder of a bad disk exists"),
            state: Mutex::default(),
        });
        let mut grounds = locked(&GROUNDS);
        grounds.retain(|known| known.strong_count() > 0);
        grounds.push(Arc::downgrade(&ground));
        Self(ground)
    }

    /// Lets the n-th write from now fail; 1 is the very next. An earlier plan is forgotten.
    pub fn fail_at(&self, n: u64, how: How, lasting: Lasting) {
        let mut state = locked(&self.0.state);
        state.plan = Some(Plan {
            at: state.writes + n.max(1),
            how,
            lasting,
        });
    }

    /// From now on every write succeeds again.
    pub fn heal(&self) {
        locked(&self.0.state).plan = None;
    }

    /// How many writes were asked for since this disk is watched, failed ones among them.
    #[must_use]
    pub fn writes(&self) -> u64 {
        locked(&self.0.state).writes
    }

    /// The writes that failed, in their order.
    #[must_use]
    pub fn failed(&self) -> Vec<Write> {
        locked(&self.0.state).failed.clone()
    }

    /// Makes each flush of a database or its log take so much longer; `None` makes it quick again.
    pub fn slow_syncs(&self, by: Option<Duration>) {
        locked(&self.0.state).slow = by;
    }
}

impl State {
    fn take(&mut self, write: &Write) -> Option<How> {
        self.writes += 1;
        let plan = self.plan.filter(|plan| self.writes >= plan.at)?;
        if plan.lasting == Lasting::Once {
            self.plan = None;
        }
        self.failed.push(write.clone());
        Some(plan.how)
    }
}

/// Counts a write to a file, waits if the disk is slow, and says how it fails, if it does.
pub(crate) fn ask(path: &Path, place: Place, kind: Kind) -> Option<How> {
    let mut wait = Duration::ZERO;
    let mut fails = None;
    for ground in grounds_of(path) {
        let write = Write {
            kind,
            place,
            file: path
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        };
        let mut state = locked(&ground.state);
        fails = fails.or(state.take(&write));
        if kind == Kind::Sync {
            wait = wait.max(state.slow.unwrap_or_default());
        }
    }
    if !wait.is_zero() {
        std::thread::sleep(wait);
    }
    fails
}

fn grounds_of(path: &Path) -> Vec<Arc<Ground>> {
    locked(&GROUNDS)
        .iter()
        .filter_map(Weak::upgrade)
        .filter(|ground| path.starts_with(&ground.folder))
        .collect()
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

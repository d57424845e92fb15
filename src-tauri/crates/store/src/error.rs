//! What can go wrong with a file of the store, told apart by what a person can do about it.

use domain::{OperationId, State};
use std::future::Future;
use std::path::{Path, PathBuf};

/// Why the store did not do what it was asked. Where a file is named, nothing of it was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A newer Duka wrote this file.
    #[error("{} was written by a newer Duka (shape {found}, this one knows {known})", file.display())]
    Newer {
        /// Which file.
        file: PathBuf,
        /// The number of its shape.
        found: i64,
        /// The newest number known here.
        known: i64,
    },
    /// The file is not whole.
    #[error("{} is damaged: {what}", file.display())]
    Damaged {
        /// Which file.
        file: PathBuf,
        /// What the check said.
        what: String,
    },
    /// The disk is full.
    #[error("no room to write {}", file.display())]
    Full {
        /// Which file.
        file: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error("{} cannot be written", file.display())]
    ReadOnly {
        /// Which file.
        file: PathBuf,
    },
    /// Somebody else held the file for longer than we wait.
    #[error("the store is busy")]
    Busy,
    /// The system refused something else.
    #[error("{}: {what}", file.display())]
    Io {
        /// Which file.
        file: PathBuf,
        /// The system's words.
        what: String,
    },
    /// Somebody changed the operation first.
    #[error("{operation} was changed by somebody else first")]
    Stale {
        /// Which operation.
        operation: OperationId,
    },
    /// The transition table does not allow it.
    #[error("an operation cannot go from {} to {}", from.as_str(), to.as_str())]
    Illegal {
        /// Where it stands.
        from: State,
        /// Where it was to go.
        to: State,
    },
    /// What decides who pays what to whom never changes once it is recorded.
    #[error("the {field} of {operation} cannot change")]
    Fixed {
        /// Which operation.
        operation: OperationId,
        /// What was to change.
        field: &'static str,
    },
    /// A row's reference stands for another operation already, which left or may leave.
    #[error("the reference {reference} is taken")]
    ReferenceTaken {
        /// Which reference.
        reference: String,
    },
    /// The journal has no such operation.
    #[error("{operation} is not in the journal")]
    NoSuchOperation {
        /// Which operation.
        operation: OperationId,
    },
    /// SQLite or its driver, in every other case.
    #[error("the store: {0}")]
    Sql(#[source] sqlx::Error),
    /// A stored value, or one to be stored, that this program cannot make sense of.
    #[error("{table}: {what}")]
    Unreadable {
        /// Where it stands.
        table: &'static str,
        /// What is wrong with it.
        what: String,
    },
}

/// SQLite's primary result codes that a person can act on.
mod code {
    pub(super) const BUSY: i64 = 5;
    pub(super) const LOCKED: i64 = 6;
    pub(super) const READONLY: i64 = 8;
    pub(super) const IOERR: i64 = 10;
    pub(super) const CORRUPT: i64 = 11;
    pub(super) const FULL: i64 = 13;
    pub(super) const CANTOPEN: i64 = 14;
    pub(super) const NOTADB: i64 = 26;
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return Self::Busy;
        }
        let Some(database) = error.as_database_error() else {
            return Self::Sql(error);
        };
        let primary = database
            .code()
            .and_then(|code| code.parse::<i64>().ok())
            .map_or(0, |code| code & 0xff);
        let what = database.message().to_owned();
        let file = PathBuf::new();
        match primary {
            code::BUSY | code::LOCKED => Self::Busy,
            code::READONLY => Self::ReadOnly { file },
            code::FULL => Self::Full { file },
            code::CORRUPT | code::NOTADB => Self::Damaged { file, what },
            code::IOERR | code::CANTOPEN => Self::Io { file, what },
            _ => Self::Sql(error),
        }
    }
}

impl StoreError {
    /// The system's refusal about a file.
    pub(crate) fn io(path: &Path, error: &std::io::Error) -> Self {
        let file = path.to_owned();
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::Full { file }
            }
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly { file }
            }
            _ => Self::Io {
                file,
                what: error.to_string(),
            },
        }
    }

    /// A value that cannot be read.
    pub(crate) fn unreadable(table: &'static str, what: impl Into<String>) -> Self {
        Self::Unreadable {
            table,
            what: what.into(),
        }
    }

    fn in_file(mut self, path: &Path) -> Self {
        match &mut self {
            Self::Damaged { file, .. }
            | Self::Full { file }
            | Self::ReadOnly { file }
            | Self::Io { file, .. }
                if file.as_os_str().is_empty() =>
            {
                path.clone_into(file);
            }
            _ => {}
        }
        // A disk that fills up while SQLite grows its log or its shared index is an I/O error to SQLite and a full disk
        // to a person.
        match self {
            Self::Io { file, what } if what.contains("full") || no_room_beside(&file) => {
                Self::Full { file }
            }
            other => other,
        }
    }
}

/// True when not even a small file can be written beside this one, for want of room.
fn no_room_beside(file: &Path) -> bool {
    let probe = file.with_extension("room");
    let written = std::fs::write(&probe, [0_u8; 64 * 1024]);
    // Left behind it would be the next start's riddle; a probe that was never made is no trouble.
    let _ = std::fs::remove_file(&probe);
    written.is_err_and(|error| {
        matches!(
            error.kind(),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
        )
    })
}

/// Names the file in whatever goes wrong inside.
pub(crate) async fn named<T>(
    path: &Path,
    work: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, StoreError> {
    work.await.map_err(|error| error.in_file(path))
}

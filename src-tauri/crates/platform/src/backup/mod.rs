//! One encrypted file that holds a home's books: the journal, the history that providers no longer list, the settings.
//!
//! Keys are not in it: they do not leave the keyring, so a restored desk asks for them again. What is replaced by a restore
//! is laid aside, never deleted, and a restored desk sends nothing until its history covers the gap and a person says that
//! it is the only one.

mod refused;
mod sealed;

use crate::home::Home;
use chrono::{DateTime, Utc};
use domain::Secret;
use engine::lock::FileLock;
use engine::{Actor, BOOKS, EngineError, Shapes};
use sealed::{Contents, Part, seal, unseal};
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What a backup's name ends with.
pub const ENDING: &str = "duka";
/// Shorter ones are tried out by any machine.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// Where the copies lie while they are sealed, and where they are unsealed to.
const AWAY: &str = "backup.away";
const BACK: &str = "backup.back";

/// Why there is no backup, or no restore. Nothing of the home was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// The passphrase does not open it.
    #[error("the passphrase does not open the backup")]
    WrongPassphrase,
    /// Something else, or damaged where it says what it is.
    #[error("this is no backup")]
    NotABackup,
    /// Its end is missing, or it was changed.
    #[error("the backup is cut or damaged")]
    Cut,
    /// A newer Duka made it.
    #[error("a newer Duka made this backup")]
    Newer,
    /// The passphrase is too short.
    #[error("the passphrase is too short")]
    Short,
    /// Another backup or restore of this home is under way.
    #[error("another one is under way")]
    Busy,
    /// The home has no books yet.
    #[error("there is nothing to keep yet")]
    Nothing,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// The system refused.
    #[error("{0}")]
    Io(String),
}

impl From<io::Error> for BackupError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error.to_string()),
        }
    }
}

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupMade {
    /// Where it lies.
    pub path: PathBuf,
    /// How large it is.
    pub bytes: u64,
}

/// A backup that was opened: its books lie in the home, and are not in their places yet.
#[derive(Debug)]
pub struct BackupOpened {
    folder: Away,
    _only: FileLock,
    /// When it was made. UTC.
    pub made_at: DateTime<Utc>,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupRestored {
    /// When the backup was made. UTC.
    pub made_at: DateTime<Utc>,
    /// Where lies what was replaced.
    pub replaced: Vec<PathBuf>,
}

/// Makes a backup of a home as `out`, which has its name only when it is whole. Whoever works in the home goes on.
pub async fn make_backup(
    home: &Home,
    out: &Path,
    passphrase: Secret<String>,
    now: DateTime<Utc>,
) -> Result<BackupMade, EngineError> {
    if passphrase.reveal().chars().count() < SHORTEST_PASSPHRASE {
        return Err(BackupError::Short.into());
    }
    let _only = only_one(home)?;
    if !home.file(BOOKS[0]).is_file() {
        return Err(BackupError::Nothing.into());
    }
    let away = Away::new(home.file(AWAY)).map_err(BackupError::from)?;
    engine::copy_books(home.path(), &away.0).await?;
    let out = out.to_owned();
    let made = aside(move || seal_into(&away, &out, &passphrase, now)).await?;
    Ok(made)
}

/// Opens a backup beside the books of the home, which stay as they are. The longest part of a restore; whoever works in the
/// home goes on.
pub async fn open_backup(
    home: &Home,
    sealed: &Path,
    passphrase: Secret<String>,
) -> Result<BackupOpened, EngineError> {
    let only = only_one(home)?;
    let back = Away::new(home.file(BACK)).map_err(BackupError::from)?;
    let sealed = sealed.to_owned();
    let opened = aside(move || {
        let file = File::open(&sealed)?;
        let contents = unseal(file, &back.0, &passphrase, |contents| {
            let known = Shapes::known();
            if contents.journal > known.journal || contents.history > known.history {
                return Err(BackupError::Newer);
            }
            let names: Vec<&str> = contents.files.iter().map(|it| it.name.as_str()).collect();
            if names == BOOKS {
                Ok(())
            } else {
                Err(BackupError::NotABackup)
            }
        })?;
        Ok(BackupOpened {
            folder: back,
            _only: only,
            made_at: contents.made_at,
        })
    })
    .await?;
    Ok(opened)
}

/// Puts the books of an opened backup in their places. No process may work in the home meanwhile.
pub async fn restore_backup(
    home: &Home,
    opened: BackupOpened,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<BackupRestored, EngineError> {
    let done = engine::restore_books(home.path(), &opened.folder.0, actor, now).await?;
    Ok(BackupRestored {
        made_at: opened.made_at,
        replaced: done.aside,
    })
}

fn seal_into(
    away: &Away,
    out: &Path,
    passphrase: &Secret<String>,
    now: DateTime<Utc>,
) -> Result<BackupMade, BackupError> {
    let mut files = Vec::new();
    for name in BOOKS {
        files.push(Part {
            name: name.to_owned(),
            bytes: fs::metadata(away.0.join(name))?.len(),
        });
    }
    let known = Shapes::known();
    let contents = Contents {
        made_at: now,
        duka: env!("CARGO_PKG_VERSION").to_owned(),
        journal: known.journal,
        history: known.history,
        files,
    };
    let unfinished = Unfinished::beside(out);
    let file = unfinished.create()?;
    seal(&contents, &away.0, file, passphrase)?;
    let bytes = fs::metadata(&unfinished.0)?.len();
    fs::rename(&unfinished.0, out)?;
    Ok(BackupMade {
        path: out.to_owned(),
        bytes,
    })
}

/// Two at once would take each other's copies away.
fn only_one(home: &Home) -> Result<FileLock, BackupError> {
    FileLock::try_acquire(&home.file("backup.lock"))?.ok_or(BackupError::Busy)
}

/// Runs `work` where it may block.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| BackupError::Io("the work on the backup was stopped".to_owned()))?
}

/// A folder of this user's alone for books in clear. However the work ends, it goes.
#[derive(Debug)]
struct Away(PathBuf);

impl Away {
    fn new(path: PathBuf) -> io::Result<Self> {
        match fs::remove_dir_all(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Away {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next one.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file that has not its name yet. However the work ends, no half of it stays.
struct Unfinished(PathBuf);

impl Unfinished {
    fn beside(out: &Path) -> Self {
        let mut name = out.as_os_str().to_owned();
        name.push(".unfinished");
        Self(PathBuf::from(name))
    }

    fn create(&self) -> io::Result<File> {
        match fs::remove_file(&self.0) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.0)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // It is gone already when it got its name.
        let _ = fs::remove_file(&self.0);
    }
}

//! The practice home: one file of lines, appended and flushed before a reply leaves, so that what a
//! reply told survives a kill. The past is written as lines too, at birth: another version of the
//! simulator then opens an old home with its old past.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::book::Entry;
use crate::movement::Movement;
use crate::sandbox::Access;

const VERSION: u32 = 2;
const FILE: &str = "sandbox.jsonl";
const LOCK: &str = "sandbox.lock";

/// A line of the file. Tagged from outside: serde cannot read exact numbers behind an inner tag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Line {
    Born {
        version: u32,
        seed: u64,
        at: DateTime<Utc>,
    },
    Port(u16),
    Wound {
        ms: u64,
    },
    Access {
        sandbox: String,
        access: Access,
    },
    /// What one request wrote: one line, so that a torn one leaves none of it.
    Entries {
        sandbox: String,
        entries: Vec<Entry>,
    },
    /// A home of the first version has a line of its own for each charge.
    Charge {
        sandbox: String,
        charge: Box<Movement>,
    },
}

#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    #[error("the practice home {0} is in use by another process")]
    InUse(PathBuf),
    #[error("line {line} of {path} cannot be read: {source}")]
    Damaged {
        path: PathBuf,
        line: usize,
        source: serde_json::Error,
    },
    #[error("{path} was written by a newer version ({version})")]
    Newer { path: PathBuf, version: u32 },
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
}

/// The open file. The lock is held as long as it lives.
#[derive(Debug)]
pub(crate) struct Log {
    file: File,
    /// Bytes that are known to be whole lines.
    length: u64,
    _lock: File,
}

impl Log {
    /// Opens the home and gives back all its lines; a new home is born with the lines of `birth`,
    /// all or none.
    pub(crate) fn open(
        home: &Path,
        birth: impl FnOnce() -> Vec<Line>,
    ) -> Result<(Self, Vec<Line>), HomeError> {
        let lock = lock(home)?;
        let path = home.join(FILE);
        let io_error = |source| HomeError::Io {
            path: path.clone(),
            source,
        };
        let mut text = match std::fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(io_error(error)),
        };
        // A line without its end was never answered for: the process died while writing it.
        let whole = text.iter().rposition(|&byte| byte == b'\n');
        text.truncate(whole.map_or(0, |at| at + 1));
        if text.is_empty() {
            text = write(&birth());
            replace(&path, &text).map_err(io_error)?;
        }
        let lines = read(&text, &path)?;
        let file = OpenOptions::new()
            .write(true)
            .open(&path)
            .map_err(io_error)?;
        let mut log = Self {
            file,
            length: text.len() as u64,
            _lock: lock,
        };
        log.cut_tail().map_err(io_error)?;
        Ok((log, lines))
    }

    /// When this returns `Ok` the line is on the disk; otherwise it is as if it had never been.
    pub(crate) fn append(&mut self, line: &Line) -> io::Result<()> {
        let text = write(std::slice::from_ref(line));
        let written = self
            .file
            .write_all(&text)
            .and_then(|()| self.file.sync_data());
        match written {
            Ok(()) => {
                self.length += text.len() as u64;
                Ok(())
            }
            Err(error) => {
                self.cut_tail()?;
                Err(error)
            }
        }
    }

    fn cut_tail(&mut self) -> io::Result<()> {
        self.file.set_len(self.length)?;
        self.file.seek(SeekFrom::Start(self.length)).map(drop)
    }
}

/// Held until the file is closed, by this process or by its end.
fn lock(home: &Path) -> Result<File, HomeError> {
    let path = home.join(LOCK);
    let opened = std::fs::create_dir_all(home)
        .and_then(|()| OpenOptions::new().create(true).append(true).open(&path));
    let lock = opened.map_err(|source| HomeError::Io {
        path: path.clone(),
        source,
    })?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(HomeError::InUse(home.to_owned())),
        Err(TryLockError::Error(source)) => Err(HomeError::Io { path, source }),
    }
}

/// The line that says the home was born.
pub(crate) fn born(seed: u64, at: DateTime<Utc>) -> Line {
    Line::Born {
        version: VERSION,
        seed,
        at,
    }
}

fn read(text: &[u8], path: &Path) -> Result<Vec<Line>, HomeError> {
    let lines = text
        .split(|&byte| byte == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.is_empty());
    let lines = lines.map(|(at, line)| {
        serde_json::from_slice(line).map_err(|source| HomeError::Damaged {
            path: path.to_owned(),
            line: at + 1,
            source,
        })
    });
    let lines = lines.collect::<Result<Vec<Line>, HomeError>>()?;
    match lines.first() {
        Some(Line::Born { version, .. }) if *version > VERSION => Err(HomeError::Newer {
            path: path.to_owned(),
            version: *version,
        }),
        _ => Ok(lines),
    }
}

fn write(lines: &[Line]) -> Vec<u8> {
    let mut text = Vec::new();
    for line in lines {
        serde_json::to_writer(&mut text, line)
            .expect("lines have only text keys and a vector takes every byte");
        text.push(b'\n');
    }
    text
}

/// Replaces a file so that a reader sees the old one or the new one, never a part.
pub(crate) fn replace(path: &Path, text: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = File::create(&beside)?;
    file.write_all(text)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    match path.parent() {
        // Windows cannot open a folder, and needs no flush of it.
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

//! The file that comes to be: under another name until it is whole, and gone if it never is.

use crate::error::{Class, EngineError, Result};
use crate::system_words::why_refused;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that is being written beside the place where it will be. Dropped before its end, nothing of it stays.
pub(super) struct OutFile {
    unfinished: NamedTempFile,
    out: PathBuf,
    force: bool,
}

impl OutFile {
    /// Takes a place in the same folder: a rename between disks would be a copy, and could be cut short.
    pub(super) fn begin(out: &Path, force: bool) -> Result<Self> {
        let name = out.file_name();
        let folder = folder_of(out);
        if name.is_none() || out.is_dir() || !folder.is_dir() {
            return Err(no_place(out));
        }
        if !force && out.exists() {
            return Err(is_there(out));
        }
        // Readable by this user alone: names and phones are in it.
        let unfinished = tempfile::Builder::new()
            .prefix(".duka-")
            .suffix(".unfinished")
            .tempfile_in(folder)
            .map_err(|error| failed(&error, out))?;
        Ok(Self {
            unfinished,
            out: out.to_owned(),
            force,
        })
    }

    /// Where it will be.
    pub(super) fn path(&self) -> &Path {
        &self.out
    }

    pub(super) fn file(&mut self) -> &mut File {
        self.unfinished.as_file_mut()
    }

    /// The whole file, on the disk, and the SHA-256 of its bytes.
    pub(super) fn whole(mut self) -> Result<WholeFile> {
        let sha256 = self.sum().map_err(|error| failed(&error, &self.out))?;
        Ok(WholeFile { file: self, sha256 })
    }

    fn sum(&mut self) -> io::Result<String> {
        let file = self.unfinished.as_file_mut();
        file.sync_all()?;
        file.rewind()?;
        let mut sum = Sha256::new();
        let mut piece = vec![0; 1 << 16];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(hex::encode(sum.finalize())),
                read => sum.update(&piece[..read]),
            }
        }
    }
}

/// A file that has all that it shall have, but for its name. Dropped before it takes it, nothing of it stays.
pub(super) struct WholeFile {
    file: OutFile,
    sha256: String,
}

impl WholeFile {
    /// In hex.
    pub(super) fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Puts it in its place, on the disk. From here on it stays.
    pub(super) fn take_its_name(self) -> Result<()> {
        let OutFile {
            unfinished,
            out,
            force,
        } = self.file;
        let placed = if force {
            unfinished.persist(&out)
        } else {
            unfinished.persist_noclobber(&out)
        };
        match placed {
            Ok(_) => sync_folder(&out).map_err(|error| failed(&error, &out)),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(is_there(&out)),
            Err(error) => Err(failed(&error.error, &out)),
        }
    }
}

fn folder_of(out: &Path) -> &Path {
    match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Without this, the name itself may be forgotten by a power cut.
#[cfg(unix)]
fn sync_folder(out: &Path) -> io::Result<()> {
    File::open(folder_of(out))?.sync_all()
}

/// Windows keeps the rename in its own log, and has no way to flush a folder.
#[cfg(not(unix))]
fn sync_folder(_out: &Path) -> io::Result<()> {
    Ok(())
}

fn no_place(out: &Path) -> EngineError {
    let shown = out.display();
    EngineError::bad(
        "out",
        "bad_path",
        format!(
            "`{shown}` is not a place for a file: its folder must be there, and it must be no folder itself."
        ),
        format!(
            "« {shown} » n’est pas une place pour un fichier : son dossier doit exister, et ce ne doit pas être un dossier."
        ),
    )
}

fn is_there(out: &Path) -> EngineError {
    let shown = out.display();
    EngineError::bad(
        "out",
        "file_exists",
        format!("`{shown}` is there already. It was not touched."),
        format!("« {shown} » existe déjà. Il n’a pas été touché."),
    )
    .next(
        "Name another file, or add --force to replace it.",
        "Nommez un autre fichier, ou ajoutez --force pour le remplacer.",
    )
}

/// Why nothing was written.
pub(super) fn failed(error: &io::Error, out: &Path) -> EngineError {
    let shown = out.display();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            EngineError::new(
                Class::Failed,
                "disk_full",
                format!("There is no room for `{shown}`. No part of it was left behind."),
                format!("Il n’y a pas de place pour « {shown} ». Il n’en reste aucun morceau."),
            )
            .next(
                "Free some space or name another disk, then export again.",
                "Libérez de la place ou choisissez un autre disque, puis exportez de nouveau.",
            )
        }
        _ => {
            let (en, fr) = why_refused(error);
            EngineError::new(
                Class::Failed,
                "export_failed",
                format!("`{shown}` could not be written: {en}. No part of it was left behind."),
                format!("« {shown} » n’a pas pu être écrit : {fr}. Il n’en reste aucun morceau."),
            )
        }
    }
}

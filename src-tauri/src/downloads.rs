//! Files that Duka hands out, where a person finds them. No path comes from a screen.

use crate::error;
use crate::wiring::Wiring;
use engine::EngineError;
use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager as _};

/// Names that were taken: after so many a person looks into the folder.
const MOST_TURNS: u32 = 1_000;

/// Where this system's users look for what they saved; Duka's own home where the system names no such place.
pub(crate) fn folder(app: &AppHandle, wiring: &Wiring) -> Result<PathBuf, EngineError> {
    let home = wiring.root().ok_or_else(error::no_home)?;
    Ok(folder_beside(app, home))
}

/// The same, where no home is open yet.
pub(crate) fn folder_beside(app: &AppHandle, home: &Path) -> PathBuf {
    let path = app.path();
    [path.download_dir(), path.document_dir(), path.home_dir()]
        .into_iter()
        .filter_map(Result::ok)
        .find(|folder| folder.is_dir())
        .unwrap_or_else(|| home.to_owned())
}

/// Writes a file under a name that is free, and nothing over what is there. `stem` may have come with a file, or hold words.
pub(crate) fn keep(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let stem = plain(stem);
    for turn in 1..=MOST_TURNS {
        let name = match turn {
            1 => format!("{stem}.{ending}"),
            turn => format!("{stem}-{turn}.{ending}"),
        };
        let path = folder.join(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(mut file) => {
                let written = file.write_all(bytes).and_then(|()| file.sync_all());
                if let Err(error) = written {
                    drop(file);
                    // No half of a file stays.
                    let _ = std::fs::remove_file(&path);
                    return Err(error);
                }
                return Ok(path);
            }
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Only a name: no folder, nothing hidden, nothing that a system refuses.
fn plain(stem: &str) -> String {
    let kept: String = stem
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.') {
                c
            } else {
                '-'
            }
        })
        .take(80)
        .collect();
    let kept = kept.trim_matches([' ', '.']);
    if kept.is_empty() {
        "duka".to_owned()
    } else {
        kept.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_what_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let first = keep(folder.path(), "receipt-000124", "pdf", b"one").unwrap();
        let second = keep(folder.path(), "receipt-000124", "pdf", b"two").unwrap();
        assert_eq!(std::fs::read(&first).unwrap(), b"one");
        assert_eq!(std::fs::read(&second).unwrap(), b"two");
        assert!(second.ends_with("receipt-000124-2.pdf"));
    }

    #[test]
    fn a_name_that_came_with_a_file_leads_nowhere_else() {
        for (given, kept) in [
            ("wages May", "wages May"),
            ("Reçu 000124", "Reçu 000124"),
            ("../../.bashrc", "-..-.bashrc"),
            ("a/b\\c:d", "a-b-c-d"),
            ("", "duka"),
            ("..", "duka"),
        ] {
            assert_eq!(plain(given), kept, "{given}");
        }
    }
}

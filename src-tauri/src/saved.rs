//! Files that Duka writes where a person finds them. No path comes from a screen, and nothing is written over.

use crate::error::unwritten;
use engine::EngineError;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager as _};

/// Names that were taken: after so many a person looks into the folder.
const MOST_TURNS: u32 = 1_000;

/// Writes a file of this name into the folder for downloads, or into Duka's own where there is none.
pub(crate) fn into_downloads(
    app: &AppHandle,
    home: &Path,
    stem: &str,
    ending: &str,
    bytes: &[u8],
) -> Result<PathBuf, EngineError> {
    let downloads = app.path().download_dir().ok();
    let folder = downloads.filter(|folder| folder.is_dir());
    let folder = folder.unwrap_or_else(|| home.to_owned());
    let stem = plain(stem);
    for turn in 1..=MOST_TURNS {
        let name = match turn {
            1 => format!("{stem}.{ending}"),
            turn => format!("{stem}-{turn}.{ending}"),
        };
        let path = folder.join(name);
        let opened = OpenOptions::new().write(true).create_new(true).open(&path);
        let written = opened.and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        match written {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(unwritten(&path, &error)),
        }
    }
    let many = std::io::Error::from(ErrorKind::AlreadyExists);
    Err(unwritten(&folder, &many))
}

/// A name that came with a file is only a name: no folder, nothing hidden, nothing that a system refuses.
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
    fn a_name_that_came_with_a_file_leads_nowhere_else() {
        for (given, kept) in [
            ("wages May", "wages May"),
            ("../../.bashrc", "-..-.bashrc"),
            ("a/b\\c:d", "a-b-c-d"),
            ("", "duka"),
            ("..", "duka"),
        ] {
            assert_eq!(plain(given), kept, "{given}");
        }
    }
}

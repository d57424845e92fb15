//! Files that Duka hands out, where a person finds them. No path comes from a screen.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager as _};

/// The person's own folder for such; the home where the system names none.
pub(crate) fn folder(app: &AppHandle, home: &Path) -> PathBuf {
    let downloads = app.path().download_dir().ok();
    downloads
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(|| home.to_owned())
}

/// Writes a file under a name that is free, and nothing over what is there.
pub(crate) fn keep(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    for nth in 1..1_000 {
        let name = match nth {
            1 => format!("{stem}.{ending}"),
            nth => format!("{stem}-{nth}.{ending}"),
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
                    // No half of a paper stays.
                    let _ = std::fs::remove_file(&path);
                    return Err(error);
                }
                return Ok(path);
            }
        }
    }
    Err(ErrorKind::AlreadyExists.into())
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
}

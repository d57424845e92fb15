//! Replaces a small file whole: whoever looks, at whatever moment the power fails, finds the old one or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `bytes` in the place of `path`, readable by this user alone.
///
/// The new file has one fixed name beside the old one, so that what a killed process left is overwritten and does not
/// pile up. Two writers must therefore not meet: the caller holds the home's lock for the file.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = beside(path);
    let mut file = private_file(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)?;
    sync_folder(path)
}

/// Where the new contents are gathered: in the same folder, since a rename between disks is a copy.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

fn private_file(path: &Path) -> io::Result<File> {
    // A left-over may have been made with other rights: begin anew.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Err(_) | Ok(()) => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Without this, the rename itself may be forgotten by a power cut.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    path.parent()
        .map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Windows keeps the rename in its own log, and has no way to flush a folder.
#[cfg(not(unix))]
fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    const SIZE: usize = 1 << 20;

    #[cfg(unix)]
    #[test]
    fn only_this_user_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        fs::write(beside(&path), "left by a killed process").unwrap();
        replace(&path, b"new").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(!beside(&path).exists());
    }

    #[test]
    fn an_end_between_write_and_rename_leaves_the_old_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        replace(&path, b"old").unwrap();
        let mut half = private_file(&beside(&path)).unwrap();
        half.write_all(b"ne").unwrap();
        drop(half);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        replace(&path, b"newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"newer");
    }

    /// Runs itself as the process to be killed: that one replaces the file again and again, with all `a` or all `b`.
    #[test]
    fn a_process_killed_at_any_moment_leaves_a_whole_file() {
        if let Some(path) = std::env::var_os("DUKA_TEST_REPLACE") {
            for turn in 0.. {
                let letter = if turn % 2 == 0 { b'a' } else { b'b' };
                replace(Path::new(&path), &vec![letter; SIZE]).unwrap();
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        for _ in 0..10 {
            fs::write(&path, vec![b'0'; SIZE]).unwrap();
            let mut victim = Command::new(std::env::current_exe().unwrap())
                .args([
                    "--exact",
                    "atomic_file::tests::a_process_killed_at_any_moment_leaves_a_whole_file",
                ])
                .env("DUKA_TEST_REPLACE", &path)
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap();
            // Killed as soon as it has got so far as to replace the file, wherever it stands by then.
            while fs::read(&path).unwrap()[0] == b'0' {
                assert!(
                    victim.try_wait().unwrap().is_none(),
                    "it ended before it was killed"
                );
            }
            victim.kill().unwrap();
            victim.wait().unwrap();
            let left = fs::read(&path).unwrap();
            assert_eq!(left.len(), SIZE);
            assert!(left.iter().all(|byte| *byte == left[0]), "a torn file");
        }
    }
}

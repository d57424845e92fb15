//! The folder in which everything lives, and the locks that keep two processes from doing one thing twice.

use engine::lock::FileLock;
use std::fs::DirBuilder;
use std::io;
use std::path::{Path, PathBuf};

/// The home could not be used: its folder cannot be made, or a file in it not be written or locked, which is not the same
/// as "somebody else holds it".
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct HomeError {
    /// Which folder or file.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// A home folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    /// Where a home lies unless somebody says otherwise; `None` when the system knows no place for a user's data.
    #[must_use]
    pub fn default_path() -> Option<PathBuf> {
        directories::ProjectDirs::from("africa", "", "duka")
            .map(|folders| folders.data_local_dir().to_owned())
    }

    /// Opens the home at `path`, and makes the folder when there is none. A new folder is this user's alone; one that
    /// was there keeps the rights its owner gave it, since every file with keys in it has its own.
    pub fn open(path: &Path) -> Result<Self, HomeError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(path)
            .and_then(|()| path.canonicalize())
            .map(|root| Self { root })
            .map_err(|source| HomeError {
                path: path.to_owned(),
                source,
            })
    }

    /// The folder itself, without links in it.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// A file in the home.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Held by the one window of this home. `None`: it is open already.
    pub fn window_lock(&self) -> Result<Option<FileLock>, HomeError> {
        let path = self.file("window.lock");
        FileLock::try_acquire(&path).map_err(|source| HomeError { path, source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};

    #[cfg(unix)]
    #[test]
    fn a_new_home_is_this_users_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(&folder.path().join("a/b")).unwrap();
        let mode = std::fs::metadata(home.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_home_that_is_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("home");
        std::fs::write(&path, "").unwrap();
        assert!(matches!(Home::open(&path), Err(HomeError { .. })));
    }

    #[test]
    fn a_lock_has_one_holder_and_is_free_after_it() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        let held = home.window_lock().unwrap();
        assert!(held.is_some());
        assert!(home.window_lock().unwrap().is_none());
        drop(held);
        assert!(home.window_lock().unwrap().is_some());
    }

    #[test]
    fn a_killed_process_lets_go_of_its_lock() {
        if let Some(path) = std::env::var_os("DUKA_TEST_LOCK") {
            let _held = Home::open(Path::new(&path))
                .unwrap()
                .window_lock()
                .unwrap()
                .unwrap();
            println!("\nheld");
            std::io::stdout().flush().unwrap();
            std::io::stdin().read_line(&mut String::new()).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let mut holder = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture"])
            .arg("home::tests::a_killed_process_lets_go_of_its_lock")
            .env("DUKA_TEST_LOCK", folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(holder.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == "held"));
        let home = Home::open(folder.path()).unwrap();
        assert!(home.window_lock().unwrap().is_none());
        holder.kill().unwrap();
        holder.wait().unwrap();
        assert!(home.window_lock().unwrap().is_some());
    }
}

//! The log file: `logs/duka.log` in the home, and the one before it. Ids only, and only our own words.
//!
//! Libraries below us may log addresses with a customer's number in them, or whole requests. Ours log ids; so ours are
//! all that gets through.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Two of these at most lie on the disk.
const MOST_BYTES: u64 = 2 * 1024 * 1024;

const OURS: [&str; 7] = [
    "domain",
    "providers",
    "store",
    "engine",
    "platform",
    "simulator",
    "duka_app",
];

/// Begins to log. A log that cannot be written stops nothing.
pub(crate) fn begin(home: Option<&Path>) {
    let Some(log) = home.and_then(|home| BoundedLog::open(&home.join("logs")).ok()) else {
        return;
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(Mutex::new(log));
    let started = tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(filter_fn(|about| is_ours(about.target())))
        .with(lines)
        .try_init();
    debug_assert!(started.is_ok(), "the log is begun once");
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a part of Duka broke");
    }));
}

fn is_ours(target: &str) -> bool {
    let from = target.split("::").next().unwrap_or(target);
    OURS.contains(&from)
}

/// A file that begins anew when it is full; what it held before becomes `duka.1.log`.
struct BoundedLog {
    path: PathBuf,
    file: File,
    written: u64,
}

impl BoundedLog {
    fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let path = folder.join("duka.log");
        let file = OpenOptions::new().create(true).append(true).open(&path)?;
        let written = file.metadata()?.len();
        Ok(Self {
            path,
            file,
            written,
        })
    }

    fn begin_anew(&mut self) -> io::Result<()> {
        fs::rename(&self.path, self.path.with_file_name("duka.1.log"))?;
        self.file = File::create(&self.path)?;
        self.written = 0;
        Ok(())
    }
}

impl Write for BoundedLog {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.written >= MOST_BYTES {
            self.begin_anew()?;
        }
        let written = self.file.write(bytes)?;
        self.written = self
            .written
            .saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_crates_are_heard() {
        assert!(is_ours("engine::send"));
        assert!(is_ours("duka_app::wiring"));
        for target in ["sqlx::query", "hyper::client", "wry", "enginery::x"] {
            assert!(!is_ours(target), "{target}");
        }
    }

    #[test]
    fn a_full_log_becomes_the_one_before_and_no_third_one_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = BoundedLog::open(folder.path()).unwrap();
        for _ in 0..3 {
            log.write_all(b"one line\n").unwrap();
            log.written = MOST_BYTES;
        }
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["duka.1.log", "duka.log"]);
        assert_eq!(
            fs::read(folder.path().join("duka.log")).unwrap(),
            b"one line\n"
        );
    }
}

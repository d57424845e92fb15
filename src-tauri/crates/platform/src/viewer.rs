//! A file, shown by whatever the system has for files of its sort.

use std::path::Path;
use std::process::{Command, Stdio};

#[cfg(target_os = "macos")]
const VIEWER: &str = "open";
#[cfg(target_os = "windows")]
const VIEWER: &str = "explorer";
#[cfg(not(any(target_os = "macos", target_os = "windows")))]
const VIEWER: &str = "xdg-open";

/// Asks the system to show a file that Duka just wrote. A system without a viewer shows nothing, and the file is there.
pub fn show_file(path: &Path) {
    let begun = Command::new(VIEWER)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match begun {
        // It ends by itself; somebody has to take note of that.
        Ok(mut viewer) => drop(std::thread::spawn(move || viewer.wait())),
        Err(error) => tracing::info!(%error, "no viewer for files"),
    }
}

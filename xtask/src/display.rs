//! A display that nobody sees, for machines that have none and for tests anywhere.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::project::{on_path, target};
use crate::steps::Outcome;

/// The screen of a common shop laptop: what fits here fits its owner's.
const SCREEN: &str = "1366x768x24";
/// A picture with fewer colours than this is a window that shows nothing yet.
const COLOURS_OF_SOMETHING: u32 = 24;

pub(crate) struct Display {
    server: Child,
    name: String,
}

/// Whether this session has a display of its own.
pub(crate) fn is_there() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

impl Display {
    /// The server looks for a free number by itself, and says it once it answers: no race and no wait.
    pub(crate) fn start() -> Outcome<Self> {
        let log = target().join("xvfb.log");
        let said_nothing = || {
            format!(
                "the virtual display did not start; {} says why.",
                log.display()
            )
        };
        let errors = fs::create_dir_all(target())
            .and_then(|()| File::create(&log))
            .map_err(|error| format!("{} could not be written: {error}", log.display()))?;
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                SCREEN,
                "-nolisten",
                "tcp",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .map_err(|error| format!("Xvfb did not run ({error}); the package is called xvfb."))?;
        let mut number = String::new();
        let answer = server.stdout.take().expect("its output is piped");
        let read = BufReader::new(answer).read_line(&mut number);
        let display = Self {
            server,
            name: format!(":{}", number.trim()),
        };
        match read {
            Ok(length) if length > 0 => Ok(display),
            _ => Err(said_nothing().into()),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Writes what the display shows; `false` when that is still an empty window.
    pub(crate) fn photograph(&self, to: &Path) -> Outcome<bool> {
        let taken = magick("import")
            .args(["-display", self.name(), "-window", "root"])
            .arg(to)
            .status();
        if !taken.is_ok_and(|status| status.success()) {
            return Err(
                format!("the display could not be photographed to {}.", to.display()).into(),
            );
        }
        let colours = magick("identify")
            .args(["-format", "%k"])
            .arg(to)
            .output()
            .map_err(|error| format!("ImageMagick's identify did not run: {error}"))?;
        let colours = String::from_utf8_lossy(&colours.stdout)
            .trim()
            .parse::<u32>();
        Ok(colours.is_ok_and(|count| count >= COLOURS_OF_SOMETHING))
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may be gone already; either way it is over.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// The system's own ImageMagick first: some machines carry stand-ins of the same name earlier on `PATH`.
fn magick(program: &str) -> Command {
    let system = Path::new("/usr/bin").join(program);
    Command::new(if system.is_file() {
        system
    } else {
        on_path(program).unwrap_or(system)
    })
}

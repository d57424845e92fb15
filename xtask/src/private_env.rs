//! A user account of its own for what we start: nothing of the caller's environment, keyring,
//! settings or session reaches a test, and nothing of a test reaches the caller.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::display::Display;
use crate::project::{root, set_by_outer_cargo};
use crate::steps::Outcome;

/// The keyring is unlocked with a password on its standard input; a newline would be part of it.
const WITH_KEYRING: &str = r#"
eval "$(printf %s duka | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)"
exec "$@"
"#;

pub(crate) struct PrivateUser {
    home: PathBuf,
    /// Sockets live here; their paths must be short, so it is never below the project.
    short: PathBuf,
    keep_home: bool,
}

impl PrivateUser {
    /// Gone when the command ends.
    pub(crate) fn for_tests() -> Outcome<Self> {
        let short = short_folder()?;
        Self::at(short.join("home"), short, false)
    }

    /// With a home that stays, so that what was stored in its keyring is there again next time.
    pub(crate) fn kept(home: PathBuf) -> Outcome<Self> {
        Self::at(home, short_folder()?, true)
    }

    fn at(home: PathBuf, short: PathBuf, keep_home: bool) -> Outcome<Self> {
        let user = Self {
            home,
            short,
            keep_home,
        };
        // The keyring daemon makes its file, not the folder for it.
        for folder in [
            user.home.join(".local/share/keyrings"),
            user.short.join("run"),
        ] {
            make(&folder)?;
        }
        only_mine(&user.short.join("run"))?;
        Ok(user)
    }

    /// A command that runs the program named by its further arguments: on this display, with a
    /// private session bus and an unlocked keyring.
    pub(crate) fn session(&self, display: &Display) -> Command {
        let mut command = Command::new("dbus-run-session");
        command
            .args(["--", "bash", "-c", WITH_KEYRING, "session"])
            .current_dir(root())
            .env_clear()
            .envs(std::env::vars_os().filter(|(name, _)| is_let_through(name)))
            .envs(homes_of_the_toolchain())
            .env("HOME", &self.home)
            .env("XDG_DATA_HOME", self.home.join(".local/share"))
            .env("XDG_CONFIG_HOME", self.home.join(".config"))
            .env("XDG_CACHE_HOME", self.home.join(".cache"))
            .env("XDG_STATE_HOME", self.home.join(".local/state"))
            .env("XDG_RUNTIME_DIR", self.short.join("run"))
            .env("LANG", "C.UTF-8")
            .env("TZ", "UTC")
            .env("DISPLAY", display.name());
        command
    }
}

impl Drop for PrivateUser {
    fn drop(&mut self) {
        // Left-overs are a nuisance in the temporary folder, not a failure of the command.
        let _ = fs::remove_dir_all(&self.short);
        debug_assert!(self.keep_home || !self.home.exists());
    }
}

fn short_folder() -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("duka-{}", std::process::id()));
    make(&folder)?;
    only_mine(&folder)?;
    Ok(folder)
}

fn make(folder: &Path) -> Outcome {
    fs::create_dir_all(folder)
        .map_err(|error| format!("{} could not be made: {error}", folder.display()).into())
}

#[cfg(unix)]
fn only_mine(folder: &Path) -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .map_err(|error| format!("{} could not be closed: {error}", folder.display()).into())
}

#[cfg(not(unix))]
fn only_mine(_: &Path) -> Outcome {
    Ok(())
}

/// What finding, building and reporting need, and nothing that a program under test reads.
fn is_let_through(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let exact = [
        "PATH",
        "CI",
        "TERM",
        "NO_COLOR",
        "USER",
        "LOGNAME",
        "TMPDIR",
        "LD_LIBRARY_PATH",
        "RUSTFLAGS",
        "RUSTDOCFLAGS",
        "RUST_BACKTRACE",
        "RUSTC",
        "RUSTC_WRAPPER",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ];
    let families = ["CARGO_", "RUSTUP_", "NEXTEST_"];
    exact.contains(&&*name)
        || (families.iter().any(|family| name.starts_with(family)) && !set_by_outer_cargo(&name))
}

/// Cargo and rustup find themselves below `HOME` unless told: `HOME` is about to change.
fn homes_of_the_toolchain() -> Vec<(&'static str, OsString)> {
    let Some(home) = std::env::var_os("HOME").map(PathBuf::from) else {
        return Vec::new();
    };
    [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")]
        .into_iter()
        .filter(|(name, _)| std::env::var_os(name).is_none())
        .map(|(name, folder)| (name, home.join(folder).into_os_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_duka_or_a_desktop_is_let_through() {
        for name in [
            "DUKA_HOME",
            "DUKA_PRACTICE",
            "DUKA_PASSPHRASE",
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "DBUS_SESSION_BUS_ADDRESS",
            "XDG_DATA_HOME",
            "HTTP_PROXY",
            "LC_ALL",
            "RUST_LOG",
            "CARGO_PKG_NAME",
            "CARGO_MANIFEST_DIR",
            "WEBKIT_DISABLE_COMPOSITING_MODE",
        ] {
            assert!(!is_let_through(OsStr::new(name)), "{name}");
        }
        for name in ["PATH", "CARGO_TARGET_DIR", "RUSTUP_TOOLCHAIN", "CI"] {
            assert!(is_let_through(OsStr::new(name)), "{name}");
        }
    }
}

//! Where the project's folders are, and how its programs are called.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds the workspace's `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the workspace")
}

pub(crate) fn ui() -> PathBuf {
    root().join("ui")
}

pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program of the debug build, by its name.
pub(crate) fn built(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// Cargo, without the variables that the outer `cargo run` set for this program: build scripts
/// watch some of them, and would rebuild half the tree on every change between the two.
pub(crate) fn cargo<I: IntoIterator<Item = &'static str>>(arguments: I) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root()).args(arguments);
    for (name, _) in std::env::vars_os() {
        if set_by_outer_cargo(&name.to_string_lossy()) {
            command.env_remove(name);
        }
    }
    command
}

pub(crate) fn set_by_outer_cargo(name: &str) -> bool {
    name.starts_with("CARGO_PKG_")
        || matches!(
            name,
            "CARGO" | "CARGO_MANIFEST_DIR" | "CARGO_MANIFEST_PATH" | "CARGO_BIN_NAME"
        )
}

pub(crate) fn npm<I: IntoIterator<Item = &'static str>>(arguments: I) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    command.current_dir(ui()).args(arguments);
    command
}

/// The path of a program on `PATH`.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

//! The tools beyond Rust and Node: one on `PATH` of the pinned version is used, else it is
//! installed once below `target/tools`, where nothing else of the machine is touched.

use std::fs;
use std::path::{Path, PathBuf};

use crate::project::{cargo, on_path, target};
use crate::steps::{Outcome, step};

pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

pub(crate) const NEXTEST: Tool = Tool {
    name: "cargo-nextest",
    version: "0.9.143",
};
pub(crate) const TAURI_DRIVER: Tool = Tool {
    name: "tauri-driver",
    version: "2.1.0",
};
pub(crate) const CARGO_FUZZ: Tool = Tool {
    name: "cargo-fuzz",
    version: "0.13.2",
};

/// The path of the tool in its pinned version.
pub(crate) fn ready(tool: &Tool) -> Outcome<PathBuf> {
    if let Some(path) = on_path(tool.name).filter(|path| is_pinned(tool, path)) {
        return Ok(path);
    }
    let root = target().join("tools");
    let file = format!("{}{}", tool.name, std::env::consts::EXE_SUFFIX);
    let path = root.join("bin").join(file);
    if path.is_file() && recorded(tool, &root) {
        return Ok(path);
    }
    step(
        &format!("install {} {} (once)", tool.name, tool.version),
        cargo(["install", "--locked", "--quiet", "--force", "--root"])
            .arg(&root)
            .args(["--version", tool.version, tool.name]),
    )?;
    Ok(path)
}

/// By its own word, or by what cargo wrote down when it installed it.
fn is_pinned(tool: &Tool, path: &Path) -> bool {
    let by_word = tool.name == NEXTEST.name && {
        std::process::Command::new(path)
            .args(["nextest", "--version"])
            .output()
            .is_ok_and(|output| names(tool, &String::from_utf8_lossy(&output.stdout)))
    };
    let installed_by_cargo = || {
        let root = path.parent().and_then(Path::parent);
        root.is_some_and(|root| recorded(tool, root))
    };
    by_word || installed_by_cargo()
}

fn recorded(tool: &Tool, root: &Path) -> bool {
    fs::read_to_string(root.join(".crates.toml")).is_ok_and(|list| names(tool, &list))
}

fn names(tool: &Tool, text: &str) -> bool {
    text.contains(&format!("{} {} ", tool.name, tool.version))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_of_a_tool_is_not_the_pinned_one() {
        assert!(names(
            &NEXTEST,
            "cargo-nextest 0.9.143 (60fa45f63 2026-08-04)\n"
        ));
        assert!(!names(&NEXTEST, "cargo-nextest 0.9.1430 (x)\n"));
        assert!(!names(&NEXTEST, "cargo-nextest 0.9.14 (x)\n"));
        assert!(names(
            &TAURI_DRIVER,
            "[v1]\n\"tauri-driver 2.1.0 (registry+x)\" = [\"tauri-driver\"]\n"
        ));
    }
}

//! The project's files as a reader of the repository sees them: sources, not products.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold products of a build or of a tool.
const PRODUCTS: &[&str] = &[".git", "target", "node_modules", "dist", "gen"];

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests is a folder of the workspace")
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub(crate) struct Text {
    /// From the root of the project, with `/` on every system.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Every text file below `folder`; pictures and fonts are passed over.
pub(crate) fn texts(folder: &str) -> Vec<Text> {
    paths(&root().join(folder))
        .into_iter()
        .filter_map(|path| {
            Some(Text {
                text: fs::read_to_string(&path).ok()?,
                path: from_root(&path),
            })
        })
        .collect()
}

/// The same, of these extensions only, and never none: a law over no file would hold by accident.
pub(crate) fn sources(folder: &str, extensions: &[&str]) -> Vec<Text> {
    let found: Vec<Text> = texts(folder)
        .into_iter()
        .filter(|file| {
            let extension = file.path.rsplit('.').next().unwrap_or_default();
            extensions.contains(&extension)
        })
        .collect();
    assert!(!found.is_empty(), "{folder} holds no {extensions:?} file");
    found
}

fn from_root(path: &Path) -> String {
    let below = path
        .strip_prefix(root())
        .expect("it was found below the root");
    below.to_string_lossy().replace('\\', "/")
}

fn paths(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() {
            if !PRODUCTS.contains(&&*name.to_string_lossy()) {
                found.extend(paths(&path));
            }
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Fails with every breach, one a line.
pub(crate) fn hold(law: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{law}\n  {}\n", breaches.join("\n  "));
}

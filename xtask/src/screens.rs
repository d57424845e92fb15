//! The web part of the window: installed when its lock file is newer than what is installed,
//! built when a source is newer than the build.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::project::{npm, ui};
use crate::steps::{Outcome, step};

/// What a build is made of, below `ui/`.
const SOURCES: &[&str] = &[
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
];

/// The app embeds `ui/dist` while it compiles, so this comes before any cargo build of it.
pub(crate) fn prepare() -> Outcome {
    let ui = ui();
    let lock = newest(&ui.join("package-lock.json"));
    if is_newer(
        lock,
        newest_file(&ui.join("node_modules/.package-lock.json")),
    ) {
        step(
            "npm ci",
            &mut npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"]),
        )?;
    }
    let sources = SOURCES.iter().map(|name| newest(&ui.join(name))).max();
    if is_newer(sources.flatten(), newest_file(&ui.join("dist/index.html"))) {
        step("vite build", &mut npm(["run", "--silent", "build"]))?;
    }
    Ok(())
}

/// Equal times count as newer: some file systems keep whole seconds only.
fn is_newer(source: Option<SystemTime>, product: Option<SystemTime>) -> bool {
    product.is_none() || source >= product
}

fn newest_file(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|entry| entry.modified()).ok()
}

/// The newest change in a file or below a folder. Folders count too: a file taken away changes only those.
fn newest(path: &Path) -> Option<SystemTime> {
    let below = fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| newest(&entry.path()));
    below.chain(newest_file(path)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn what_is_newer_than_its_product_is_made_again() {
        let before = Some(SystemTime::UNIX_EPOCH);
        let after = Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1));
        assert!(is_newer(after, before));
        assert!(!is_newer(before, after));
        assert!(is_newer(before, None), "what was never made is made");
    }

    #[test]
    fn a_file_deep_in_a_folder_counts() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let deepest = newest_file(&here.join("src/screens.rs"));
        assert!(deepest.is_some() && newest(here) >= deepest);
        assert_eq!(newest(&here.join("no-such-folder")), None);
    }
}

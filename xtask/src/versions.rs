//! Rust and Node are the two things we ask people to bring. They are looked at first, and each
//! answer ends in the command that mends it.

use std::process::Command;

use crate::project::on_path;
use crate::steps::Outcome;

type Version = (u32, u32, u32);

const RUST: Version = (1, 95, 0);
const NODE_WORDS: &str = "20.19, 22.13, or 24 and newer";

pub(crate) fn check() -> Outcome {
    let rust = ask("rustc");
    let has_rustup = on_path("rustup").is_some();
    let node = ask("node");
    let npm = on_path(if cfg!(windows) { "npm.cmd" } else { "npm" }).is_some();
    let said: Vec<String> = [
        rust_sentence(rust, has_rustup),
        node_sentence(node),
        npm_sentence(npm),
    ]
    .into_iter()
    .flatten()
    .collect();
    if said.is_empty() {
        Ok(())
    } else {
        Err(said.join("\n         ").into())
    }
}

fn rust_sentence(found: Option<Version>, has_rustup: bool) -> Option<String> {
    if found.is_some_and(|version| version >= RUST) {
        return None;
    }
    let have = found.map_or("none that answers".into(), written);
    let fix = if has_rustup {
        "Run `rustup update stable`, then this command again."
    } else {
        "Install it with rustup, from https://rustup.rs; a distribution's own Rust is too old."
    };
    Some(format!(
        "Duka needs Rust {} or newer; this computer has {have}. {fix}",
        written(RUST)
    ))
}

fn node_sentence(found: Option<Version>) -> Option<String> {
    if found.is_some_and(node_is_enough) {
        return None;
    }
    let have = found.map_or("none".into(), written);
    Some(format!(
        "Duka needs Node {NODE_WORDS} (what its build tools run on); this computer has {have}. \
         Run `nvm install 22`, or install it from https://nodejs.org/en/download, then this command again."
    ))
}

fn npm_sentence(found: bool) -> Option<String> {
    (!found).then(|| {
        "Duka needs npm, which comes with Node but is not on PATH here. \
         Install Node from https://nodejs.org/en/download, which brings it."
            .into()
    })
}

/// What vite and eslint ask for: even lines only, each from the release that can load ES modules by `require`.
fn node_is_enough((major, minor, _): Version) -> bool {
    match major {
        20 => minor >= 19,
        22 => minor >= 13,
        _ => major >= 24,
    }
}

fn ask(program: &str) -> Option<Version> {
    let output = Command::new(program).arg("--version").output().ok()?;
    if !output.status.success() {
        return None;
    }
    read(&String::from_utf8_lossy(&output.stdout))
}

/// The first three numbers of `rustc 1.95.0 (59807616e 2026-04-14)` or `v20.20.2`.
pub(crate) fn read(line: &str) -> Option<Version> {
    let start = line.find(|c: char| c.is_ascii_digit())?;
    let mut parts = line[start..]
        .split(|c: char| !c.is_ascii_digit())
        .map(str::parse::<u32>);
    Some((
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    ))
}

fn written((major, minor, patch): Version) -> String {
    format!("{major}.{minor}.{patch}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_rustc_and_node_print_them() {
        assert_eq!(
            read("rustc 1.95.0 (59807616e 2026-04-14)"),
            Some((1, 95, 0))
        );
        assert_eq!(
            read("rustc 1.97.0-nightly (abc 2026-05-01)"),
            Some((1, 97, 0))
        );
        assert_eq!(read("v20.20.2"), Some((20, 20, 2)));
        assert_eq!(read("command not found"), None);
    }

    #[test]
    fn an_old_rust_is_told_how_to_update_and_a_missing_one_how_to_install() {
        let old = rust_sentence(Some((1, 90, 0)), true).unwrap();
        assert!(old.contains("1.90.0") && old.contains("rustup update stable"));
        let none = rust_sentence(None, false).unwrap();
        assert!(none.contains("https://rustup.rs"), "{none}");
        assert_eq!(rust_sentence(Some((1, 95, 0)), false), None);
    }

    #[test]
    fn odd_and_old_lines_of_node_are_refused_with_the_command_that_mends_it() {
        for version in [
            (18, 19, 0),
            (20, 18, 9),
            (21, 7, 0),
            (22, 12, 0),
            (23, 1, 0),
        ] {
            let sentence = node_sentence(Some(version)).unwrap();
            assert!(sentence.contains("nvm install 22"), "{sentence}");
        }
        for version in [(20, 19, 0), (22, 13, 1), (24, 0, 0), (26, 3, 0)] {
            assert_eq!(node_sentence(Some(version)), None);
        }
    }
}

//! One set of features for each crate. A crate that has more of them with tests than without is
//! built twice, and everything above it too: minutes, on a small computer, at each change of command.

use std::collections::BTreeSet;
use std::process::Command;

use crate::tree::{hold, root};

/// Each crate of the workspace's graph over these edges, with its features.
fn graph(edges: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args([
            "tree",
            "--workspace",
            "--locked",
            "--offline",
            "--prefix",
            "none",
        ])
        .args(["--edges", edges, "--format", "{p} {f}"])
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said.lines()
        .map(|line| line.trim_end_matches(" (*)").trim_end().to_owned())
        .collect()
}

#[test]
fn every_crate_has_the_same_features_with_tests_and_without() {
    let with = graph("normal,build,dev");
    let without = graph("normal,build");
    assert!(without.len() > 100, "the graph was read");
    let differ: Vec<String> = without.difference(&with).cloned().collect();
    hold(
        "a test dependency changes the features of these; make it an ordinary dependency of `tests`:",
        &differ,
    );
}

//! What a newcomer is promised to find, and where.

use crate::tree::{hold, read, root};

const CRATES: &[&str] = &[
    "domain",
    "providers",
    "store",
    "engine",
    "platform",
    "simulator",
    "dukactl",
];

fn toml(path: &str) -> toml::Table {
    read(path)
        .parse()
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn folders(below: &str) -> Vec<String> {
    let entries =
        std::fs::read_dir(root().join(below)).unwrap_or_else(|error| panic!("{below}: {error}"));
    entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| format!("{below}/{}", entry.file_name().to_string_lossy()))
        .collect()
}

#[test]
fn the_tree_has_the_folders_that_the_architecture_names() {
    let mut missing: Vec<String> = CRATES
        .iter()
        .map(|name| format!("src-tauri/crates/{name}/Cargo.toml"))
        .collect();
    missing.extend(
        [
            "src-tauri/Cargo.toml",
            "src-tauri/tauri.conf.json",
            "ui/package.json",
            "icons/mark.svg",
            "tests/acceptance.toml",
            "xtask/Cargo.toml",
            ".ci/run",
            "README.md",
            "ARCHITECTURE.md",
        ]
        .map(str::to_owned),
    );
    missing.retain(|path| !root().join(path).is_file());
    hold("not in the tree:", &missing);
    let workspace = toml("Cargo.toml");
    assert!(
        !workspace.contains_key("package"),
        "the workspace is virtual"
    );
}

#[test]
fn every_crate_and_provider_folder_has_a_short_readme() {
    let mut places = folders("src-tauri/crates");
    let mut providers = folders("src-tauri/crates/providers/src");
    providers.retain(|folder| root().join(folder).join("fixtures").is_dir());
    assert!(
        !providers.is_empty(),
        "a provider's folder holds its fixtures"
    );
    places.extend(providers);
    places.push("src-tauri".to_owned());
    let mut breaches = Vec::new();
    for place in places {
        match std::fs::read_to_string(root().join(&place).join("README.md")) {
            Err(_) => breaches.push(format!("{place} has none")),
            Ok(text) if text.len() < 200 => breaches.push(format!("{place}: it says too little")),
            Ok(text) if text.lines().count() > 150 => {
                breaches.push(format!("{place}: it is not short"))
            }
            Ok(_) => {}
        }
    }
    hold("README.md:", &breaches);
}

#[test]
fn the_readme_opens_with_what_duka_is_its_picture_and_two_commands() {
    let text = read("README.md");
    let order = [
        "# Duka",
        "desktop console",
        "docs/window.png",
        "cargo xtask run",
        "cargo xtask test",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|words| text.find(words)).collect();
    assert!(
        places.iter().all(Option::is_some),
        "{order:?} stand at {places:?}"
    );
    assert!(places.is_sorted(), "{order:?} stand at {places:?}");
    let opening = text.lines().take(40).collect::<Vec<_>>().join("\n");
    assert!(
        opening.contains("cargo xtask test"),
        "the commands belong on the first page"
    );
}

#[test]
fn the_architecture_has_its_map_its_invariants_and_its_walk() {
    let text = read("ARCHITECTURE.md");
    for heading in [
        "## The map",
        "## What always holds",
        "## A charge, from button to wire and back",
    ] {
        assert!(text.contains(heading), "no {heading}");
    }
    for name in CRATES {
        assert!(
            text.contains(&format!("**{name}**")),
            "{name} is not on the map"
        );
    }
    assert!(
        text.lines().count() <= 250,
        "it is read in one sitting or not at all"
    );
}

#[test]
fn every_crate_is_under_both_licences() {
    assert!(read("LICENSE-APACHE").contains("Version 2.0, January 2004"));
    assert!(read("LICENSE-MIT").contains("Permission is hereby granted, free of charge"));
    let package = toml("Cargo.toml")["workspace"]["package"].clone();
    assert_eq!(package["license"].as_str(), Some("Apache-2.0 OR MIT"));
    let mut manifests = folders("src-tauri/crates");
    manifests.extend(["src-tauri", "tests", "xtask"].map(str::to_owned));
    manifests.retain(|folder| {
        let package = toml(&format!("{folder}/Cargo.toml"))["package"].clone();
        package
            .get("license")
            .and_then(|licence| licence.get("workspace"))
            != Some(&true.into())
    });
    hold("without the workspace's licence:", &manifests);
    assert!(read("ui/package.json").contains(r#""license": "Apache-2.0 OR MIT""#));
}

#[test]
fn the_debug_build_is_fast_and_serves_the_embedded_screens() {
    let workspace = toml("Cargo.toml");
    let fast = &workspace["profile"]["dev"]["package"];
    for (name, level) in [("store", 3), ("libsqlite3-sys", 2), ("sha2", 2)] {
        assert_eq!(fast[name]["opt-level"].as_integer(), Some(level), "{name}");
    }
    let features = toml("src-tauri/Cargo.toml")["features"].clone();
    assert_eq!(
        features["default"],
        toml::Value::from(vec!["custom-protocol"])
    );
    assert_eq!(
        features["custom-protocol"],
        toml::Value::from(vec!["tauri/custom-protocol"])
    );
}

#[test]
fn continuous_integration_runs_exactly_the_test_command() {
    let script = read(".ci/run");
    let commands: Vec<&str> = script
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let expected = [
        "set -euo pipefail",
        r#"cd "$(dirname "$0")/..""#,
        "exec cargo xtask test </dev/null",
    ];
    assert_eq!(commands, expected);
}

#[test]
fn the_icons_are_dukas_own_mark() {
    let mark = read("icons/mark.svg");
    for drawn in ["#32329A", "#FF9DB4", "M22 12h9a20 20 0 0 1 0 40h-9z"] {
        assert!(mark.contains(drawn), "the mark is not drawn with {drawn}");
    }
    let config: serde_json::Value =
        serde_json::from_str(&read("src-tauri/tauri.conf.json")).expect("it is JSON");
    let icons = config["bundle"]["icon"].as_array().expect("it lists icons");
    assert!(!icons.is_empty());
    for icon in icons {
        let path = root()
            .join("src-tauri")
            .join(icon.as_str().expect("an icon is a path"));
        assert!(path.is_file(), "{} is not there", path.display());
    }
}

//! `acceptance.toml` against the tree: a row is worth what its test or its picture is worth.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust_text;
use crate::tree::{hold, read, root, sources};

/// What may stand in `test = ".."`: true when every test of this name runs.
type Running = BTreeMap<String, bool>;

fn rust_tests() -> Running {
    let mut running = Running::new();
    for folder in ["src-tauri", "tests", "xtask"] {
        for file in sources(folder, &["rs"]) {
            for test in rust_text::tests(&file.text) {
                let runs = running.entry(test.name).or_insert(true);
                *runs &= !test.ignored;
            }
        }
    }
    running
}

fn ui_tests() -> Running {
    let mut running = Running::new();
    for file in sources("ui/src", &["ts"]) {
        for line in file.text.lines().map(str::trim_start) {
            for (opening, runs) in [
                ("it(", true),
                ("test(", true),
                ("it.skip(", false),
                ("test.skip(", false),
                ("it.todo(", false),
            ] {
                if let Some(name) = line.strip_prefix(opening).and_then(quoted) {
                    *running.entry(name.to_owned()).or_insert(true) &= runs;
                }
            }
        }
    }
    running
}

/// The text of the string that a line begins with.
fn quoted(text: &str) -> Option<&str> {
    let mark = text
        .chars()
        .next()
        .filter(|c| ['\'', '"', '`'].contains(c))?;
    text[1..].split(mark).next()
}

#[test]
fn every_acceptance_row_names_a_test_that_runs_or_a_picture_that_is_there() {
    let table: toml::Table = read("tests/acceptance.toml").parse().expect("it is TOML");
    let rows = table["row"].as_array().expect("it is a list of rows");
    let mut running = rust_tests();
    running.extend(ui_tests());
    let mut ids = BTreeSet::new();
    let mut breaches = Vec::new();
    for row in rows {
        let field = |name: &str| {
            row.get(name)
                .and_then(toml::Value::as_str)
                .unwrap_or_default()
        };
        let id = field("id");
        if id.is_empty() || !ids.insert(id) {
            breaches.push(format!("id `{id}` is empty or stands twice"));
        }
        if field("sentence").trim().is_empty() {
            breaches.push(format!("{id} says nothing"));
        }
        match (field("test"), field("picture")) {
            ("", "") => breaches.push(format!("{id} has neither a test nor a picture")),
            ("", picture) => {
                if !root().join(picture).is_file() {
                    breaches.push(format!("{id}: there is no picture {picture}"));
                }
            }
            (test, "") => match running.get(test) {
                None => breaches.push(format!("{id}: there is no test `{test}`")),
                Some(false) => breaches.push(format!("{id}: the test `{test}` is ignored")),
                Some(true) => {}
            },
            (..) => breaches.push(format!("{id} has a test and a picture: make it two rows")),
        }
    }
    hold("a row without its proof:", &breaches);
}

#[test]
fn names_of_screen_tests_are_read_from_their_strings() {
    assert_eq!(
        quoted("'a balance stands with its age', () => {"),
        Some("a balance stands with its age")
    );
    assert_eq!(quoted("name, () => {"), None);
}

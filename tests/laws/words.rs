//! What may not be written where.

use crate::rust_text::shipped;
use crate::tree::{Text, hold, sources, texts};

const PROVIDERS: &[&str] = &[
    "djamo", "djomy", "zengapay", "dgspay", "dgs-pay", "dgs_pay", "dgs pay",
];

/// A fifth provider is one folder: nothing here may know the names of the first four.
const NAMELESS: &[&str] = &[
    "src-tauri/crates/domain/src",
    "src-tauri/crates/store/src",
    "src-tauri/crates/engine/src",
    "src-tauri/crates/platform/src",
    "src-tauri/crates/dukactl/src",
    "src-tauri/src",
    "ui/src",
];

const EMPTY_NAMES: &[&str] = &[
    "manager",
    "managers",
    "helper",
    "helpers",
    "util",
    "utils",
    "service",
    "services",
    "processor",
    "processors",
    "common",
    "misc",
];

/// Each line of these files in which `breach` finds something, with what it found.
fn lines(files: &[Text], breach: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(what) = breach(line) {
                found.push(format!("{}:{} {what}", file.path, number + 1));
            }
        }
    }
    found
}

fn any_of(line: &str, words: &[&str]) -> Option<String> {
    let found = words.iter().find(|word| line.contains(**word))?;
    Some(format!("says {found}"))
}

#[test]
fn no_provider_is_named_outside_its_folder() {
    let mut breaches = Vec::new();
    for folder in NAMELESS {
        let files = sources(
            folder,
            &["rs", "ts", "svelte", "css", "sql", "html", "json"],
        );
        breaches.extend(lines(&files, |line| {
            any_of(&line.to_lowercase(), PROVIDERS)
        }));
        let named = files
            .iter()
            .filter(|file| any_of(&file.path, PROVIDERS).is_some());
        breaches.extend(named.map(|file| format!("{} is named after a provider", file.path)));
    }
    hold("a provider is named outside its folder:", &breaches);
}

#[test]
fn no_type_or_file_has_an_empty_name() {
    let mut breaches = Vec::new();
    for folder in ["src-tauri", "ui/src", "tests", "xtask"] {
        let files = sources(folder, &["rs", "ts", "svelte", "css", "sql"]);
        breaches.extend(lines(&files, |line| {
            let declared = declared_type(line)?;
            let word = empty_word(declared)?;
            Some(format!("{declared} is named {word}"))
        }));
        for file in &files {
            let stem = file
                .path
                .split('/')
                .map(|part| part.split('.').next().unwrap_or(part));
            if let Some(word) = stem.into_iter().find_map(empty_word) {
                breaches.push(format!("{} is named {word}", file.path));
            }
        }
    }
    hold("a name must say what the thing does:", &breaches);
}

fn declared_type(line: &str) -> Option<&str> {
    let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.find(|word| {
        [
            "struct",
            "enum",
            "trait",
            "class",
            "interface",
            "mod",
            "type",
        ]
        .contains(word)
    })?;
    let code = line.trim_start();
    let is_code = !code.starts_with("//") && !code.starts_with('*') && !code.starts_with('"');
    words.next().filter(|name| is_code && !name.is_empty())
}

/// `CamelCase`, `snake_case` and `kebab-case` names, taken apart.
fn empty_word(name: &str) -> Option<String> {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c.is_uppercase() || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut()?.extend(c.to_lowercase());
        }
    }
    words
        .into_iter()
        .find(|word| EMPTY_NAMES.contains(&word.as_str()))
}

#[test]
fn names_are_taken_apart_before_they_are_judged() {
    assert_eq!(empty_word("AccountManager").as_deref(), Some("manager"));
    assert_eq!(empty_word("string-utils").as_deref(), Some("utils"));
    assert_eq!(empty_word("Commonwealth"), None);
    assert_eq!(declared_type("pub(crate) struct Ledger {"), Some("Ledger"));
    assert_eq!(declared_type("// the class Ledger of theirs"), None);
}

#[test]
fn sql_stands_in_the_store_alone() {
    // The benchmark measures us against hand-written SQL: that is its subject. The bad disk is tried under bare SQLite, and
    // who judges the files after it must not see them through the store.
    let may = [
        "src-tauri/crates/store/",
        "tests/bench/",
        "tests/laws/",
        "tests/bad_disk/",
        "tests/disk/judge.rs",
    ];
    let mut files = sources("src-tauri", &["rs"]);
    files.extend(sources("tests", &["rs"]));
    files.extend(sources("xtask", &["rs"]));
    files.retain(|file| !may.iter().any(|folder| file.path.starts_with(folder)));
    let words = [
        "SELECT ",
        "INSERT INTO ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "PRAGMA ",
    ];
    let breaches = lines(&files, |line| any_of(line, &words));
    hold("SQL outside the store:", &breaches);
}

#[test]
fn no_float_stands_near_money() {
    let mut breaches = Vec::new();
    for crate_name in ["domain", "providers", "store", "engine", "dukactl"] {
        for mut file in sources(&format!("src-tauri/crates/{crate_name}/src"), &["rs"]) {
            file.text = shipped(&file.text).to_owned();
            breaches.extend(lines(&[file], |line| {
                let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
                let float = words.find(|word| ["f32", "f64"].contains(word))?;
                (!line.trim_start().starts_with("//")).then(|| format!("says {float}"))
            }));
        }
    }
    let screens = sources("ui/src", &["ts", "svelte"]);
    breaches.extend(lines(&screens, |line| any_of(line, &["parseFloat("])));
    hold("money is an exact decimal everywhere:", &breaches);
}

#[test]
fn the_tree_speaks_of_no_machine_and_no_registry_host() {
    // Put together here, so that this file is not its own breach.
    let machine = [
        ["/wo", "rk/"],
        ["/ro", "ot/"],
        ["/tm", "p/"],
        ["/Us", "ers/"],
        [r"C:\Us", "ers"],
    ];
    let hosts = [
        ["crates", ".io/"],
        ["registry.npm", "js"],
        ["registry.yarn", "pkg"],
        ["pypi", ".org"],
        ["goproxy", "."],
    ];
    let words: Vec<String> = machine
        .iter()
        .chain(&hosts)
        .map(|halves| halves.concat())
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut files = texts(".");
    // Cargo writes the name of its registry into each row of its lock file.
    files.retain(|file| file.path != "Cargo.lock");
    let breaches = lines(&files, |line| any_of(line, &words));
    hold("the project names a machine or a registry:", &breaches);
}

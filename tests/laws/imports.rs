//! Which crate may import which. The table is the architecture; this holds it to the manifests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, PackageId};

use crate::rust_text::shipped;
use crate::tree::{hold, root, sources};

/// A crate and all it may import of ours. What stands outside the window's layers is free.
const TABLE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("providers", &["domain"]),
    ("store", &["domain"]),
    ("engine", &["domain", "providers", "store"]),
    ("platform", &["domain", "engine"]),
    ("paper", &["domain", "engine"]),
    ("simulator", &[]),
    ("dukactl", EVERY_LAYER),
    ("duka", EVERY_LAYER),
];
const EVERY_LAYER: &[&str] = &[
    "domain",
    "providers",
    "store",
    "engine",
    "platform",
    "paper",
    "simulator",
];
const FREE: &[&str] = &["tests", "bad-disk", "bench", "xtask"];

const PURE: &[&str] = &["domain", "providers"];
/// These take the engine's facts, and so reach what it reaches; they use nothing of it themselves.
const PURE_BY_WORD: &[&str] = &["paper"];
/// What brings a runtime, the network, a disk or a window.
const IMPURE: &[&str] = &[
    "axum",
    "hyper",
    "keyring",
    "keyring-core",
    "libsqlite3-sys",
    "mio",
    "reqwest",
    "rustls",
    "socket2",
    "sqlx",
    "sqlx-core",
    "tauri",
    "tokio",
    "ureq",
    "zbus",
];
/// The same reached through the standard library, or the clock through chrono.
const IMPURE_WORDS: &[&str] = &[
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "Instant::now",
    "std::fs",
    "std::net::Tcp",
    "std::net::Udp",
    "ToSocketAddrs",
    "std::process",
    "std::env::var",
    "std::thread",
    "async fn",
    ".await",
];
/// One door to the database.
const ASK_THE_DATABASE: &[&str] = &["store", "tests", "bench"];

fn metadata() -> &'static Metadata {
    static METADATA: OnceLock<Metadata> = OnceLock::new();
    METADATA.get_or_init(|| {
        MetadataCommand::new()
            .current_dir(root())
            .other_options(["--locked".to_owned(), "--offline".to_owned()])
            .exec()
            .expect("cargo reads the workspace")
    })
}

/// What each package imports in the code that ships, by package.
fn shipped_imports() -> BTreeMap<&'static PackageId, Vec<&'static PackageId>> {
    let resolve = metadata().resolve.as_ref().expect("metadata resolves");
    let normal = |dep: &&cargo_metadata::NodeDep| {
        dep.dep_kinds
            .iter()
            .any(|kind| kind.kind == DependencyKind::Normal)
    };
    resolve
        .nodes
        .iter()
        .map(|node| {
            let direct = node.deps.iter().filter(normal).map(|dep| &dep.pkg);
            (&node.id, direct.collect())
        })
        .collect()
}

fn name(id: &PackageId) -> &'static str {
    &metadata()[id].name
}

fn member(crate_name: &str) -> &'static PackageId {
    let mut members = metadata().workspace_members.iter();
    members
        .find(|id| name(id) == crate_name)
        .unwrap_or_else(|| panic!("the workspace has no crate {crate_name}"))
}

fn reached(from: &'static PackageId) -> BTreeSet<&'static str> {
    let imports = shipped_imports();
    let mut names = BTreeSet::new();
    let mut waiting = vec![from];
    while let Some(next) = waiting.pop() {
        for &id in &imports[next] {
            if names.insert(name(id)) {
                waiting.push(id);
            }
        }
    }
    names
}

#[test]
fn the_import_table_holds() {
    let imports = shipped_imports();
    let ours: BTreeSet<&str> = metadata().workspace_members.iter().map(name).collect();
    let mut breaches = Vec::new();
    for &crate_name in &ours {
        let row = TABLE.iter().find(|(of, _)| *of == crate_name);
        let Some((_, allowed)) = row else {
            if !FREE.contains(&crate_name) {
                breaches.push(format!("{crate_name} has no row in the table"));
            }
            continue;
        };
        for import in imports[member(crate_name)].iter().map(|id| name(id)) {
            if ours.contains(import) && !allowed.contains(&import) {
                breaches.push(format!("{crate_name} imports {import}"));
            }
        }
        let mut declared = metadata()[member(crate_name)].dependencies.iter();
        // Of any kind: a test that speaks SQL knows the store's tables just as well.
        if declared.any(|dependency| dependency.name == "sqlx")
            && !ASK_THE_DATABASE.contains(&crate_name)
        {
            breaches.push(format!(
                "{crate_name} imports sqlx, which is the store's alone"
            ));
        }
    }
    hold("the import table does not allow this:", &breaches);
}

#[test]
fn pure_crates_reach_no_runtime_network_or_disk() {
    let mut breaches = Vec::new();
    for &crate_name in PURE {
        let reached = reached(member(crate_name));
        for impure in IMPURE.iter().filter(|name| reached.contains(**name)) {
            breaches.push(format!("{crate_name} reaches {impure}"));
        }
    }
    for crate_name in PURE.iter().chain(PURE_BY_WORD) {
        for file in sources(&format!("src-tauri/crates/{crate_name}/src"), &["rs"]) {
            for (number, line) in shipped(&file.text).lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for word in IMPURE_WORDS.iter().filter(|word| code.contains(**word)) {
                    breaches.push(format!("{}:{} says {word}", file.path, number + 1));
                }
            }
        }
    }
    hold("domain and providers are pure:", &breaches);
}

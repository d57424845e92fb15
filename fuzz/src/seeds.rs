//! Inputs to begin with. What is kept in `seeds` was found once, or shows the form; the exchanges of the providers'
//! documents are taken from the fixtures, so that they are written in one place.

use super::provider_reply::REFERENCE;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// An input, and what it is called.
pub struct Seed {
    /// A file's name.
    pub name: String,
    /// The bytes.
    pub input: Vec<u8>,
}

/// Every input to begin with.
pub fn of(target: &str) -> io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for path in files(&root().join("fuzz/seeds").join(target))? {
        seeds.push(Seed {
            name: file_name(&path),
            input: fs::read(&path)?,
        });
    }
    if target == "provider_reply" {
        for path in fixtures("fixtures")? {
            seeds.extend(exchange(&path)?);
        }
    }
    if target == "delivery" {
        for path in fixtures("deliveries")? {
            seeds.push(received(&path)?);
        }
    }
    Ok(seeds)
}

/// Puts the inputs where the fuzzer looks for them, beside words that it may try.
pub fn write(target: &str, folder: &Path) -> io::Result<()> {
    let inputs = folder.join(target);
    fs::create_dir_all(&inputs)?;
    for seed in of(target)? {
        fs::write(inputs.join(&seed.name), &seed.input)?;
    }
    let mut words: BTreeSet<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    if target == "provider_reply" {
        for path in fixtures("fixtures")? {
            collect(&read(&path)?["response"]["body"], &mut words);
        }
    }
    let lines: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    fs::write(folder.join(format!("{target}.dict")), lines.join("\n"))
}

/// What is odd in numbers, times and text, whoever reads it.
const WORDS: &[&str] = &[
    "null",
    "true",
    "-1",
    "1e400",
    "0.00000000001",
    "99999999999999999999",
    "\\ud800",
    "\\u0000",
    "0000-00-00 00:00:00",
    "{}",
    "[]",
    "\"\"",
    "<html>",
    "+256",
    "00225",
    "0772418305",
    "1 250 000",
    "1.25m",
    "50k",
    "REF-",
    "\u{301}",
    "\u{feff}",
    "\u{130}",
    "\u{2116}",
    "\u{661}",
];

/// The response of a fixture. A look-up's answer bears the reference that is always asked for.
fn exchange(path: &Path) -> io::Result<Option<Seed>> {
    let fixture = read(path)?;
    let response = &fixture["response"];
    let Some(status) = response["status"].as_u64() else {
        return Ok(None);
    };
    let mut text = format!("{status}\n");
    for (name, value) in response["headers"].as_object().into_iter().flatten() {
        text.push_str(&format!("{name}: {}\n", value.as_str().unwrap_or_default()));
    }
    text.push('\n');
    match response["text"].as_str() {
        Some(body) => text.push_str(body),
        None => text.push_str(&response["body"].to_string()),
    }
    let asked = fixture["call"]["fetch_transaction"]["provider_reference"].as_str();
    if let Some(asked) = asked.filter(|asked| !asked.is_empty()) {
        text = text.replace(asked, REFERENCE);
    }
    Ok(Some(seed(path, text)))
}

/// The request of a webhook's fixture.
fn received(path: &Path) -> io::Result<Seed> {
    let fixture = read(path)?;
    let received = &fixture["received"];
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut text = format!("{}\n", word(&received["method"]));
    for header in received["headers"].as_array().into_iter().flatten() {
        text.push_str(&format!("{}: {}\n", word(&header[0]), word(&header[1])));
    }
    text.push('\n');
    text.push_str(&word(&received["text"]));
    Ok(seed(path, text))
}

fn seed(path: &Path, text: String) -> Seed {
    let provider = path.ancestors().nth(2).map(file_name).unwrap_or_default();
    Seed {
        name: format!("{provider}.{}", file_name(path)),
        input: text.into_bytes(),
    }
}

fn read(path: &Path) -> io::Result<Value> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

fn fixtures(folder_name: &str) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for provider in providers::all() {
        let folder = root()
            .join("src-tauri/crates/providers/src")
            .join(provider.manifest().id)
            .join(folder_name);
        found.extend(files(&folder)?);
    }
    Ok(found)
}

/// The names of fields, and the words that stand in them.
fn collect(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                words.insert(format!("\"{name}\":"));
                collect(value, words);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::String(text) if text.len() <= 24 => {
            words.insert(format!("\"{text}\""));
        }
        Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null => {}
    }
}

/// A line of a dictionary.
fn quoted(word: &str) -> String {
    let written: String = word
        .bytes()
        .map(|byte| match byte {
            b'"' | b'\\' => format!("\\{}", char::from(byte)),
            b' '..=b'~' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02X}"),
        })
        .collect();
    format!("\"{written}\"")
}

/// The files of a folder, in the order of their names.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The project, from whichever of its packages this is part of.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("a package is a folder of the project")
}

//! What the window may ask of the core, read from the core's own source: a command that is added is found here by itself.

use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// A command, and what it takes.
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) arguments: Vec<Argument>,
    /// The right that it asks for first, as its source names it; none where it asks for none.
    pub(crate) right: Option<String>,
}

/// One argument or one field, by the name that a page gives it.
pub(crate) struct Argument {
    pub(crate) name: String,
    form: Form,
}

enum Form {
    Text,
    Number,
    Truth,
    /// Texts by key.
    Map,
    /// One of a few words, this among them.
    Word(&'static str),
    /// Several, each with these fields; with none where they are no more than a text or a number.
    List(Vec<Argument>),
    Fields(Vec<Argument>),
}

/// Every command that is registered.
pub(crate) fn commands() -> Vec<Command> {
    let list = between(&source("lib.rs"), "generate_handler![", "]");
    let commands: Vec<Command> = list
        .split(',')
        .map(str::trim)
        .filter(|path| !path.is_empty())
        .map(|path| {
            let mut parts = path.rsplit("::");
            let (name, file) = (parts.next(), parts.next());
            let name = name.expect("a path ends with a name").to_owned();
            let file = format!("commands/{}.rs", file.expect("a command stands in a file"));
            let text = source(&file);
            let taken = between(&text, &format!("fn {name}("), ") ");
            let taken = taken.trim_end_matches(')');
            let body = between(&text, &format!("fn {name}("), "\n}");
            Command {
                arguments: arguments(taken, camel),
                right: right_of(&name, &body),
                name,
            }
        })
        .collect();
    assert!(commands.len() > 10, "the list of commands was found");
    commands
}

/// The commands that a window was given, by its capability.
pub(crate) fn allowed(window: &str) -> Vec<String> {
    let path = root().join("capabilities").join(format!("{window}.json"));
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.split('"')
        .filter_map(|word| Some(word.strip_prefix("allow-")?.replace('-', "_")))
        .collect()
}

impl Command {
    /// Arguments of the right shape, with honest values where there are some by that name.
    pub(crate) fn filled(&self, honest: &dyn Fn(&str) -> Option<Value>) -> Value {
        filled(&self.arguments, honest)
    }

    /// Arguments that are taken for what they are, so that nothing but the command itself refuses them.
    pub(crate) fn readable(&self, honest: &dyn Fn(&str) -> Option<Value>) -> Value {
        readable(&self.arguments, honest)
    }

    /// The way to every argument and to every field of one.
    pub(crate) fn places(&self) -> Vec<Vec<String>> {
        let mut places = Vec::new();
        walk(&self.arguments, &[], &mut places);
        places
    }
}

fn filled(arguments: &[Argument], honest: &dyn Fn(&str) -> Option<Value>) -> Value {
    let fields = arguments.iter().map(|argument| {
        let value = honest(&argument.name).unwrap_or_else(|| match &argument.form {
            Form::Text | Form::Word(_) => Value::Null,
            Form::Number => json!(50),
            Form::Truth => json!(false),
            Form::Map => json!({}),
            Form::List(fields) if fields.is_empty() => json!([]),
            Form::List(fields) => json!([filled(fields, honest)]),
            Form::Fields(fields) => filled(fields, honest),
        });
        (argument.name.clone(), value)
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

fn readable(arguments: &[Argument], honest: &dyn Fn(&str) -> Option<Value>) -> Value {
    let fields = arguments.iter().map(|argument| {
        let value = match &argument.form {
            Form::Fields(fields) => readable(fields, honest),
            Form::Text => honest(&argument.name).unwrap_or_else(|| json!("x")),
            Form::Word(word) => json!(word),
            Form::List(_) => json!([]),
            Form::Number => json!(5),
            Form::Truth => json!(false),
            Form::Map => json!({}),
        };
        (argument.name.clone(), value)
    });
    Value::Object(fields.collect::<Map<_, _>>())
}

/// Commands that have somebody else ask for their right.
const ASKED_FOR_ELSEWHERE: [(&str, &str); 3] = [
    ("open_mode", "Anybody"),
    ("touch", "Anybody"),
    ("export_journal", "Export"),
];

/// `wiring.here(Right::Look)`, or the home of those who work here.
fn right_of(name: &str, body: &str) -> Option<String> {
    if let Some((_, right)) = ASKED_FOR_ELSEWHERE.iter().find(|(it, _)| *it == name) {
        return Some((*right).to_owned());
    }
    if body.contains("wiring.people()") {
        return Some("People".to_owned());
    }
    let named = body.split("Right::").nth(1)?;
    let end = named.find(|c: char| !c.is_ascii_alphanumeric());
    Some(named[..end.unwrap_or(named.len())].to_owned())
}

fn walk(arguments: &[Argument], above: &[String], places: &mut Vec<Vec<String>>) {
    for argument in arguments {
        let place = [above, std::slice::from_ref(&argument.name)].concat();
        match &argument.form {
            Form::Fields(fields) => walk(fields, &place, places),
            Form::List(fields) if !fields.is_empty() => {
                walk(
                    fields,
                    &[place.as_slice(), &["0".to_owned()]].concat(),
                    places,
                );
            }
            _ => {}
        }
        places.push(place);
    }
}

/// `name: Type, name: Type`, without what the core itself puts in.
fn arguments(text: &str, named: fn(&str) -> String) -> Vec<Argument> {
    parts(text)
        .into_iter()
        .filter_map(|part| {
            let (name, kind) = part.split_once(':')?;
            let kind = bare(kind.trim());
            let core_gives = ["State<", "AppHandle", "Request<"];
            if core_gives.iter().any(|name| kind.starts_with(name)) {
                return None;
            }
            Some(Argument {
                name: named(name.trim().trim_start_matches("pub ").trim()),
                form: form(kind),
            })
        })
        .collect()
}

/// The type inside of what only says how it is taken.
fn bare(kind: &str) -> &str {
    for around in ["Given<", "Option<"] {
        if let Some(inner) = kind.strip_prefix(around) {
            return bare(inner.strip_suffix('>').unwrap_or(inner).trim());
        }
    }
    kind
}

fn form(kind: &str) -> Form {
    if let Some(each) = kind.strip_prefix("Vec<") {
        return Form::List(match form(bare(each.trim_end_matches('>'))) {
            Form::Fields(fields) => fields,
            _ => Vec::new(),
        });
    }
    match kind {
        "String" | "PinInput" | "TypedSecret" => Form::Text,
        "u8" | "u32" | "u64" | "usize" | "i64" => Form::Number,
        "bool" => Form::Truth,
        "Mode" | "Environment" => Form::Word("sandbox"),
        "Paper" => Form::Word("a4"),
        "EvidenceFormat" => Form::Word("text"),
        "BTreeMap<String, String>" => Form::Map,
        other => Form::Fields(fields_of(other)),
    }
}

/// The fields of an input, wherever among the views it stands.
fn fields_of(name: &str) -> Vec<Argument> {
    let found = views().into_iter().find_map(|file| {
        let text = std::fs::read_to_string(file).ok()?;
        let head = format!("pub struct {name} {{");
        text.contains(&head).then(|| between(&text, &head, "\n}"))
    });
    let body = found.unwrap_or_else(|| panic!("what a `{name}` looks like is not known here"));
    let mut renamed = None;
    let mut code = String::new();
    for line in body.lines().map(str::trim_start) {
        if line.starts_with('#') {
            renamed = line.split_once("rename = \"").or(renamed);
        } else if !line.starts_with("//") {
            // A page knows a field by the name that it is given outside.
            match (renamed.take(), line.split_once(':')) {
                (Some((_, told)), Some((_, kind))) => {
                    let (told, _) = told.split_once('"').expect("a name ends");
                    code += &format!("{told}: {kind}");
                }
                _ => code += line,
            }
        }
    }
    arguments(&code, str::to_owned)
}

fn views() -> Vec<PathBuf> {
    let folders = [
        "src",
        "src/views",
        "crates/engine/src",
        "crates/engine/src/view",
    ];
    let folders = folders.map(|folder| root().join(folder));
    folders
        .iter()
        .filter_map(|folder| std::fs::read_dir(folder).ok())
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

/// Splits at the commas that stand in no brackets.
fn parts(text: &str) -> Vec<String> {
    let mut depth = 0_i32;
    let mut all = vec![String::new()];
    for c in text.chars() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if c == ',' && depth == 0 {
            all.push(String::new());
        } else if let Some(last) = all.last_mut() {
            last.push(c);
        }
    }
    all
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |all, word| {
        let mut letters = word.chars();
        let head = letters.next().map(|letter| letter.to_ascii_uppercase());
        all + &head.into_iter().chain(letters).collect::<String>()
    })
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source(name: &str) -> String {
    let path = root().join("src").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn between(text: &str, from: &str, to: &str) -> String {
    let start = text
        .find(from)
        .unwrap_or_else(|| panic!("`{from}` is not there"));
    let rest = &text[start + from.len()..];
    let end = rest
        .find(to)
        .unwrap_or_else(|| panic!("nothing ends `{from}`"));
    rest[..end].to_owned()
}

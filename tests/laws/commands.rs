//! A command of the window stands in two lists and in a window's capability. A name missing in
//! one of them is a button that fails only when somebody presses it.

use std::collections::BTreeSet;

use crate::tree::{hold, read, sources};

/// `generate_handler![one, commands::two]`
fn in_handler() -> BTreeSet<String> {
    let text = read("src-tauri/src/lib.rs");
    let list = between(&text, "generate_handler![", "]").expect("lib.rs lists the commands");
    list.split(',')
        .map(|path| path.rsplit("::").next().unwrap_or(path).trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// `invoke<Reply>('one', { … })`
fn in_screens() -> BTreeSet<String> {
    let text: String = sources("ui/src/lib/commands", &["ts"])
        .iter()
        .map(|file| file.text.as_str())
        .collect();
    text.split("invoke")
        .skip(1)
        .filter_map(|call| {
            let arguments = after_type_arguments(call)?.strip_prefix('(')?;
            let arguments = arguments.trim_start();
            let name = arguments.strip_prefix(['\'', '"'])?;
            name.split(['\'', '"']).next().map(str::to_owned)
        })
        .collect()
}

/// Skips `<…>` with whatever is nested in it.
fn after_type_arguments(call: &str) -> Option<&str> {
    if !call.starts_with('<') {
        return Some(call);
    }
    let mut depth = 0_usize;
    for (at, c) in call.char_indices() {
        match c {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return call.get(at + 1..);
        }
    }
    None
}

/// `allow-one-thing` permissions of all windows together.
fn allowed_to_a_window() -> BTreeSet<String> {
    sources("src-tauri/capabilities", &["json"])
        .iter()
        .flat_map(|file| strings(&file.text))
        .filter_map(|word| Some(word.strip_prefix("allow-")?.replace('-', "_")))
        .collect()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let start = text.find(from)? + from.len();
    let length = text[start..].find(to)?;
    Some(&text[start..start + length])
}

fn strings(text: &str) -> BTreeSet<String> {
    text.split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_lists_of_commands_agree() {
    let lists = [
        ("src-tauri/src/lib.rs", in_handler()),
        ("ui/src/lib/commands", in_screens()),
        ("src-tauri/capabilities", allowed_to_a_window()),
    ];
    let all: BTreeSet<&String> = lists.iter().flat_map(|(_, list)| list).collect();
    assert!(!all.is_empty(), "no command was found at all");
    let mut breaches = Vec::new();
    for command in all {
        for (place, list) in &lists {
            if !list.contains(command) {
                breaches.push(format!("{command} is missing in {place}"));
            }
        }
    }
    hold("the lists of commands differ:", &breaches);
}

#[test]
fn type_arguments_of_any_depth_are_skipped() {
    assert_eq!(after_type_arguments("<Page<Row>>('one')"), Some("('one')"));
    assert_eq!(after_type_arguments("('one')"), Some("('one')"));
}

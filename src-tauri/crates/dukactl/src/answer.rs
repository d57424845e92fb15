//! What a command ends with: an exit code, one JSON value, and the same for people.

use crate::print;
use clap::error::ErrorKind;
use domain::Lang;
use engine::view::ErrorView;
use engine::{Class, EngineError};
use serde::Serialize;
use serde_json::json;
use std::ffi::OsStr;
use std::io::Write as _;
use std::process::ExitCode;

/// Done, and no money was asked to move; or it moved.
pub(crate) const DONE: u8 = 0;
/// Disk, keyring, network before sending.
pub(crate) const FAILED: u8 = 1;
/// Bad usage, bad input, a guard, or a review that is due.
pub(crate) const BAD_INPUT: u8 = 2;
/// The provider refused.
pub(crate) const REFUSED: u8 = 3;
const IN_DOUBT: u8 = 4;
const NOT_FOUND: u8 = 5;

/// The end of a command.
#[derive(Debug)]
pub(crate) struct Answer {
    exit: u8,
    /// `None` when the command has printed its own.
    json: Option<String>,
    /// For stdout, when people read.
    text: String,
    /// For stderr, when people read.
    complaint: String,
}

impl Answer {
    /// An answer that both a program and a person can read.
    pub(crate) fn new(exit: u8, json: &impl Serialize, text: String) -> Self {
        Self {
            exit,
            json: Some(written(json)),
            text,
            complaint: String::new(),
        }
    }

    /// The end of a command that has printed what it had to say.
    pub(crate) fn silent(exit: u8) -> Self {
        Self {
            exit,
            json: None,
            text: String::new(),
            complaint: String::new(),
        }
    }

    /// The same, with a sentence on stderr for a person.
    pub(crate) fn complaining(mut self, complaint: String) -> Self {
        self.complaint = complaint;
        self
    }

    /// An error. Where the money may have moved, or the provider said no to an operation, the operation is the answer.
    pub(crate) fn of_error(error: &EngineError, lang: Lang) -> Self {
        let exit = exit_of(error.class);
        let view = error.view(lang);
        let fate = matches!(error.class, Class::Refused | Class::InDoubt);
        let json = match &view.operation {
            Some(operation) if fate => written(operation),
            Some(_) | None => written(&Told { error: &view }),
        };
        Self {
            exit,
            json: Some(json),
            text: String::new(),
            complaint: print::error(&view, lang),
        }
    }

    /// Prints it, once, and says how the process ends. A reader that went away changes nothing about what was done.
    pub(crate) fn print(self, json: bool) -> ExitCode {
        match self.json {
            Some(value) if json => out(&format!("{value}\n")),
            Some(_) | None => {
                out(&self.text);
                err(&self.complaint);
            }
        }
        ExitCode::from(self.exit)
    }
}

#[derive(Serialize)]
struct Told<'a> {
    error: &'a ErrorView,
}

/// One line, its fields in the order of the view.
fn written(view: &impl Serialize) -> String {
    serde_json::to_string(view)
        .expect("a view is made of strings, numbers, lists and maps with text keys")
}

fn exit_of(class: Class) -> u8 {
    match class {
        Class::Failed => FAILED,
        Class::BadInput => BAD_INPUT,
        Class::Refused => REFUSED,
        Class::InDoubt => IN_DOUBT,
        Class::NotFound => NOT_FOUND,
    }
}

/// Writes to stdout. That nobody reads any more is no reason to fall over: the work is done and journalled.
pub(crate) fn out(text: &str) {
    let mut stdout = std::io::stdout().lock();
    drop(
        stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush()),
    );
}

/// Writes to stderr, in the same way.
pub(crate) fn err(text: &str) {
    drop(std::io::stderr().lock().write_all(text.as_bytes()));
}

/// Bad usage, or a question about usage. Read before there is anything parsed, so `--json` is looked for by hand.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let asked_for_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    let json = std::env::args_os().any(|word| word == OsStr::new("--json"));
    if !json || asked_for_help {
        drop(error.print());
        return ExitCode::from(if asked_for_help { DONE } else { BAD_INPUT });
    }
    let text = error.render().to_string();
    let message = text
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("error: ");
    out(&format!(
        "{}\n",
        json!({"error": {
            "code": "usage",
            "message": message,
            "field": null,
            "next": "dukactl --help",
            "operation": null,
        }})
    ));
    ExitCode::from(BAD_INPUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_has_the_five_fields_of_the_contract() {
        let error = EngineError::bad("amount", "bad_amount", "No.", "Non.");
        let answer = Answer::of_error(&error, Lang::Fr);
        assert_eq!(answer.exit, 2);
        assert_eq!(
            answer.json.unwrap(),
            r#"{"error":{"code":"bad_amount","message":"Non.","field":"amount","next":null,"operation":null}}"#
        );
        assert!(answer.text.is_empty());
        assert!(answer.complaint.starts_with("Non."));
    }

    #[test]
    fn each_class_of_error_has_its_exit_code() {
        let classes = [
            Class::Failed,
            Class::BadInput,
            Class::Refused,
            Class::InDoubt,
            Class::NotFound,
        ];
        assert_eq!(classes.map(exit_of), [1, 2, 3, 4, 5]);
    }
}

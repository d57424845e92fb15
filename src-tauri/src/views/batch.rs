//! A file of payouts as the window hands it over and as it runs.

use engine::batch::Counts;
use engine::view::{BatchColumnView, ErrorView};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// A file that was opened: what its columns say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchOpenedView {
    /// What it is called.
    pub file_name: String,
    /// Its columns, as they were understood.
    pub columns: Vec<BatchColumnView>,
    /// Through which account it paid, where it was given before.
    pub account: Option<String>,
    /// How many of its cells were mended then.
    pub mends: usize,
}

/// What a column means, by its title.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BatchColumnInput {
    /// Its title.
    pub title: String,
    /// What it says; null is nothing to us.
    #[ts(type = "BatchField | null")]
    pub field: Option<String>,
}

/// A cell that was mended.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BatchMendInput {
    /// Its line in the file.
    pub line: u32,
    /// Which field.
    #[ts(type = "BatchField")]
    pub field: String,
    /// What stands there instead.
    pub text: String,
}

/// How far a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchProgressView {
    /// `bt_…`
    pub batch: String,
    /// How many of its rows stand where.
    #[ts(type = "Partial<Record<State, number>>")]
    pub counts: BTreeMap<&'static str, usize>,
    /// It runs no more.
    pub ended: bool,
    /// Why it ended before its last row.
    pub trouble: Option<ErrorView>,
}

impl BatchProgressView {
    pub(crate) fn of(batch: &str, counts: &Counts) -> Self {
        Self {
            batch: batch.to_owned(),
            counts: counts.by_state().collect(),
            ended: false,
            trouble: None,
        }
    }
}

/// A file that was written where a person finds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SavedFileView {
    /// Where.
    pub path: String,
}

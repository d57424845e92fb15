//! Cells that a person mended on the screen. They lie over the file, which is kept as it came.

use super::field::Field;
use super::header::Header;
use super::table::Table;
use std::collections::BTreeMap;

/// Whoever has to mend more than this writes a better file.
pub const MOST_MENDS: usize = 20_000;

/// By line and field, what stands there instead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mends(BTreeMap<u32, BTreeMap<Field, String>>);

impl Mends {
    /// Another text in a cell.
    #[must_use]
    pub fn with(mut self, line: u32, field: Field, text: &str) -> Self {
        self.0
            .entry(line)
            .or_default()
            .insert(field, text.to_owned());
        self
    }

    /// Fields of a line that were mended.
    pub fn of_line(&self, line: u32) -> impl Iterator<Item = Field> {
        self.0
            .get(&line)
            .into_iter()
            .flat_map(|row| row.keys().copied())
    }

    /// How many cells.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }

    /// As a text to be kept.
    #[must_use]
    pub fn to_json(&self) -> String {
        let words: BTreeMap<u32, BTreeMap<&str, &str>> = self
            .0
            .iter()
            .map(|(line, row)| {
                let cells = row.iter();
                let cells = cells.map(|(field, text)| (field.as_str(), text.as_str()));
                (*line, cells.collect())
            })
            .collect();
        serde_json::to_string(&words).unwrap_or_default()
    }

    /// Of a text that was kept.
    #[must_use]
    pub fn from_json(text: &str) -> Self {
        let words: BTreeMap<u32, BTreeMap<String, String>> =
            serde_json::from_str(text).unwrap_or_default();
        let mut mends = Self::default();
        for (line, row) in words {
            for (word, text) in row {
                if let Some(field) = Field::parse(&word) {
                    mends = mends.with(line, field, &text);
                }
            }
        }
        mends
    }

    /// Puts them where they belong; a field that no column says gets a column.
    pub(super) fn show_in(&self, table: &mut Table, header: &mut Header) {
        if self.0.is_empty() {
            return;
        }
        let widest = table.rows().map(|row| row.len()).max().unwrap_or(0);
        for (line, row) in &self.0 {
            for (field, text) in row {
                let column = header.add(*field, widest);
                // A line that is not there any more was of another file.
                let _shown = table.mend(*line, column, text);
            }
        }
    }
}

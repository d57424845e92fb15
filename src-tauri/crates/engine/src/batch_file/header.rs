//! Which column says what. A file is refused rather than guessed at where two columns say the same.

use super::field::{Field, squeezed};
use super::refused;
use super::table::{HEADER_WITHIN, Row, Table};
use crate::error::Result;
use domain::Currency;
use std::collections::BTreeMap;

/// Titles of the file and what a person says that they mean; `None` is a column that says nothing to us.
#[derive(Clone, Debug, Default)]
pub struct Mapping(BTreeMap<String, Option<Field>>);

impl Mapping {
    /// A title's meaning. Case, accents and spaces do not matter.
    #[must_use]
    pub fn with(mut self, title: &str, field: Option<Field>) -> Self {
        self.0.insert(squeezed(title), field);
        self
    }

    /// As a text to be kept.
    #[must_use]
    pub fn to_json(&self) -> String {
        let words: BTreeMap<&str, Option<&str>> = self
            .0
            .iter()
            .map(|(title, field)| (title.as_str(), field.map(Field::as_str)))
            .collect();
        serde_json::to_string(&words).unwrap_or_default()
    }

    /// Of a text that was kept. What is not understood any more says nothing.
    #[must_use]
    pub fn from_json(text: &str) -> Self {
        let words: BTreeMap<String, Option<String>> =
            serde_json::from_str(text).unwrap_or_default();
        let meant = words.into_iter().map(|(title, word)| match word {
            None => Some((title, None)),
            Some(word) => Some((title, Some(Field::parse(&word)?))),
        });
        Self(meant.flatten().collect())
    }
}

/// A column of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its title, as it stands there; empty where it has none.
    pub title: String,
    /// What it says, if that is anything to us.
    pub field: Option<Field>,
}

/// The header that was found.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// Its row in the table.
    pub(super) row: usize,
    pub(super) columns: Vec<Column>,
    /// `Amount (XOF)` says the currency of every row.
    pub(super) currency: Option<Currency>,
    places: [Option<usize>; Field::ALL.len()],
    titles: usize,
    width: usize,
}

impl Header {
    /// How many columns the file has titles for.
    pub(super) fn titles(&self) -> usize {
        self.titles
    }

    /// Where the columns begin that the file has not.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Gives a field that no column says a column of its own, after every cell of the file: a stray cell beyond the titles is
    /// never taken for it.
    pub(super) fn add(&mut self, field: Field, widest: usize) -> usize {
        if let Some(place) = self.place(field) {
            return place;
        }
        if self.width == usize::MAX {
            self.width = widest.max(self.titles);
            self.columns.resize_with(self.width, || Column {
                title: String::new(),
                field: None,
            });
        }
        let place = self.columns.len();
        self.columns.push(Column {
            title: field.as_str().to_owned(),
            field: Some(field),
        });
        self.places[field as usize] = Some(place);
        place
    }

    /// The column of a field.
    pub(super) fn place(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }
}

/// How many titles of a row we know.
pub(super) fn known_titles(row: Row<'_>, mapping: &Mapping) -> usize {
    row.cells()
        .filter(|cell| meaning(cell.text, mapping).is_some())
        .count()
}

/// Does the row name at least an amount and one thing more?
pub(super) fn is_header(row: Row<'_>, mapping: &Mapping) -> bool {
    let names_an_amount = row
        .cells()
        .any(|cell| matches!(meaning(cell.text, mapping), Some((Field::Amount, _))));
    names_an_amount && known_titles(row, mapping) > 1
}

/// How sure we are of a title.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    Maybe,
    Yes,
    Told,
}

fn meaning(title: &str, mapping: &Mapping) -> Option<(Field, Sure)> {
    if title.is_empty() || title.len() > 120 {
        return None;
    }
    let whole = squeezed(title);
    if let Some(told) = mapping.0.get(&whole) {
        return told.map(|field| (field, Sure::Told));
    }
    let known = Field::of_title(&whole).or_else(|| {
        let (before, _) = title.split_once('(')?;
        Field::of_title(&squeezed(before))
    });
    known.map(|(field, sure)| (field, if sure { Sure::Yes } else { Sure::Maybe }))
}

/// Finds the header and what its columns say.
pub(super) fn find(table: &Table, mapping: &Mapping) -> Result<Header> {
    let candidates =
        || (0..table.len().min(HEADER_WITHIN)).filter_map(|index| Some((index, table.row(index)?)));
    let Some((index, row)) = candidates().find(|(_, row)| is_header(*row, mapping)) else {
        let titles: Vec<&str> = table
            .row(0)
            .map(|row| row.cells().map(|cell| cell.text).take(8).collect())
            .unwrap_or_default();
        return Err(refused::no_header(&titles));
    };
    let mut columns: Vec<Column> = row
        .cells()
        .map(|cell| Column {
            title: cell.text.to_owned(),
            field: None,
        })
        .collect();
    let mut places = [None; Field::ALL.len()];
    for field in Field::ALL {
        let found: Vec<(usize, Sure)> = row
            .cells()
            .enumerate()
            .filter_map(|(place, cell)| match meaning(cell.text, mapping) {
                Some((meant, sure)) if meant == *field => Some((place, sure)),
                _ => None,
            })
            .collect();
        let surest = found.iter().map(|(_, sure)| *sure).max();
        let mut best = found.iter().filter(|(_, sure)| Some(*sure) == surest);
        let Some((place, _)) = best.next() else {
            continue;
        };
        if let Some((other, _)) = best.next() {
            return Err(refused::two_columns(
                *field,
                &columns[*place].title,
                &columns[*other].title,
            ));
        }
        columns[*place].field = Some(*field);
        places[*field as usize] = Some(*place);
    }
    let header = Header {
        row: index,
        currency: told_currency(&columns),
        titles: columns.len(),
        width: usize::MAX,
        columns,
        places,
    };
    complete(&header)?;
    Ok(header)
}

/// The titles of a file with what each would mean, also where they do not suffice: for a person who says what they mean.
pub(super) fn titles(table: &Table, mapping: &Mapping) -> Vec<Column> {
    let first = || (0..table.len().min(HEADER_WITHIN)).filter_map(|index| table.row(index));
    let named = first().find(|row| is_header(*row, mapping));
    let likely =
        || first().find(|row| row.cells().filter(|cell| !cell.text.is_empty()).count() > 1);
    let Some(row) = named.or_else(likely) else {
        return Vec::new();
    };
    row.cells()
        .map(|cell| Column {
            title: cell.text.to_owned(),
            field: meaning(cell.text, mapping).map(|(field, _)| field),
        })
        .collect()
}

fn told_currency(columns: &[Column]) -> Option<Currency> {
    let amount = columns.iter().find(|c| c.field == Some(Field::Amount))?;
    let (_, inside) = amount.title.split_once('(')?;
    Currency::parse(inside.split(')').next()?).ok()
}

/// Every row needs a reference, an amount and somebody to pay.
fn complete(header: &Header) -> Result<()> {
    let missing: Vec<Field> = [Field::Reference, Field::Amount]
        .into_iter()
        .filter(|field| header.place(*field).is_none())
        .collect();
    if !missing.is_empty() {
        return Err(refused::missing_columns(&missing));
    }
    let somebody = [Field::Phone, Field::AccountNumber, Field::Contact];
    if somebody.iter().all(|field| header.place(*field).is_none()) {
        return Err(refused::nobody_to_pay());
    }
    Ok(())
}

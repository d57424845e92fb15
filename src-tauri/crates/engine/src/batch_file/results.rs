//! The file as it came, with what became of each row beside it: for whoever sent the file.

use super::field::Field;
use super::number_text;
use super::table::{Cell, Sort};
use super::verdict::ReadRow;
use super::{BatchFile, Format};
use crate::error::{Class, EngineError, Result};
use domain::{Lang, Text};
use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowResult {
    /// Its state, in words.
    pub state: Text,
    /// What the provider calls it.
    pub provider_reference: Option<String>,
    /// What we call it there.
    pub our_reference: Option<String>,
    /// Why it was not paid.
    pub error: Option<Text>,
}

/// A cell to write.
enum Written<'a> {
    Text(Cow<'a, str>),
    Number(Decimal),
}

impl BatchFile {
    /// The results in the form of the original, by the line of each row. A row with faults tells them.
    pub fn results(&self, results: &BTreeMap<u32, RowResult>, lang: Lang) -> Result<Vec<u8>> {
        match self.format {
            Format::Csv { between } => self.csv(between, results, lang),
            Format::Xlsx => self.xlsx(results, lang).map_err(|error| unwritten(&error)),
        }
    }

    fn csv(&self, between: u8, results: &BTreeMap<u32, RowResult>, lang: Lang) -> Result<Vec<u8>> {
        // The mark by which Excel knows UTF-8.
        let mut writer = csv::WriterBuilder::new()
            .delimiter(between)
            .terminator(csv::Terminator::CRLF)
            .from_writer(vec![0xEF, 0xBB, 0xBF]);
        let mut record: Vec<String> = Vec::new();
        for row in self.written(results, lang) {
            record.clear();
            record.extend(row.into_iter().map(|cell| match cell {
                Written::Text(text) => guarded(&text).into_owned(),
                Written::Number(number) => number.to_string(),
            }));
            writer
                .write_record(&record)
                .map_err(|error| unwritten(&error))?;
        }
        writer.into_inner().map_err(|error| unwritten(&error))
    }

    fn xlsx(
        &self,
        results: &BTreeMap<u32, RowResult>,
        lang: Lang,
    ) -> std::result::Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_freeze_panes(1, 0)?;
        for (row, cells) in (0_u32..).zip(self.written(results, lang)) {
            for (column, cell) in (0_u16..).zip(cells) {
                put(sheet, row, column, &cell)?;
            }
        }
        workbook.save_to_buffer()
    }

    /// The header and every row, as far as the widest goes, then what became of it.
    fn written<'a>(
        &'a self,
        results: &'a BTreeMap<u32, RowResult>,
        lang: Lang,
    ) -> impl Iterator<Item = Vec<Written<'a>>> {
        let below = || self.table.rows().skip(self.header.row + 1);
        let width = below().map(|row| row.len()).max().unwrap_or(0);
        let width = width.max(self.header.columns.len());
        let titles = (0..width).map(move |column| {
            let title = self.header.columns.get(column);
            Written::Text(Cow::Borrowed(title.map_or("", |column| &column.title)))
        });
        let added = [
            ("State", "État"),
            ("Provider reference", "Référence du fournisseur"),
            ("Our reference", "Notre référence"),
            ("Error", "Erreur"),
        ];
        let added = added.map(|(en, fr)| match lang {
            Lang::En => Written::Text(Cow::Borrowed(en)),
            Lang::Fr => Written::Text(Cow::Borrowed(fr)),
        });
        let head = titles.chain(added).collect();
        let rows = below().zip(&self.rows).map(move |(row, read)| {
            let cells = (0..width).map(|column| {
                let field = self
                    .header
                    .columns
                    .get(column)
                    .and_then(|column| column.field);
                original(row.cell(column), field)
            });
            cells
                .chain(became(read, results.get(&read.line), lang))
                .collect()
        });
        std::iter::once(head).chain(rows)
    }
}

/// A cell of the original. Digits that are a name stay text, so that no spreadsheet takes them for a quantity again.
fn original(cell: Cell<'_>, field: Option<Field>) -> Written<'_> {
    let is_quantity = matches!(field, Some(Field::Amount) | None);
    if cell.sort == Sort::Number
        && is_quantity
        && let Some(plain) = number_text::plain(cell.text)
        && !number_text::is_unrounded(&plain)
        && let Ok(number) = Decimal::from_str_exact(&plain)
    {
        return Written::Number(number);
    }
    Written::Text(Cow::Borrowed(cell.text))
}

fn became<'a>(read: &ReadRow, result: Option<&'a RowResult>, lang: Lang) -> [Written<'a>; 4] {
    let text = |text: Option<&'a str>| Written::Text(Cow::Borrowed(text.unwrap_or_default()));
    let Some(result) = result else {
        let faults = read.faults();
        let state = match (faults, lang) {
            ([], _) => "",
            (_, Lang::En) => "Not sent",
            (_, Lang::Fr) => "Non envoyé",
        };
        let told: Vec<&str> = faults
            .iter()
            .map(|fault| fault.message.in_lang(lang))
            .collect();
        return [
            Written::Text(Cow::Borrowed(state)),
            text(None),
            text(None),
            Written::Text(Cow::Owned(told.join(" "))),
        ];
    };
    [
        text(Some(result.state.in_lang(lang))),
        text(result.provider_reference.as_deref()),
        text(result.our_reference.as_deref()),
        text(result.error.as_ref().map(|error| error.in_lang(lang))),
    ]
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Written<'_>,
) -> std::result::Result<(), XlsxError> {
    match cell {
        Written::Text(text) if text.is_empty() => {}
        // Written as a text, it never runs as a formula.
        Written::Text(text) => {
            sheet.write_string(row, column, text.as_ref())?;
        }
        Written::Number(number) => {
            sheet.write(row, column, *number)?;
        }
    }
    Ok(())
}

/// A cell that a spreadsheet would take for a formula is made text.
fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

fn unwritten(error: &dyn std::error::Error) -> EngineError {
    EngineError::new(
        Class::Failed,
        "results_unwritten",
        format!("The results could not be written: {error}."),
        format!("Les résultats n’ont pas pu être écrits : {error}."),
    )
}

//! A CSV that Excel opens by a double click and that a program reads without guessing.
//!
//! The first lines tell what it is, as a bank's statement does, and begin with `#`: no row does, so that a reader told of
//! `#` as the mark of comments (`csv::ReaderBuilder::comment`, pandas' `comment`) meets the headings first. Text is UTF-8
//! with its mark, amounts are plain decimals with a point, and what a spreadsheet program would take for a formula or a
//! number (a phone!) has an apostrophe before it.

use super::about::About;
use super::cell::{Cell, guarded, iso, local};
use super::columns::{Context, cells, headings};
use std::io::{self, Write};
use store::Row;

/// What stands between two cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    Comma,
    /// `;`, as programs set to French expect it.
    Semicolon,
}

impl Separator {
    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
        }
    }
}

pub(super) struct CsvFile<W: Write> {
    csv: csv::Writer<W>,
}

fn told(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

impl<W: Write> CsvFile<W> {
    pub(super) fn begin(
        mut file: W,
        separator: Separator,
        about: &About,
        with: &Context,
    ) -> io::Result<Self> {
        file.write_all("\u{feff}".as_bytes())?;
        let csv = csv::WriterBuilder::new()
            .delimiter(separator.byte())
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_writer(file);
        let mut begun = Self { csv };
        for (label, value) in &about.lines {
            // A break would end the line, and the rest of it would stand there as a row.
            let value = value.replace(char::is_control, " ");
            let label = format!("# {label}");
            let cells = [label.as_str(), &guarded(&value)];
            begun.csv.write_record(cells).map_err(told)?;
        }
        begun.csv.write_record(headings(with)).map_err(told)?;
        Ok(begun)
    }

    pub(super) fn row(&mut self, row: &Row, with: &Context) -> io::Result<()> {
        for (place, cell) in cells(row, with).enumerate() {
            match &cell {
                Cell::Empty => self.csv.write_field(b""),
                // A row that begins with the mark of comments would be taken for one.
                Cell::Text(text) if place == 0 && text.starts_with('#') => {
                    self.csv.write_field(format!("'{text}"))
                }
                Cell::Text(text) => self.csv.write_field(guarded(text).as_bytes()),
                Cell::Amount(money) => self.csv.write_field(money.amount().to_string()),
                Cell::Moment(at) => self.csv.write_field(iso(*at)),
                Cell::Local(at) => self.csv.write_field(local(*at)),
            }
            .map_err(told)?;
        }
        self.csv.write_record(None::<&[u8]>).map_err(told)
    }

    pub(super) fn finish(self) -> io::Result<()> {
        let inner = self.csv.into_inner();
        inner.map_err(|error| error.into_error())?.flush()
    }
}

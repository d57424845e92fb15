//! A workbook, written as it comes: each row goes straight into the file's one compressed stream, so that a million of
//! them need no more memory than one, and a disk that fills up is an error like any other.
//!
//! (The writer that we use for small workbooks holds a sheet in memory, or in a second file whose failure ends the
//! process: neither will do here.)

mod parts;
mod sheet;
mod until_it_fails;

use super::about::About;
use super::columns::{Context, cells, headings};
use parts::{Part, Sheet};
use std::io::{self, Seek, Write};
use store::Row;
use until_it_fails::UntilItFails;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// As many as a sheet has below its headings.
pub(super) const LARGEST_SHEET: u32 = 1_048_575;

pub(super) struct XlsxFile<W: Write + Seek> {
    zip: ZipWriter<UntilItFails<W>>,
    line: String,
    headings: Vec<String>,
    /// How wide each column is shown.
    widths: Vec<u8>,
    /// `A`, `B` and so on, as many as there are headings.
    columns: Vec<String>,
    largest: u32,
    /// Rows of the sheet that is being written, its headings among them.
    written: u32,
    sheets: Vec<Sheet>,
    /// Amounts with more digits than a number keeps.
    as_text: u64,
    /// Texts that are longer than a cell.
    cut: u64,
}

fn options() -> SimpleFileOptions {
    // A tenth larger than with the usual effort, in a third of the time.
    SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .compression_level(Some(2))
}

fn told(error: zip::result::ZipError) -> io::Error {
    match error {
        zip::result::ZipError::Io(error) => error,
        other => io::Error::other(other),
    }
}

impl<W: Write + Seek> XlsxFile<W> {
    pub(super) fn begin(file: W, largest: u32, with: &Context) -> io::Result<Self> {
        let headings = headings(with);
        let mut begun = Self {
            zip: ZipWriter::new(UntilItFails::new(file)),
            line: String::with_capacity(1 << 12),
            columns: (0..headings.len()).map(sheet::letters).collect(),
            widths: with.columns.iter().map(|column| column.width).collect(),
            headings,
            largest,
            written: 0,
            sheets: Vec::new(),
            as_text: 0,
            cut: 0,
        };
        begun.begin_sheet()?;
        Ok(begun)
    }

    fn begin_sheet(&mut self) -> io::Result<()> {
        let number = self.sheets.len() + 1;
        let name = match number {
            1 => "Transactions".to_owned(),
            more => format!("Transactions {more}"),
        };
        self.sheets.push(Sheet { name });
        self.begin_part(&parts::sheet_path(number))?;
        self.line.clear();
        sheet::head(&mut self.line, number == 1, &self.widths);
        sheet::headings(&mut self.line, &self.headings);
        self.written = 1;
        self.flush_line()
    }

    fn end_sheet(&mut self) -> io::Result<()> {
        self.line.clear();
        sheet::foot(&mut self.line, self.headings.len(), self.written);
        self.flush_line()
    }

    fn begin_part(&mut self, path: &str) -> io::Result<()> {
        self.zip.start_file(path, options()).map_err(told)
    }

    fn flush_line(&mut self) -> io::Result<()> {
        self.zip.write_all(self.line.as_bytes())
    }

    pub(super) fn row(&mut self, row: &Row, with: &Context) -> io::Result<()> {
        if self.written > self.largest {
            self.end_sheet()?;
            self.begin_sheet()?;
        }
        self.written += 1;
        self.line.clear();
        let told = sheet::row(
            &mut self.line,
            self.written,
            &self.columns,
            cells(row, with),
        );
        self.as_text += u64::from(told.as_text);
        self.cut += u64::from(told.cut);
        self.flush_line()
    }

    /// Ends the workbook with a sheet about it.
    pub(super) fn finish(mut self, about: &About, with: &Context) -> io::Result<()> {
        self.end_sheet()?;
        let mut lines = about.lines.clone();
        lines.extend(about.exceptions(self.as_text, self.cut));
        let number = self.sheets.len() + 1;
        self.sheets.push(Sheet {
            name: about.title(with.lang).to_owned(),
        });
        self.begin_part(&parts::sheet_path(number))?;
        self.line.clear();
        sheet::about(&mut self.line, &lines);
        self.flush_line()?;
        for Part { path, text } in parts::parts(&self.sheets) {
            self.begin_part(&path)?;
            self.zip.write_all(text.as_bytes())?;
        }
        let mut file = self.zip.finish().map_err(told)?;
        file.flush()
    }
}

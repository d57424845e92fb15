//! The writing thread: takes rows as they are read, and ends the file only when it is told that they were all.

use super::FileFormat;
use super::about::About;
use super::columns::Context;
use super::csv_file::CsvFile;
use super::out_file::{OutFile, WholeFile, failed};
use super::xlsx::{LARGEST_SHEET, XlsxFile};
use crate::error::Result;
use std::io::{self, Seek, Write};
use std::path::PathBuf;
use store::Row;
use tokio::sync::mpsc::Receiver;

/// What the writer is given.
pub(super) enum ToFile {
    /// More rows.
    Rows(Vec<Row>),
    /// Those were all.
    End,
}

/// Writes the file, whole, under no name yet. Dropped instead of taken, it is gone.
pub(super) fn write(
    mut out: OutFile,
    format: FileFormat,
    about: &About,
    with: &Context,
    mut rows: Receiver<ToFile>,
) -> Result<WholeFile> {
    let path: PathBuf = out.path().to_owned();
    let next = || rows.blocking_recv();
    let buffered = io::BufWriter::with_capacity(1 << 17, out.file());
    fill(buffered, format, about, with, next).map_err(|error| failed(&error, &path))?;
    out.whole()
}

/// Writes everything that `next` gives, until it says that this was all.
pub(super) fn fill<W: Write + Seek>(
    file: W,
    format: FileFormat,
    about: &About,
    with: &Context,
    mut next: impl FnMut() -> Option<ToFile>,
) -> io::Result<()> {
    let mut pieces = move || match next() {
        Some(ToFile::Rows(rows)) => Ok(Some(rows)),
        Some(ToFile::End) => Ok(None),
        // Whoever reads is gone, before the end: half a file is none.
        None => Err(io::Error::from(io::ErrorKind::Interrupted)),
    };
    match format {
        FileFormat::Csv(separator) => {
            let mut csv = CsvFile::begin(file, separator, about, with)?;
            while let Some(rows) = pieces()? {
                for row in &rows {
                    csv.row(row, with)?;
                }
            }
            csv.finish()
        }
        FileFormat::Xlsx => {
            let mut xlsx = XlsxFile::begin(file, LARGEST_SHEET, with)?;
            while let Some(rows) = pieces()? {
                for row in &rows {
                    xlsx.row(row, with)?;
                }
            }
            xlsx.finish(about, with)
        }
    }
}

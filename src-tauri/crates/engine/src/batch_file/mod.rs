//! Bulk payouts, the reading half: a file of a spreadsheet becomes payouts that can be asked for, or says of every row
//! why it cannot. Nothing here is written down, sent or asked of anybody; what is known of the past comes in bulk.

mod field;
mod header;
mod known;
mod mends;
mod number_text;
mod phone_text;
mod phones;
mod refused;
mod remark;
mod results;
mod row;
mod rules;
mod summary;
mod table;
mod text_file;
mod verdict;
mod xlsx;

#[cfg(test)]
mod tests;

pub use field::Field;
pub use header::{Column, Mapping};
pub use known::{Earlier, Known};
pub use mends::{MOST_MENDS, Mends};
pub use remark::Remark;
pub use results::RowResult;
pub use rules::{Limits, Offered, Rules};
pub use summary::{ByNetwork, Summary, Total};
pub use table::MOST_ROWS;
pub use verdict::{BatchRow, Destination, ReadRow, Verdict};

use crate::error::Result;
use header::Header;
use row::RowReader;
use sha2::{Digest, Sha256};
use std::thread::{self, ScopedJoinHandle};
use table::Table;

/// Fewer rows are judged before another thread has begun.
const ROWS_A_THREAD: usize = 1_000;

/// Larger files are not read.
pub const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// What sort of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with something between its cells.
    Csv {
        /// A comma, a semicolon, a tab.
        between: u8,
    },
    /// A workbook.
    Xlsx,
}

/// A file of payouts, read and judged.
#[derive(Debug)]
pub struct BatchFile {
    /// The bytes as they came, to be kept.
    pub original: Vec<u8>,
    /// Their SHA-256, in hex.
    pub sha256: String,
    /// What sort of file it is.
    pub format: Format,
    /// Every row below the header, in the file's order.
    pub rows: Vec<ReadRow>,
    header: Header,
    table: Table,
}

impl BatchFile {
    /// Reads a file by an account's rules. An error is about the file as a whole; a row's faults are its own.
    pub fn read(original: Vec<u8>, mapping: &Mapping, rules: &Rules) -> Result<Self> {
        Self::read_mended(original, mapping, &Mends::default(), rules)
    }

    /// The same, with cells that a person mended shown instead of the file's own. The file stays as it came.
    pub fn read_mended(
        original: Vec<u8>,
        mapping: &Mapping,
        mends: &Mends,
        rules: &Rules,
    ) -> Result<Self> {
        if original.len() > LARGEST_FILE {
            return Err(refused::too_large());
        }
        let (format, mut table) = cells(&original, mapping)?;
        if table.len() == 0 {
            return Err(refused::empty());
        }
        let mut header = header::find(&table, mapping)?;
        mends.show_in(&mut table, &mut header);
        let below = table.len().saturating_sub(header.row).saturating_sub(1);
        if below == 0 {
            return Err(refused::empty());
        }
        if below > MOST_ROWS {
            return Err(refused::too_many_rows());
        }
        let (mut rows, sha256) = thread::scope(|scope| {
            let digest = scope.spawn(|| hex::encode(Sha256::digest(&original)));
            (judged(&table, &header, rules, format), joined(digest))
        });
        known::within_the_file(&mut rows);
        Ok(Self {
            sha256,
            original,
            format,
            rows,
            header,
            table,
        })
    }

    /// The columns, with what each says.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.header.columns
    }

    /// What stands in the cell of a field, in the row of that place among [`BatchFile::rows`].
    #[must_use]
    pub fn text(&self, place: usize, field: Field) -> Option<&str> {
        let column = self.header.place(field)?;
        let row = self
            .table
            .row(self.header.row.checked_add(place)?.checked_add(1)?)?;
        Some(row.cell(column).text)
    }

    /// Titles of columns that say nothing to us. They are kept, and stand in the results again.
    pub fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        self.columns()
            .iter()
            .filter(|column| column.field.is_none() && !column.title.is_empty())
            .map(|column| column.title.as_str())
    }
}

/// Every row below the header, by itself: what it shares with others is looked at afterwards. A long file is judged by as many
/// threads as the computer has.
fn judged(table: &Table, header: &Header, rules: &Rules, format: Format) -> Vec<ReadRow> {
    let first = header.row.saturating_add(1);
    let below = table.len().saturating_sub(first);
    let judge = |from: usize, count: usize| -> Vec<ReadRow> {
        let mut reader = RowReader::new(header, rules, format);
        let rows = table.rows().skip(first.saturating_add(from)).take(count);
        rows.map(|row| reader.read(row)).collect()
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = below.div_ceil(threads).max(ROWS_A_THREAD);
    thread::scope(|scope| {
        let others: Vec<_> = (share..below)
            .step_by(share)
            .map(|from| scope.spawn(move || judge(from, share)))
            .collect();
        let mut rows = judge(0, share);
        rows.extend(others.into_iter().flat_map(joined));
        rows
    })
}

/// What a thread made; its panic is ours.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The titles of a file, with what each would mean by itself. For a person who says what they mean.
pub fn columns_of(original: &[u8], mapping: &Mapping) -> Result<Vec<Column>> {
    if original.len() > LARGEST_FILE {
        return Err(refused::too_large());
    }
    let (_, table) = cells(original, mapping)?;
    if table.len() == 0 {
        return Err(refused::empty());
    }
    Ok(header::titles(&table, mapping))
}

/// By what the file begins with: a name can lie.
fn cells(bytes: &[u8], mapping: &Mapping) -> Result<(Format, Table)> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok((Format::Xlsx, xlsx::read(bytes, mapping)?));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(refused::old_or_locked());
    }
    text_file::read(bytes, mapping)
}

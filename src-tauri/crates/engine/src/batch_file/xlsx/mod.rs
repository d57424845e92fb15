//! Workbooks, read from their parts. The cells' numbers are taken as they are written there: a reader that made them
//! floats first would round the very digits that a phone number or an amount is made of.

mod cells;
mod day;
mod package;
mod strings;
mod styles;
mod xml;

use super::header::{self, Mapping};
use super::refused;
use super::table::{HEADER_WITHIN, Table};
use crate::error::Result;
use package::Package;
use std::thread;

/// More sheets than this are not searched for a header.
const MOST_SHEETS: usize = 32;

/// Reads the first sheet that is shown and has a header; where none has, the first that is shown.
pub(super) fn read(bytes: &[u8], mapping: &Mapping) -> Result<Table> {
    let mut package = Package::open(bytes)?;
    let workbook = package.workbook()?;
    let mut table = Table::default();
    let texts = match &workbook.strings {
        Some(path) => package.part(path)?.unwrap_or_default(),
        None => String::new(),
    };
    // The first sheet is mostly the one with the rows: it is unpacked while the texts are read that its cells show.
    let (shared, mut unpacked) = thread::scope(|scope| {
        let sheet = workbook.shown.first().map(|path| {
            let package = &mut package;
            scope.spawn(move || package.part(path))
        });
        let shared = strings::read(&texts, &mut table);
        let sheet = sheet.map(|sheet| sheet.join().unwrap_or_else(|_| Err(refused::damaged())));
        (shared, sheet)
    });
    let shared = shared?;
    let dates = match &workbook.styles {
        Some(path) => styles::dates(&package.part(path)?.unwrap_or_default())?,
        None => Vec::new(),
    };
    let book = cells::Book {
        shared: &shared,
        dates: &dates,
        from_1904: workbook.from_1904,
    };
    let kept = table.mark();
    let mut first = None;
    for path in workbook.shown.iter().take(MOST_SHEETS) {
        let xml = match unpacked.take() {
            Some(xml) => xml?,
            None => package.part(path)?,
        };
        let Some(xml) = xml else {
            continue;
        };
        cells::read_first(&xml, &book, HEADER_WITHIN, &mut table)?;
        let has_header = table.rows().any(|row| header::is_header(row, mapping));
        table.back_to(kept);
        if has_header {
            cells::read(&xml, &book, &mut table)?;
            return Ok(table);
        }
        first.get_or_insert(xml);
    }
    let Some(first) = first else {
        return Err(refused::no_sheet());
    };
    cells::read_first(&first, &book, HEADER_WITHIN, &mut table)?;
    Ok(table)
}

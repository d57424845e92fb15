//! One sheet's cells.

use super::super::refused;
use super::super::table::{MOST_COLUMNS, Sort, Table};
use super::day;
use super::xml::{self, Event};
use crate::error::Result;
use quick_xml::events::BytesStart;
use std::thread;

/// What cells refer to by number.
pub(super) struct Book<'a> {
    pub(super) shared: &'a [(u32, u32)],
    /// For each style: does it show a date?
    pub(super) dates: &'a [bool],
    pub(super) from_1904: bool,
}

/// How a cell says what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Shared,
    Text,
    Truth,
    Error,
    Date,
    Number,
}

/// What a cell's element says of it.
struct ToldCell {
    column: Option<usize>,
    sort: Told,
    style: usize,
}

/// The cell that is being read.
struct Open {
    told: ToldCell,
    formula: bool,
    value: bool,
}

/// Reads the rows into the table: the halves of a long sheet side by side.
pub(super) fn read(text: &str, book: &Book<'_>, table: &mut Table) -> Result<()> {
    let Some((upper, lower)) = halves(text) else {
        return read_part(text, Part::Whole, book, table).map(drop);
    };
    let mut below = Table::behind(table.mark());
    let (above, under) = thread::scope(|scope| {
        let under = scope.spawn(|| read_part(lower, Part::Lower, book, &mut below));
        let above = read_part(upper, Part::Upper, book, table);
        let under = under.join();
        (above, under.unwrap_or_else(|_| Err(refused::damaged())))
    });
    let (above, under) = (above?, under?);
    if under.first <= above.last {
        return Err(refused::damaged());
    }
    table.join(below).map(drop)
}

/// Reads the first rows into the table.
pub(super) fn read_first(
    text: &str,
    book: &Book<'_>,
    rows: usize,
    table: &mut Table,
) -> Result<()> {
    read_part(text, Part::First(rows), book, table).map(drop)
}

/// A sheet cut in two where a row begins that says its number.
fn halves(text: &str) -> Option<(&str, &str)> {
    let (upper, lower) = xml::halves(text, "<sheetData>", "<row ", "</sheetData>")?;
    let (row, _) = lower.split_once('>')?;
    row.contains(" r=\"").then_some((upper, lower))
}

/// Which of a sheet's rows a text holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    /// Of the whole, only so many are wanted.
    First(usize),
    /// Those down to where the sheet was cut.
    Upper,
    /// Those from there on.
    Lower,
}

/// The numbers of the rows that were read; none is zero.
#[derive(Default)]
struct Lines {
    first: u32,
    last: u32,
}

fn read_part(text: &str, part: Part, book: &Book<'_>, table: &mut Table) -> Result<Lines> {
    let mut reader = match part {
        Part::Lower => xml::in_the_middle(text),
        Part::Whole | Part::First(_) | Part::Upper => xml::Reader::from_str(text),
    };
    let mut lines = Lines::default();
    let mut written = String::new();
    let mut open: Option<Open> = None;
    let (mut in_value, mut in_reading_aid) = (false, false);
    let mut in_row = false;
    let mut in_data = part == Part::Lower;
    loop {
        match xml::next(&mut reader)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "row" => {
                    if matches!(part, Part::First(rows) if table.len() >= rows) {
                        return Ok(lines);
                    }
                    lines.next(&e)?;
                    let hidden = xml::attribute(&e, "hidden")?;
                    table.begin(lines.last, hidden.is_some_and(|h| h == "1" || h == "true"))?;
                    in_row = true;
                }
                "c" if in_row => {
                    let told = told(&e)?;
                    place(&told, table)?;
                    written.clear();
                    open = Some(Open {
                        told,
                        formula: false,
                        value: false,
                    });
                }
                "f" => {
                    if let Some(cell) = &mut open {
                        cell.formula = true;
                    }
                }
                "v" | "t" if !in_reading_aid => {
                    in_value = open.is_some();
                    if let Some(cell) = &mut open {
                        cell.value = true;
                    }
                }
                "rPh" => in_reading_aid = true,
                "sheetData" => in_data = true,
                _ => {}
            },
            Event::Empty(e) => match e.local_name().as_ref() {
                "row" => lines.next(&e)?,
                "c" if in_row => {
                    place(&told(&e)?, table)?;
                    table.push(Sort::Text, "")?;
                }
                // A formula shared with a cell above.
                "f" => {
                    if let Some(cell) = &mut open {
                        cell.formula = true;
                    }
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "v" | "t" => in_value = false,
                "rPh" => in_reading_aid = false,
                "c" => {
                    if let Some(cell) = open.take() {
                        put(&cell, &written, book, table)?;
                    }
                }
                "row" if in_row => {
                    table.end();
                    in_row = false;
                }
                "sheetData" => return Ok(lines),
                _ => {}
            },
            Event::Text(e) if in_value => written.push_str(&e.xml10_content()),
            Event::CData(e) if in_value => written.push_str(&e.xml10_content()),
            Event::GeneralRef(e) if in_value => xml::resolve(&e, &mut written)?,
            // What is cut off would be rows that nobody sees.
            Event::Eof if in_data && part != Part::Upper => return Err(refused::damaged()),
            Event::Eof => return Ok(lines),
            _ => {}
        }
    }
}

impl Lines {
    /// Goes to the row's number, or to the next. A workbook's rows go down.
    fn next(&mut self, row: &BytesStart<'_>) -> Result<()> {
        let next = self.last.saturating_add(1);
        self.last = match xml::attribute(row, "r")? {
            None => next,
            Some(told) => told.parse().map_err(|_| refused::damaged())?,
        };
        if self.last < next {
            return Err(refused::damaged());
        }
        if self.first == 0 {
            self.first = self.last;
        }
        Ok(())
    }
}

/// Fills the row up to where the cell stands. A cell that says nothing stands beside the last.
fn place(told: &ToldCell, table: &mut Table) -> Result<()> {
    let Some(column) = told.column else {
        return Ok(());
    };
    if column < table.in_row() {
        return Err(refused::damaged());
    }
    while table.in_row() < column.min(MOST_COLUMNS) {
        table.push(Sort::Text, "")?;
    }
    Ok(())
}

/// `AB12` is column 27, counted from none.
fn column(text: &str) -> Option<usize> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_usize;
    for letter in letters {
        let value = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    column.checked_sub(1)
}

/// What a cell's element says, in one pass over its attributes: there are a great many cells.
fn told(element: &BytesStart<'_>) -> Result<ToldCell> {
    let mut cell = ToldCell {
        column: None,
        sort: Told::Number,
        style: 0,
    };
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| refused::damaged())?;
        let value = attribute.value.as_ref();
        match attribute.key.as_ref() {
            "r" => cell.column = Some(column(value).ok_or_else(refused::damaged)?),
            "s" => cell.style = value.parse().unwrap_or(0),
            "t" => {
                cell.sort = match value {
                    "n" => Told::Number,
                    "s" => Told::Shared,
                    "str" | "inlineStr" => Told::Text,
                    "b" => Told::Truth,
                    "d" => Told::Date,
                    // `e`, and whatever a later Excel may add.
                    _ => Told::Error,
                };
            }
            _ => {}
        }
    }
    Ok(cell)
}

fn put(cell: &Open, written: &str, book: &Book<'_>, table: &mut Table) -> Result<()> {
    let text = written.trim();
    if !cell.value {
        // A formula whose result the file does not hold says nothing about an amount.
        let sort = if cell.formula {
            Sort::Broken
        } else {
            Sort::Text
        };
        return table.push(sort, "");
    }
    match cell.told.sort {
        Told::Shared => {
            let place: usize = text.parse().map_err(|_| refused::damaged())?;
            let span = book.shared.get(place).ok_or_else(refused::damaged)?;
            table.show(Sort::Text, *span)
        }
        Told::Text => table.push(Sort::Text, xml::unescaped(text).trim()),
        Told::Truth if text == "1" => table.push(Sort::Text, "TRUE"),
        Told::Truth => table.push(Sort::Text, "FALSE"),
        Told::Error => table.push(Sort::Broken, text),
        Told::Date => table.push(Sort::Date, text),
        Told::Number if book.dates.get(cell.told.style) == Some(&true) => {
            table.push(Sort::Date, &day::written(text, book.from_1904))
        }
        Told::Number => table.push(Sort::Number, text),
    }
}

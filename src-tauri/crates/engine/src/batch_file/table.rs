//! The cells of a file as they stand there: one long text, and places in it. A shared text of a workbook is kept once
//! however many cells show it, so a small file cannot become a large one here.

use super::refused;
use crate::error::Result;

/// How many rows are paid by one file.
pub const MOST_ROWS: usize = 50_000;
/// How far down the header may stand: above it are titles, dates, the name of a shop.
pub(super) const HEADER_WITHIN: usize = 20;
/// More columns than anybody fills in by hand.
pub(super) const MOST_COLUMNS: usize = 64;

/// Columns that a person may add to it by mending: one for each thing that a column can say.
const EXTRA_COLUMNS: usize = 11;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Text as it was typed, or as it was shown when the file was saved as text.
    Text,
    /// A number of a workbook, with every digit that the workbook keeps.
    Number,
    /// A number that the workbook shows as a date.
    Date,
    /// A formula without a result, or whose result is an error.
    Broken,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    sort: Sort,
    start: u32,
    end: u32,
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell<'a> {
    pub(super) sort: Sort,
    pub(super) text: &'a str,
}

impl Cell<'_> {
    pub(super) const EMPTY: Cell<'static> = Cell {
        sort: Sort::Text,
        text: "",
    };

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty() && self.sort != Sort::Broken
    }
}

#[derive(Clone, Copy, Debug)]
struct RowPlace {
    line: u32,
    first: u32,
    end: u32,
    hidden: bool,
    several_lines: bool,
}

/// Every row that holds anything, in the file's order.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    text: String,
    /// How long the text of another table is, behind which this one is put in the end.
    behind: usize,
    places: Vec<Place>,
    rows: Vec<RowPlace>,
}

/// One row of the table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    place: RowPlace,
}

impl Table {
    /// With room for a text of this length.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            ..Self::default()
        }
    }

    /// Rows that are read meanwhile, to be joined to those of a table that has kept so much.
    pub(super) fn behind(mark: usize) -> Self {
        Self {
            behind: mark,
            ..Self::default()
        }
    }

    /// Puts the rows of a table behind this one's, and tells by how much the places of its own texts move. Of what was kept
    /// before both were begun, either shows the same.
    pub(super) fn join(&mut self, other: Self) -> Result<u32> {
        if self.rows.len().saturating_add(other.rows.len())
            > MOST_ROWS.saturating_add(HEADER_WITHIN)
        {
            return Err(refused::too_many_rows());
        }
        let both = place(other.behind);
        let (text, cells) = (place(self.text.len()) - both, place(self.places.len()));
        self.text.push_str(&other.text);
        self.places
            .extend(other.places.iter().map(|cell| match cell.start >= both {
                true => Place {
                    start: cell.start + text,
                    end: cell.end + text,
                    ..*cell
                },
                false => *cell,
            }));
        self.rows.extend(other.rows.iter().map(|row| RowPlace {
            first: row.first + cells,
            end: row.end + cells,
            ..*row
        }));
        // Longer than four gigabytes together they are not either.
        place(self.text.len());
        Ok(text)
    }

    /// What is kept so far, to come back to.
    pub(super) fn mark(&self) -> usize {
        self.text.len()
    }

    /// Forgets every row, and the texts kept since the mark.
    pub(super) fn back_to(&mut self, mark: usize) {
        self.text.truncate(mark);
        self.places.clear();
        self.rows.clear();
    }

    /// Keeps a text for cells that will show it.
    pub(super) fn keep(&mut self, text: &str) -> (u32, u32) {
        let start = place(self.behind + self.text.len());
        self.text.push_str(text);
        (start, place(self.behind + self.text.len()))
    }

    pub(super) fn begin(&mut self, line: u32, hidden: bool) -> Result<()> {
        if self.rows.len() >= MOST_ROWS.saturating_add(HEADER_WITHIN) {
            return Err(refused::too_many_rows());
        }
        let first = place(self.places.len());
        self.rows.push(RowPlace {
            line,
            first,
            end: first,
            hidden,
            several_lines: false,
        });
        Ok(())
    }

    /// Puts a cell after those of the row that was begun.
    pub(super) fn push(&mut self, sort: Sort, text: &str) -> Result<()> {
        let span = self.keep(text);
        self.show(sort, span)
    }

    /// Puts a cell with a text that is kept already.
    pub(super) fn show(&mut self, sort: Sort, (start, end): (u32, u32)) -> Result<()> {
        if self.in_row() >= MOST_COLUMNS {
            // An empty cell far to the right is only formatted.
            if start == end && sort != Sort::Broken {
                return Ok(());
            }
            return Err(refused::too_many_columns());
        }
        self.places.push(Place { sort, start, end });
        Ok(())
    }

    /// Cells of the row that was begun.
    pub(super) fn in_row(&self) -> usize {
        let first = self.rows.last().map_or(0, |row| row.first as usize);
        self.places.len().saturating_sub(first)
    }

    /// A cell of the row that was begun goes over several lines of its file.
    pub(super) fn goes_on(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.several_lines = true;
        }
    }

    /// Ends the row. One that holds nothing is not kept.
    pub(super) fn end(&mut self) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        let first = row.first as usize;
        while self.places.len() > first
            && self
                .places
                .last()
                .is_some_and(|p| p.start == p.end && p.sort != Sort::Broken)
        {
            self.places.pop();
        }
        row.end = place(self.places.len());
        if row.first == row.end {
            self.rows.pop();
        }
    }

    /// Shows another text in a cell of the row of that line, also beyond its last cell. False where there is no such line.
    pub(super) fn mend(&mut self, line: u32, column: usize, text: &str) -> bool {
        let Ok(index) = self.rows.binary_search_by_key(&line, |row| row.line) else {
            return false;
        };
        if column >= MOST_COLUMNS + EXTRA_COLUMNS {
            return false;
        }
        let (start, end) = self.keep(text);
        let mended = Place {
            sort: Sort::Text,
            start,
            end,
        };
        let row = self.rows[index];
        let (first, last) = (row.first as usize, row.end as usize);
        if first + column < last {
            self.places[first + column] = mended;
            return true;
        }
        // A longer row stands after all others; its old places are read by nobody.
        let mut cells: Vec<Place> = self.places[first..last].to_vec();
        let empty = Place {
            sort: Sort::Text,
            start,
            end: start,
        };
        cells.resize(column, empty);
        cells.push(mended);
        let first = place(self.places.len());
        self.places.extend(cells);
        let row = &mut self.rows[index];
        row.first = first;
        row.end = place(self.places.len());
        true
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row(&self, index: usize) -> Option<Row<'_>> {
        let place = *self.rows.get(index)?;
        Some(Row { table: self, place })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|place| Row {
            table: self,
            place: *place,
        })
    }
}

impl<'a> Row<'a> {
    /// The line in the file, as Excel and an editor count it.
    pub(super) fn line(&self) -> u32 {
        self.place.line
    }

    /// Did somebody hide it, by a filter perhaps?
    pub(super) fn hidden(&self) -> bool {
        self.place.hidden
    }

    /// Does a cell of it go over several lines of a text file?
    pub(super) fn several_lines(&self) -> bool {
        self.place.several_lines
    }

    pub(super) fn len(&self) -> usize {
        (self.place.end - self.place.first) as usize
    }

    /// A cell; beyond the last there is nothing.
    pub(super) fn cell(&self, column: usize) -> Cell<'a> {
        if column >= self.len() {
            return Cell::EMPTY;
        }
        let place = self.table.places[self.place.first as usize + column];
        Cell {
            sort: place.sort,
            text: &self.table.text[place.start as usize..place.end as usize],
        }
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let row = *self;
        (0..row.len()).map(move |column| row.cell(column))
    }
}

/// Files are bounded far below this.
fn place(at: usize) -> u32 {
    u32::try_from(at).expect("a file is shorter than four gigabytes")
}

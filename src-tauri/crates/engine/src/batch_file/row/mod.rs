//! One row, made into a payout that can be asked for, or into every reason why it cannot.

mod amount;
mod recipient;

use super::field::Field;
use super::header::Header;
use super::number_text::{self, Digits};
use super::phones::Phones;
use super::remark::{self, Remark};
use super::table::{Cell, Row, Sort};
use super::verdict::{BatchRow, Destination, ReadRow, Verdict};
use super::{Format, Rules};
use domain::Currency;
use memchr::{memchr3, memmem};
use std::borrow::Cow;

/// Reads rows of one header by one account's rules.
pub(super) struct RowReader<'a> {
    header: &'a Header,
    rules: &'a Rules,
    /// Between the cells of a text file.
    between: Option<u8>,
    phones: Phones,
    /// The account's currencies, for a sentence.
    currencies: String,
}

/// The remarks on one row, as they are found.
#[derive(Default)]
pub(super) struct Remarks {
    pub(super) faults: Vec<Remark>,
    pub(super) warnings: Vec<Remark>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(header: &'a Header, rules: &'a Rules, format: Format) -> Self {
        let codes: Vec<&str> = rules
            .currencies
            .iter()
            .map(|currency| currency.code())
            .collect();
        Self {
            header,
            rules,
            between: match format {
                Format::Csv { between } => Some(between),
                Format::Xlsx => None,
            },
            phones: Phones::of(rules.country),
            currencies: codes.join(", "),
        }
    }

    pub(super) fn read(&mut self, row: Row<'_>) -> ReadRow {
        let mut remarks = Remarks::default();
        let reference = self.reference(row, &mut remarks);
        let verdict = match self.payable(row, reference.clone(), &mut remarks) {
            Some(payable) => Verdict::Payable(payable),
            None => Verdict::Faulty {
                reference,
                faults: remarks.faults,
            },
        };
        ReadRow {
            line: row.line(),
            verdict,
            warnings: remarks.warnings,
            recorded: None,
        }
    }

    fn payable(
        &mut self,
        row: Row<'_>,
        reference: Option<String>,
        remarks: &mut Remarks,
    ) -> Option<BatchRow> {
        self.whole(row, remarks);
        let currency = self.currency(row, remarks);
        let amount = currency.and_then(|currency| self.amount(row, currency, remarks));
        let destination = self.destination(row, remarks);
        let likely = match &destination {
            Some(Destination::Phone(phone)) => self
                .phones
                .subscriber(phone)
                .and_then(|subscriber| self.rules.network_of(subscriber)),
            _ => None,
        };
        let network = self.network(row, likely, remarks);
        let name = self.words(row, Field::Name, self.rules.longest_name, remarks);
        let note = self.words(row, Field::Note, self.rules.longest_note, remarks);
        if !remarks.faults.is_empty() {
            return None;
        }
        Some(BatchRow {
            line: row.line(),
            reference: reference?,
            destination: destination?,
            amount: amount?,
            name,
            note,
            network,
            likely_network: likely.map(|network| network.code),
        })
    }

    /// What the whole row tells of how it was written.
    fn whole(&self, row: Row<'_>, remarks: &mut Remarks) {
        if row.hidden() {
            remarks.warnings.push(remark::hidden());
        }
        let titles = self.header.titles();
        let beyond = titles..row.len().min(self.header.width());
        let stray = beyond
            .into_iter()
            .any(|column| !row.cell(column).is_empty());
        if stray && self.between.is_some() {
            remarks.faults.push(remark::cells_beyond(titles));
        }
        if row.several_lines() {
            remarks.faults.push(remark::several_lines());
        }
    }

    fn cell<'r>(&self, row: Row<'r>, field: Field) -> Option<Cell<'r>> {
        let mut cell = row.cell(self.header.place(field)?);
        if cell.text.len() <= LONGEST_CELL {
            cell.text = unguarded(cell.text);
        }
        (!cell.is_empty()).then_some(cell)
    }

    /// The same; a text so long that it is nothing of the kind is not looked into, in whichever row it is repeated.
    fn short_cell<'r>(
        &self,
        row: Row<'r>,
        field: Field,
        longest: usize,
        remarks: &mut Remarks,
    ) -> Option<Cell<'r>> {
        let cell = self.cell(row, field)?;
        if cell.text.len() > LONGEST_CELL {
            remarks.faults.push(remark::too_long(field, longest));
            return None;
        }
        Some(cell)
    }

    /// A cell that holds a name of something, never a quantity.
    fn text<'r>(
        &self,
        row: Row<'r>,
        field: Field,
        longest: usize,
        remarks: &mut Remarks,
    ) -> Option<Cow<'r, str>> {
        let cell = self.short_cell(row, field, longest, remarks)?;
        let digits = match cell.sort {
            Sort::Date => {
                remarks.faults.push(remark::became_a_date(field));
                return None;
            }
            Sort::Broken => {
                remarks.faults.push(remark::broken_formula(field));
                return None;
            }
            Sort::Number => number_text::of_number(cell.text),
            Sort::Text if number_text::looks_shortened(cell.text) => {
                number_text::of_text(cell.text)
            }
            Sort::Text => Digits::Untouched,
        };
        match digits {
            Digits::Untouched => Some(Cow::Borrowed(cell.text)),
            Digits::Whole(digits) => {
                if digits != cell.text {
                    remarks.warnings.push(remark::digits_kept(field, &digits));
                }
                Some(Cow::Owned(digits))
            }
            Digits::Lost => {
                remarks.faults.push(remark::digits_lost(field, cell.text));
                None
            }
        }
    }

    /// A name of something on one line, no longer than it may be.
    fn word(
        &self,
        row: Row<'_>,
        field: Field,
        longest: usize,
        remarks: &mut Remarks,
    ) -> Option<String> {
        let text = self.text(row, field, longest, remarks)?;
        if has_invisible(&text) {
            remarks.faults.push(remark::odd_characters(field));
            return None;
        }
        if is_longer(&text, longest) {
            remarks.faults.push(remark::too_long(field, longest));
            return None;
        }
        Some(text.into_owned())
    }

    /// Words for a person, with single spaces.
    fn words(
        &self,
        row: Row<'_>,
        field: Field,
        longest: usize,
        remarks: &mut Remarks,
    ) -> Option<String> {
        let cell = self.short_cell(row, field, longest, remarks)?;
        if cell.sort == Sort::Broken {
            remarks.faults.push(remark::broken_formula(field));
            return None;
        }
        let words = single_spaced(cell.text);
        if has_invisible(&words) {
            remarks.faults.push(remark::odd_characters(field));
            return None;
        }
        if is_longer(&words, longest) {
            remarks.faults.push(remark::too_long(field, longest));
            return None;
        }
        Some(words.into_owned())
    }

    fn reference(&self, row: Row<'_>, remarks: &mut Remarks) -> Option<String> {
        if self.cell(row, Field::Reference).is_none() {
            remarks.faults.push(remark::missing(Field::Reference));
            return None;
        }
        self.word(row, Field::Reference, self.rules.longest_reference, remarks)
    }

    fn currency(&self, row: Row<'_>, remarks: &mut Remarks) -> Option<Currency> {
        let told = match self.cell(row, Field::Currency) {
            Some(cell) => {
                let short = Some(cell.text).filter(|text| text.len() <= LONGEST_ID);
                let told = short.and_then(|text| Currency::parse(text).ok());
                let Some(told) = told else {
                    let said = remark::other_currency(cell.text, &self.currencies);
                    remarks.faults.push(said);
                    return None;
                };
                Some(told)
            }
            None => self.header.currency,
        };
        match (told, self.rules.currencies.as_slice()) {
            (Some(told), of_account) if of_account.contains(&told) => Some(told),
            (Some(told), _) => {
                let said = remark::other_currency(told.code(), &self.currencies);
                remarks.faults.push(said);
                None
            }
            (None, [only]) => Some(*only),
            (None, _) => {
                remarks.faults.push(remark::missing(Field::Currency));
                None
            }
        }
    }
}

/// Longer than any bank's number, code or name.
const LONGEST_ID: usize = 64;
/// In bytes: longer than any text that a payout takes with it.
const LONGEST_CELL: usize = 2_048;

/// The mark by which exports, and people, keep a cell from being a formula or a quantity; it is no part of what it says.
fn unguarded(text: &str) -> &str {
    if !text.starts_with('\'') {
        return text;
    }
    let bare = text.trim_start_matches('\'');
    let would_be_taken = bare.starts_with(['=', '+', '-', '@', '\t', '\r'])
        || (!bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()));
    if would_be_taken { bare } else { text }
}

/// What nobody sees, and what would make two equal texts differ.
fn has_invisible(text: &str) -> bool {
    let is_invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    match encoding_rs::mem::is_ascii(text.as_bytes()) {
        true => text.bytes().any(|b| b.is_ascii_control()),
        false => text.chars().any(is_invisible),
    }
}

fn is_longer(text: &str, longest: usize) -> bool {
    text.len() > longest && text.chars().count() > longest
}

fn single_spaced(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let is_plain = encoding_rs::mem::is_ascii(bytes)
        && memchr3(b'\t', b'\n', b'\r', bytes).is_none()
        && memmem::find(bytes, b"  ").is_none();
    match is_plain {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

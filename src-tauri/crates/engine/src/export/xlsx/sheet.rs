//! A sheet's XML, a row at a time. Text is typed as text: no cell is ever a formula.

use super::parts::look;
use crate::export::cell::{Cell, iso, survives_as_a_number};
use chrono::{NaiveDate, NaiveDateTime, Timelike as _};
use domain::Money;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The longest text of a cell, in units of UTF-16.
const LONGEST_TEXT: usize = 32_767;

/// What a row could not be told as it is.
#[derive(Default)]
pub(super) struct Exceptions {
    pub(super) as_text: u32,
    pub(super) cut: u32,
}

pub(super) fn head(line: &mut String, first: bool, widths: &[u8]) {
    let selected = if first { " tabSelected=\"1\"" } else { "" };
    *line += "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
              <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView";
    *line += selected;
    *line += " workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
              </sheetView></sheetViews><cols>";
    for (number, width) in (1..).zip(widths) {
        *line += &format!(
            "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    *line += "</cols><sheetData>";
}

pub(super) fn headings(line: &mut String, headings: &[String]) {
    *line += "<row r=\"1\">";
    for (place, heading) in headings.iter().enumerate() {
        let at = Place {
            column: &letters(place),
            row: "1",
        };
        text_cell(line, at, heading, look::HEADING);
    }
    *line += "</row>";
}

pub(super) fn foot(line: &mut String, columns: usize, rows: u32) {
    let last = letters(columns.saturating_sub(1));
    *line += &format!("</sheetData><autoFilter ref=\"A1:{last}{rows}\"/></worksheet>");
}

pub(super) fn about(line: &mut String, lines: &[(String, String)]) {
    *line += "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
              <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols><col min=\"1\" max=\"1\" \
              width=\"28\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"90\" customWidth=\"1\"/></cols><sheetData>";
    for (row, (label, value)) in (1_u32..).zip(lines) {
        let row = row.to_string();
        let at = |column| Place { column, row: &row };
        put(line, &["<row r=\"", &row, "\">"]);
        text_cell(line, at("A"), label, look::HEADING);
        text_cell(line, at("B"), value, look::TEXT);
        *line += "</row>";
    }
    *line += "</sheetData></worksheet>";
}

pub(super) fn row<'a>(
    line: &mut String,
    row: u32,
    columns: &[String],
    cells: impl Iterator<Item = Cell<'a>>,
) -> Exceptions {
    let mut told = Exceptions::default();
    let row = row.to_string();
    put(line, &["<row r=\"", &row, "\">"]);
    for (column, cell) in columns.iter().zip(cells) {
        let at = Place { column, row: &row };
        match &cell {
            Cell::Empty => {}
            Cell::Text(text) => {
                let whole = shortened(text);
                told.cut += u32::from(whole.len() != text.len());
                text_cell(line, at, &whole, look::TEXT);
            }
            Cell::Amount(money) if survives_as_a_number(money) => {
                number_cell(line, at, &money.amount().to_string(), of_amount(money));
            }
            Cell::Amount(money) => {
                told.as_text += 1;
                text_cell(line, at, &money.amount().to_string(), look::TEXT);
            }
            Cell::Moment(moment) => text_cell(line, at, &iso(*moment), look::TEXT),
            Cell::Local(moment) => {
                number_cell(line, at, &serial(*moment), look::LOCAL_TIME);
            }
        }
    }
    *line += "</row>";
    told
}

/// As many decimals as the currency has, and more where they were told: a number that is shown rounded is shown wrong.
fn of_amount(money: &Money) -> &'static str {
    let decimals = money.currency().decimals().max(money.amount().scale());
    match decimals {
        0 => look::AMOUNT[0],
        1 => look::AMOUNT[1],
        2 => look::AMOUNT[2],
        3 => look::AMOUNT[3],
        _ => look::AMOUNT[4],
    }
}

/// Where a cell stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    column: &'a str,
    row: &'a str,
}

fn put(line: &mut String, texts: &[&str]) {
    for text in texts {
        line.push_str(text);
    }
}

fn number_cell(line: &mut String, at: Place<'_>, number: &str, look: &str) {
    put(
        line,
        &[
            "<c r=\"", at.column, at.row, "\" s=\"", look, "\"><v>", number, "</v></c>",
        ],
    );
}

fn text_cell(line: &mut String, at: Place<'_>, text: &str, look: &str) {
    let typed = "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
    put(
        line,
        &["<c r=\"", at.column, at.row, "\" s=\"", look, typed],
    );
    escape(line, text);
    line.push_str("</t></is></c>");
}

/// `A` to `Z`, then `AA`.
pub(super) fn letters(place: usize) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = |place: usize| &ALPHABET[place % 26..=place % 26];
    match place / 26 {
        0 => letter(place).to_owned(),
        before => format!("{}{}", letter(before - 1), letter(place)),
    }
}

/// The text without what no cell has room for.
fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let mut left = LONGEST_TEXT;
    let end = text
        .char_indices()
        .find(|(_, c)| match left.checked_sub(c.len_utf16()) {
            Some(still) => {
                left = still;
                false
            }
            None => true,
        });
    match end {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(text[..end].to_owned()),
    }
}

/// Bytes that are never written otherwise than as they are. 0xEF begins what XML cannot hold, among much that it can.
const PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = byte >= 0x20;
        byte += 1;
    }
    plain[b'&' as usize] = false;
    plain[b'<' as usize] = false;
    plain[b'>' as usize] = false;
    plain[b'"' as usize] = false;
    plain[b'_' as usize] = false;
    plain[0xEF] = false;
    plain
};

/// What XML cannot hold is written as spreadsheets write it, `_x0007_`, and so is what would be read as such.
pub(super) fn escape(line: &mut String, text: &str) {
    // Nearly every text goes as it is, and there are millions of them.
    let bytes = text.as_bytes();
    let mut place = 0;
    while place < bytes.len() {
        let lone_mark = bytes[place] == b'_' && bytes.get(place + 1) != Some(&b'x');
        if !PLAIN[bytes[place] as usize] && !lone_mark {
            break;
        }
        place += 1;
    }
    if place == bytes.len() {
        *line += text;
        return;
    }
    for (place, c) in text.char_indices() {
        match c {
            '&' => *line += "&amp;",
            '<' => *line += "&lt;",
            '>' => *line += "&gt;",
            '"' => *line += "&quot;",
            '_' if is_escape(&text[place..]) => *line += "_x005F_",
            '\t' | '\n' => line.push(c),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(line, "_x{:04X}_", u32::from(c));
            }
            c => line.push(c),
        }
    }
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes.starts_with(b"_x")
        && bytes[6] == b'_'
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// Days since the end of 1899, as spreadsheets count time, exact to far less than a second.
fn serial(at: NaiveDateTime) -> String {
    const START: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);
    let days = START.map_or(0, |start| (at.date() - start).num_days());
    let parts = u64::from(at.time().num_seconds_from_midnight()) * 10_000_000_000;
    let parts = (parts + 43_200) / 86_400;
    format!("{days}.{parts:010}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut line = String::new();
        escape(&mut line, text);
        line
    }

    #[test]
    fn what_xml_cannot_hold_is_written_as_spreadsheets_write_it() {
        assert_eq!(escaped("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
        assert_eq!(escaped("\u{7}\r\n\t"), "_x0007__x000D_\n\t");
        assert_eq!(escaped("_x0041_ _x41_ _"), "_x005F_x0041_ _x41_ _");
        assert_eq!(escaped("\u{ffff}é"), "_xFFFF_é");
    }

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        assert_eq!(letters(0), "A");
        assert_eq!(letters(25), "Z");
        assert_eq!(letters(26), "AA");
        assert_eq!(letters(53), "BB");
    }

    #[test]
    fn a_moment_is_the_number_that_spreadsheets_show_as_that_moment() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
        assert_eq!(serial(at("1900-03-01 00:00:00")), "61.0000000000");
        assert_eq!(serial(at("2026-11-21 12:00:00")), "46347.5000000000");
        assert_eq!(serial(at("2026-11-21 23:59:59")), "46347.9999884259");
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_between_characters() {
        let long = "é".repeat(40_000);
        assert_eq!(shortened(&long).chars().count(), LONGEST_TEXT);
        let wide = "🏪".repeat(20_000);
        assert_eq!(shortened(&wide).chars().count(), LONGEST_TEXT / 2);
        let fits = "é".repeat(20_000);
        assert_eq!(shortened(&fits), fits);
    }
}

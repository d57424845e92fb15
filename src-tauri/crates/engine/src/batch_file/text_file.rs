//! Files of text as spreadsheets write them: whatever the encoding, whatever stands between the cells.

use super::Format;
use super::header;
use super::refused;
use super::table::{HEADER_WITHIN, Sort, Table};
use crate::error::Result;
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr2, memchr3, memmem};
use std::borrow::Cow;

/// What may stand between cells; the first wins where all are as good.
const BETWEEN: [u8; 3] = [b';', b',', b'\t'];
/// What no text holds, and hardly a picture or a program goes without.
const BINARY: [[u8; 3]; 3] = [[0, 1, 2], [3, 4, 5], [6, 7, 8]];
/// How much of a file is tried with each of them.
const TRIED: usize = 64 * 1024;

/// Reads the cells of a text file.
pub(super) fn read(bytes: &[u8], mapping: &header::Mapping) -> Result<(Format, Table)> {
    let text = decoded(bytes)?;
    let (told, body) = told_between(&text);
    let between = told.unwrap_or_else(|| guessed(body, mapping));
    let skipped = u32::from(told.is_some());
    let mut table = Table::with_room(body.len());
    cells(body, between, skipped, None, &mut table)?;
    Ok((Format::Csv { between }, table))
}

/// The text, by its mark or else by what can be read. Excel writes UTF-8 with a mark, the old code page of Western
/// Windows without one, and UTF-16 with one.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let text = if bytes.starts_with(&[0xFF, 0xFE]) {
        UTF_16LE.decode_with_bom_removal(bytes).0
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        UTF_16BE.decode_with_bom_removal(bytes).0
    } else {
        let rest = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
        match UTF_8.decode_without_bom_handling_and_without_replacement(rest) {
            Some(text) => text,
            None if rest.len() < bytes.len() => return Err(refused::not_a_table()),
            None => WINDOWS_1252.decode_without_bom_handling(rest).0,
        }
    };
    let bytes = text.as_bytes();
    if BINARY
        .iter()
        .any(|[a, b, c]| memchr3(*a, *b, *c, bytes).is_some())
        || memmem::find(bytes, "\u{FFFD}".as_bytes()).is_some()
    {
        return Err(refused::not_a_table());
    }
    Ok(text)
}

/// Excel's own line `sep=;`.
fn told_between(text: &str) -> (Option<u8>, &str) {
    let told = || {
        let rest = text
            .strip_prefix("sep=")
            .or_else(|| text.strip_prefix("SEP="))?;
        let between = *rest.as_bytes().first().filter(|b| b.is_ascii())?;
        let rest = &rest[1..];
        let rest = rest.strip_prefix('\r').unwrap_or(rest);
        Some((between, rest.strip_prefix('\n')?))
    };
    match told() {
        Some((between, rest)) if between != b'"' && between != b'\n' => (Some(between), rest),
        _ => (None, text),
    }
}

/// What splits a row of the file's beginning into the most columns that we know; where none is known, into the most columns.
fn guessed(text: &str, mapping: &header::Mapping) -> u8 {
    let mut end = text.len().min(TRIED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let beginning = &text[..end];
    let parted = |between: u8| {
        let mut table = Table::default();
        // A row cut in its middle is no fault of the file.
        let _ = cells(beginning, between, 0, Some(HEADER_WITHIN), &mut table);
        table
            .rows()
            .map(|row| (header::known_titles(row, mapping), row.cells().count()))
            .max()
            .unwrap_or_default()
    };
    let mut best = ((0, 0), BETWEEN[0]);
    for between in BETWEEN {
        let found = parted(between);
        if found > best.0 {
            best = (found, between);
        }
    }
    best.1
}

/// Takes the text apart, strictly: a quotation mark that is never closed would swallow every row below it.
fn cells(
    text: &str,
    between: u8,
    skipped: u32,
    rows: Option<usize>,
    table: &mut Table,
) -> Result<()> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut line = skipped.saturating_add(1);
    let mut written = String::new();
    while at < bytes.len() && rows.is_none_or(|rows| table.len() < rows) {
        table.begin(line, false)?;
        loop {
            at = if bytes.get(at) == Some(&b'"') {
                written.clear();
                let end = quoted(text, at, line, &mut written)?;
                if !matches!(bytes.get(end), None | Some(b'\n' | b'\r'))
                    && bytes.get(end) != Some(&between)
                {
                    return Err(refused::stray_quote(line));
                }
                let more = newlines(&text[at..end]);
                if more > 0 {
                    line = line.saturating_add(more);
                    table.goes_on();
                }
                table.push(Sort::Text, written.trim())?;
                end
            } else {
                let rest = &bytes[at..];
                let end = at + memchr3(between, b'\n', b'\r', rest).unwrap_or(rest.len());
                table.push(Sort::Text, text[at..end].trim())?;
                end
            };
            if bytes.get(at) != Some(&between) {
                break;
            }
            at += 1;
        }
        table.end();
        if bytes.get(at) == Some(&b'\r') {
            at += 1;
        }
        if bytes.get(at) == Some(&b'\n') {
            at += 1;
        }
        line = line.saturating_add(1);
    }
    Ok(())
}

/// Reads from an opening mark to behind its closing one; two marks are one that belongs to the text.
fn quoted(text: &str, open: usize, line: u32, written: &mut String) -> Result<usize> {
    let mut at = open + 1;
    loop {
        let rest = &text.as_bytes()[at..];
        let Some(mark) = memchr(b'"', rest) else {
            return Err(refused::open_quote(line));
        };
        written.push_str(&text[at..at + mark]);
        at += mark + 1;
        if text.as_bytes().get(at) != Some(&b'"') {
            return Ok(at);
        }
        written.push('"');
        at += 1;
    }
}

fn newlines(text: &str) -> u32 {
    let mut rest = text.as_bytes();
    let mut count = 0_u32;
    while let Some(at) = memchr2(b'\n', b'\r', rest) {
        let pair = rest[at..].starts_with(b"\r\n");
        rest = &rest[at + 1 + usize::from(pair)..];
        count = count.saturating_add(1);
    }
    count
}

//! Which of a workbook's cell styles show a number as a date or a time.

use super::xml::{self, Event};
use crate::error::Result;
use std::collections::BTreeMap;

/// For each style that cells name by its place: is it a date's?
pub(super) fn dates(text: &str) -> Result<Vec<bool>> {
    let mut reader = xml::Reader::from_str(text);
    let mut own: BTreeMap<u32, bool> = BTreeMap::new();
    let mut found = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match xml::next(&mut reader)? {
            Event::Start(e) | Event::Empty(e) => match e.local_name().as_ref() {
                "numFmt" => {
                    let code = xml::attribute(&e, "formatCode")?.unwrap_or_default();
                    own.insert(number(&e, "numFmtId")?, shows_a_date(&code));
                }
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let format = number(&e, "numFmtId")?;
                    let date = own.get(&format).copied();
                    found.push(date.unwrap_or_else(|| is_built_in_date(format)));
                }
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn number(element: &quick_xml::events::BytesStart<'_>, name: &str) -> Result<u32> {
    let text = xml::attribute(element, name)?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

fn is_built_in_date(format: u32) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Does a format have a place for a year, month, day, hour or second, outside what it only copies?
fn shows_a_date(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty() && inside.bytes().all(|b| matches!(b, b'h' | b'm' | b's')) {
                    return true;
                }
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_of_money_is_no_date() {
        for code in [
            "General",
            "0",
            "#,##0",
            "#,##0 \"francs CFA\"",
            "[$XOF-40C] #,##0",
            "0.00E+00",
            "[Red]-0",
            "@",
            "#,##0\\ \\m",
        ] {
            assert!(!shows_a_date(code), "{code}");
        }
        for code in [
            "dd/mm/yyyy",
            "[h]:mm",
            "yyyy\\-mm\\-dd",
            "mmm yy",
            "[$-40C]d mmmm yyyy",
        ] {
            assert!(shows_a_date(code), "{code}");
        }
    }
}

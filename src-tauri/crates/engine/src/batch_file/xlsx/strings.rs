//! The texts that a workbook's cells share.

use super::super::table::Table;
use super::xml::{self, Event};
use crate::error::Result;

/// Keeps each text, in the order by which cells refer to them.
pub(super) fn read(text: &str, table: &mut Table) -> Result<Vec<(u32, u32)>> {
    let mut reader = xml::Reader::from_str(text);
    let mut found = Vec::new();
    let mut item = String::new();
    let (mut in_text, mut in_reading_aid) = (false, false);
    loop {
        match xml::next(&mut reader)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "si" => item.clear(),
                "t" => in_text = !in_reading_aid,
                "rPh" => in_reading_aid = true,
                _ => {}
            },
            Event::Empty(e) if xml::is(&e, "si") => found.push(table.keep("")),
            Event::End(e) => match e.local_name().as_ref() {
                "si" => found.push(table.keep(xml::unescaped(&item).trim())),
                "t" => in_text = false,
                "rPh" => in_reading_aid = false,
                _ => {}
            },
            Event::Text(e) if in_text => item.push_str(&e.xml10_content()),
            Event::CData(e) if in_text => item.push_str(&e.xml10_content()),
            Event::GeneralRef(e) if in_text => xml::resolve(&e, &mut item)?,
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

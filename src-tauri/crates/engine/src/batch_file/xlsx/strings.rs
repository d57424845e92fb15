//! The texts that a workbook's cells share.

use super::super::refused;
use super::super::table::Table;
use super::xml::{self, Event};
use crate::error::Result;
use std::thread;

/// Keeps each text, in the order by which cells refer to them: the halves of a long list side by side.
pub(super) fn read(text: &str, table: &mut Table) -> Result<Vec<(u32, u32)>> {
    let Some((upper, lower)) = xml::halves(text, "<si>", "<si>", "</sst>") else {
        return read_part(xml::Reader::from_str(text), table);
    };
    let mut below = Table::behind(table.mark());
    let (above, under) = thread::scope(|scope| {
        let under = scope.spawn(|| read_part(xml::in_the_middle(lower), &mut below));
        let above = read_part(xml::Reader::from_str(upper), table);
        let under = under.join();
        (above, under.unwrap_or_else(|_| Err(refused::damaged())))
    });
    let (mut above, under) = (above?, under?);
    let down = table.join(below)?;
    above.extend(
        under
            .into_iter()
            .map(|(start, end)| (start + down, end + down)),
    );
    Ok(above)
}

fn read_part(mut reader: xml::Reader<&[u8]>, table: &mut Table) -> Result<Vec<(u32, u32)>> {
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

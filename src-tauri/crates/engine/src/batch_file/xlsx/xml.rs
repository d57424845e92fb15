//! The little of XML that a workbook's parts need. Entities are the five that XML has: nothing expands.

use super::super::refused;
use crate::error::Result;
use memchr::memmem;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart};
use std::borrow::Cow;

pub(super) use quick_xml::Reader;
pub(super) use quick_xml::events::Event;

pub(super) fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>> {
    reader.read_event().map_err(|_| refused::damaged())
}

/// A shorter text is read before another thread has begun.
const LONG: usize = 100_000;

/// A part cut in two where one of its many pieces begins, to be read side by side. `None` where it is short, or where what looks
/// like the beginning of a piece may stand inside of something else.
pub(super) fn halves<'a>(
    text: &'a str,
    begin: &str,
    piece: &str,
    end: &str,
) -> Option<(&'a str, &'a str)> {
    if text.len() < LONG {
        return None;
    }
    let all = text.as_bytes();
    let from = memmem::find(all, begin.as_bytes())?;
    let data = all.get(from..memmem::rfind(all, end.as_bytes())?)?;
    if memmem::find(data, b"<!").is_some() || memmem::find(data, b"<?").is_some() {
        return None;
    }
    let half = data.len() / 2;
    let at = memmem::find(&data[half..], piece.as_bytes())?;
    text.split_at_checked(from + half + at)
}

/// Reads the lower of two halves: what it ends was begun in the upper one.
pub(super) fn in_the_middle(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_unmatched_ends = true;
    reader
}

/// Is the element called this, in whichever namespace?
pub(super) fn is(element: &BytesStart<'_>, name: &str) -> bool {
    element.local_name().as_ref() == name
}

/// An attribute without a namespace.
pub(super) fn attribute<'a>(
    element: &'a BytesStart<'_>,
    name: &str,
) -> Result<Option<Cow<'a, str>>> {
    find(element, |key| key == name)
}

/// `r:id`, whatever `r` is called there.
pub(super) fn relation_id<'a>(element: &'a BytesStart<'_>) -> Result<Option<Cow<'a, str>>> {
    find(element, |key| key.ends_with(":id"))
}

fn find<'a>(
    element: &'a BytesStart<'_>,
    wanted: impl Fn(&str) -> bool,
) -> Result<Option<Cow<'a, str>>> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| refused::damaged())?;
        if wanted(attribute.key.as_ref()) {
            return attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map(Some)
                .map_err(|_| refused::damaged());
        }
    }
    Ok(None)
}

/// `&amp;` and `&#233;` as the characters that they are.
pub(super) fn resolve(reference: &BytesRef<'_>, text: &mut String) -> Result<()> {
    if let Some(c) = reference
        .resolve_char_ref()
        .map_err(|_| refused::damaged())?
    {
        text.push(c);
        return Ok(());
    }
    text.push_str(resolve_predefined_entity(reference).ok_or_else(refused::damaged)?);
    Ok(())
}

/// Excel writes characters that XML cannot hold as `_x000D_`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest
            .get(at + 2..at + 6)
            .filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let hex = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        match hex.and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?)) {
            Some(c) => {
                plain.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

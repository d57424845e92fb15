//! Reads a PDF as a stranger's program does: by its own fonts' tables of meaning.

use flate2::read::ZlibDecoder;
use std::collections::BTreeMap;
use std::io::Read as _;

/// All of its text, and the fonts that lie in it.
pub(crate) struct Seen {
    pub(crate) text: String,
    pub(crate) fonts: Vec<String>,
    pub(crate) pages: usize,
}

/// Every object, by its number.
fn objects(bytes: &[u8]) -> BTreeMap<u32, &[u8]> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    while let Some(begin) = find(bytes, b" 0 obj", at) {
        let line = bytes[..begin]
            .iter()
            .rposition(|byte| !byte.is_ascii_digit())
            .map_or(0, |before| before + 1);
        let number = std::str::from_utf8(&bytes[line..begin]).unwrap();
        let end = find(bytes, b"endobj", begin).unwrap();
        found.insert(number.parse().unwrap(), &bytes[begin..end]);
        at = end;
    }
    found
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = &bytes[from..];
    rest.windows(what.len())
        .position(|part| part == what)
        .map(|at| at + from)
}

/// The number of the object that a dictionary names.
fn named(object: &[u8], key: &str) -> Option<u32> {
    let text = String::from_utf8_lossy(object);
    let (_, rest) = text.split_once(key)?;
    rest.trim_start_matches([' ', '['])
        .split(' ')
        .next()?
        .parse()
        .ok()
}

fn stream(object: &[u8]) -> Vec<u8> {
    let begin = find(object, b"stream", 0).unwrap() + "stream\n".len();
    let mut data = &object[begin..];
    if let [b'\n', rest @ ..] = data {
        data = rest;
    }
    let mut unpacked = Vec::new();
    ZlibDecoder::new(data).read_to_end(&mut unpacked).unwrap();
    unpacked
}

/// `<0003> <0050>` lines.
fn meanings(map: &[u8]) -> BTreeMap<u16, char> {
    let hex = |text: &str| u32::from_str_radix(text.trim_matches(['<', '>']), 16).ok();
    String::from_utf8_lossy(map)
        .lines()
        .filter_map(|line| {
            let (glyph, meaning) = line.split_once(' ')?;
            let whole = glyph.len() == 6 && glyph.starts_with('<');
            let glyph = u16::try_from(hex(glyph).filter(|_| whole)?).ok()?;
            Some((glyph, char::from_u32(hex(meaning)?)?))
        })
        .collect()
}

pub(crate) fn read(bytes: &[u8]) -> Seen {
    let objects = objects(bytes);
    let kind = |object: &[u8], word: &str| String::from_utf8_lossy(object).contains(word);
    let mut seen = Seen {
        text: String::new(),
        fonts: Vec::new(),
        pages: 0,
    };
    for object in objects.values() {
        if kind(object, "/FontFile2") {
            let text = String::from_utf8_lossy(object).into_owned();
            let (_, name) = text.split_once("/FontName /").unwrap();
            seen.fonts
                .push(name.split_whitespace().next().unwrap().to_owned());
        }
        if !kind(object, "/Type /Page\n") {
            continue;
        }
        seen.pages += 1;
        let fonts: BTreeMap<char, BTreeMap<u16, char>> = ['T', 'S', 'D']
            .into_iter()
            .filter_map(|name| {
                let font = named(object, &format!("/{name} "))?;
                let map = named(objects[&font], "/ToUnicode ").unwrap();
                Some((name, meanings(&stream(objects[&map]))))
            })
            .collect();
        let content = stream(objects[&named(object, "/Contents ").unwrap()]);
        seen.text += &said(&content, &fonts);
    }
    seen
}

/// What the strings of a page mean, in the order in which they are shown.
fn said(content: &[u8], fonts: &BTreeMap<char, BTreeMap<u16, char>>) -> String {
    let mut text = String::new();
    let mut meaning = None;
    let mut at = 0;
    while at < content.len() {
        match content[at] {
            b'/' => meaning = fonts.get(&char::from(content[at + 1])),
            b'<' => {
                let end = find(content, b">", at).unwrap();
                let digits = std::str::from_utf8(&content[at + 1..end]).unwrap();
                for glyph in digits.as_bytes().chunks(4) {
                    let glyph = std::str::from_utf8(glyph).unwrap();
                    let glyph = u16::from_str_radix(glyph, 16).unwrap();
                    text.push(meaning.unwrap()[&glyph]);
                }
                at = end;
            }
            b'(' => {
                let (shown, end) = literal(content, at);
                for glyph in shown.chunks(2) {
                    text.push(meaning.unwrap()[&u16::from_be_bytes([glyph[0], glyph[1]])]);
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    text
}

/// `(…)` with its escapes, and where it ends.
fn literal(content: &[u8], begin: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut at, mut depth) = (Vec::new(), begin + 1, 0);
    loop {
        match content[at] {
            b'\\' => {
                at += 1;
                match content[at] {
                    b'n' => bytes.push(b'\n'),
                    b'r' => bytes.push(b'\r'),
                    b't' => bytes.push(b'\t'),
                    b'b' => bytes.push(8),
                    b'f' => bytes.push(12),
                    digit @ b'0'..=b'7' => {
                        let octal = std::str::from_utf8(&content[at..at + 3]).unwrap();
                        assert!(digit.is_ascii_digit());
                        bytes.push(u8::from_str_radix(octal, 8).unwrap());
                        at += 2;
                    }
                    other => bytes.push(other),
                }
            }
            b'(' => {
                depth += 1;
                bytes.push(b'(');
            }
            b')' if depth == 0 => return (bytes, at),
            b')' => {
                depth -= 1;
                bytes.push(b')');
            }
            byte => bytes.push(byte),
        }
        at += 1;
    }
}

/// Without spaces and breaks: where a narrow paper breaks a line is no part of what it says.
pub(crate) fn squashed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

//! Blocks on pages: a roll is one page as long as it needs to be; a sheet is broken, with its heading and number on each.

use crate::Document;
use crate::face::{Face, Faces};
use crate::place::{Block, Ink, Setter};
use crate::sheet::{Milli, Paper, Sheet};
use crate::words::say;

/// A page, ready to be inked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) width: Milli,
    pub(crate) height: Milli,
    pub(crate) ink: Vec<Ink>,
}

pub(crate) fn pages(document: &Document, paper: Paper, faces: &Faces) -> Vec<Page> {
    let sheet = paper.sheet();
    let setter = Setter { faces, sheet };
    let blocks: Vec<Block> = document
        .lines
        .iter()
        .flat_map(|line| setter.blocks(line))
        .collect();
    let Some(height) = sheet.height else {
        let length = blocks.iter().map(|block| block.height).sum::<Milli>() + 2 * sheet.edge;
        let mut page = Page {
            width: sheet.width,
            height: length,
            ink: Vec::new(),
        };
        let mut y = sheet.edge;
        for block in blocks {
            page.ink.extend(lowered(block.ink, y));
            y += block.height;
        }
        return vec![page];
    };
    let mut pages = broken(blocks, height, &sheet);
    let count = pages.len();
    for (number, page) in (1..).zip(&mut pages) {
        furnish(document, &sheet, faces, page, number, count);
    }
    pages
}

/// What stays free at the head of every page but the first.
fn head(sheet: &Sheet) -> Milli {
    sheet.edge + 2 * sheet.body
}

fn broken(blocks: Vec<Block>, height: Milli, sheet: &Sheet) -> Vec<Page> {
    let new = || Page {
        width: sheet.width,
        height,
        ink: Vec::new(),
    };
    let end = height - sheet.edge - 2 * sheet.body;
    let mut pages = vec![new()];
    let mut y = sheet.edge;
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let mut together = vec![block];
        while together.last().is_some_and(|it| it.with_next)
            && let Some(next) = blocks.next()
        {
            together.push(next);
        }
        let needs: Milli = together.iter().map(|it| it.height).sum();
        if y + needs > end && y > head(sheet) {
            pages.push(new());
            y = head(sheet);
        }
        for block in together {
            if let Some(page) = pages.last_mut() {
                page.ink.extend(lowered(block.ink, y));
            }
            y += block.height;
        }
    }
    pages
}

/// The margin line, the heading of later pages, and the number of each.
fn furnish(
    document: &Document,
    sheet: &Sheet,
    faces: &Faces,
    page: &mut Page,
    number: usize,
    count: usize,
) {
    if let Some(x) = sheet.margin {
        page.ink.push(Ink::Bar {
            x,
            y: sheet.edge,
            width: 1_500,
            height: page.height - 2 * sheet.edge,
        });
    }
    let mut write = |x, y, text: String| {
        page.ink.push(Ink::Text {
            x,
            y,
            face: Face::Text,
            size: sheet.note,
            text,
        });
    };
    if number > 1 {
        let text = match &document.reference {
            Some(reference) => format!("{} · {reference}", document.title),
            None => document.title.clone(),
        };
        write(sheet.left, sheet.edge + sheet.note, text);
    }
    if count > 1 {
        let text = format!("{number} {} {count}", say(document.lang, "of", "sur"));
        let width = faces.width(Face::Text, sheet.note, &text);
        let x = sheet.left + sheet.column - width;
        write(x, page.height - sheet.edge, text);
    }
}

fn lowered(ink: Vec<Ink>, by: Milli) -> impl Iterator<Item = Ink> {
    ink.into_iter().map(move |ink| match ink {
        Ink::Text {
            x,
            y,
            face,
            size,
            text,
        } => Ink::Text {
            x,
            y: y + by,
            face,
            size,
            text,
        },
        Ink::Bar {
            x,
            y,
            width,
            height,
        } => Ink::Bar {
            x,
            y: y + by,
            width,
            height,
        },
    })
}

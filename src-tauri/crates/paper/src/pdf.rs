//! The pages as a PDF.

use crate::Document;
use crate::embed::Embedded;
use crate::face::{Face, Faces, Run};
use crate::page::{Page, pages};
use crate::place::Ink;
use crate::sheet::{MM, Milli, Paper};
use engine::{Class, EngineError};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Filter, Finish, Name, Pdf as File, Rect, Ref, Str, TextStr};
use std::io::Write as _;

/// A document on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How wide a page is.
    pub width_mm: u32,
    /// How long; a roll is as long as it needs to be.
    pub height_mm: u32,
}

/// The pages could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperError(pub(crate) String);

impl std::fmt::Display for PaperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the pages could not be made: {}", self.0)
    }
}

impl std::error::Error for PaperError {}

impl From<PaperError> for EngineError {
    fn from(error: PaperError) -> Self {
        Self::new(
            Class::Failed,
            "paper_failed",
            format!(
                "The paper could not be made: {}. Nothing about the money changed.",
                error.0
            ),
            format!(
                "Le papier n’a pas pu être fait : {}. Rien n’a changé pour l’argent.",
                error.0
            ),
        )
    }
}

/// The document on this paper. The same document always gives the same bytes.
pub fn pdf(document: &Document, paper: Paper) -> Result<Pdf, PaperError> {
    let faces = Faces::new();
    let mut used = Face::ALL.map(Embedded::new);
    let pages = pages(document, paper, &faces);
    let mut contents = Vec::new();
    for page in &pages {
        contents.push(content(document, page, &faces, &mut used));
    }
    let mut next = Ref::new(1);
    let [catalog, tree, about] = [(); 3].map(|()| next.bump());
    let fonts = Face::ALL.map(|_| next.bump());
    let kids: Vec<(Ref, Ref)> = pages.iter().map(|_| (next.bump(), next.bump())).collect();
    let mut file = File::new();
    let mut root = file.catalog(catalog);
    root.pages(tree);
    root.lang(TextStr(document.lang.tag()));
    root.finish();
    file.document_info(about)
        .title(TextStr(&document.title))
        .creator(TextStr("Duka"));
    file.pages(tree)
        .kids(kids.iter().map(|(page, _)| *page))
        .count(i32::try_from(kids.len()).unwrap_or(i32::MAX));
    for ((page, content), (at, stream)) in pages.iter().zip(contents).zip(&kids) {
        let mut leaf = file.page(*at);
        leaf.parent(tree)
            .media_box(Rect::new(0.0, 0.0, points(page.width), points(page.height)))
            .contents(*stream);
        let mut resources = leaf.resources();
        let mut named = resources.fonts();
        for (embedded, (name, at)) in used.iter().zip(NAMES.into_iter().zip(fonts)) {
            if embedded.is_used() {
                named.pair(Name(name), at);
            }
        }
        named.finish();
        resources.finish();
        leaf.finish();
        file.stream(*stream, &packed(&content)?)
            .filter(Filter::FlateDecode);
    }
    for (embedded, at) in used.iter().zip(fonts) {
        if embedded.is_used() {
            embedded.write(&mut file, at, &mut next, &faces)?;
        }
    }
    let millimetres = |side: fn(&Page) -> Milli| {
        let side = pages.first().map_or(0, side);
        u32::try_from(side / MM).unwrap_or_default()
    };
    Ok(Pdf {
        width_mm: millimetres(|it| it.width),
        height_mm: millimetres(|it| it.height),
        bytes: file.finish(),
    })
}

/// What the faces are called on a page.
const NAMES: [&[u8]; 3] = [b"T", b"S", b"D"];

/// The one place where whole thousandths become what the format wants.
#[expect(clippy::float_arithmetic, reason = "a place on paper is not money")]
fn points(milli: Milli) -> f32 {
    milli as f32 / 1_000.0
}

/// A whole number of a font's units.
pub(crate) fn number(units: i64) -> f32 {
    units as f32
}

pub(crate) fn packed(bytes: &[u8]) -> Result<Vec<u8>, PaperError> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::default());
    packer
        .write_all(bytes)
        .and_then(|()| packer.finish())
        .map_err(|error| PaperError(error.to_string()))
}

fn content(document: &Document, page: &Page, faces: &Faces, used: &mut [Embedded; 3]) -> Vec<u8> {
    let mut out = Content::new();
    for ink in &page.ink {
        match ink {
            Ink::Text {
                x,
                y,
                face,
                size,
                text,
            } => {
                let mut x = *x;
                for run in faces.runs(*face, text) {
                    let place = [1.0, 0.0, 0.0, 1.0, points(x), points(page.height - y)];
                    show(&mut out, &run, *size, place, used);
                    x += run.width(*size);
                }
            }
            Ink::Bar {
                x,
                y,
                width,
                height,
            } => {
                out.rect(
                    points(*x),
                    points(page.height - y - height),
                    points(*width),
                    points(*height),
                );
                out.fill_nonzero();
            }
        }
    }
    if let Some(word) = document.across {
        across(&mut out, page, word, faces, used);
    }
    out.finish().as_slice().to_vec()
}

fn show(out: &mut Content, run: &Run, size: Milli, place: [f32; 6], used: &mut [Embedded; 3]) {
    let face = run.face as usize;
    let numbers = used[face].numbers(run);
    out.begin_text();
    out.set_font(Name(NAMES[face]), points(size));
    out.set_text_matrix(place);
    spread(out, run, &numbers);
    out.end_text();
}

/// Glyphs stand by their own widths, but for those that are set wider: the space between groups of figures.
fn spread(out: &mut Content, run: &Run, numbers: &[u8]) {
    let mut line = out.show_positioned();
    let mut items = line.items();
    for (placed, number) in run.glyphs.iter().zip(numbers.chunks(2)) {
        items.show(Str(number));
        if placed.wider > 0 {
            items.adjust(crate::pdf::number(-placed.wider));
        }
    }
}

/// At fifty degrees: what stands under it stays readable, and cutting off an end takes no word away.
const COSINE: f32 = 0.642_8;
const SINE: f32 = 0.766;
const MINUS_SINE: f32 = -0.766;

/// A word in outline from corner to corner.
fn across(out: &mut Content, page: &Page, word: &str, faces: &Faces, used: &mut [Embedded; 3]) {
    let size = page.width / 4;
    out.save_state();
    out.set_line_width(0.5);
    out.set_text_rendering_mode(TextRenderingMode::Stroke);
    // The page is turned about its middle, and the word written there.
    let turned = [
        COSINE,
        SINE,
        MINUS_SINE,
        COSINE,
        points(page.width / 2),
        points(page.height / 2),
    ];
    out.transform(turned);
    let mut x = -faces.width(Face::Display, size, word) / 2;
    for run in faces.runs(Face::Display, word) {
        let place = [1.0, 0.0, 0.0, 1.0, points(x), points(-size / 3)];
        show(out, &run, size, place, used);
        x += run.width(size);
    }
    out.restore_state();
}

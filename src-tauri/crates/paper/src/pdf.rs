//! The pages as a PDF, with the letters that were used embedded.

use crate::Document;
use crate::face::{Face, Faces, Run};
use crate::page::{Page, pages};
use crate::place::Ink;
use crate::sheet::{Milli, Paper};
use krilla::geom::{PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

/// The pages could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperError(String);

impl std::fmt::Display for PaperError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the pages could not be made: {}", self.0)
    }
}

impl std::error::Error for PaperError {}

/// The document on this paper. The same document always gives the same bytes.
pub fn pdf(document: &Document, paper: Paper) -> Result<Vec<u8>, PaperError> {
    let faces = Faces::new();
    let fonts = Face::ALL
        .map(|face| Font::new(face.bytes().into(), 0).expect("a font of our own is sound"));
    let mut out = krilla::Document::new();
    out.set_metadata(
        Metadata::new()
            .title(document.title.clone())
            .language(document.lang.tag().to_owned())
            .creator("Duka".to_owned()),
    );
    for page in pages(document, paper, &faces) {
        let (width, height) = (points(page.width), points(page.height));
        let settings = PageSettings::from_wh(width, height)
            .ok_or_else(|| PaperError("a page without a size".to_owned()))?;
        let mut sheet = out.start_page_with(settings);
        let mut surface = sheet.surface();
        for ink in &page.ink {
            draw(&mut surface, ink, &faces, &fonts);
        }
        if let Some(word) = document.across {
            across(&mut surface, &page, word, &faces, &fonts);
        }
        surface.finish();
        sheet.finish();
    }
    out.finish()
        .map_err(|error| PaperError(format!("{error:?}")))
}

/// The one place where whole thousandths become what the format wants.
#[expect(clippy::float_arithmetic, reason = "a place on paper is not money")]
fn points(milli: Milli) -> f32 {
    milli as f32 / 1_000.0
}

fn draw(surface: &mut Surface<'_>, ink: &Ink, faces: &Faces, fonts: &[Font; 3]) {
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
                write(surface, &run, (x, *y), *size, fonts);
                x += run.width(*size);
            }
        }
        Ink::Bar {
            x,
            y,
            width,
            height,
        } => {
            let bar = Rect::from_xywh(points(*x), points(*y), points(*width), points(*height));
            let mut path = PathBuilder::new();
            if let Some(bar) = bar {
                path.push_rect(bar);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(Fill::default()));
                surface.draw_path(&path);
            }
        }
    }
}

fn write(
    surface: &mut Surface<'_>,
    run: &Run,
    (x, y): (Milli, Milli),
    size: Milli,
    fonts: &[Font; 3],
) {
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .map(|placed| {
            // An advance in thousandths of an em: the same division.
            let advance = points(Milli::try_from(placed.advance).unwrap_or_default());
            let glyph = GlyphId::new(placed.glyph);
            KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, placed.bytes.clone(), None)
        })
        .collect();
    surface.draw_glyphs(
        Point::from_xy(points(x), points(y)),
        &glyphs,
        fonts[run.face as usize].clone(),
        &run.text,
        points(size),
        false,
    );
}

/// A word in outline from corner to corner: what stands under it stays readable, and cutting off an end takes no word away.
fn across(surface: &mut Surface<'_>, page: &Page, word: &str, faces: &Faces, fonts: &[Font; 3]) {
    // As wide as the paper's width and a fifth, at an angle of about fifty degrees.
    let size = page.width / 4;
    let width = faces.width(Face::Display, size, word);
    let (middle, centre) = (page.width / 2, page.height / 2);
    surface.push_transform(&Transform::from_rotate_at(
        -50.0,
        points(middle),
        points(centre),
    ));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        width: 0.5,
        ..Stroke::default()
    }));
    for run in faces.runs(Face::Display, word) {
        write(
            surface,
            &run,
            (middle - width / 2, centre + size / 3),
            size,
            fonts,
        );
    }
    surface.set_stroke(None);
    surface.pop();
}

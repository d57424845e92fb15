//! The two families, and how wide text is in them.

use crate::sheet::Milli;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

/// Every font here has a thousand units to the em; a test holds them to it.
const EM: i64 = 1_000;

/// A cut of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// Source Sans 3.
    Text,
    /// Source Sans 3, semi-bold.
    Strong,
    /// Bitter, semi-bold: titles, amounts, the shop's name.
    Display,
}

impl Face {
    pub(crate) const ALL: [Self; 3] = [Self::Text, Self::Strong, Self::Display];

    pub(crate) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Text => include_bytes!("../fonts/SourceSans3-Regular.ttf"),
            Self::Strong => include_bytes!("../fonts/SourceSans3-SemiBold.ttf"),
            Self::Display => include_bytes!("../fonts/Bitter-SemiBold.ttf"),
        }
    }

    /// As a document names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "SourceSans3-Regular",
            Self::Strong => "SourceSans3-SemiBold",
            Self::Display => "Bitter-SemiBold",
        }
    }

    fn font(self) -> FontRef<'static> {
        FontRef::new(self.bytes()).expect("a font of our own is sound")
    }
}

/// A glyph in its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) glyph: u16,
    /// In units of the font.
    pub(crate) advance: i64,
    /// How much more room it is given than that.
    pub(crate) wider: i64,
}

/// A stretch of text in one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) face: Face,
    pub(crate) text: String,
    pub(crate) glyphs: Vec<Placed>,
}

impl Run {
    pub(crate) fn width(&self, size: Milli) -> Milli {
        milli(
            self.glyphs.iter().map(|it| it.advance + it.wider).sum(),
            size,
        )
    }
}

/// Measures of a face, in units of the font.
pub(crate) struct FaceSize {
    pub(crate) left: i64,
    pub(crate) bottom: i64,
    pub(crate) right: i64,
    pub(crate) top: i64,
    pub(crate) ascent: i64,
    pub(crate) descent: i64,
    pub(crate) capitals: i64,
}

/// The fonts, read once a document.
pub(crate) struct Faces {
    fonts: [(FontRef<'static>, GlyphMetrics<'static>); 3],
    /// Bitter's figures of one width, which stand in no place of their own.
    figures: [Option<u16>; 10],
}

/// What they are called, in their order.
const FIGURES: [&str; 10] = [
    "zero.tf", "one.tf", "two.tf", "three.tf", "four.tf", "five.tf", "six.tf", "seven.tf",
    "eight.tf", "nine.tf",
];
/// How much wider the space between the figures of an amount is set: Bitter's own is so narrow that 1 250 000 reads as
/// another sum.
const GROUP: i64 = 100;

impl Faces {
    pub(crate) fn new() -> Self {
        let mut figures = [None; 10];
        for (glyph, name) in Face::Display.font().glyph_names().iter() {
            if let Some(figure) = FIGURES.iter().position(|known| *known == name.as_str()) {
                figures[figure] = u16::try_from(glyph.to_u32()).ok();
            }
        }
        Self {
            fonts: Face::ALL.map(|face| {
                let font = face.font();
                let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
                (font, metrics)
            }),
            figures,
        }
    }

    /// The text in stretches of one face: what a face lacks is taken from the next that has it.
    pub(crate) fn runs(&self, face: Face, text: &str) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for c in text.nfc() {
            let (face, glyph) = self.find(face, c);
            if runs.last().is_none_or(|run| run.face != face) {
                runs.push(Run {
                    face,
                    text: String::new(),
                    glyphs: Vec::new(),
                });
            }
            if let Some(run) = runs.last_mut() {
                run.text.push(c);
                run.glyphs.push(Placed {
                    glyph,
                    advance: self.advance(face, glyph),
                    wider: if (face, c) == (Face::Display, '\u{a0}') {
                        GROUP
                    } else {
                        0
                    },
                });
            }
        }
        runs
    }

    pub(crate) fn width(&self, face: Face, size: Milli, text: &str) -> Milli {
        self.runs(face, text)
            .iter()
            .map(|run| run.width(size))
            .sum()
    }

    /// How large its letters are at most.
    pub(crate) fn size(&self, face: Face) -> FaceSize {
        let (font, _) = &self.fonts[face as usize];
        let told = font.metrics(Size::unscaled(), LocationRef::default());
        let bounds = told.bounds.unwrap_or_default();
        FaceSize {
            left: bounds.x_min as i64,
            bottom: bounds.y_min as i64,
            right: bounds.x_max as i64,
            top: bounds.y_max as i64,
            ascent: told.ascent as i64,
            descent: told.descent as i64,
            capitals: told.cap_height.unwrap_or(told.ascent) as i64,
        }
    }

    fn find(&self, first: Face, c: char) -> (Face, u16) {
        let strong = if first == Face::Text {
            Face::Text
        } else {
            Face::Strong
        };
        [first, strong, Face::Text]
            .into_iter()
            .find_map(|face| self.glyph(face, c).map(|glyph| (face, glyph)))
            // Of a script that is not printed here: the text behind it stays what it is.
            .unwrap_or_else(|| (first, self.glyph(first, '?').unwrap_or_default()))
    }

    fn glyph(&self, face: Face, c: char) -> Option<u16> {
        if let (Face::Display, Some(figure)) = (face, c.to_digit(10))
            && let Some(glyph) = self.figures[figure as usize]
        {
            return Some(glyph);
        }
        let (font, _) = &self.fonts[face as usize];
        let glyph = font.charmap().map(c)?;
        u16::try_from(glyph.to_u32()).ok()
    }

    fn advance(&self, face: Face, glyph: u16) -> i64 {
        let (_, metrics) = &self.fonts[face as usize];
        // Whole units: nothing here is a variable font.
        metrics.advance_width(glyph.into()).unwrap_or_default() as i64
    }

    /// The text in lines that fit. It breaks between words, and inside of one that is too long by itself.
    pub(crate) fn wrap(&self, face: Face, size: Milli, text: &str, width: Milli) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let line = lines.last_mut().expect("there is always one");
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if self.width(face, size, &longer) <= width {
                *line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(String::new());
            }
            // A reference is parted at its own hyphens before it is parted anywhere.
            for piece in word.split_inclusive('-') {
                let line = lines.last_mut().expect("there is always one");
                let longer = format!("{line}{piece}");
                if self.width(face, size, &longer) <= width {
                    *line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(String::new());
                }
                for c in piece.chars() {
                    let line = lines.last_mut().expect("there is always one");
                    line.push(c);
                    if self.width(face, size, line) > width && line.chars().count() > 1 {
                        line.pop();
                        lines.push(c.to_string());
                    }
                }
            }
        }
        lines
    }
}

fn milli(units: i64, size: Milli) -> Milli {
    Milli::try_from(units * i64::from(size) / EM).unwrap_or(Milli::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_the_countries_and_both_languages_are_there() {
        let faces = Faces::new();
        for face in Face::ALL {
            assert_eq!(
                face.font()
                    .metrics(Size::unscaled(), LocationRef::default())
                    .units_per_em,
                1_000
            );
            let text = "éàèùçœÉÀÇŒŋɓɗɛɔɲŊ’«»…·−•\u{a0}0123456789";
            for (c, run) in text.chars().zip(text.chars().map(|c| faces.find(face, c))) {
                let asked = faces.glyph(run.0, c);
                assert_eq!(asked, Some(run.1), "{c} in {face:?}");
            }
        }
    }

    #[test]
    fn figures_are_all_equally_wide() {
        let faces = Faces::new();
        for face in Face::ALL {
            let widths: std::collections::BTreeSet<Milli> = ('0'..='9')
                .map(|c| faces.width(face, 11_000, &c.to_string()))
                .collect();
            assert_eq!(widths.len(), 1, "{face:?}");
        }
    }

    #[test]
    fn a_line_never_runs_over_its_column_and_nothing_is_lost() {
        let faces = Faces::new();
        let text =
            "Frais de scolarité du troisième trimestre 3f9a1c2e7b5d4f60a1b2c3d4e5f60718293a4b5c";
        let lines = faces.wrap(Face::Text, 11_000, text, 80_000);
        assert!(lines.len() > 3);
        for line in &lines {
            assert!(faces.width(Face::Text, 11_000, line) <= 80_000, "{line}");
        }
        let uuid = faces.wrap(
            Face::Text,
            11_000,
            "3f9a1c2e-7b5d-4f60-a1b2-c3d4e5f60718",
            136_000,
        );
        assert_eq!(uuid, ["3f9a1c2e-7b5d-4f60-a1b2-", "c3d4e5f60718"]);
        let without = |text: &str| text.replace(' ', "");
        assert_eq!(without(&lines.concat()), without(text));
    }
}

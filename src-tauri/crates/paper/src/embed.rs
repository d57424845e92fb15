//! The letters that a document uses, cut out of the fonts and put into it, so that it looks the same everywhere and its text
//! can be read back.

use crate::PaperError;
use crate::face::{Face, Faces, Run};
use crate::pdf::{number, packed};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeMap;
use subsetter::{GlyphRemapper, subset};

const NOBODY_S: SystemInfo<'_> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// One face of a document, as far as it was used.
pub(crate) struct Embedded {
    face: Face,
    kept: GlyphRemapper,
    /// By its number in the document: what it means, and how wide it is.
    told: BTreeMap<u16, (char, i64)>,
}

impl Embedded {
    pub(crate) fn new(face: Face) -> Self {
        Self {
            face,
            kept: GlyphRemapper::new(),
            told: BTreeMap::new(),
        }
    }

    pub(crate) fn is_used(&self) -> bool {
        !self.told.is_empty()
    }

    /// The run in the document's own numbers, two bytes each.
    pub(crate) fn numbers(&mut self, run: &Run) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(run.glyphs.len() * 2);
        for (placed, c) in run.glyphs.iter().zip(run.text.chars()) {
            let glyph = self.kept.remap(placed.glyph);
            self.told.entry(glyph).or_insert((c, placed.advance));
            bytes.extend(glyph.to_be_bytes());
        }
        bytes
    }

    /// Writes the face into the document under `at`, with what belongs to it behind that.
    pub(crate) fn write(
        &self,
        pdf: &mut Pdf,
        at: Ref,
        next: &mut Ref,
        faces: &Faces,
    ) -> Result<(), PaperError> {
        let [font, facts, file, meaning] = [(); 4].map(|()| next.bump());
        let name = format!("DUKAPP+{}", self.face.name());
        let name = Name(name.as_bytes());
        pdf.type0_font(at)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(font)
            .to_unicode(meaning);
        let mut cid = pdf.cid_font(font);
        cid.subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(NOBODY_S)
            .font_descriptor(facts)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = cid.widths();
        for (glyph, (_, advance)) in &self.told {
            widths.consecutive(*glyph, [number(*advance)]);
        }
        widths.finish();
        cid.finish();
        let size = faces.size(self.face);
        pdf.font_descriptor(facts)
            .name(name)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(
                number(size.left),
                number(size.bottom),
                number(size.right),
                number(size.top),
            ))
            .italic_angle(0.0)
            .ascent(number(size.ascent))
            .descent(number(size.descent))
            .cap_height(number(size.capitals))
            .stem_v(90.0)
            .font_file2(file);
        let letters = subset(self.face.bytes(), 0, &self.kept)
            .map_err(|error| PaperError(error.to_string()))?;
        pdf.stream(file, &packed(&letters)?)
            .filter(Filter::FlateDecode);
        let mut map = UnicodeCmap::new(Name(b"Duka"), NOBODY_S);
        for (glyph, (c, _)) in &self.told {
            map.pair(*glyph, *c);
        }
        let map = map.finish();
        pdf.stream(meaning, &packed(map.as_slice())?)
            .filter(Filter::FlateDecode);
        Ok(())
    }
}

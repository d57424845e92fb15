//! Where everything stands: each line becomes a block with a height and what is inked in it.

use crate::face::{Face, Faces};
use crate::line::{LineKind, LineView};
use crate::sheet::{Milli, Sheet};

/// What is inked, measured from the left edge of the paper and from the top of its block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// Text, by the left end of its base line.
    Text {
        x: Milli,
        y: Milli,
        face: Face,
        size: Milli,
        text: String,
    },
    /// A filled box.
    Bar {
        x: Milli,
        y: Milli,
        width: Milli,
        height: Milli,
    },
}

/// A piece that is not parted between pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) height: Milli,
    pub(crate) ink: Vec<Ink>,
    /// A heading does not stand alone at the foot of a page.
    pub(crate) with_next: bool,
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Middle,
    Right,
}

/// A line of type.
#[derive(Clone, Copy)]
struct Type {
    face: Face,
    size: Milli,
}

impl Type {
    fn leading(self) -> Milli {
        self.size * 13 / 10
    }

    /// From the top of a line to its base line.
    fn base(self) -> Milli {
        self.size * 98 / 100
    }
}

/// Sets lines on a paper.
pub(crate) struct Setter<'f> {
    pub(crate) faces: &'f Faces,
    pub(crate) sheet: Sheet,
}

impl Setter<'_> {
    pub(crate) fn blocks(&self, line: &LineView) -> Vec<Block> {
        let sheet = &self.sheet;
        let body = self.text(sheet.body);
        match line.kind {
            LineKind::Stamp => vec![self.stamp(&line.text)],
            LineKind::Business => self.lines(self.display(sheet.head), Side::Middle, &line.text),
            LineKind::Centre => self.lines(self.text(sheet.note), Side::Middle, &line.text),
            LineKind::Title => self.title(&line.text),
            LineKind::Field => self.field(line),
            LineKind::Amount => self.amount(&line.text),
            LineKind::Outcome => self.outcome(&line.text),
            LineKind::Sentence => self.lines(body, Side::Left, &line.text),
            LineKind::Qr => vec![self.code(&line.rows)],
            LineKind::Rule => vec![self.rule(&[1_000])],
            LineKind::DoubleRule if sheet.double_rule => vec![self.rule(&[1_200, 1_200])],
            LineKind::DoubleRule => Vec::new(),
            LineKind::Gap => vec![room(sheet.body)],
            LineKind::Section => self.section(&line.text),
            LineKind::Moment => self.moment(line),
            LineKind::Quote => self.lines(self.text(sheet.note), Side::Left, &line.text),
        }
    }

    fn text(&self, size: Milli) -> Type {
        Type {
            face: Face::Text,
            size,
        }
    }

    fn strong(&self, size: Milli) -> Type {
        Type {
            face: Face::Strong,
            size,
        }
    }

    fn display(&self, size: Milli) -> Type {
        Type {
            face: Face::Display,
            size,
        }
    }

    fn width(&self, of: Type, text: &str) -> Milli {
        self.faces.width(of.face, of.size, text)
    }

    fn lines(&self, of: Type, side: Side, text: &str) -> Vec<Block> {
        let sheet = &self.sheet;
        // A sheet is read down its left side; a roll has its head in the middle.
        let side = match side {
            Side::Middle if sheet.height.is_some() => Side::Left,
            side => side,
        };
        self.within(of, side, text, sheet.left, sheet.column)
    }

    fn within(&self, of: Type, side: Side, text: &str, left: Milli, width: Milli) -> Vec<Block> {
        let lines = self.faces.wrap(of.face, of.size, text, width);
        lines
            .into_iter()
            .map(|text| {
                let free = width.saturating_sub(self.width(of, &text)).max(0);
                let x = match side {
                    Side::Left => left,
                    Side::Middle => left + free / 2,
                    Side::Right => left + free,
                };
                Block {
                    height: of.leading(),
                    ink: vec![written(of, x, of.base(), text)],
                    with_next: false,
                }
            })
            .collect()
    }

    fn title(&self, text: &str) -> Vec<Block> {
        let sheet = &self.sheet;
        let of = self.display(sheet.body + 3_000);
        let mut blocks = vec![room(sheet.body / 4)];
        blocks.extend(self.lines(of, Side::Middle, text));
        blocks.push(room(sheet.body / 4));
        blocks
    }

    /// The amount is the largest thing on the paper; one with many digits is set smaller rather than broken.
    fn amount(&self, text: &str) -> Vec<Block> {
        let sheet = &self.sheet;
        let mut of = self.display(sheet.amount);
        while self.width(of, text) > sheet.column && of.size > sheet.note {
            of.size -= 500;
        }
        let mut blocks = vec![room(sheet.body / 3)];
        blocks.extend(self.lines(of, Side::Middle, text));
        blocks
    }

    /// The word, and the network beside it; under it where there is no room.
    fn outcome(&self, text: &str) -> Vec<Block> {
        let sheet = &self.sheet;
        let of = self.strong(sheet.body + 2_000);
        let mut blocks = if self.width(of, text) <= sheet.column {
            self.lines(of, Side::Middle, text)
        } else {
            text.split(" · ")
                .flat_map(|part| self.lines(of, Side::Middle, part))
                .collect()
        };
        blocks.push(room(sheet.body / 4));
        blocks
    }

    /// Label and value on one line where both fit, else one under the other.
    fn field(&self, line: &LineView) -> Vec<Block> {
        let sheet = &self.sheet;
        let (label, value) = (self.text(sheet.note), self.text(sheet.body));
        let said = line.label.as_deref().unwrap_or_default();
        if let Some(width) = sheet.label {
            return self.beside(label, value, said, &line.text, width);
        }
        let gap = sheet.body / 2;
        let both = self.width(label, said) + gap + self.width(value, &line.text);
        if both <= sheet.column {
            let mut blocks = self.lines(value, Side::Right, &line.text);
            if let Some(block) = blocks.first_mut() {
                block
                    .ink
                    .insert(0, written(label, sheet.left, value.base(), said.to_owned()));
            }
            return blocks;
        }
        let mut blocks = self.lines(label, Side::Left, said);
        for block in &mut blocks {
            block.with_next = true;
        }
        blocks.extend(self.lines(value, Side::Right, &line.text));
        blocks
    }

    fn beside(&self, label: Type, value: Type, said: &str, text: &str, width: Milli) -> Vec<Block> {
        let sheet = &self.sheet;
        let left = sheet.left + width;
        let mut blocks = self.within(value, Side::Left, text, left, sheet.column - width);
        let labels = self
            .faces
            .wrap(label.face, label.size, said, width - sheet.note);
        for (at, said) in labels.into_iter().enumerate() {
            if at == blocks.len() {
                blocks.push(room(value.leading()));
            }
            blocks[at]
                .ink
                .insert(0, written(label, sheet.left, value.base(), said));
        }
        blocks
    }

    fn section(&self, text: &str) -> Vec<Block> {
        let sheet = &self.sheet;
        let mut blocks = vec![room(sheet.body), self.rule(&[2_000])];
        blocks.extend(self.lines(self.strong(sheet.body + 1_000), Side::Left, text));
        blocks.push(room(sheet.body / 4));
        for block in &mut blocks {
            block.with_next = true;
        }
        blocks
    }

    /// The time stands left of the margin line where there is one.
    fn moment(&self, line: &LineView) -> Vec<Block> {
        let sheet = &self.sheet;
        let (label, value) = (self.text(sheet.note), self.text(sheet.body));
        let said = line.label.as_deref().unwrap_or_default();
        let Some(margin) = sheet.margin else {
            return self.field(line);
        };
        let mut blocks = self.lines(value, Side::Left, &line.text);
        let end = margin - sheet.note / 2;
        let x = end.saturating_sub(self.width(label, said)).max(0);
        if let Some(block) = blocks.first_mut() {
            block
                .ink
                .insert(0, written(label, x, value.base(), said.to_owned()));
        }
        blocks
    }

    fn rule(&self, bars: &[Milli]) -> Block {
        let sheet = &self.sheet;
        let space = sheet.body * 4 / 10;
        let mut y = space;
        let mut ink = Vec::new();
        for height in bars {
            ink.push(Ink::Bar {
                x: sheet.left,
                y,
                width: sheet.column,
                height: *height,
            });
            y += height + 1_800;
        }
        Block {
            height: y + space,
            ink,
            with_next: false,
        }
    }

    /// A word in a frame.
    fn stamp(&self, text: &str) -> Block {
        let sheet = &self.sheet;
        let of = self.display(sheet.body + 1_000);
        let frame = 2_000;
        let pad = sheet.body / 2;
        let width = self.width(of, text) + 2 * (pad + frame);
        let height = of.leading() + 2 * frame + pad / 2;
        let x = if sheet.height.is_some() {
            sheet.left
        } else {
            sheet.left + (sheet.column - width) / 2
        };
        let y = pad / 2;
        let bar = |x, y, width, height| Ink::Bar {
            x,
            y,
            width,
            height,
        };
        Block {
            height: height + pad,
            ink: vec![
                bar(x, y, width, frame),
                bar(x, y + height - frame, width, frame),
                bar(x, y, frame, height),
                bar(x + width - frame, y, frame, height),
                written(
                    of,
                    x + frame + pad,
                    y + frame + pad / 4 + of.base(),
                    text.to_owned(),
                ),
            ],
            with_next: false,
        }
    }

    /// Modules of one row that touch are one bar, so that no hair of white parts them.
    fn code(&self, rows: &[String]) -> Block {
        let sheet = &self.sheet;
        let side = Milli::try_from(rows.len()).unwrap_or_default();
        let module = sheet.module.min(sheet.column / side.max(1));
        let left = if sheet.height.is_some() {
            sheet.left
        } else {
            sheet.left + (sheet.column - side * module) / 2
        };
        let top = sheet.body;
        let mut ink = Vec::new();
        for (row, y) in rows.iter().zip(0..) {
            let mut from: Option<Milli> = None;
            for (dark, x) in row.chars().map(|c| c == '1').chain([false]).zip(0..) {
                match (dark, from) {
                    (true, None) => from = Some(x),
                    (false, Some(begin)) => {
                        ink.push(Ink::Bar {
                            x: left + begin * module,
                            y: top + y * module,
                            width: (x - begin) * module,
                            height: module,
                        });
                        from = None;
                    }
                    (true, Some(_)) | (false, None) => {}
                }
            }
        }
        Block {
            height: side * module + 2 * top,
            ink,
            with_next: false,
        }
    }
}

fn room(height: Milli) -> Block {
    Block {
        height,
        ..Block::default()
    }
}

fn written(of: Type, x: Milli, y: Milli, text: String) -> Ink {
    Ink::Text {
        x,
        y,
        face: of.face,
        size: of.size,
        text,
    }
}

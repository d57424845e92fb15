//! What stands on a paper, line by line. One model: the PDF, the plain text and the screen's preview are made of it, so
//! that they cannot say different things.

use serde::Serialize;
use ts_rs::TS;

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// In a box: SPECIMEN, COPY.
    Stamp,
    /// The shop's name.
    Business,
    /// Small, in the middle.
    Centre,
    /// What this paper is.
    Title,
    /// A label and its value.
    Field,
    /// The amount.
    Amount,
    /// What became of the money, in capitals.
    Outcome,
    /// A sentence.
    Sentence,
    /// A code that a scanner reads.
    Qr,
    /// A line across.
    Rule,
    /// The double line under a total.
    DoubleRule,
    /// A little room.
    Gap,
    /// The heading of a part.
    Section,
    /// One moment of the story: its label is the time.
    Moment,
    /// Words of somebody else, as they came.
    Quote,
}

/// A line of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LineView {
    /// How it is set.
    pub kind: LineKind,
    /// What the text is about.
    pub label: Option<String>,
    /// The text; of a code, what a scanner reads.
    pub text: String,
    /// The modules of a code, a row of `0` and `1` each.
    pub rows: Vec<String>,
}

impl LineView {
    pub(crate) fn new(kind: LineKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            label: None,
            text: clean(&text.into()),
            rows: Vec::new(),
        }
    }

    pub(crate) fn bare(kind: LineKind) -> Self {
        Self::new(kind, "")
    }

    pub(crate) fn labelled(kind: LineKind, label: &str, text: impl Into<String>) -> Self {
        Self {
            label: Some(label.to_owned()),
            ..Self::new(kind, text)
        }
    }

    pub(crate) fn field(label: &str, text: impl Into<String>) -> Self {
        Self::labelled(LineKind::Field, label, text)
    }
}

/// A line is one line, and reads from left to right: names and notes come from strangers, who may put in what turns the
/// rest of the paper round.
fn clean(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        // No font here has the narrow space.
        '\u{202f}' => Some('\u{a0}'),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_text_round_or_breaks_its_line_is_taken_out() {
        let line = LineView::new(
            LineKind::Sentence,
            "pay\u{202e}me\nnow\u{feff}\t1\u{202f}000",
        );
        assert_eq!(line.text, "payme now 1\u{a0}000");
    }
}

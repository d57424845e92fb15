//! A paper as plain text, to paste into a message.

use crate::Document;
use crate::line::LineKind;
use domain::Lang;

/// The text, with spaces that every program knows.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut out = String::new();
    for line in &document.lines {
        let text = match (&line.label, line.kind) {
            (_, LineKind::Rule | LineKind::Gap | LineKind::DoubleRule | LineKind::Qr) => {
                if line.kind == LineKind::Rule || line.kind == LineKind::Gap {
                    out.push('\n');
                }
                continue;
            }
            (Some(label), LineKind::Moment) => format!("{label}  {}", line.text),
            (Some(label), _) => match document.lang {
                Lang::En => format!("{label}: {}", line.text),
                Lang::Fr => format!("{label} : {}", line.text),
            },
            (None, LineKind::Stamp) => format!("*** {} ***", line.text),
            (None, LineKind::Section) => format!("\n{}", line.text),
            (None, LineKind::Quote) => format!("> {}", line.text),
            (None, _) => line.text.clone(),
        };
        out += &text.replace('\u{a0}', " ");
        out.push('\n');
    }
    out
}

#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod embed;
mod evidence;
mod face;
mod line;
mod page;
mod pdf;
mod place;
mod qr;
mod receipt;
mod sheet;
mod story;
#[cfg(test)]
mod testing;
mod text;
mod when;
mod words;

pub use evidence::evidence;
pub use line::{LineKind, LineView};
pub use pdf::{PaperError, Pdf, pdf};
pub use receipt::slip;
pub use sheet::Paper;
pub use text::text;

use domain::Lang;

/// A paper before it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it is called.
    pub title: String,
    /// What stands at the head of its later pages.
    pub reference: Option<String>,
    /// In which language.
    pub lang: Lang,
    /// What stands across every page.
    pub across: Option<&'static str>,
    /// What stands on it.
    pub lines: Vec<LineView>,
}

//! The papers, in thousandths of a point: whole numbers, so that a place on paper needs no float either.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A thousandth of a point.
pub(crate) type Milli = i32;

/// A millimetre.
pub(crate) const MM: Milli = 2_835;
const PT: Milli = 1_000;

/// What is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Paper {
    /// The narrow roll of a small printer.
    #[serde(rename = "58mm")]
    Roll58,
    /// The wide roll.
    #[serde(rename = "80mm")]
    Roll80,
    /// A sheet.
    #[serde(rename = "a4")]
    A4,
}

impl Paper {
    /// Every one.
    pub const ALL: &[Self] = &[Self::Roll58, Self::Roll80, Self::A4];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Roll58 => "58mm",
            Self::Roll80 => "80mm",
            Self::A4 => "a4",
        }
    }

    /// The paper of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.as_str() == word)
    }

    pub(crate) fn sheet(self) -> Sheet {
        match self {
            Self::Roll58 => Sheet {
                width: 58 * MM,
                height: None,
                left: 5 * MM,
                column: 48 * MM,
                edge: 4 * MM,
                body: 11 * PT,
                note: 9 * PT,
                amount: 18 * PT,
                head: 15 * PT,
                label: None,
                margin: None,
                double_rule: false,
                module: 2_600,
            },
            Self::Roll80 => Sheet {
                width: 80 * MM,
                height: None,
                left: 4 * MM,
                column: 72 * MM,
                edge: 4 * MM,
                body: 12 * PT,
                note: 10 * PT,
                amount: 20 * PT,
                head: 17 * PT,
                label: None,
                margin: None,
                double_rule: true,
                module: 3_000,
            },
            Self::A4 => Sheet {
                width: 210 * MM,
                height: Some(297 * MM),
                left: 54 * MM,
                column: 120 * MM,
                edge: 18 * MM,
                body: 11 * PT,
                note: 9 * PT,
                amount: 26 * PT,
                head: 19 * PT,
                label: Some(42 * MM),
                margin: Some(50 * MM),
                double_rule: true,
                module: 2_900,
            },
        }
    }
}

/// How a paper is divided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheet {
    pub(crate) width: Milli,
    /// A roll is as long as what stands on it.
    pub(crate) height: Option<Milli>,
    /// Where the column begins.
    pub(crate) left: Milli,
    pub(crate) column: Milli,
    /// What stays free at the top and the bottom.
    pub(crate) edge: Milli,
    pub(crate) body: Milli,
    pub(crate) note: Milli,
    pub(crate) amount: Milli,
    pub(crate) head: Milli,
    /// How wide labels stand; where there is no room for that, the value stands at the right end.
    pub(crate) label: Option<Milli>,
    /// Where the margin line runs; times stand left of it.
    pub(crate) margin: Option<Milli>,
    pub(crate) double_rule: bool,
    /// One module of a code.
    pub(crate) module: Milli,
}

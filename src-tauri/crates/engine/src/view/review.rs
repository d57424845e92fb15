//! A review, for eyes: what a person reads before money moves.

use super::{ErrorView, MoneyView};
use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PhraseView {
    /// Its text, with the spaces around it.
    pub text: String,
    /// True for what must not be misread.
    pub strong: bool,
}

/// One amount of a review: what arrives, what it costs, what leaves, what is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FigureView {
    /// Of what: `arrives`, `fee`, `rate`, `leaves`, `after`, `charged`, `returned` or `left`.
    pub what: String,
    /// What it is, in words.
    pub label: String,
    /// How much; null where that is not known, which is never zero.
    pub amount: Option<MoneyView>,
    /// What is said in the place of an amount that is not known.
    pub words: Option<String>,
    /// False where it is an estimate, or comes from something that was read a while ago.
    pub certain: bool,
    /// When what it comes from was read.
    pub as_of: Option<DateTime<Utc>>,
}

/// What a person reads before money moves, and what stands for it when they confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReviewView {
    /// Stands for exactly this review.
    pub nonce: String,
    /// How much is asked for.
    pub amount: MoneyView,
    /// Who is asked; null where whoever opens the payment page pays.
    pub recipient: Option<String>,
    /// Who is asked for how much.
    pub sentence: Vec<PhraseView>,
    /// What else is so, a sentence each.
    pub lines: Vec<String>,
    /// The amounts, one below the other; none for a charge.
    pub figures: Vec<FigureView>,
    /// Those of the lines that the figures do not say.
    pub besides: Vec<String>,
    /// The double-pay guard's answer, with the earlier operation.
    pub guard: Option<ErrorView>,
}

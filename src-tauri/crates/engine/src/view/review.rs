//! A review, for eyes: what a person reads before a charge is asked for.

use super::{ErrorView, MoneyView};
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

/// What a person reads before a charge is asked for, and what stands for it when they confirm.
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
    /// The double-pay guard's answer, with the earlier operation.
    pub guard: Option<ErrorView>,
}

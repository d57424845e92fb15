//! Questions about one currency made into another inside an account.

use crate::contract::Call;
use domain::{Currency, Money, Preview, Sighting};

/// What would this much give? Nothing moves.
#[derive(Clone, Debug)]
pub struct PreviewConversion {
    /// What would be taken.
    pub from: Money,
    /// Into which currency.
    pub to: Currency,
}

/// A rate, as the provider tells it.
pub type Quote = Preview;

impl Call for PreviewConversion {
    type Reply = Quote;
}

/// Convert. Moves money: whatever is not a clear answer is doubt.
#[derive(Clone, Debug)]
pub struct Convert {
    /// What is taken.
    pub from: Money,
    /// Into which currency.
    pub to: Currency,
}

impl Call for Convert {
    type Reply = Sighting;
}

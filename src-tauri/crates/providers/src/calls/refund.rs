//! The question about money that goes back.

use crate::contract::Call;
use domain::{Money, Sighting};

/// Give a charge back, whole or in part, by the provider's own call. Moves money: whatever is not a clear answer is doubt.
#[derive(Clone, Debug)]
pub struct RefundCharge {
    /// The charge, by the provider's reference.
    pub charge_reference: String,
    /// How much goes back.
    pub amount: Money,
    /// True when that is everything that is left of it.
    pub whole: bool,
}

/// The answer is the charge, as it stands now: `refunded` says what has gone back in all.
impl Call for RefundCharge {
    type Reply = Sighting;
}

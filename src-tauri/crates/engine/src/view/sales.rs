//! One person's sales of a day, for eyes.

use super::{MoneyView, OperationView};
use serde::Serialize;
use ts_rs::TS;

/// What is proven paid, in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SalesSumView {
    /// ISO 4217.
    pub currency: String,
    /// The sum; null where it would leave sales out.
    pub amount: Option<MoneyView>,
    /// Of how many sales.
    pub count: u32,
}

/// Today's sales of whoever is at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SalesView {
    /// Whose.
    pub by: String,
    /// What is proven paid, a sum a currency.
    pub sums: Vec<SalesSumView>,
    /// Every sale, newest first, whatever became of it.
    pub sales: Vec<OperationView>,
}

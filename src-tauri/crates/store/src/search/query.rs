//! What is asked of the search, and what it answers.

use chrono::{DateTime, Utc};
use domain::{AccountId, Environment, Kind, Money, Operation, Status, Transaction};
use rust_decimal::Decimal;

/// What is searched for. Everything that is given must hold.
#[derive(Clone, Debug)]
pub struct Query {
    /// Nothing of another environment is ever found.
    pub environment: Environment,
    /// The text of the box: any part of a phone, name, note or reference, or a whole amount.
    pub text: String,
    /// Only with this status. An operation that no transaction is tied to counts by its state.
    pub status: Option<Status>,
    /// Only of this account.
    pub account: Option<AccountId>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// Not less than, in units of the row's own currency.
    pub min: Option<Decimal>,
    /// Not more than, in units of the row's own currency.
    pub max: Option<Decimal>,
    /// How many rows to a page.
    pub limit: u32,
    /// Where the page before ended: its [`Page::next`].
    pub after: Option<String>,
    /// Whether sums are wanted. They need every row that matches to be looked at.
    pub totals: bool,
}

impl Query {
    /// Everything of an environment, newest first, 50 rows to a page.
    #[must_use]
    pub fn new(environment: Environment) -> Self {
        Self {
            environment,
            text: String::new(),
            status: None,
            account: None,
            kind: None,
            from: None,
            to: None,
            min: None,
            max: None,
            limit: 50,
            after: None,
            totals: false,
        }
    }
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a page holds few, and nearly all are of the larger sort"
)]
pub enum Row {
    /// A transaction, with the operation that became it, if Duka began it.
    Transaction {
        /// What the provider says.
        transaction: Transaction,
        /// What was asked for.
        operation: Option<Operation>,
    },
    /// An operation that no transaction is tied to.
    Operation(Operation),
}

/// How many rows match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// So many, or at least so many.
    pub n: u64,
    /// True when counting stopped there.
    pub capped: bool,
}

/// A page of rows, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
    /// How many match over all pages.
    pub count: Count,
    /// The sums of what succeeded, a currency each; empty unless asked for.
    pub totals: Vec<Money>,
}

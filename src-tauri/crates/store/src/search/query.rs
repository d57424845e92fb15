//! What is asked of the search, and what it answers.

use chrono::{DateTime, Utc};
use domain::{
    AccountId, Currency, Environment, Kind, Method, Money, Operation, Phone, Status, Transaction,
};
use rust_decimal::Decimal;

/// Something that a row may have besides its facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Having {
    /// An open question.
    Doubt,
    /// Money that went back, all of it or a part.
    Refunded,
    /// A payment link that it was paid through.
    Link,
    /// An operation: it was begun here.
    Operation,
    /// Somebody who must approve it first.
    Approval,
    /// Something that its provider waits for from a person.
    Action,
}

impl Having {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::Doubt,
        Self::Refunded,
        Self::Link,
        Self::Operation,
        Self::Approval,
        Self::Action,
    ];

    /// Its word in a filter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Doubt => "doubt",
            Self::Refunded => "refunded",
            Self::Link => "link",
            Self::Operation => "operation",
            Self::Approval => "approval",
            Self::Action => "action",
        }
    }

    /// Reads the word back.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|it| it.as_str() == word)
    }
}

/// In which order rows are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest first.
    #[default]
    Newest,
    /// Each currency by itself, the largest amount first.
    Amount,
}

/// What is searched for. Everything that is given must hold; of a list, any one, and an empty list bounds nothing.
#[derive(Clone, Debug)]
pub struct Query {
    /// Nothing of another environment is ever found.
    pub environment: Environment,
    /// The text of the box: any part of a phone, name, note or reference, or a whole amount.
    pub text: String,
    /// Only with these statuses. An operation that no transaction is tied to counts by its state.
    pub statuses: Vec<Status>,
    /// Only of these accounts.
    pub accounts: Vec<AccountId>,
    /// Only of these kinds.
    pub kinds: Vec<Kind>,
    /// Only by these rails.
    pub methods: Vec<Method>,
    /// Only over these networks, in the provider's words.
    pub networks: Vec<String>,
    /// Only of this currency.
    pub currency: Option<Currency>,
    /// Exactly this number.
    pub phone: Option<Phone>,
    /// Exactly this reference, as a word of its own.
    pub reference: Option<String>,
    /// Paid through the payment link of this reference.
    pub link: Option<String>,
    /// Only what has all of these.
    pub having: Vec<Having>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// Not less than, in units of the row's own currency.
    pub min: Option<Decimal>,
    /// Not more than, in units of the row's own currency.
    pub max: Option<Decimal>,
    /// In which order.
    pub order: Order,
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
            statuses: Vec::new(),
            accounts: Vec::new(),
            kinds: Vec::new(),
            methods: Vec::new(),
            networks: Vec::new(),
            currency: None,
            phone: None,
            reference: None,
            link: None,
            having: Vec::new(),
            from: None,
            to: None,
            min: None,
            max: None,
            order: Order::Newest,
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

/// A page of rows, in the order that was asked for.
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

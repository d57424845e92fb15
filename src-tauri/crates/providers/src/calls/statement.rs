//! Questions about the account itself: who it is, and what moved in it.

use crate::contract::Call;
use chrono::{DateTime, Utc};
use domain::{Kind, Money, Phone, Status};

/// Whose account is this?
#[derive(Clone, Debug)]
pub struct ReadAccount;

/// An account, as its provider describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountSummary {
    /// The business.
    pub name: String,
    /// Its number there.
    pub number: Option<String>,
    /// What sort of business it is, in the provider's own word.
    pub category: Option<String>,
    /// Where it can be written to.
    pub email: Option<String>,
}

impl Call for ReadAccount {
    type Reply = AccountSummary;
}

/// What moved in the account? Filters match exactly, as the provider takes them.
#[derive(Clone, Debug)]
pub struct ReadStatement {
    /// From when, inclusive. UTC.
    pub from: Option<DateTime<Utc>>,
    /// To when, inclusive. UTC.
    pub to: Option<DateTime<Utc>>,
    /// Only this status.
    pub status: Option<Status>,
    /// Only transactions, or only what they cost.
    pub entry: Option<Entry>,
    /// Only this network, in the provider's own word.
    pub network: Option<String>,
    /// Only what the network operator, or the processor behind the provider, calls so.
    pub operator_reference: Option<String>,
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
    /// How many rows to ask for, at most.
    pub limit: u32,
}

/// What a row of a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Money that moved.
    Transaction,
    /// What moving it cost.
    Fee,
    /// Something else, by the provider's word.
    Other,
}

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementRow {
    /// The provider's reference.
    pub provider_reference: String,
    /// What it is.
    pub entry: Entry,
    /// What kind of transaction, where it is one.
    pub kind: Option<Kind>,
    /// Where it stands.
    pub status: Status,
    /// How much: negative where it left the wallet.
    pub amount: Money,
    /// What lay in the wallet before, as the provider rounds it.
    pub balance_before: Option<Money>,
    /// What lay in the wallet after, as the provider rounds it.
    pub balance_after: Option<Money>,
    /// The network.
    pub network: Option<String>,
    /// The other side.
    pub phone: Option<Phone>,
    /// The text.
    pub note: Option<String>,
    /// The transaction that this row is the fee of, by the number that the provider's rows speak of it with.
    pub fee_of: Option<String>,
    /// When. UTC.
    pub at: Option<DateTime<Utc>>,
}

/// A page of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementPage {
    /// The rows.
    pub items: Vec<StatementRow>,
    /// The cursor of the next page; `None` when this was the last one.
    pub next: Option<String>,
}

impl Call for ReadStatement {
    type Reply = StatementPage;
}

/// A fee that stands as a row of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeRow {
    /// The provider's reference of the row itself: the same row is one fee, however often it is listed.
    pub provider_reference: String,
    /// The transaction that it is the fee of, by its [`domain::Sighting::system_reference`].
    pub of: String,
    /// How much.
    pub fee: Money,
}

//! The questions, with their answers.

mod charge;
mod contact;
mod conversion;
mod link;
mod payout;
mod place;
mod refund;
mod session;
mod statement;
mod webhook;

pub use charge::{
    Authorisation, AuthoriseCharge, BillingAddress, CreateCharge, SealedCard, SealedPin,
    SimulatePayment,
};
pub use contact::{ContactPage, CreateContact, FetchContact, ListContacts};
pub use conversion::{Convert, PreviewConversion, Quote};
pub use link::{
    CreateLink, FetchLink, FetchedLink, LinkPage, ListLinkPayments, ListLinks, RevokeLink,
    UpdateLink,
};
pub use payout::{
    CheckRecipient, CreatePayout, CreatePayouts, DryRunPayout, FindByReference, PayoutsTaken,
    Recipient, RetryPayout,
};
pub use place::{Bank, ListBanks, ListNetworks, ListSubAccounts, NetworkListed, SubAccount};
pub use refund::RefundCharge;
pub use session::{OpenSession, Session};
pub use statement::{
    AccountSummary, Entry, FeeRow, ReadAccount, ReadStatement, StatementPage, StatementRow,
};
pub use webhook::{ListWebhooks, RegisterWebhook, Registration};

use crate::contract::Call;
use chrono::{DateTime, Utc};
use domain::{Currency, Kind, Money, Sighting};

/// Is this key good? Answered by any authenticated reading.
#[derive(Clone, Debug)]
pub struct TestKey;

impl Call for TestKey {
    type Reply = ();
}

/// What became of this transaction?
#[derive(Clone, Debug)]
pub struct FetchTransaction {
    /// What it is.
    pub kind: Kind,
    /// The provider's reference.
    pub provider_reference: String,
}

/// What a provider knows of one reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// It knows it.
    Found(Box<Sighting>),
    /// It says that there is no such thing.
    Absent,
}

impl Call for FetchTransaction {
    type Reply = Fetched;
}

/// One page of a provider's list. Engine and adapter agree on nothing but this: the first page has no cursor,
/// every further one the cursor that the page before gave.
#[derive(Clone, Debug)]
pub struct ListTransactions {
    /// Which of the provider's lists, one of [`crate::Manifest::lists`].
    pub list: &'static str,
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
    /// How many rows to ask for, at most.
    pub limit: u32,
}

impl Call for ListTransactions {
    type Reply = ListPage;
}

/// In which order the pages of a list come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// Every page is older than the one before, and no row is left out. Only this allows "complete to 14:32".
    BackInTime,
    /// This page only tells where the newest ones are; its rows are old ones. Keep them, and do not stop at them.
    LooksForTheEnd,
    /// The provider does not say in which order it lists.
    Unstated,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// The rows, as the provider listed them.
    pub items: Vec<Sighting>,
    /// The cursor of the next page; `None` when this was the last one.
    pub next: Option<String>,
    /// The order of the pages.
    pub walk: Walk,
    /// How many rows the provider says there are in all.
    pub total: Option<u64>,
    /// Fees that stand as rows of their own, each for a transaction of this or another page.
    pub fees: Vec<FeeRow>,
}

/// What lies in the wallets?
#[derive(Clone, Debug)]
pub struct ReadBalances;

impl Call for ReadBalances {
    type Reply = Vec<WalletBalance>;
}

/// One wallet of an account, as the provider tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalletBalance {
    /// The currency.
    pub currency: Currency,
    /// The network that holds it, where the provider tells them apart.
    pub network: Option<String>,
    /// What can be used now.
    pub available: Option<Money>,
    /// What is on its way in.
    pub pending: Option<Money>,
    /// Both.
    pub total: Option<Money>,
    /// When the provider says this holds; `None` means now. UTC.
    pub as_of: Option<DateTime<Utc>>,
}

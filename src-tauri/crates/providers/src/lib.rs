#![doc = include_str!("../README.md")]
#![deny(missing_docs, clippy::wildcard_enum_match_arm)]

pub mod calls;
pub mod capabilities;
pub mod contract;
pub mod delivery;
pub mod http;
pub mod manifest;
pub mod redact;
pub mod setting;

mod dgspay;
mod djamo;
mod djomy;
mod plain_field;
mod reading;
mod refusals;
mod writing;
mod zengapay;

#[cfg(test)]
mod sample;

pub use calls::{
    AccountSummary, Authorisation, AuthoriseCharge, Bank, BillingAddress, CheckRecipient,
    ContactPage, Convert, CreateCharge, CreateContact, CreateLink, CreatePayout, CreatePayouts,
    DryRunPayout, Entry, FeeRow, FetchContact, FetchLink, FetchTransaction, Fetched, FetchedLink,
    FindByReference, LinkPage, ListBanks, ListContacts, ListLinkPayments, ListLinks, ListNetworks,
    ListPage, ListSubAccounts, ListTransactions, ListWebhooks, NetworkListed, OpenSession,
    PayoutsTaken, PreviewConversion, Quote, ReadAccount, ReadBalances, ReadStatement, Recipient,
    RefundCharge, RegisterWebhook, Registration, RetryPayout, RevokeLink, SealedCard, SealedPin,
    Session, SimulatePayment, StatementPage, StatementRow, SubAccount, TestKey, UpdateLink, Walk,
    WalletBalance,
};
pub use capabilities::capabilities;
pub use contract::{Call, Connection, Endpoint, Provider, ReadDelivery};
pub use http::{HeaderValue, HttpRequest, HttpResponse, Received};
pub use manifest::{
    Announced, ChargeMethod, CredentialField, FeeFrom, HelpStep, Limit, LinkFacts, Manifest,
    Network, OurReference, PayoutRail, Scenario,
};
pub use setting::{SettingField, Takes};

/// Every provider Duka speaks to. A provider is one folder and one line here.
static PROVIDERS: &[&dyn Provider] = &[
    &zengapay::ZengaPay,
    &dgspay::DgsPay,
    &djomy::Djomy,
    &djamo::Djamo,
];

/// Every provider, in the order in which screens list them.
#[must_use]
pub fn all() -> &'static [&'static dyn Provider] {
    PROVIDERS
}

/// The provider called `id`.
#[must_use]
pub fn find(id: &str) -> Option<&'static dyn Provider> {
    PROVIDERS
        .iter()
        .copied()
        .find(|provider| provider.manifest().id == id)
}

#![doc = include_str!("../README.md")]
#![deny(missing_docs, clippy::wildcard_enum_match_arm)]

pub mod calls;
pub mod contract;
pub mod delivery;
pub mod http;
pub mod manifest;
pub mod redact;

mod dgspay;
mod plain_field;
mod reading;
mod refusals;
mod writing;
mod zengapay;

#[cfg(test)]
mod sample;

pub use calls::{
    CreateCharge, FetchTransaction, Fetched, ListPage, ListTransactions, ReadBalances, TestKey,
    Walk, WalletBalance,
};
pub use contract::{Call, Connection, Endpoint, Provider, ReadDelivery};
pub use http::{HeaderValue, HttpRequest, HttpResponse, Received};
pub use manifest::{ChargeMethod, CredentialField, Manifest, Network, OurReference, SettingField};

/// Every provider Duka speaks to. A provider is one folder and one line here.
static PROVIDERS: &[&dyn Provider] = &[&zengapay::ZengaPay, &dgspay::DgsPay];

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

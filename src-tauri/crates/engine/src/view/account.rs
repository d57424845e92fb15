//! Accounts, wallets and pulls, for eyes.

use super::MoneyView;
use chrono::{DateTime, Utc};
use domain::{Account, AccountState, Balance};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Whether a credential is set. Never its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CredentialView {
    /// True when the vault was given one.
    pub set: bool,
}

/// An account, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AccountView {
    /// `acc_…`
    pub id: String,
    /// The provider's id.
    pub provider: String,
    /// `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
    /// What the shop calls it.
    pub name: String,
    /// Where requests go.
    pub base_url: String,
    /// Whether it can be used.
    #[ts(type = "\"ready\" | \"no_keys\" | \"removed\"")]
    pub state: &'static str,
    /// What is set up besides.
    pub settings: BTreeMap<String, String>,
    /// Which credentials are set, by field name.
    pub credentials: BTreeMap<String, CredentialView>,
}

impl AccountView {
    /// The account, with every credential field that its provider has.
    #[must_use]
    pub fn new(account: &Account, fields: &[&str]) -> Self {
        let mut settings: BTreeMap<String, String> = account.settings.other.clone();
        let common = [
            ("landing_url", account.settings.landing_url.clone()),
            ("payer_email", account.settings.payer_email.clone()),
            (
                "country",
                account.settings.country.map(|c| c.code().to_owned()),
            ),
            ("time_zone", account.settings.time_zone.clone()),
        ];
        for (key, value) in common {
            if let Some(value) = value {
                settings.insert(key.to_owned(), value);
            }
        }
        let credentials = fields
            .iter()
            .map(|field| {
                let set = account.credentials_set.iter().any(|name| name == field);
                ((*field).to_owned(), CredentialView { set })
            })
            .collect();
        Self {
            id: account.id.to_string(),
            provider: account.provider.to_string(),
            environment: account.environment.as_str(),
            name: account.name.clone(),
            base_url: account.base_url.clone(),
            state: match account.state {
                AccountState::Ready => "ready",
                AccountState::NoKeys => "no_keys",
                AccountState::Removed => "removed",
            },
            settings,
            credentials,
        }
    }
}

/// One wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BalanceView {
    /// `acc_…`
    pub account: String,
    /// `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
    /// ISO 4217.
    pub currency: String,
    /// The network that holds it, where the provider tells them apart.
    pub network: Option<String>,
    /// What can be used now.
    pub available: Option<MoneyView>,
    /// What is on its way in.
    pub pending: Option<MoneyView>,
    /// Both.
    pub total: Option<MoneyView>,
    /// When the provider said so.
    pub as_of: DateTime<Utc>,
}

impl From<&Balance> for BalanceView {
    fn from(balance: &Balance) -> Self {
        Self {
            account: balance.account.to_string(),
            environment: balance.environment.as_str(),
            currency: balance.currency.code().to_owned(),
            network: balance.network.clone(),
            available: balance.available.map(Into::into),
            pending: balance.pending.map(Into::into),
            total: balance.total.map(Into::into),
            as_of: balance.as_of,
        }
    }
}

/// What one pull of one account brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SyncView {
    /// `acc_…`
    pub account: String,
    /// The history is complete from here; null when it reaches back to the beginning, or is not claimed.
    pub complete_from: Option<DateTime<Utc>>,
    /// The history is complete to here; null where the provider does not state an order.
    pub complete_to: Option<DateTime<Utc>>,
    /// Rows that were new.
    #[ts(type = "number")]
    pub added: u64,
    /// Rows that had changed.
    #[ts(type = "number")]
    pub changed: u64,
    /// What went wrong. Rows read before it are kept.
    pub error: Option<super::ErrorView>,
}

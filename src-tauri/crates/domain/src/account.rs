//! One merchant's credentials at one provider in one environment.

use crate::{AccountId, Country, Environment, ProviderId, Secret};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Credentials by the provider's own field names. They live in the keyring and travel only towards a request.
pub type Credentials = BTreeMap<String, Secret<String>>;

/// What is set up about an account and is not secret.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountSettings {
    /// Where a customer lands after a page; the provider's own public site when unset.
    pub landing_url: Option<String>,
    /// The shop's own address, sent where a provider demands a payer's and none is known.
    pub payer_email: Option<String>,
    /// The account's country.
    pub country: Option<Country>,
    /// The zone of the account's days, as an IANA name.
    pub time_zone: Option<String>,
    /// A keyed hash of whose account it is, where its provider told that. Not set by a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
    /// What a provider's manifest names besides, by its own keys.
    #[serde(flatten)]
    pub other: BTreeMap<String, String>,
}

/// Whether an account can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Its keys are in the vault.
    Ready,
    /// Its keys are gone; history is kept.
    NoKeys,
    /// Removed by a person; history is kept.
    Removed,
}

/// An account, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Whose API.
    pub provider: ProviderId,
    /// Sandbox or live.
    pub environment: Environment,
    /// What the shop calls it.
    pub name: String,
    /// Where requests go. For live, only a host of the provider's manifest.
    pub base_url: String,
    /// Whether it can be used.
    pub state: AccountState,
    /// What is set up besides.
    pub settings: AccountSettings,
    /// Which credential fields are set. Never their values.
    pub credentials_set: Vec<String>,
    /// A keyed hash of what identifies the merchant at the provider, so that the same identity is not added twice.
    pub identity: String,
    /// When it was added. UTC.
    pub created_at: DateTime<Utc>,
}

//! Somebody the shop pays, or is paid by.

use crate::{AccountId, ContactId, Phone};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a provider said about one contact on its list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSighting {
    /// The provider's own id of them.
    pub provider_reference: String,
    /// Their name, as the provider writes it.
    pub name: String,
    /// Their number.
    pub phone: Option<Phone>,
    /// What they are to the shop, in the provider's own word.
    pub sort: Option<String>,
    /// Their network, in the provider's own word.
    pub network: Option<String>,
    /// Whether the provider lets them be paid.
    pub active: Option<bool>,
}

/// One person in the shop's own address book, over all providers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// Their number.
    pub phone: Phone,
    /// What they are to the shop: `beneficiary`, `employee`, `vendor`, `other`.
    pub sort: String,
    /// Under which id which account's provider has them.
    pub at_providers: Vec<(AccountId, String)>,
    /// When they were written down. UTC.
    pub created_at: DateTime<Utc>,
    /// When they last changed. UTC.
    pub updated_at: DateTime<Utc>,
}

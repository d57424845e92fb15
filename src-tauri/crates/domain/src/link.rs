//! A page at a provider where a customer pays.

use crate::kind::words;
use crate::{AccountId, Currency, Environment, LinkId, Money, OperationId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words!(
    /// Where a payment link stands.
    LinkStatus {
        /// It can be paid.
        Active = "active",
        /// It was paid as often as it may be.
        UsedUp = "used_up",
        /// Its time is over.
        Expired = "expired",
        /// Somebody turned it off.
        TurnedOff = "turned_off",
        /// The provider used a word that Duka does not know.
        Unknown = "unknown",
    }
);

/// What a provider said about one payment link in one answer. A field is `None` when the answer did not tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSighting {
    /// The provider's reference.
    pub provider_reference: String,
    /// Our reference, where the provider repeats it.
    pub our_reference: Option<String>,
    /// What it is for.
    pub title: Option<String>,
    /// What a customer pays; `None` also where the customer types the amount.
    pub amount: Option<Money>,
    /// Its currency.
    pub currency: Option<Currency>,
    /// The page.
    pub url: Option<String>,
    /// Where it stands.
    pub status: LinkStatus,
    /// The provider's own word for it.
    pub provider_status: String,
    /// How often it was paid.
    pub uses: Option<u32>,
    /// How often it may be paid.
    pub uses_limit: Option<u32>,
    /// When it ends. UTC.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was made. UTC.
    pub created_at: Option<DateTime<Utc>>,
}

/// A payment link as the history keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Derived from account and provider reference.
    pub id: LinkId,
    /// Sandbox or live.
    pub environment: Environment,
    /// Of which account.
    pub account: AccountId,
    /// The operation that made it, where Duka did.
    pub operation: Option<OperationId>,
    /// What the provider last said.
    pub told: LinkSighting,
    /// When Duka last read it. UTC.
    pub synced_at: DateTime<Utc>,
}

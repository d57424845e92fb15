//! A payment link, for eyes.

use super::MoneyView;
use chrono::{DateTime, Utc};
use domain::Link;
use serde::Serialize;
use ts_rs::TS;

/// A payment link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinkView {
    /// `ln_…`
    pub id: String,
    /// `acc_…`
    pub account: String,
    /// `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
    /// What it is for.
    pub title: Option<String>,
    /// What a customer pays; null where the customer types it.
    pub amount: Option<MoneyView>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The page.
    pub url: Option<String>,
    /// `active`, `used_up`, `expired`, `turned_off` or `unknown`.
    pub status: &'static str,
    /// The provider's own word.
    pub provider_status: String,
    /// The provider's reference.
    pub provider_reference: String,
    /// How often it was paid.
    pub uses: Option<u32>,
    /// How often it may be paid.
    pub uses_limit: Option<u32>,
    /// When it ends. UTC.
    pub expires_at: Option<DateTime<Utc>>,
    /// When it was made, where the provider tells. UTC.
    pub created_at: Option<DateTime<Utc>>,
    /// The operation that made it.
    pub operation: Option<String>,
    /// When Duka last read it. UTC.
    pub synced_at: DateTime<Utc>,
}

impl From<&Link> for LinkView {
    fn from(link: &Link) -> Self {
        let told = &link.told;
        Self {
            id: link.id.to_string(),
            account: link.account.to_string(),
            environment: link.environment.as_str(),
            title: told.title.clone(),
            amount: told.amount.map(Into::into),
            currency: told.currency.map(|it| it.code().to_owned()),
            url: told.url.clone(),
            status: told.status.as_str(),
            provider_status: told.provider_status.clone(),
            provider_reference: told.provider_reference.clone(),
            uses: told.uses,
            uses_limit: told.uses_limit,
            expires_at: told.expires_at,
            created_at: told.created_at,
            operation: link.operation.as_ref().map(ToString::to_string),
            synced_at: link.synced_at,
        }
    }
}

//! An address that gets webhooks, for eyes.

use chrono::{DateTime, Utc};
use providers::Registration;
use serde::Serialize;
use ts_rs::TS;

/// An address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RegistrationView {
    /// The provider's own id of it.
    pub provider_reference: String,
    /// Of what it is told.
    pub topic: String,
    /// The address.
    pub url: String,
    /// Since when. UTC.
    pub created_at: Option<DateTime<Utc>>,
}

impl From<&Registration> for RegistrationView {
    fn from(registration: &Registration) -> Self {
        Self {
            provider_reference: registration.provider_reference.clone(),
            topic: registration.topic.clone(),
            url: registration.url.clone(),
            created_at: registration.created_at,
        }
    }
}

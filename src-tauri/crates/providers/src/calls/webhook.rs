//! Questions about where a provider sends its webhooks.

use crate::contract::Call;
use chrono::{DateTime, Utc};

/// Where do they go?
#[derive(Clone, Debug)]
pub struct ListWebhooks {
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
}

/// An address that gets webhooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration {
    /// The provider's own id of it.
    pub provider_reference: String,
    /// Of what it is told.
    pub topic: String,
    /// The address.
    pub url: String,
    /// Since when. UTC.
    pub created_at: Option<DateTime<Utc>>,
}

/// The rows, and the cursor of the next page.
impl Call for ListWebhooks {
    type Reply = (Vec<Registration>, Option<String>);
}

/// Have one topic sent to one address.
#[derive(Clone, Debug)]
pub struct RegisterWebhook {
    /// One of the manifest's.
    pub topic: String,
    /// The address; https, and reachable from the provider.
    pub url: String,
}

impl Call for RegisterWebhook {
    type Reply = Registration;
}

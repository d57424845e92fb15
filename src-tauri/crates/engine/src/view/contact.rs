//! Somebody of the address book, for eyes.

use domain::Contact;
use serde::Serialize;
use ts_rs::TS;

/// Where else somebody is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ContactAtView {
    /// `acc_…`
    pub account: String,
    /// The provider's own id of them.
    pub provider_reference: String,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ContactView {
    /// `ct_…`
    pub id: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// E.164.
    pub phone: String,
    /// `beneficiary`, `employee`, `vendor` or `other`.
    #[serde(rename = "type")]
    pub sort: String,
    /// Where else they are known.
    pub at: Vec<ContactAtView>,
}

impl From<&Contact> for ContactView {
    fn from(contact: &Contact) -> Self {
        Self {
            id: contact.id.to_string(),
            first_name: contact.first_name.clone(),
            last_name: contact.last_name.clone(),
            phone: contact.phone.e164().to_owned(),
            sort: contact.sort.clone(),
            at: contact
                .at_providers
                .iter()
                .map(|(account, reference)| ContactAtView {
                    account: account.to_string(),
                    provider_reference: reference.clone(),
                })
                .collect(),
        }
    }
}

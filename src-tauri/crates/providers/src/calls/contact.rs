//! Questions about the people on a provider's list.

use crate::contract::Call;
use domain::{ContactSighting, Phone};

/// Put somebody on the provider's list.
#[derive(Clone, Debug)]
pub struct CreateContact {
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// Their number.
    pub phone: Phone,
    /// What they are to the shop: `beneficiary`, `employee`, `vendor`, `other`.
    pub sort: String,
}

impl Call for CreateContact {
    type Reply = ContactSighting;
}

/// One page of the provider's list.
#[derive(Clone, Debug)]
pub struct ListContacts {
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
    /// How many rows to ask for, at most.
    pub limit: u32,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactPage {
    /// The rows.
    pub items: Vec<ContactSighting>,
    /// The cursor of the next page; `None` when this was the last one.
    pub next: Option<String>,
}

impl Call for ListContacts {
    type Reply = ContactPage;
}

/// Who is this? `None`: the provider knows nobody of that id.
#[derive(Clone, Debug)]
pub struct FetchContact {
    /// The provider's own id of them.
    pub provider_reference: String,
}

impl Call for FetchContact {
    type Reply = Option<ContactSighting>;
}

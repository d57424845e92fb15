//! Questions about pages where a customer pays.

use crate::calls::ListPage;
use crate::contract::Call;
use domain::{Currency, LinkDetails, LinkSighting, Phone};

/// Make a payment link.
#[derive(Clone, Debug)]
pub struct CreateLink {
    /// Its currency.
    pub currency: Currency,
    /// Title, amounts, uses, expiry and rails.
    pub details: LinkDetails,
    /// To whom the provider sends it, where it does.
    pub phone: Option<Phone>,
    /// The text on the page.
    pub note: String,
    /// Our reference.
    pub our_reference: String,
    /// Where the customer lands afterwards.
    pub landing_url: String,
}

impl Call for CreateLink {
    type Reply = LinkSighting;
}

/// Where does this payment link stand?
#[derive(Clone, Debug)]
pub struct FetchLink {
    /// The provider's reference.
    pub provider_reference: String,
}

/// What a provider knows of one payment link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchedLink {
    /// It knows it.
    Found(Box<LinkSighting>),
    /// It says that there is no such thing, or that it is another merchant's.
    Absent,
}

impl Call for FetchLink {
    type Reply = FetchedLink;
}

/// One page of the provider's list of payment links.
#[derive(Clone, Debug)]
pub struct ListLinks {
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
    /// How many rows to ask for, at most.
    pub limit: u32,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPage {
    /// The rows.
    pub items: Vec<LinkSighting>,
    /// The cursor of the next page; `None` when this was the last one.
    pub next: Option<String>,
}

impl Call for ListLinks {
    type Reply = LinkPage;
}

/// Change a payment link: what is `Some` is changed.
#[derive(Clone, Debug)]
pub struct UpdateLink {
    /// The provider's reference.
    pub provider_reference: String,
    /// Its currency.
    pub currency: Currency,
    /// What it is for.
    pub title: Option<String>,
    /// What a customer pays.
    pub amount: Option<domain::Money>,
    /// The least that a customer may type.
    pub min: Option<domain::Money>,
    /// The most that a customer may type.
    pub max: Option<domain::Money>,
    /// How often it may be paid.
    pub uses: Option<u32>,
    /// When it ends. UTC.
    pub expires_at: Option<chrono::DateTime<chrono::Utc>>,
}

impl Call for UpdateLink {
    type Reply = LinkSighting;
}

/// Turn a payment link off.
#[derive(Clone, Debug)]
pub struct RevokeLink {
    /// The provider's reference.
    pub provider_reference: String,
}

impl Call for RevokeLink {
    type Reply = FetchedLink;
}

/// Which transactions were paid through this link?
#[derive(Clone, Debug)]
pub struct ListLinkPayments {
    /// The link, by the provider's reference.
    pub provider_reference: String,
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
    /// How many rows to ask for, at most.
    pub limit: u32,
}

impl Call for ListLinkPayments {
    type Reply = ListPage;
}

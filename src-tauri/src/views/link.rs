//! Payment links: as they are typed, and how the window lists them.

use domain::AccountId;
use engine::view::{ErrorView, LinkView};
use engine::{EngineError, LinkChange, LinkDraft};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A payment link as it was typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LinkInput {
    /// `acc_…`
    pub account: String,
    /// What it is for.
    pub title: String,
    /// Plain decimal text; null lets the customer type it.
    pub amount: Option<String>,
    /// The least that a customer may type.
    pub min: Option<String>,
    /// The most that a customer may type.
    pub max: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// How often it may be paid; null as often as the provider lets.
    pub uses: Option<u32>,
    /// When it ends: RFC 3339.
    pub expires: Option<String>,
    /// The rails that the page offers; none named is all.
    pub methods: Vec<String>,
    /// To whom the provider sends it.
    pub phone: Option<String>,
    /// Should the provider send it as a text message?
    pub sms: bool,
    /// Stands for exactly this content.
    pub request_id: Option<String>,
}

impl TryFrom<LinkInput> for LinkDraft {
    type Error = EngineError;

    fn try_from(input: LinkInput) -> Result<Self, EngineError> {
        Ok(Self {
            account: AccountId::parse(&input.account)?,
            title: input.title,
            amount: input.amount,
            min: input.min,
            max: input.max,
            currency: input.currency,
            uses: input.uses,
            expires: input.expires,
            methods: input.methods,
            phone: input.phone,
            sms: input.sms,
            note: None,
            request_id: input.request_id,
        })
    }
}

/// What is changed about a link: what is not null.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct LinkChangeInput {
    /// What it is for.
    pub title: Option<String>,
    /// Plain decimal text.
    pub amount: Option<String>,
    /// How often it may be paid.
    pub uses: Option<u32>,
    /// When it ends: RFC 3339.
    pub expires: Option<String>,
}

impl From<LinkChangeInput> for LinkChange {
    fn from(input: LinkChangeInput) -> Self {
        Self {
            title: input.title,
            amount: input.amount,
            min: None,
            max: None,
            uses: input.uses,
            expires: input.expires,
        }
    }
}

/// The links of the open book, and which account could not be asked just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinksView {
    /// Newest first.
    pub links: Vec<LinkView>,
    /// Why one of the accounts was not read; what is kept of it stands as it was.
    pub trouble: Option<ErrorView>,
}

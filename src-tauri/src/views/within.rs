//! What stays within the shop's own wallets and books, as it is typed.

use domain::AccountId;
use engine::{ContactDraft, ConversionDraft, EngineError};
use serde::Deserialize;
use ts_rs::TS;

/// A conversion as it was typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ConversionInput {
    /// `acc_…`
    pub account: String,
    /// ISO 4217: what is taken.
    pub from: String,
    /// ISO 4217: what is wanted.
    pub to: String,
    /// How much is taken, plain decimal text.
    pub amount: String,
    /// Stands for exactly this content.
    pub request_id: Option<String>,
}

impl TryFrom<ConversionInput> for ConversionDraft {
    type Error = EngineError;

    fn try_from(input: ConversionInput) -> Result<Self, EngineError> {
        Ok(Self {
            account: AccountId::parse(&input.account)?,
            from: input.from,
            to: input.to,
            amount: input.amount,
            request_id: input.request_id,
            previewed: None,
        })
    }
}

/// Somebody as they were typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ContactInput {
    /// `acc_…`: whose provider is told too, where it keeps a list.
    pub account: String,
    /// The first name.
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The number, in any usual spelling.
    pub phone: String,
    /// `beneficiary`, `employee`, `vendor` or `other`.
    #[serde(rename = "type")]
    pub sort: String,
}

impl TryFrom<ContactInput> for ContactDraft {
    type Error = EngineError;

    fn try_from(input: ContactInput) -> Result<Self, EngineError> {
        Ok(Self {
            account: AccountId::parse(&input.account)?,
            first_name: input.first_name,
            last_name: input.last_name,
            phone: input.phone,
            sort: input.sort,
        })
    }
}

//! Money out, as it was typed.

use domain::AccountId;
use engine::{EngineError, PayoutDraft, RefundDraft};
use serde::Deserialize;
use ts_rs::TS;

/// A payout as it was typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct PayoutInput {
    /// `acc_…`
    pub account: String,
    /// Plain decimal text.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// By which rail.
    pub to: String,
    /// Somebody of the address book (`ct_…`).
    pub contact: Option<String>,
    /// The recipient's number.
    pub phone: Option<String>,
    /// The recipient's network.
    pub network: Option<String>,
    /// The bank, in the provider's own word.
    pub bank: Option<String>,
    /// The number of the bank account.
    pub number: Option<String>,
    /// The bank's branch.
    pub branch: Option<String>,
    /// The recipient's name.
    pub name: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// Goes with the money; the recipient sees it.
    pub note: Option<String>,
    /// True when the amount is what has to arrive.
    pub recipient_gets: bool,
    /// Stands for exactly this content.
    pub request_id: Option<String>,
    /// A story of the sandbox.
    pub scenario: Option<String>,
    /// A part of the business, in the provider's own word.
    pub sub_account: Option<String>,
}

impl TryFrom<PayoutInput> for PayoutDraft {
    type Error = EngineError;

    fn try_from(input: PayoutInput) -> Result<Self, EngineError> {
        Ok(Self {
            account: AccountId::parse(&input.account)?,
            amount: input.amount,
            currency: input.currency,
            to: input.to,
            contact: input.contact,
            phone: input.phone,
            network: input.network,
            bank: input.bank,
            number: input.number,
            branch: input.branch,
            name: input.name,
            country: input.country,
            note: input.note,
            recipient_gets: input.recipient_gets,
            request_id: input.request_id,
            scenario: input.scenario,
            sub_account: input.sub_account,
            despite: None,
        })
    }
}

/// A refund as it was asked for.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RefundInput {
    /// The charge: `op_…` or `tx_…`.
    pub of: String,
    /// Plain decimal text; null is everything that is left.
    pub amount: Option<String>,
    /// The message to the customer.
    pub note: Option<String>,
    /// Stands for exactly this content.
    pub request_id: Option<String>,
    /// A story of the sandbox.
    pub scenario: Option<String>,
}

impl From<RefundInput> for RefundDraft {
    fn from(input: RefundInput) -> Self {
        Self {
            of: input.of,
            amount: input.amount,
            note: input.note,
            request_id: input.request_id,
            scenario: input.scenario,
            despite: None,
        }
    }
}

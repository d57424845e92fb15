//! A transaction, for eyes.

use super::MoneyView;
use chrono::{DateTime, Utc};
use domain::{Operation, Transaction};
use serde::Serialize;
use ts_rs::TS;

/// What a provider says happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TransactionView {
    /// `tx_…`
    pub id: String,
    /// `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
    /// `acc_…`
    pub account: String,
    /// The provider's id.
    pub provider: String,
    /// What it is.
    #[ts(type = "Kind")]
    pub kind: &'static str,
    /// Where it stands.
    #[ts(type = "Status")]
    pub status: &'static str,
    /// The provider's own word for it.
    pub provider_status: String,
    /// How much.
    pub amount: MoneyView,
    /// The provider's fee, once it is known.
    pub fee: Option<MoneyView>,
    /// What was added to the wallet.
    pub net: Option<MoneyView>,
    /// What went back to the customer.
    pub refunded: Option<MoneyView>,
    /// What left the wallet for a payout, fee included.
    pub debited: Option<MoneyView>,
    /// What reaches the recipient of a payout, or the other wallet of a conversion.
    pub recipient_gets: Option<MoneyView>,
    /// The provider's reference.
    pub provider_reference: String,
    /// Our reference.
    pub our_reference: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// The other side's name.
    pub name: Option<String>,
    /// By which rail.
    #[ts(type = "Method | null")]
    pub method: Option<&'static str>,
    /// The network, in the provider's word.
    pub network: Option<String>,
    /// The text that went with it.
    pub note: Option<String>,
    /// When it happened.
    pub occurred_at: DateTime<Utc>,
    /// When Duka last read it.
    pub synced_at: DateTime<Utc>,
    /// The operation that it came from, when it came from here.
    pub operation: Option<String>,
    /// The network operator's own reference.
    pub operator_reference: Option<String>,
    /// Why it ended as it did, in the provider's words.
    pub provider_message: Option<String>,
}

impl TransactionView {
    /// The transaction, tied to its operation where there is one.
    #[must_use]
    pub fn new(transaction: &Transaction, operation: Option<&Operation>) -> Self {
        Self {
            id: transaction.id.to_string(),
            environment: transaction.environment.as_str(),
            account: transaction.account.to_string(),
            provider: transaction.provider.to_string(),
            kind: transaction.kind.as_str(),
            status: transaction.status.as_str(),
            provider_status: transaction.provider_status.clone(),
            amount: transaction.amount.into(),
            fee: transaction.fee.map(Into::into),
            net: transaction.net.map(Into::into),
            refunded: transaction.refunded.map(Into::into),
            debited: transaction.debited.map(Into::into),
            recipient_gets: transaction.recipient_gets.map(Into::into),
            provider_reference: transaction.provider_reference.clone(),
            our_reference: transaction.our_reference.clone(),
            phone: transaction.phone.as_ref().map(|p| p.e164().to_owned()),
            name: transaction.name.clone(),
            method: transaction.method.map(domain::Method::as_str),
            network: transaction.network.clone(),
            note: transaction.note.clone(),
            occurred_at: transaction.occurred_at,
            synced_at: transaction.synced_at,
            operation: operation.map(|o| o.id.to_string()),
            operator_reference: transaction.operator_reference.clone(),
            provider_message: transaction.provider_message.clone(),
        }
    }
}

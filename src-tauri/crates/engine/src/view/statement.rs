//! A statement, for eyes.

use super::MoneyView;
use chrono::{DateTime, Utc};
use domain::Account;
use providers::{AccountSummary, Entry, StatementRow};
use serde::Serialize;
use ts_rs::TS;

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StatementRowView {
    /// `acc_…`
    pub account: String,
    /// `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
    /// The provider's reference.
    pub provider_reference: String,
    /// `transaction`, `charges` or `other`.
    pub designation: &'static str,
    /// What kind of transaction, where it is one.
    #[ts(type = "Kind | null")]
    pub kind: Option<&'static str>,
    /// Where it stands.
    pub status: &'static str,
    /// How much; negative where it left the wallet.
    pub amount: MoneyView,
    /// What lay in the wallet before, as the provider rounds it.
    pub balance_before: Option<MoneyView>,
    /// What lay in the wallet after, as the provider rounds it.
    pub balance_after: Option<MoneyView>,
    /// The network.
    pub network: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// The text.
    pub note: Option<String>,
    /// The transaction that this row is the fee of, by the provider's number for it.
    pub fee_of: Option<String>,
    /// When. UTC.
    pub at: Option<DateTime<Utc>>,
}

impl StatementRowView {
    /// The row of this account.
    #[must_use]
    pub fn new(row: &StatementRow, account: &Account) -> Self {
        Self {
            account: account.id.to_string(),
            environment: account.environment.as_str(),
            provider_reference: row.provider_reference.clone(),
            designation: match row.entry {
                Entry::Transaction => "transaction",
                Entry::Fee => "charges",
                Entry::Other => "other",
            },
            kind: row.kind.map(domain::Kind::as_str),
            status: row.status.as_str(),
            amount: row.amount.into(),
            balance_before: row.balance_before.map(Into::into),
            balance_after: row.balance_after.map(Into::into),
            network: row.network.clone(),
            phone: row.phone.as_ref().map(|phone| phone.e164().to_owned()),
            note: row.note.clone(),
            fee_of: row.fee_of.clone(),
            at: row.at,
        }
    }
}

/// Whose account it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AccountSummaryView {
    /// The business.
    pub name: String,
    /// Its number at the provider.
    pub number: Option<String>,
    /// What sort of business it is, in the provider's word.
    pub category: Option<String>,
    /// Where it can be written to.
    pub email: Option<String>,
}

impl From<AccountSummary> for AccountSummaryView {
    fn from(told: AccountSummary) -> Self {
        Self {
            name: told.name,
            number: told.number,
            category: told.category,
            email: told.email,
        }
    }
}

//! What a provider says happened.

use crate::kind::words;
use crate::{
    AccountId, Action, Currency, Environment, Kind, Method, Money, Phone, ProviderId, Reason,
    State, TransactionId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

words!(
    /// Where a transaction stands, by the provider's word.
    Status {
        /// Under way.
        Pending = "pending",
        /// The provider does not know, or used a word that Duka does not know.
        InDoubt = "in_doubt",
        /// The money moved.
        Succeeded = "succeeded",
        /// It did not.
        Failed = "failed",
        /// Closed unanswered, or cancelled.
        Expired = "expired",
    }
);

impl Status {
    /// True when the provider calls it over.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::Succeeded | Self::Failed | Self::Expired => true,
            Self::Pending | Self::InDoubt => false,
        }
    }

    /// The state of an operation whose provider says this, and waits for no action.
    #[must_use]
    pub fn as_state(self) -> State {
        match self {
            Self::Pending => State::Pending,
            Self::InDoubt => State::InDoubt,
            Self::Succeeded => State::Succeeded,
            Self::Failed => State::Failed,
            Self::Expired => State::Expired,
        }
    }
}

/// What a provider said about one transaction in one answer. A field is `None` when the answer did not tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// What it is.
    pub kind: Kind,
    /// The provider's reference. Without one, the sighting cannot be kept.
    pub provider_reference: Option<String>,
    /// Our reference, where the provider repeats it (a field of its own, or the code in the note).
    pub our_reference: Option<String>,
    /// The network operator's own reference: what the customer reads in their message.
    pub operator_reference: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// The provider's own word for it.
    pub provider_status: String,
    /// How much the customer pays, or the recipient's wallet is sent.
    pub amount: Option<Money>,
    /// The provider's fee.
    pub fee: Option<Money>,
    /// What was added to our wallet for a charge.
    pub net: Option<Money>,
    /// What went back to the customer.
    pub refunded: Option<Money>,
    /// What left our wallet for a payout, its fee included.
    pub debited: Option<Money>,
    /// What reaches the recipient of a payout; of a conversion, what is added to the other wallet, in its currency.
    pub recipient_gets: Option<Money>,
    /// The payment link that it was paid through, by the provider's reference.
    pub link: Option<String>,
    /// The number under which the provider's own fee rows speak of it.
    pub system_reference: Option<String>,
    /// The other side's phone.
    pub phone: Option<Phone>,
    /// The other side's name.
    pub name: Option<String>,
    /// By which rail.
    pub method: Option<Method>,
    /// The network, in the provider's word.
    pub network: Option<String>,
    /// The text that went with it.
    pub note: Option<String>,
    /// When it happened. UTC.
    pub occurred_at: Option<DateTime<Utc>>,
    /// What the provider waits for.
    pub action: Option<Action>,
    /// Why it ended as it did.
    pub reason: Option<Reason>,
}

/// A transaction as the history keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    /// Derived from account, kind and provider reference.
    pub id: TransactionId,
    /// Sandbox or live.
    pub environment: Environment,
    /// Of which account.
    pub account: AccountId,
    /// Whose API.
    pub provider: ProviderId,
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub status: Status,
    /// The provider's own word for it.
    pub provider_status: String,
    /// How much.
    pub amount: Money,
    /// The provider's fee.
    pub fee: Option<Money>,
    /// What was added to our wallet for a charge.
    pub net: Option<Money>,
    /// What went back to the customer.
    pub refunded: Option<Money>,
    /// What left our wallet for a payout, its fee included.
    pub debited: Option<Money>,
    /// What reaches the recipient of a payout; of a conversion, what is added to the other wallet, in its currency.
    pub recipient_gets: Option<Money>,
    /// The payment link that it was paid through, by the provider's reference.
    pub link: Option<String>,
    /// The number under which the provider's own fee rows speak of it.
    pub system_reference: Option<String>,
    /// The provider's reference.
    pub provider_reference: String,
    /// Our reference.
    pub our_reference: Option<String>,
    /// The network operator's reference.
    pub operator_reference: Option<String>,
    /// The other side's phone.
    pub phone: Option<Phone>,
    /// The other side's name.
    pub name: Option<String>,
    /// By which rail.
    pub method: Option<Method>,
    /// The network, in the provider's word.
    pub network: Option<String>,
    /// The text that went with it.
    pub note: Option<String>,
    /// Why it ended as it did, in the provider's words.
    pub provider_message: Option<String>,
    /// When it happened. UTC.
    pub occurred_at: DateTime<Utc>,
    /// When Duka last read it. UTC.
    pub synced_at: DateTime<Utc>,
    /// The provider's last answer about it, secrets and phones blanked, as JSON text.
    pub raw: Option<String>,
}

/// What lies in one wallet of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Of which account.
    pub account: AccountId,
    /// Sandbox or live.
    pub environment: Environment,
    /// The currency.
    pub currency: Currency,
    /// The network that holds it, where the provider tells them apart.
    pub network: Option<String>,
    /// What can be used now.
    pub available: Option<Money>,
    /// What is on its way in.
    pub pending: Option<Money>,
    /// Both.
    pub total: Option<Money>,
    /// When the provider said so. UTC.
    pub as_of: DateTime<Utc>,
}

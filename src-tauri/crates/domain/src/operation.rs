//! Our journalled intent to move money. It exists before any byte is sent.

use crate::{
    AccountId, Action, Country, Environment, Kind, Method, Money, OperationId, Phone, ProviderId,
    State, Text, TransactionId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who bears the provider's fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeePayer {
    /// It is added to what the customer pays.
    Customer,
    /// It is taken from what the shop receives.
    Merchant,
}

/// What a charge needs besides amount, phone and note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeDetails {
    /// By which rail.
    pub method: Method,
    /// The customer's network, in the provider's own word.
    pub network: Option<String>,
    /// The customer's number at the provider's wallet, where that is not the phone.
    pub payer: Option<String>,
    /// The customer's country.
    pub country: Option<Country>,
    /// Who bears the fee; the account's own setting decides when unset.
    pub fee_payer: Option<FeePayer>,
    /// The customer's first name.
    pub first_name: Option<String>,
    /// The customer's last name.
    pub last_name: Option<String>,
    /// The customer's e-mail address.
    pub email: Option<String>,
    /// A story for the provider's sandbox to play. Never sent to a live account.
    pub scenario: Option<String>,
}

/// What each kind of operation needs besides the common fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Details {
    /// Of a charge.
    Charge(ChargeDetails),
}

/// Why an operation ended, or waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// A short word for machines.
    pub code: String,
    /// What happened, what it means for the money, the one safe next step.
    pub message: Text,
    /// The provider's own words.
    pub provider_message: Option<String>,
}

/// When an operation was and will be looked at. UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checks {
    /// The last time the provider answered a look-up.
    pub last_at: Option<DateTime<Utc>>,
    /// The last look-up failed, and this is why. Changes nothing else.
    pub last_failure: Option<String>,
    /// When the next one is due.
    pub next_at: Option<DateTime<Utc>>,
    /// How many have been made.
    pub count: u32,
}

/// An operation as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its id.
    pub id: OperationId,
    /// The caller's id for this intent. One request id stands for exactly one content.
    pub request_id: String,
    /// SHA-256 over everything that decides who pays what to whom, in hex.
    pub content_hash: String,
    /// What it does.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// Sandbox or live.
    pub environment: Environment,
    /// Through which account.
    pub account: AccountId,
    /// Whose API.
    pub provider: ProviderId,
    /// How much.
    pub amount: Money,
    /// The other side's phone.
    pub phone: Option<Phone>,
    /// The other side's name, as far as it is known.
    pub name: Option<String>,
    /// The text that goes with the money, exactly as it leaves.
    pub note: Option<String>,
    /// What this kind needs besides.
    pub details: Details,
    /// Our reference at the provider: a field of its own, or the code that stands first in the note.
    pub our_reference: String,
    /// The provider's reference, once it gave one.
    pub provider_reference: Option<String>,
    /// The provider's own word for where it stands.
    pub provider_status: Option<String>,
    /// What the provider waits for from a person.
    pub action: Option<Action>,
    /// Why it ended, or waits.
    pub reason: Option<Reason>,
    /// After this moment it is not sent any more. UTC.
    pub send_by: DateTime<Utc>,
    /// The operation that this one repeats, after its absence was proven and a person said so.
    pub retry_of: Option<OperationId>,
    /// The charge that this refund belongs to.
    pub refund_of: Option<OperationId>,
    /// The earlier operation that the double-pay guard named, and that a person overrode.
    pub despite: Option<OperationId>,
    /// Which run of Duka recorded it. Only that run, or the executor of the time, may send it.
    pub recorded_by: String,
    /// Look-ups.
    pub checks: Checks,
    /// Counts the changes; a writer that read an older one is refused.
    pub version: i64,
    /// When it was recorded. UTC.
    pub created_at: DateTime<Utc>,
    /// When it last changed. UTC.
    pub updated_at: DateTime<Utc>,
}

impl Operation {
    /// The transaction that this operation became, once the provider gave a reference.
    #[must_use]
    pub fn transaction(&self) -> Option<TransactionId> {
        self.provider_reference
            .as_deref()
            .map(|reference| TransactionId::derive(&self.account, self.kind, reference))
    }
}

//! Our journalled intent to move money. It exists before any byte is sent.

use crate::{
    AccountId, Action, Details, Environment, Kind, Money, OperationId, Phone, ProviderId, State,
    Text, TransactionId,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
    /// The transaction that this operation became, once the provider gave a reference. A refund that the provider keeps on
    /// the charge itself is none of its own, and a payment link is no transaction at all.
    #[must_use]
    pub fn transaction(&self) -> Option<TransactionId> {
        match self.kind {
            Kind::Refund | Kind::Link => None,
            Kind::Charge | Kind::Payout | Kind::Conversion => self
                .provider_reference
                .as_deref()
                .map(|reference| TransactionId::derive(&self.account, self.kind, reference)),
        }
    }

    /// The charge that this gives back, whether by the provider's own call or by a payout.
    #[must_use]
    pub fn refunds(&self) -> Option<&TransactionId> {
        match &self.details {
            Details::Refund(refund) => Some(&refund.charge),
            Details::Payout(payout) => payout.refunds.as_ref(),
            Details::Charge(_) | Details::Conversion(_) | Details::Link(_) => None,
        }
    }

    /// What people call it: a payout that gives a charge back is a refund to them.
    #[must_use]
    pub fn shown_kind(&self) -> Kind {
        if self.refunds().is_some() {
            Kind::Refund
        } else {
            self.kind
        }
    }

    /// Who is asked or paid, as one word that the same person has each time: a phone, or a bank account.
    #[must_use]
    pub fn recipient(&self) -> Option<String> {
        match &self.details {
            Details::Payout(payout) => payout.to.key(self.phone.as_ref()),
            Details::Charge(_) | Details::Refund(_) => {
                self.phone.as_ref().map(|phone| phone.e164().to_owned())
            }
            Details::Conversion(_) | Details::Link(_) => None,
        }
    }

    /// The file of payouts that this is a row of.
    #[must_use]
    pub fn batch(&self) -> Option<&str> {
        match &self.details {
            Details::Payout(payout) => payout.batch.as_deref(),
            Details::Charge(_) | Details::Refund(_) | Details::Conversion(_) | Details::Link(_) => {
                None
            }
        }
    }
}

//! An operation, for eyes.

use super::MoneyView;
use chrono::{DateTime, Utc};
use domain::{Destination, Details, DoubtKind, Lang, Operation};
use serde::Serialize;
use ts_rs::TS;

/// What the provider waits for from a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ActionView {
    /// `otp`, `pin`, `address`, `redirect` or `other`.
    #[serde(rename = "type")]
    #[ts(type = "ActionKind")]
    pub kind: &'static str,
    /// False when the payment can end without it.
    pub required: bool,
    /// The page to open.
    pub url: Option<String>,
    /// The provider's own word for it, where Duka does not know it.
    pub word: Option<String>,
    /// What the provider says to the person about it.
    pub text: Option<String>,
}

/// Why an operation ended, or waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReasonView {
    /// A short word.
    pub code: String,
    /// A sentence in the language asked for.
    pub message: String,
    /// The provider's own words, quoted.
    pub provider_message: Option<String>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OperationView {
    /// `op_…`
    pub id: String,
    /// What it does.
    #[ts(type = "Kind")]
    pub kind: &'static str,
    /// Where it stands.
    #[ts(type = "State")]
    pub state: &'static str,
    /// `sandbox` or `live`.
    #[ts(type = "Environment")]
    pub environment: &'static str,
    /// `acc_…`
    pub account: String,
    /// The provider's id.
    pub provider: String,
    /// How much.
    pub amount: MoneyView,
    /// Our reference at the provider.
    pub our_reference: String,
    /// The provider's reference, once it gave one.
    pub provider_reference: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// The other side's name.
    pub name: Option<String>,
    /// The text that goes with the money, as it leaves.
    pub note: Option<String>,
    /// What the provider waits for.
    pub action: Option<ActionView>,
    /// Why it ended, or waits.
    pub reason: Option<ReasonView>,
    /// After this moment it is not sent any more.
    pub send_by: DateTime<Utc>,
    /// The operation that this one repeats.
    pub retry_of: Option<String>,
    /// The charge that this refund belongs to.
    pub refund_of: Option<String>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// The caller's id for this intent.
    pub request_id: String,
    /// By which rail.
    #[ts(type = "Method | \"contact\" | null")]
    pub method: Option<&'static str>,
    /// The network, in the provider's word.
    pub network: Option<String>,
    /// The provider's own word for where it stands.
    pub provider_status: Option<String>,
    /// `tx_…`, once the provider gave a reference.
    pub transaction: Option<String>,
    /// Open questions about it. While there is one, nothing about it is certain.
    #[ts(type = "DoubtKind[]")]
    pub doubts: Vec<&'static str>,
    /// The last time the provider answered a look-up.
    pub last_check: Option<DateTime<Utc>>,
    /// Why the last look-up failed, if it did.
    pub last_check_failure: Option<String>,
    /// When the next look-up is due.
    pub next_check: Option<DateTime<Utc>>,
}

impl OperationView {
    /// The operation with its open doubts.
    #[must_use]
    pub fn new(operation: &Operation, doubts: &[DoubtKind], lang: Lang) -> Self {
        let (method, network) = rail(&operation.details);
        Self {
            id: operation.id.to_string(),
            kind: operation.shown_kind().as_str(),
            state: operation.state.as_str(),
            environment: operation.environment.as_str(),
            account: operation.account.to_string(),
            provider: operation.provider.to_string(),
            amount: operation.amount.into(),
            our_reference: operation.our_reference.clone(),
            provider_reference: operation.provider_reference.clone(),
            phone: operation.phone.as_ref().map(|p| p.e164().to_owned()),
            name: operation.name.clone(),
            note: operation.note.clone(),
            action: operation.action.as_ref().map(|action| ActionView {
                kind: action.kind.as_str(),
                required: action.required,
                url: action.url.clone(),
                word: action.word.clone(),
                text: action.text.clone(),
            }),
            reason: operation.reason.as_ref().map(|reason| ReasonView {
                code: reason.code.clone(),
                message: reason.message.in_lang(lang).to_owned(),
                provider_message: reason.provider_message.clone(),
            }),
            send_by: operation.send_by,
            retry_of: operation.retry_of.as_ref().map(ToString::to_string),
            refund_of: operation
                .refund_of
                .as_ref()
                .map(ToString::to_string)
                .or_else(|| operation.refunds().map(ToString::to_string)),
            created_at: operation.created_at,
            updated_at: operation.updated_at,
            request_id: operation.request_id.clone(),
            method,
            network,
            provider_status: operation.provider_status.clone(),
            transaction: operation.transaction().map(|id| id.to_string()),
            doubts: doubts.iter().map(|kind| kind.as_str()).collect(),
            last_check: operation.checks.last_at,
            last_check_failure: operation.checks.last_failure.clone(),
            next_check: operation.checks.next_at,
        }
    }
}

/// By which rail, and over which network.
pub(crate) fn rail(details: &Details) -> (Option<&'static str>, Option<String>) {
    match details {
        Details::Charge(charge) => (Some(charge.method.as_str()), charge.network.clone()),
        Details::Payout(payout) => {
            let network = match &payout.to {
                Destination::MobileMoney { network } => network.clone(),
                Destination::Bank { bank, .. } => Some(bank.clone()),
                Destination::Wallet | Destination::Contact { .. } => None,
            };
            (Some(payout.to.rail().as_str()), network)
        }
        Details::Refund(_) | Details::Conversion(_) | Details::Link(_) => (None, None),
    }
}

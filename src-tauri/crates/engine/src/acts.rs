//! What may be done with a row now. Decided here, from what the core itself would refuse: a screen offers these and no
//! others, and whoever asks for another is refused all the same.

use crate::core::Engine;
use crate::error::Result;
use crate::view::MoneyView;
use domain::{ActionKind, DoubtKind, Kind, Money, Operation, State, Status, Transaction};
use serde::Serialize;
use ts_rs::TS;

/// Something that may be done with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Ask the provider where it stands.
    Check,
    /// Take it back before it is sent.
    Cancel,
    /// Approve or refuse it.
    Approve,
    /// Hand in what it waits for.
    Authorise,
    /// Open the provider's page.
    OpenPage,
    /// Give it back.
    Refund,
    /// Say which transaction it is.
    Adopt,
    /// Send it anew, once its absence is proven.
    SendAgain,
    /// Have the provider try a failed payout again.
    TryAgain,
    /// Lay its open questions aside, with a reason.
    SetAside,
    /// Give a receipt.
    Receipt,
    /// Write a remark.
    Comment,
}

impl Act {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::Check,
        Self::Cancel,
        Self::Approve,
        Self::Authorise,
        Self::OpenPage,
        Self::Refund,
        Self::Adopt,
        Self::SendAgain,
        Self::TryAgain,
        Self::SetAside,
        Self::Receipt,
        Self::Comment,
    ];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Cancel => "cancel",
            Self::Approve => "approve",
            Self::Authorise => "authorise",
            Self::OpenPage => "open_page",
            Self::Refund => "refund",
            Self::Adopt => "adopt",
            Self::SendAgain => "send_again",
            Self::TryAgain => "try_again",
            Self::SetAside => "set_aside",
            Self::Receipt => "receipt",
            Self::Comment => "comment",
        }
    }
}

/// A row with what was found out about it.
pub(crate) struct Subject<'a> {
    pub(crate) operation: Option<&'a Operation>,
    pub(crate) transaction: Option<&'a Transaction>,
    /// Open questions.
    pub(crate) doubts: &'a [DoubtKind],
    /// What can still be given back.
    pub(crate) refundable: Option<&'a MoneyView>,
}

impl Engine {
    /// What may be done with a row.
    pub(crate) async fn acts(&self, subject: &Subject<'_>) -> Result<Vec<Act>> {
        let mut acts = Vec::new();
        if let Some(operation) = subject.operation {
            self.acts_on(operation, subject.doubts, &mut acts).await?;
        }
        if subject.refundable.is_some() {
            acts.push(Act::Refund);
        }
        if is_certain(subject) {
            acts.push(Act::Receipt);
        }
        acts.push(Act::Comment);
        Ok(acts)
    }

    async fn acts_on(
        &self,
        operation: &Operation,
        doubts: &[DoubtKind],
        acts: &mut Vec<Act>,
    ) -> Result<()> {
        let asked = !matches!(operation.state, State::Recorded | State::AwaitingApproval);
        if asked && (!operation.state.is_final() || !doubts.is_empty()) {
            acts.push(Act::Check);
        }
        match operation.state {
            State::Recorded => acts.push(Act::Cancel),
            State::AwaitingApproval => acts.extend([Act::Approve, Act::Cancel]),
            State::NeedsAction | State::Pending => acts.extend(wanted(operation)),
            State::InDoubt if operation.provider_reference.is_none() => {
                acts.push(Act::Adopt);
                if self.absence_may_count(operation).await? {
                    acts.push(Act::SendAgain);
                }
            }
            State::Cancelled => acts.push(Act::SendAgain),
            State::Failed if doubts.is_empty() && self.may_be_tried_again(operation).await? => {
                acts.push(Act::TryAgain);
            }
            State::Sending | State::InDoubt | State::Succeeded | State::Failed | State::Expired => {
            }
        }
        if !doubts.is_empty() {
            acts.push(Act::SetAside);
        }
        Ok(())
    }

    async fn may_be_tried_again(&self, operation: &Operation) -> Result<bool> {
        if operation.kind != Kind::Payout || operation.provider_reference.is_none() {
            return Ok(false);
        }
        let account = self.account(&operation.account).await?;
        Ok(self.provider_of(&account)?.retry_payout().is_some())
    }

    /// What of a charge can still be given back, as far as is known here; `None` where nothing can.
    pub(crate) async fn left_to_give_back(
        &self,
        operation: Option<&Operation>,
        transaction: Option<&Transaction>,
        doubts: &[DoubtKind],
        refunds: &[Operation],
    ) -> Result<Option<Money>> {
        let Some(charge) = transaction else {
            return Ok(None);
        };
        let paid = charge.kind == Kind::Charge && charge.status == Status::Succeeded;
        let denied = doubts.iter().any(|kind| *kind != DoubtKind::Overdue);
        let agreed = operation.is_none_or(|o| o.state == State::Succeeded);
        if !paid || denied || !agreed || !self.has_a_way_back(charge).await? {
            return Ok(None);
        }
        for refund in refunds {
            if !refund.state.is_final() || !self.open_doubts(&refund.id).await?.is_empty() {
                return Ok(None);
            }
        }
        let left = crate::draft::left_of(charge, refunds)?;
        Ok(Some(left).filter(|left| left.amount().is_sign_positive() && !left.amount().is_zero()))
    }
}

/// What a waiting operation wants of a person.
fn wanted(operation: &Operation) -> Option<Act> {
    match operation.action.as_ref()?.kind {
        ActionKind::Otp | ActionKind::Pin | ActionKind::Address => Some(Act::Authorise),
        ActionKind::Redirect => Some(Act::OpenPage),
        ActionKind::Other => None,
    }
}

/// True when the money moved, by the provider's word, and nobody doubts it.
fn is_certain(subject: &Subject<'_>) -> bool {
    let told = subject
        .transaction
        .is_none_or(|t| t.status == Status::Succeeded);
    let asked = subject
        .operation
        .is_none_or(|o| o.state == State::Succeeded && o.kind != Kind::Link);
    told && asked && subject.doubts.is_empty()
}

//! Yes or no to what waits. A yes is the last click: the operation is recorded anew, by this run, with its time beginning now.

use super::not_waiting;
use crate::core::Engine;
use crate::draft::SEND_WITHIN_MINUTES;
use crate::error::{EngineError, Result};
use crate::observe::Doubts;
use crate::staff::SecondOwner;
use chrono::Duration;
use domain::{Checks, Operation, OperationId, Reason, State, Text};
use store::{Actor, Waiting};

/// What was approved.
#[derive(Clone, Debug)]
pub enum Approved {
    /// One operation. The executor sends it.
    Operation(Box<Operation>),
    /// A whole file: it is sent by whoever runs it in front of a person.
    Batch(String),
}

impl Engine {
    /// Another owner says yes, by their PIN. `despite` names the earlier operations that the double-pay guard tells of now.
    pub async fn approve(
        &self,
        id: &str,
        second: &SecondOwner,
        despite: &[OperationId],
    ) -> Result<Approved> {
        let Ok(id) = OperationId::parse(id) else {
            return self.approve_batch(id, second, despite).await;
        };
        let waiting = self.waiting(&id).await?;
        let owner = self.second_owner(second, &[&waiting.asked_by.name]).await?;
        let operation = &waiting.operation;
        self.may_still_leave(operation).await?;
        let account = self.usable_account(&operation.account).await?;
        let facts = self.provider_of(&account)?.manifest();
        self.not_sent_before_the_gap(&account, facts, operation.kind, &operation.request_id)
            .await?;
        self.would_be_taken(operation).await?;
        // The guard judges what would leave now: of a charge more may have gone back since it was recorded.
        let details = self.refund_as_it_stands(operation).await?;
        let mut as_it_stands = operation.clone();
        if let Some(details) = &details {
            as_it_stands.details = details.clone();
        }
        self.guard_approved(&as_it_stands, despite).await?;
        let (actor, until) = (self.as_actor(&owner), self.approved_until());
        let named = despite.first().map(OperationId::as_str);
        let approved = self
            .change(&id, &actor, "approved", named, |operation| {
                if operation.state != State::AwaitingApproval {
                    return None;
                }
                recorded_anew(operation, &self.inner.run, until);
                if let Some(details) = &details {
                    operation.details = details.clone();
                }
                Some(Doubts::none())
            })
            .await?;
        if approved.state != State::Recorded {
            return Err(not_waiting(approved));
        }
        self.inner.wake.notify_one();
        Ok(Approved::Operation(Box::new(approved)))
    }

    /// Somebody says no: nothing leaves, and the reason stays with it.
    pub async fn refuse(&self, id: &str, reason: &str) -> Result<()> {
        let reason = reason.trim();
        if !(3..=500).contains(&reason.chars().count()) {
            return Err(EngineError::bad(
                "reason",
                "reason_needed",
                "Write why, in 3 to 500 characters: it stays with the payment.",
                "Écrivez pourquoi, en 3 à 500 caractères : cela reste avec l’envoi.",
            ));
        }
        let Ok(id) = OperationId::parse(id) else {
            return self.refuse_batch(id, reason).await;
        };
        self.waiting(&id).await?;
        let refused = self
            .change(
                &id,
                &self.actor(),
                "approval_refused",
                Some(reason),
                |operation| {
                    if operation.state != State::AwaitingApproval {
                        return None;
                    }
                    refused(operation, reason);
                    Some(Doubts::none())
                },
            )
            .await?;
        match refused.state {
            State::Cancelled => Ok(()),
            _ => Err(not_waiting(refused)),
        }
    }

    async fn waiting(&self, id: &OperationId) -> Result<Waiting> {
        let operation = self.operation(id).await?;
        let environment = operation.environment;
        let waiting = self.store().journal.awaiting_approval(environment).await?;
        waiting
            .into_iter()
            .find(|it| it.operation.id == *id)
            .ok_or_else(|| not_waiting(operation))
    }

    /// The home may be locked, or the account be gone, since it was recorded.
    pub(super) async fn may_still_leave(&self, operation: &Operation) -> Result<()> {
        self.sending_allowed().await?;
        self.usable_account(&operation.account).await.map(drop)
    }

    /// Somebody may have paid the same meanwhile: whoever approves is asked as whoever records is.
    pub(super) async fn guard_approved(
        &self,
        operation: &Operation,
        despite: &[OperationId],
    ) -> Result<()> {
        let mut answer = self
            .guard_says(operation, operation.despite.as_ref())
            .await?;
        // Which answers can be overridden, and by what name, is the guard's to say, here as anywhere.
        for named in despite {
            if answer.is_some() {
                answer = self.guard_says(operation, Some(named)).await?;
            }
        }
        answer.map_or(Ok(()), Err)
    }

    pub(super) fn approved_until(&self) -> chrono::DateTime<chrono::Utc> {
        self.now() + Duration::minutes(SEND_WITHIN_MINUTES)
    }
}

/// What was written down earlier, perhaps by another run, is written down by this one.
pub(super) fn recorded_anew(
    operation: &mut Operation,
    run: &str,
    until: chrono::DateTime<chrono::Utc>,
) {
    operation.state = State::Recorded;
    run.clone_into(&mut operation.recorded_by);
    operation.send_by = until;
    operation.checks = Checks::default();
}

pub(super) fn refused(operation: &mut Operation, reason: &str) {
    operation.state = State::Cancelled;
    operation.checks.next_at = None;
    operation.reason = Some(Reason {
        code: "not_approved".to_owned(),
        message: Text::new(
            format!("It was not approved: {reason} Nothing was sent."),
            format!("Elle n’a pas été validée : {reason} Rien n’a été envoyé."),
        ),
        provider_message: None,
    });
}

/// Who asked for a whole file, in one word for the check that it was somebody else.
pub(super) fn askers(waiting: &[Waiting]) -> Vec<&str> {
    let mut names: Vec<&str> = waiting
        .iter()
        .map(|it| &it.asked_by)
        .map(|Actor { name, .. }| name.as_str())
        .collect();
    names.dedup();
    names
}

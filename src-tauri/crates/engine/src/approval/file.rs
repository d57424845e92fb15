//! Yes or no to a whole file: one answer for all of its rows.

use super::answer::{Approved, askers, recorded_anew, refused};
use crate::core::{Changed, Engine};
use crate::error::{EngineError, Result};
use crate::staff::SecondOwner;
use chrono::{DateTime, Utc};
use domain::{Operation, OperationId};
use store::{Actor, BatchState, Change, Waiting};

impl Engine {
    /// A yes to a file. Its rows are recorded anew; they leave when it is run in front of a person.
    pub(super) async fn approve_batch(
        &self,
        id: &str,
        second: &SecondOwner,
        despite: &[OperationId],
    ) -> Result<Approved> {
        let waiting = self.waiting_of_batch(id).await?;
        let owner = self.second_owner(second, &askers(&waiting)).await?;
        for row in &waiting {
            let operation = &row.operation;
            self.may_still_leave(operation).await?;
            let account = self.usable_account(&operation.account).await?;
            let facts = self.provider_of(&account)?.manifest();
            self.not_sent_before_the_gap(&account, facts, operation.kind, &operation.request_id)
                .await?;
            self.guard_approved(operation, despite).await?;
        }
        let until = self.approved_until();
        let answer = |operation: &mut Operation| recorded_anew(operation, &self.inner.run, until);
        let actor = self.as_actor(&owner);
        self.answer_rows(id, waiting, &actor, "approved", None, answer)
            .await?;
        Ok(Approved::Batch(id.to_owned()))
    }

    pub(super) async fn refuse_batch(&self, id: &str, reason: &str) -> Result<()> {
        let waiting = self.waiting_of_batch(id).await?;
        let actor = self.actor();
        let answer = |operation: &mut Operation| refused(operation, reason);
        self.answer_rows(
            id,
            waiting,
            &actor,
            "approval_refused",
            Some(reason),
            answer,
        )
        .await
    }

    /// All rows in one commit: a file is never half approved.
    async fn answer_rows(
        &self,
        id: &str,
        waiting: Vec<Waiting>,
        actor: &Actor,
        cause: &str,
        detail: Option<&str>,
        answer: impl Fn(&mut Operation),
    ) -> Result<()> {
        let at = self.now();
        let answered: Vec<(i64, Operation)> = waiting
            .into_iter()
            .map(|row| {
                let mut operation = row.operation;
                let version = operation.version;
                answer(&mut operation);
                (version, operation)
            })
            .collect();
        let changes: Vec<Change<'_>> = answered
            .iter()
            .map(|(version, operation)| change(operation, *version, actor, cause, detail, at))
            .collect();
        let state = match detail {
            None => BatchState::Running,
            Some(_) => BatchState::Stopped,
        };
        self.store()
            .journal
            .answer_batch(id, state, &changes, actor, at)
            .await?;
        self.tell(Changed {
            operations: answered.into_iter().map(|(_, it)| it.id).collect(),
            ..Changed::default()
        });
        Ok(())
    }

    async fn waiting_of_batch(&self, id: &str) -> Result<Vec<Waiting>> {
        let journal = &self.store().journal;
        let no_such = || EngineError::no_such("batch", "fichier", id);
        let batch = journal.batch(id).await?.ok_or_else(no_such)?;
        let mut waiting = journal.awaiting_approval(batch.environment).await?;
        waiting.retain(|row| row.operation.batch() == Some(id));
        if waiting.is_empty() {
            return Err(no_such());
        }
        Ok(waiting)
    }
}

fn change<'a>(
    operation: &'a Operation,
    from_version: i64,
    actor: &'a Actor,
    cause: &'a str,
    detail: Option<&'a str>,
    at: DateTime<Utc>,
) -> Change<'a> {
    Change {
        operation,
        from_version,
        actor,
        cause,
        detail,
        at,
        begin_attempt: None,
        end_attempt: None,
        open_doubts: Vec::new(),
        settle_doubts: Vec::new(),
    }
}

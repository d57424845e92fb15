//! Having the provider try a failed payout again. It is a sending like the first: an operation of its own, guarded like any,
//! for the same payout at the provider.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::send::unsupported;
use domain::{Checks, Details, Operation, OperationId, State};

impl Engine {
    /// Records that a failed payout is tried again. The same failed one again gives the first such operation: what is asked
    /// for twice is tried once. Nothing is sent.
    pub async fn retry_payout(&self, id: &OperationId) -> Result<Operation> {
        self.sending_allowed().await?;
        let failed = self.operation(id).await?;
        let account = self.usable_account(&failed.account).await?;
        let provider = self.provider_of(&account)?;
        provider.retry_payout().ok_or_else(unsupported)?;
        let doubts = self.open_doubts(id).await?;
        let (State::Failed, Details::Payout(payout), Some(reference), true) = (
            failed.state,
            &failed.details,
            &failed.provider_reference,
            doubts.is_empty(),
        ) else {
            return Err(EngineError::bad(
                "operation",
                "not_failed",
                "Only a payout that failed for certain is tried again. Nothing was sent.",
                "Seul un envoi échoué à coup sûr est retenté. Rien n’a été envoyé.",
            )
            .about(failed));
        };
        let now = self.now();
        let request_id = format!("retry:{id}");
        if let Some(first) = self
            .store()
            .journal
            .operation_by_request(&request_id)
            .await?
        {
            return Ok(first);
        }
        let mut details = payout.clone();
        details.tries_again = Some(reference.clone());
        let facts = provider.manifest();
        let again = Operation {
            id: OperationId::new(now, self.chance()),
            our_reference: self.our_reference(&account, facts, &request_id).await?,
            request_id,
            state: State::Recorded,
            details: Details::Payout(details),
            provider_reference: None,
            provider_status: None,
            action: None,
            reason: None,
            send_by: now + crate::draft::send_within(&failed),
            retry_of: Some(failed.id.clone()),
            despite: None,
            recorded_by: self.inner.run.clone(),
            checks: Checks::default(),
            version: 0,
            created_at: now,
            updated_at: now,
            ..failed
        };
        self.would_be_taken(&again).await?;
        self.guard(&again, None).await?;
        self.write_down(&again, "tries_again").await
    }
}

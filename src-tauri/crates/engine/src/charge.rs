//! From a draft to the journal: the only way a charge begins. Nothing is sent here.

use crate::core::Engine;
use crate::draft::{ChargeDraft, CheckedCharge};
use crate::error::{Class, EngineError, Result};
use crate::exchange::Unprepared;
use crate::reference::final_note;
use crate::send::create_call;
use chrono::Duration;
use domain::{Checks, Details, Kind, Operation, OperationId, Secret, State};
use store::Recorded;
use ulid::Ulid;

/// A charge that has not left after this long is not sent any more: the customer has gone.
const SEND_WITHIN_MINUTES: i64 = 2;

/// A charge that was checked and could be written down.
pub(crate) struct Prepared {
    pub(crate) operation: Operation,
    pub(crate) checked: CheckedCharge,
}

impl Engine {
    /// Checks a draft, asks the guard, and writes the operation down. The same request id gives the first operation again,
    /// and with another content an error. Nothing is sent.
    pub async fn create_charge(&self, draft: ChargeDraft) -> Result<Operation> {
        let prepared = self.prepare_charge(&draft).await?;
        self.record_charge(prepared).await
    }

    /// Checks a draft's fields, and makes the operation that it would become. Nothing is written down.
    pub(crate) async fn prepare_charge(&self, draft: &ChargeDraft) -> Result<Prepared> {
        self.sending_allowed().await?;
        let checked = self.check_draft(draft).await?;
        let now = self.now();
        let request_id = match draft
            .request_id
            .as_deref()
            .map(str::trim)
            .filter(|id| !id.is_empty())
        {
            Some(id) if id.len() > 100 => {
                return Err(EngineError::bad(
                    "request-id",
                    "bad_request_id",
                    "A request id has at most 100 characters.",
                    "Un identifiant de demande a au plus 100 caractères.",
                ));
            }
            Some(id) => id.to_owned(),
            None => Ulid::from_parts(
                u64::try_from(now.timestamp_millis()).unwrap_or(0),
                self.chance(),
            )
            .to_string(),
        };
        let reference = self
            .our_reference_of(&checked.account, checked.facts, &request_id)
            .await?;
        let note = final_note(checked.facts, &reference, checked.note.as_deref())?;
        let operation = Operation {
            id: OperationId::new(now, self.chance()),
            request_id: request_id.clone(),
            content_hash: checked.content_hash.clone(),
            kind: Kind::Charge,
            state: State::Recorded,
            environment: checked.account.environment,
            account: checked.account.id.clone(),
            provider: checked.account.provider.clone(),
            amount: checked.amount,
            phone: checked.phone.clone(),
            name: checked.name.clone(),
            note: Some(note),
            details: Details::Charge(checked.details.clone()),
            our_reference: reference,
            provider_reference: None,
            provider_status: None,
            action: None,
            reason: None,
            send_by: now + Duration::minutes(SEND_WITHIN_MINUTES),
            retry_of: None,
            refund_of: None,
            despite: draft.despite.clone(),
            recorded_by: self.inner.run.clone(),
            checks: Checks::default(),
            version: 0,
            created_at: now,
            updated_at: now,
        };
        Ok(Prepared { operation, checked })
    }

    /// What the request id of this operation already stands for; another content is refused.
    pub(crate) async fn first_of(&self, operation: &Operation) -> Result<Option<Operation>> {
        self.store()
            .journal
            .operation_by_request(&operation.request_id)
            .await?
            .map(|first| same_content(first, operation))
            .transpose()
    }

    /// Asks the provider's adapter and the guard, and writes the operation down.
    pub(crate) async fn record_charge(&self, prepared: Prepared) -> Result<Operation> {
        let Prepared { operation, checked } = prepared;
        if let Some(first) = self.first_of(&operation).await? {
            return Ok(first);
        }
        // It may have been locked since the draft was checked.
        self.sending_allowed().await?;
        self.not_sent_before_the_gap(&checked.account, checked.facts, &operation.request_id)
            .await?;
        self.would_be_taken(&operation).await?;
        self.guard(&checked, &operation.request_id, operation.despite.as_ref())
            .await?;
        self.write_down(
            &operation,
            if operation.despite.is_some() {
                "despite_duplicate"
            } else {
                "recorded"
            },
        )
        .await
    }

    /// Writes a new operation down and wakes the executor.
    pub(crate) async fn write_down(&self, operation: &Operation, cause: &str) -> Result<Operation> {
        let recorded = self
            .store()
            .journal
            .record(operation, &self.actor(), cause, operation.created_at)
            .await?;
        match recorded {
            Recorded::New(recorded) => {
                self.tell_operation(&recorded.id);
                self.inner.wake.notify_one();
                Ok(recorded)
            }
            Recorded::Existing(first) => same_content(first, operation),
        }
    }

    /// The reference of a request: what its first operation has, else a fresh one.
    async fn our_reference_of(
        &self,
        account: &domain::Account,
        facts: &providers::Manifest,
        request_id: &str,
    ) -> Result<String> {
        match self
            .store()
            .journal
            .operation_by_request(request_id)
            .await?
        {
            Some(first) => Ok(first.our_reference),
            None => self.our_reference(account, facts, request_id).await,
        }
    }

    /// Lets the adapter write the request once, for nothing: what the provider would not take is told before anything is
    /// written down. Missing keys show here too.
    pub(crate) async fn would_be_taken(&self, operation: &Operation) -> Result<()> {
        let account = self.account(&operation.account).await?;
        let provider = self.provider_of(&account)?;
        let endpoint = provider
            .create_charge()
            .ok_or_else(crate::send::unsupported)?;
        let call = create_call(operation, &account, provider.manifest().public_site);
        match self.prepare(&account, endpoint, &call).await {
            Ok(_) => Ok(()),
            Err(Unprepared::Refused(refusal)) => {
                let mut error = EngineError::from(refusal);
                error.class = Class::BadInput;
                Err(error)
            }
            Err(Unprepared::Trouble(error)) => Err(error),
        }
    }

    /// Hands a one-time code to the provider. It is never written down.
    pub async fn confirm_charge(&self, id: &OperationId, otp: Secret<String>) -> Result<Operation> {
        let operation = self.operation(id).await?;
        drop(otp);
        // No registered provider asks for a code on the rails offered so far; the contract has no such call.
        Err(EngineError::new(
            Class::BadInput,
            "unsupported",
            "This provider takes no code for such a charge. Nothing was sent.",
            "Ce fournisseur ne demande pas de code pour un tel encaissement. Rien n’a été envoyé.",
        )
        .about(operation))
    }
}

fn same_content(first: Operation, asked: &Operation) -> Result<Operation> {
    if first.content_hash == asked.content_hash {
        return Ok(first);
    }
    Err(EngineError::bad(
        "request-id",
        "request_id_reused",
        "This request id was used before for something else. Nothing was sent.",
        "Cet identifiant de demande a déjà servi pour autre chose. Rien n’a été envoyé.",
    )
    .next("Take a new request id.", "Prenez un nouvel identifiant.")
    .about(first))
}

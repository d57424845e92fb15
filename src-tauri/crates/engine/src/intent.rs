//! From an intent to the journal: the only way an operation begins. Nothing is sent here.

use crate::core::Engine;
use crate::draft::Draft;
use crate::error::{Class, EngineError, Result};
use crate::exchange::Unprepared;
use crate::question::Sending;
use crate::reference::{final_note, stands_in_note};
use chrono::{DateTime, Duration, Utc};
use domain::{
    Account, Checks, Details, Kind, Method, Money, Operation, OperationId, Phone, State, Text,
};
use providers::{Manifest, SealedCard};
use store::Recorded;
use ulid::Ulid;

/// Something to do with money, every field of it checked.
pub(crate) struct Intent {
    pub(crate) account: Account,
    pub(crate) facts: &'static Manifest,
    pub(crate) kind: Kind,
    pub(crate) amount: Money,
    pub(crate) phone: Option<Phone>,
    pub(crate) name: Option<String>,
    /// As it was typed; our code may still come before it.
    pub(crate) note: Option<String>,
    pub(crate) details: Details,
    pub(crate) content_hash: String,
    pub(crate) request_id: Option<String>,
    pub(crate) refund_of: Option<OperationId>,
    pub(crate) despite: Option<OperationId>,
    /// After this long it is not sent any more.
    pub(crate) send_within: Duration,
    /// What a person should know before saying yes.
    pub(crate) warnings: Vec<Text>,
    /// When the checking began, where what was checked may change meanwhile: the operation dates from then. UTC.
    pub(crate) checked_from: Option<DateTime<Utc>>,
}

/// The operation that an intent would become.
pub(crate) struct Drafted {
    pub(crate) operation: Operation,
    pub(crate) account: Account,
    pub(crate) facts: &'static Manifest,
    pub(crate) warnings: Vec<Text>,
}

impl Engine {
    /// Checks a draft, asks the guard, and writes the operation down. The same request id gives the first operation again,
    /// and with another content an error. Nothing is sent.
    pub async fn create(&self, draft: impl Into<Draft>) -> Result<Operation> {
        let drafted = self.drafted(&draft.into()).await?;
        self.record(drafted).await
    }

    /// The operation of an intent. Nothing is written down.
    pub(crate) async fn draft_operation(&self, intent: Intent) -> Result<Drafted> {
        let request_id = self.request_id(intent.request_id.as_deref())?;
        let reference = self
            .our_reference_of(&intent.account, intent.facts, &request_id)
            .await?;
        self.operation_of(intent, request_id, reference)
    }

    /// The operation of an intent under a request id and a reference of ours.
    pub(crate) fn operation_of(
        &self,
        intent: Intent,
        request_id: String,
        reference: String,
    ) -> Result<Drafted> {
        let now = intent.checked_from.unwrap_or_else(|| self.now());
        let in_note = stands_in_note(intent.facts, &intent.details);
        let note = final_note(intent.facts, in_note, &reference, intent.note.as_deref())?;
        let operation = Operation {
            id: OperationId::new(now, self.chance()),
            request_id,
            content_hash: intent.content_hash,
            kind: intent.kind,
            state: State::Recorded,
            environment: intent.account.environment,
            account: intent.account.id.clone(),
            provider: intent.account.provider.clone(),
            amount: intent.amount,
            phone: intent.phone,
            name: intent.name,
            note: Some(note),
            details: intent.details,
            our_reference: reference,
            provider_reference: None,
            provider_status: None,
            action: None,
            reason: None,
            send_by: now + intent.send_within,
            retry_of: None,
            refund_of: intent.refund_of,
            despite: intent.despite,
            recorded_by: self.inner.run.clone(),
            checks: Checks::default(),
            version: 0,
            created_at: now,
            updated_at: now,
        };
        Ok(Drafted {
            operation,
            account: intent.account,
            facts: intent.facts,
            warnings: intent.warnings,
        })
    }

    /// The caller's id for an intent, or a fresh one.
    fn request_id(&self, asked: Option<&str>) -> Result<String> {
        match asked.map(str::trim).filter(|id| !id.is_empty()) {
            Some(id) if id.len() > 100 => Err(EngineError::bad(
                "request-id",
                "bad_request_id",
                "A request id has at most 100 characters.",
                "Un identifiant de demande a au plus 100 caractères.",
            )),
            Some(id) => Ok(id.to_owned()),
            None => Ok(Ulid::from_parts(
                u64::try_from(self.now().timestamp_millis()).unwrap_or(0),
                self.chance(),
            )
            .to_string()),
        }
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
    pub(crate) async fn record(&self, drafted: Drafted) -> Result<Operation> {
        self.record_with(drafted, None).await
    }

    /// [`Engine::record`], with a card that is nowhere but here.
    pub(crate) async fn record_with(
        &self,
        drafted: Drafted,
        card: Option<&SealedCard>,
    ) -> Result<Operation> {
        let Drafted {
            operation,
            account,
            facts,
            ..
        } = drafted;
        if let Some(first) = self.first_of(&operation).await? {
            return Ok(first);
        }
        // It may have been locked since the draft was checked.
        self.sending_allowed().await?;
        self.not_sent_before_the_gap(&account, facts, operation.kind, &operation.request_id)
            .await?;
        self.would_be_taken_with(&operation, card).await?;
        self.guard(&operation, operation.despite.as_ref()).await?;
        let cause = if operation.despite.is_some() {
            "despite_duplicate"
        } else {
            "recorded"
        };
        self.write_down(&operation, cause).await
    }

    /// Writes a new operation down and wakes the executor.
    pub(crate) async fn write_down(&self, operation: &Operation, cause: &str) -> Result<Operation> {
        let mut operation = operation.clone();
        operation.state = self.first_state(&operation).await?;
        let operation = &operation;
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
            Recorded::RefundedMeanwhile(other) => Err(crate::draft::refund_unsettled(other)),
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
        // A card is typed after the review: here only the rest of the charge can be judged.
        let later = by_card(operation).then(SealedCard::none_yet);
        self.would_be_taken_with(operation, later.as_ref()).await
    }

    async fn would_be_taken_with(
        &self,
        operation: &Operation,
        card: Option<&SealedCard>,
    ) -> Result<()> {
        let account = self.account(&operation.account).await?;
        let provider = self.provider_of(&account)?;
        let question =
            Sending::of(operation, &account, provider).ok_or_else(crate::send::unsupported)?;
        let question = question.with_card(card.cloned());
        match self.would_write(&account, &question).await {
            Ok(()) => Ok(()),
            Err(Unprepared::Refused(refusal)) => {
                let mut error = EngineError::from(refusal);
                error.class = Class::BadInput;
                Err(error)
            }
            Err(Unprepared::Trouble(error)) => Err(error),
        }
    }
}

/// Is this a charge whose card is nowhere but where it was typed?
pub(crate) fn by_card(operation: &Operation) -> bool {
    matches!(&operation.details, Details::Charge(charge) if charge.method == Method::Card)
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

//! What a person may do about an operation in doubt: tie it to a transaction that agrees, or send anew once its absence is
//! proven. There is no way to call it paid by hand.

use crate::core::Engine;
use crate::doubts::{adoptable, no_doubt, speaks_against};
use crate::error::{Class, EngineError, Result};
use crate::exchange::Answered;
use crate::look::as_sighting;
use crate::observe::AttemptChange;
use crate::reference::{final_note, stands_in_note};
use chrono::{DateTime, Duration, Utc};
use domain::{
    Checks, DoubtKind, Operation, OperationId, Outcome, State, Transaction, TransactionId,
};
use providers::{FetchTransaction, Fetched};
use ulid::Ulid;

/// How far back absence is looked for before the time that our own clock told.
const CLOCK_MAY_BE_WRONG_BY_DAYS: i64 = 3;

impl Engine {
    /// Ties an operation in doubt to a transaction: equal amount, currency and direction, no contradicting phone, after the
    /// sending, tied to no other operation. Who said so, and on what evidence, is written down.
    pub async fn adopt(&self, id: &OperationId, provider_reference: &str) -> Result<Operation> {
        let operation = self.operation(id).await?;
        if !adoptable(&operation) {
            return Err(no_doubt(operation));
        }
        let transaction = self
            .transaction_named(&operation, provider_reference)
            .await?;
        let evidence = self.evidence(&operation, &transaction).await?;
        if let Some(word) = evidence.iter().find(|word| speaks_against(word)) {
            return Err(EngineError::new(
                Class::BadInput,
                "not_adoptable",
                format!(
                    "This transaction cannot be the one: {}. Nothing was changed.",
                    why_not(word).0
                ),
                format!(
                    "Cette transaction ne peut pas être la bonne : {}. Rien n’a changé.",
                    why_not(word).1
                ),
            )
            .about(operation));
        }
        let mut sighting = as_sighting(&transaction);
        sighting.provider_reference = Some(provider_reference.to_owned());
        let cause = format!("adopted:{}", evidence.join("+"));
        self.observe(
            id,
            &sighting,
            &cause,
            &self.actor(),
            AttemptChange::default(),
        )
        .await
    }

    async fn transaction_named(
        &self,
        operation: &Operation,
        reference: &str,
    ) -> Result<Transaction> {
        let id = TransactionId::derive(&operation.account, operation.kind, reference);
        let account = self.account(&operation.account).await?;
        let provider = self.provider_of(&account)?;
        if let Some(endpoint) = provider.fetch_transaction() {
            let call = FetchTransaction {
                kind: operation.kind,
                provider_reference: reference.to_owned(),
            };
            // A list may leave out whose key a transaction bears: without a reading of its own, what speaks against it is
            // not known, and silence is no evidence.
            let Answered::Answer {
                outcome: Outcome::Known(Fetched::Found(sighting)),
                response,
            } = self.ask_of_one(&account, provider, endpoint, &call).await?
            else {
                return Err(not_read(operation.clone()));
            };
            let raw = providers::redact::redacted(&response.body, provider.manifest());
            self.keep(&account, &sighting, None, Some(raw)).await;
        }
        self.store()
            .history
            .transaction(&id)
            .await?
            .ok_or_else(|| EngineError::no_such("transaction", "transaction", reference))
    }

    /// A new operation in place of one whose absence is proven; a person has confirmed. It is recorded, not sent.
    pub async fn send_again(&self, id: &OperationId) -> Result<Operation> {
        self.sending_allowed().await?;
        let first = self.operation(id).await?;
        let never_left = first.state == State::Cancelled;
        if !never_left {
            if !adoptable(&first) {
                return Err(no_doubt(first));
            }
            self.absence_is_proven(&first).await?;
        }
        let account = self.usable_account(&first.account).await?;
        let facts = self.provider_of(&account)?.manifest();
        let now = self.now();
        let request_id = Ulid::from_parts(
            u64::try_from(now.timestamp_millis()).unwrap_or(0),
            self.chance(),
        )
        .to_string();
        let reference = self.our_reference(&account, facts, &request_id).await?;
        let text = own_text(&first);
        let in_note = stands_in_note(facts, &first.details);
        let again = Operation {
            id: OperationId::new(now, self.chance()),
            request_id,
            state: State::Recorded,
            note: Some(final_note(facts, in_note, &reference, text.as_deref())?),
            our_reference: reference,
            provider_reference: None,
            provider_status: None,
            action: None,
            reason: None,
            send_by: now + crate::draft::send_within(&first),
            retry_of: Some(first.id.clone()),
            despite: None,
            recorded_by: self.inner.run.clone(),
            checks: Checks::default(),
            version: 0,
            created_at: now,
            updated_at: now,
            ..first.clone()
        };
        self.would_be_taken(&again).await?;
        let recorded = self.write_down(&again, "send_again").await?;
        if !never_left {
            self.close_absent(&first).await?;
        }
        Ok(recorded)
    }

    /// The first one is over: it never was at the provider.
    async fn close_absent(&self, first: &Operation) -> Result<()> {
        self.change(
            &first.id,
            &self.actor(),
            "absence_proven",
            None,
            |operation| {
                if operation.state != State::InDoubt {
                    return None;
                }
                operation.state = State::Cancelled;
                operation.checks.next_at = None;
                Some(crate::observe::Doubts::settle(&[
                    DoubtKind::FateUnknown,
                    DoubtKind::Overdue,
                ]))
            },
        )
        .await?;
        Ok(())
    }

    /// From when on a look that finds nothing proves that the operation never was at its provider. None where its lists
    /// cannot prove that, and where it is known to be there.
    pub(crate) async fn absence_counts_from(
        &self,
        operation: &Operation,
    ) -> Result<Option<DateTime<Utc>>> {
        if !adoptable(operation) {
            return Ok(None);
        }
        let account = self.account(&operation.account).await?;
        let windows = self
            .provider_of(&account)?
            .manifest()
            .absence_counts_after_s;
        let window = windows.iter().find(|(kind, _)| *kind == operation.kind);
        Ok(window.map(|(_, seconds)| {
            let wait = i64::try_from(*seconds).unwrap_or(i64::MAX / 2);
            crate::draft::said_yes_at(operation) + Duration::seconds(wait)
        }))
    }

    /// True when absence may be looked for: the provider's lists allow it, and its window is over. It is proven only by a
    /// fresh look.
    pub(crate) async fn absence_may_count(&self, operation: &Operation) -> Result<bool> {
        let from = self.absence_counts_from(operation).await?;
        Ok(from.is_some_and(|from| self.now() >= from))
    }

    /// Absence counts only where the provider's lists allow it, after its own window, and when a fresh look finds nothing.
    async fn absence_is_proven(&self, operation: &Operation) -> Result<()> {
        let account = self.account(&operation.account).await?;
        let provider = self.provider_of(&account)?;
        let not_proven = |en: &str, fr: &str| {
            EngineError::new(Class::BadInput, "absence_not_proven", en, fr)
                .next(
                    "Do not send it again. Wait, or ask the provider’s support.",
                    "Ne renvoyez pas. Attendez, ou demandez au support du fournisseur.",
                )
                .about(operation.clone())
        };
        let Some(counts_from) = self.absence_counts_from(operation).await? else {
            return Err(not_proven(
                "This provider’s lists cannot prove that the first one is not there. It may be paid.",
                "Les listes de ce fournisseur ne peuvent pas prouver que le premier n’y est pas. C’est peut-être payé.",
            ));
        };
        if self.now() < counts_from {
            return Err(not_proven(
                "It is too early to say that the first one is not there. It may still appear.",
                "Il est trop tôt pour dire que le premier n’y est pas. Il peut encore apparaître.",
            ));
        }
        match self
            .find_by_our_reference(operation, &account, provider)
            .await?
        {
            Some(false) => return Ok(()),
            Some(true) => {
                return Err(not_proven(
                    "There is a payment that may be the first one.",
                    "Il y a un paiement qui est peut-être le premier.",
                ));
            }
            None => {}
        }
        // The clock may have been ahead at the sending: then the row is older than the operation says it is.
        let since = operation.created_at - Duration::days(CLOCK_MAY_BE_WRONG_BY_DAYS);
        self.pull_around(&account, provider, since).await?;
        let around = self.around(operation).await?;
        // Whatever its amount: our key is our key.
        let ours = self
            .store()
            .history
            .bears(&operation.account, &operation.our_reference)
            .await?;
        let unreadable = around
            .iter()
            .any(|transaction| transaction.our_reference.is_none());
        if ours || unreadable {
            return Err(not_proven(
                "There is a payment that may be the first one.",
                "Il y a un paiement qui est peut-être le premier.",
            ));
        }
        Ok(())
    }
}

/// The person's own text in a note, without our reference where that stands before it or instead of it.
fn own_text(operation: &Operation) -> Option<String> {
    let text = operation.note.as_deref()?;
    let own = match text.strip_prefix(operation.our_reference.as_str()) {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest.trim(),
        _ => text,
    };
    Some(own.to_owned()).filter(|own| !own.is_empty())
}

fn not_read(operation: Operation) -> EngineError {
    EngineError::new(
        Class::Failed,
        "not_read",
        "The provider could not be asked about this transaction, so nothing says whose it is. Nothing was changed.",
        "Le fournisseur n’a pas pu être interrogé sur cette transaction : rien ne dit à qui elle est. Rien n’a changé.",
    )
    .next("Try again in a moment.", "Réessayez dans un moment.")
    .about(operation)
}

fn why_not(word: &str) -> (&'static str, &'static str) {
    match word {
        "other_amount" => ("its amount differs", "son montant est différent"),
        "other_phone" => ("another number paid it", "un autre numéro l’a payée"),
        "before_sending" => (
            "it is older than this request",
            "elle est plus ancienne que la demande",
        ),
        "tied" => (
            "it belongs to another operation",
            "elle appartient à une autre opération",
        ),
        _ => (
            "it bears another reference of ours",
            "elle porte une autre de nos références",
        ),
    }
}

//! Open questions: what is known, what speaks for which answer, and what to tell the customer.

use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use crate::view::{CandidateView, DoubtView, OperationView, SayView};
use domain::{
    DoubtKind, DoubtRecord, Environment, Lang, Operation, OperationId, State, Transaction,
};

impl Engine {
    /// Every open question, oldest first; those laid aside come last.
    pub async fn doubts(
        &self,
        environment: Option<Environment>,
        lang: Lang,
    ) -> Result<Vec<DoubtView>> {
        let mut records = self.store().journal.doubts(environment, true).await?;
        records.sort_by_key(|record| (record.set_aside.is_some(), record.since));
        let mut views = Vec::new();
        for record in records {
            views.push(self.doubt_view(&record, lang).await?);
        }
        Ok(views)
    }

    async fn doubt_view(&self, record: &DoubtRecord, lang: Lang) -> Result<DoubtView> {
        let operation = self.operation(&record.operation).await?;
        let kinds = self.open_doubts(&operation.id).await?;
        let say = what_to_say(&operation, record.kind);
        Ok(DoubtView {
            kind: record.kind.as_str(),
            since: record.since,
            next_check: operation.checks.next_at,
            usual_s: self.usual_s(&operation).await?,
            candidates: self.candidates(&operation).await?,
            absence_counts_from: self.absence_counts_from(&operation).await?,
            open_to_adoption: adoptable(&operation),
            operation: OperationView::new(&operation, &kinds, lang),
            say,
            set_aside: record.set_aside.as_ref().map(|(_, reason)| reason.clone()),
        })
    }

    /// What might be the lost one. Amount, phone and time make a candidate for a person, never an answer.
    pub(crate) async fn candidates(&self, operation: &Operation) -> Result<Vec<CandidateView>> {
        if operation.provider_reference.is_some() {
            return Ok(Vec::new());
        }
        let around = self.around(operation).await?;
        let mut views = Vec::new();
        for transaction in around {
            let evidence = self.evidence(operation, &transaction).await?;
            views.push(CandidateView {
                provider_reference: transaction.provider_reference.clone(),
                amount: transaction.amount.into(),
                phone: transaction.phone.as_ref().map(|it| it.e164().to_owned()),
                provider_status: transaction.provider_status.clone(),
                occurred_at: transaction.occurred_at,
                adoptable: evidence.iter().all(|word| !speaks_against(word)),
                evidence: evidence.into_iter().map(str::to_owned).collect(),
            });
        }
        Ok(views)
    }

    /// What speaks for and against this transaction being the operation.
    pub(crate) async fn evidence(
        &self,
        operation: &Operation,
        transaction: &Transaction,
    ) -> Result<Vec<&'static str>> {
        let mut words = Vec::new();
        if transaction.amount == operation.amount && transaction.kind == operation.kind {
            words.push("amount");
        } else {
            words.push("other_amount");
        }
        match (&operation.phone, &transaction.phone) {
            (Some(ours), Some(theirs)) if ours == theirs => words.push("phone"),
            (Some(_), Some(_)) => words.push("other_phone"),
            _ => words.push("no_phone"),
        }
        // The provider's clock and ours may differ by a little.
        let sent_from = crate::draft::said_yes_at(operation);
        if transaction.occurred_at + chrono::Duration::minutes(2) < sent_from {
            words.push("before_sending");
        } else {
            words.push("time");
        }
        match transaction.our_reference.as_deref() {
            Some(reference) if reference == operation.our_reference => words.push("our_reference"),
            Some(reference)
                if self
                    .store()
                    .journal
                    .our_reference_taken(&operation.account, reference)
                    .await? =>
            {
                words.push("reference_of_another");
            }
            _ => {}
        }
        let key = (
            transaction.account.clone(),
            transaction.kind,
            transaction.provider_reference.clone(),
        );
        let tied = self
            .store()
            .journal
            .operations_by_provider_references(&[key])
            .await?;
        if tied.iter().any(|other| other.id != operation.id) {
            words.push("tied");
        }
        Ok(words)
    }

    /// Looks again now.
    pub async fn resolve(&self, id: &OperationId) -> Result<Operation> {
        let operation = self.operation(id).await?;
        if operation.state == State::Recorded || operation.state == State::AwaitingApproval {
            return Ok(operation);
        }
        self.check(id).await
    }

    /// A person lays a question aside, with a reason. The operation keeps its state and goes on blocking guard and refund.
    pub async fn set_aside(&self, id: &OperationId, reason: &str) -> Result<Operation> {
        let reason = reason.trim();
        if reason.chars().count() < 3 || reason.chars().count() > 500 {
            return Err(EngineError::bad(
                "set-aside",
                "reason_needed",
                "Write why, in 3 to 500 characters: it stays with the question.",
                "Écrivez pourquoi, en 3 à 500 caractères : cela reste avec la question.",
            ));
        }
        let operation = self.operation(id).await?;
        if self.open_doubts(id).await?.is_empty() {
            return Err(no_doubt(operation));
        }
        self.store()
            .journal
            .set_doubt_aside(id, reason, &self.actor(), self.now())
            .await?;
        self.tell_operation(id);
        Ok(operation)
    }
}

/// Only what has no key of its own at the provider can be tied to a transaction by a person.
pub(crate) fn adoptable(operation: &Operation) -> bool {
    operation.state == State::InDoubt && operation.provider_reference.is_none()
}

pub(crate) fn no_doubt(operation: Operation) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "no_doubt",
        "Nothing is in doubt about this operation.",
        "Rien n’est en doute sur cette opération.",
    )
    .about(operation)
}

pub(crate) fn speaks_against(word: &str) -> bool {
    matches!(
        word,
        "other_amount" | "other_phone" | "before_sending" | "tied" | "reference_of_another"
    )
}

fn what_to_say(operation: &Operation, kind: DoubtKind) -> SayView {
    let (en, fr) = match kind {
        DoubtKind::Overdue => (
            "We have not heard from your operator yet. If you entered your PIN, do not pay a second time; we are checking.",
            "Votre opérateur n’a pas encore répondu. Si vous avez saisi votre code, ne payez pas une deuxième fois ; nous vérifions.",
        ),
        DoubtKind::Contradicted if operation.state == State::Succeeded => (
            "Your payment may have been taken back by the operator; we are checking.",
            "Votre paiement a peut-être été repris par l’opérateur ; nous vérifions.",
        ),
        DoubtKind::FateUnknown | DoubtKind::Contradicted | DoubtKind::Mismatch => (
            "Your payment may have gone through; we are checking. Do not pay a second time.",
            "Votre paiement est peut-être passé, nous vérifions. Ne payez pas une deuxième fois.",
        ),
    };
    SayView {
        en: en.to_owned(),
        fr: fr.to_owned(),
    }
}

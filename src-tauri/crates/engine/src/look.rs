//! Asking a provider what became of an operation. A look that fails changes nothing but "last check failed".

use crate::core::Engine;
use crate::draft::said_yes_at;
use crate::error::{EngineError, Result};
use crate::exchange::Answered;
use crate::observe::{AttemptChange, Doubts};
use crate::question::Pair;
use chrono::Duration;
use domain::{
    Account, Checks, Details, DoubtKind, Kind, Operation, OperationId, Outcome, Reason, State,
    Text, Transaction,
};
use providers::{FetchTransaction, Fetched, FindByReference, Provider};

/// How many single look-ups one search for a lost operation may cost.
const MOST_CANDIDATES: usize = 20;

impl Engine {
    /// Looks again now.
    pub async fn check(&self, id: &OperationId) -> Result<Operation> {
        self.watch_operation(id);
        self.look(id).await
    }

    /// Polls an operation until it is final, needs a person, or the time is up.
    pub async fn wait(&self, id: &OperationId, seconds: u64) -> Result<Operation> {
        let seconds = i64::try_from(seconds).unwrap_or(i64::MAX / 2).min(86_400);
        let until = self.now() + Duration::seconds(seconds);
        loop {
            self.watch_operation(id);
            let operation = self.operation(id).await?;
            let now = self.now();
            if operation.state.is_final() || operation.state == State::NeedsAction || now >= until {
                return Ok(operation);
            }
            let due = operation.checks.next_at.is_none_or(|at| at <= now);
            if due
                && operation.state.may_have_left()
                && operation.state != State::Sending
                && let Some(_holding) = self.try_hold().await?
            {
                self.look(id).await?;
                continue;
            }
            // Another process may be the executor: it looks, and the journal tells.
            let soon = now + Duration::milliseconds(250);
            self.clock().sleep_until(soon.min(until)).await;
        }
    }

    /// One look at one operation.
    pub(crate) async fn look(&self, id: &OperationId) -> Result<Operation> {
        let operation = self.operation(id).await?;
        if !operation.state.may_have_left() || operation.state == State::Sending {
            return Ok(operation);
        }
        let account = self.account(&operation.account).await?;
        let provider = self.provider_of(&account)?;
        if operation.kind == Kind::Conversion && !provider.manifest().conversion_lookup {
            self.look_for_conversion(&operation, &account).await?;
            return self.notice_overdue(id).await;
        }
        if operation.kind == Kind::Link {
            self.look_for_link(&operation, &account, provider).await?;
            return self.notice_overdue(id).await;
        }
        // Where a refund is looked for is known before it is sent: on its charge.
        let reference = match &operation.details {
            Details::Refund(refund) => Some(refund.charge_reference.clone()),
            _ => operation.provider_reference.clone(),
        };
        match reference {
            Some(reference) => {
                self.look_by_reference(&operation, &account, provider, reference)
                    .await?
            }
            None => self.look_by_key(&operation, &account, provider).await?,
        }
        self.notice_overdue(id).await
    }

    async fn look_by_reference(
        &self,
        operation: &Operation,
        account: &Account,
        provider: &dyn Provider,
        provider_reference: String,
    ) -> Result<()> {
        let Some(endpoint) = provider.fetch_transaction() else {
            return Ok(());
        };
        let call = FetchTransaction {
            // A refund by the provider's own call is seen on its charge.
            kind: match operation.kind {
                Kind::Refund => Kind::Charge,
                kind => kind,
            },
            provider_reference,
        };
        let answered = match self.ask_of_one(account, provider, endpoint, &call).await {
            Ok(answered) => answered,
            Err(error) => return self.look_failed(operation, &error.code).await,
        };
        match answered {
            Answered::Answer {
                outcome: Outcome::Known(Fetched::Found(sighting)),
                response,
            } => {
                let raw = self
                    .keep_answer(&operation.id, "fetch_transaction", provider, &response)
                    .await;
                let observed = self
                    .observe(
                        &operation.id,
                        &sighting,
                        "look",
                        &self.itself(),
                        AttemptChange::default(),
                    )
                    .await?;
                if observed.version == operation.version {
                    // Nothing was new, so nothing was written yet: not even that somebody looked.
                    self.looked(&observed).await?;
                }
                self.keep_of(account, &sighting, &observed, Some(raw)).await;
                Ok(())
            }
            Answered::Answer {
                outcome: Outcome::Known(Fetched::Absent),
                response,
            } => {
                self.keep_answer(&operation.id, "fetch_transaction", provider, &response)
                    .await;
                self.told_absent(operation).await
            }
            Answered::Answer {
                outcome: Outcome::Refused(refusal),
                ..
            } => self.look_failed(operation, &refusal.code).await,
            Answered::Answer {
                outcome: Outcome::Unknown(doubt),
                ..
            } => self.look_failed(operation, doubt.code()).await,
            Answered::Silence(_) => self.look_failed(operation, "no_network").await,
        }
    }

    /// The provider does not know what it once knew: an open operation is in doubt, a final one is contradicted.
    async fn told_absent(&self, operation: &Operation) -> Result<()> {
        self.change(&operation.id, &self.itself(), "not_known_there", None, |operation| {
            operation.checks.last_at = Some(self.now());
            operation.checks.last_failure = None;
            operation.checks.count = operation.checks.count.saturating_add(1);
            if operation.state == State::Succeeded {
                return Some(Doubts::open(DoubtKind::Contradicted));
            }
            if operation.state.is_final() {
                return None;
            }
            operation.state = State::InDoubt;
            operation.reason = Some(Reason {
                code: "not_known_there".to_owned(),
                message: Text::new(
                    "The provider does not know this payment any more. It may be paid. Do not send it again.",
                    "Le fournisseur ne connaît plus ce paiement. C’est peut-être payé. Ne renvoyez pas.",
                ),
                provider_message: None,
            });
            operation.checks.next_at = self.next_look(operation);
            Some(Doubts::open(DoubtKind::FateUnknown))
        })
        .await?;
        Ok(())
    }

    /// No reference came back, so the operation is looked for by its key among what the provider lists.
    async fn look_by_key(
        &self,
        operation: &Operation,
        account: &Account,
        provider: &dyn Provider,
    ) -> Result<()> {
        match self
            .find_by_our_reference(operation, account, provider)
            .await
        {
            Ok(Some(_)) => {
                let newest = self.operation(&operation.id).await?;
                return self.looked(&newest).await;
            }
            Ok(None) => {}
            Err(error) => return self.look_failed(operation, &error.code).await,
        }
        if let Err(error) = self
            .pull_around(account, provider, said_yes_at(operation))
            .await
        {
            return self.look_failed(operation, &error.code).await;
        }
        self.read_candidates_singly(operation, account, provider)
            .await?;
        if let Some(transaction) = self.the_one_bearing_our_key(operation).await? {
            self.recognise(operation, &transaction, "found_by_key")
                .await?;
        }
        let newest = self.operation(&operation.id).await?;
        self.looked(&newest).await
    }

    /// Asks for our reference itself, where the provider answers to it. `None` where it does not for this kind. What is found
    /// is judged like any other sighting: another amount under our reference is a mismatch, never a success.
    pub(crate) async fn find_by_our_reference(
        &self,
        operation: &Operation,
        account: &Account,
        provider: &dyn Provider,
    ) -> Result<Option<bool>> {
        let Some(endpoint) = provider.find_by_reference() else {
            return Ok(None);
        };
        let call = FindByReference {
            kind: operation.kind,
            our_reference: operation.our_reference.clone(),
        };
        let question = Pair {
            endpoint,
            call: &call,
        };
        if self.would_write(account, &question).await.is_err() {
            return Ok(None);
        }
        let (fetched, response) = self.learn(account, provider, endpoint, &call).await?;
        let Fetched::Found(sighting) = fetched else {
            return Ok(Some(false));
        };
        let raw = providers::redact::redacted(&response.body, provider.manifest());
        self.keep(account, &sighting, None, Some(raw)).await;
        // The reference may be another program's that took the same: a phone that contradicts makes it somebody else's.
        let other_phone = match (&operation.phone, &sighting.phone) {
            (Some(asked), Some(told)) => asked != told,
            _ => false,
        };
        if other_phone {
            self.change(
                &operation.id,
                &self.itself(),
                "reference_of_another",
                None,
                |_| Some(Doubts::open(DoubtKind::Mismatch)),
            )
            .await?;
            return Ok(Some(true));
        }
        self.observe(
            &operation.id,
            &sighting,
            "found_by_key",
            &self.itself(),
            AttemptChange::default(),
        )
        .await?;
        Ok(Some(true))
    }

    /// Transactions that bear our key and agree in amount, currency and direction, whenever the provider says they were:
    /// the shop's clock may have been wrong at the sending. Two of them prove nothing.
    pub(crate) async fn bearing_our_key(&self, operation: &Operation) -> Result<Vec<Transaction>> {
        Ok(self
            .store()
            .history
            .bearing(
                &operation.account,
                operation.kind,
                &operation.amount,
                &operation.our_reference,
            )
            .await?)
    }

    /// The transaction that bears our key: the one that agrees with the operation, or, where none does, the only one there is.
    /// That one is ours too, with another amount, and is judged as that.
    pub(crate) async fn the_one_bearing_our_key(
        &self,
        operation: &Operation,
    ) -> Result<Option<Transaction>> {
        let mut agreeing = self.bearing_our_key(operation).await?;
        if agreeing.is_empty() {
            let since = operation.created_at - Duration::days(3);
            let reference = &operation.our_reference;
            agreeing = self
                .store()
                .history
                .bearing_prefix(&operation.account, operation.kind, reference, Some(since))
                .await?;
            agreeing.retain(|it| it.our_reference.as_ref() == Some(reference));
        }
        Ok(match agreeing.as_slice() {
            [_] => agreeing.pop(),
            _ => None,
        })
    }

    /// Transactions of the same kind and amount, from shortly before the sending until now.
    pub(crate) async fn around(&self, operation: &Operation) -> Result<Vec<Transaction>> {
        let from = said_yes_at(operation) - Duration::minutes(10);
        let to = self.now() + Duration::minutes(10);
        Ok(self
            .store()
            .history
            .candidates(
                &operation.account,
                operation.kind,
                &operation.amount,
                from,
                to,
            )
            .await?)
    }

    /// Where a list does not carry our key, each possible row is read on its own.
    async fn read_candidates_singly(
        &self,
        operation: &Operation,
        account: &Account,
        provider: &dyn Provider,
    ) -> Result<()> {
        let Some(endpoint) = provider.fetch_transaction() else {
            return Ok(());
        };
        let unread: Vec<Transaction> = self
            .around(operation)
            .await?
            .into_iter()
            .filter(|transaction| transaction.our_reference.is_none())
            .take(MOST_CANDIDATES)
            .collect();
        for transaction in unread {
            let call = FetchTransaction {
                kind: transaction.kind,
                provider_reference: transaction.provider_reference.clone(),
            };
            if let Ok((Fetched::Found(sighting), response)) =
                self.learn(account, provider, endpoint, &call).await
            {
                let raw = providers::redact::redacted(&response.body, provider.manifest());
                self.keep(account, &sighting, None, Some(raw)).await;
            }
            self.store()
                .history
                .mark_looked_up(&[transaction.id])
                .await?;
        }
        Ok(())
    }

    /// The operation is this transaction: ties them, and judges what the provider says.
    pub(crate) async fn recognise(
        &self,
        operation: &Operation,
        transaction: &Transaction,
        cause: &str,
    ) -> Result<Operation> {
        self.doubt_other_claims(operation, transaction).await?;
        let sighting = as_sighting(transaction);
        self.observe(
            &operation.id,
            &sighting,
            cause,
            &self.itself(),
            AttemptChange::default(),
        )
        .await
    }

    /// A transaction that bears this operation's key belongs to no other: whoever was tied to it before is contradicted.
    async fn doubt_other_claims(
        &self,
        operation: &Operation,
        transaction: &Transaction,
    ) -> Result<()> {
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
        let others = tied.into_iter().filter(|it| {
            // Who is tried again shares the reference by right.
            it.id != operation.id && operation.retry_of.as_ref() != Some(&it.id)
        });
        for other in others {
            let claimed = Some(operation.our_reference.as_str());
            self.change(&other.id, &self.itself(), "key_of_another", claimed, |_| {
                Some(Doubts::open(DoubtKind::Contradicted))
            })
            .await?;
        }
        Ok(())
    }

    /// Notes that a look worked, and when the next one is due.
    pub(crate) async fn looked(&self, operation: &Operation) -> Result<()> {
        let mut checks = Checks {
            last_at: Some(self.now()),
            last_failure: None,
            next_at: None,
            count: operation.checks.count.saturating_add(1),
        };
        let mut asked = operation.clone();
        asked.checks = checks.clone();
        checks.next_at = self.next_look(&asked);
        self.store()
            .journal
            .note_check(&operation.id, &checks)
            .await?;
        self.tell_operation(&operation.id);
        Ok(())
    }

    /// Notes that a look failed. Nothing else changes.
    pub(crate) async fn look_failed(&self, operation: &Operation, why: &str) -> Result<()> {
        let newest = self.operation(&operation.id).await?;
        let mut checks = newest.checks.clone();
        checks.last_failure = Some(why.to_owned());
        checks.count = checks.count.saturating_add(1);
        let mut asked = newest.clone();
        asked.checks = checks.clone();
        checks.next_at = self.next_look(&asked);
        self.store()
            .journal
            .note_check(&operation.id, &checks)
            .await?;
        self.tell_operation(&operation.id);
        Ok(())
    }

    /// Reads one operation.
    pub async fn operation(&self, id: &OperationId) -> Result<Operation> {
        self.store()
            .journal
            .operation(id)
            .await?
            .ok_or_else(|| EngineError::no_such("operation", "opération", id.as_str()))
    }
}

/// What the history keeps, as the sighting it came from.
pub(crate) fn as_sighting(transaction: &Transaction) -> domain::Sighting {
    domain::Sighting {
        kind: transaction.kind,
        provider_reference: Some(transaction.provider_reference.clone()),
        our_reference: transaction.our_reference.clone(),
        operator_reference: transaction.operator_reference.clone(),
        status: transaction.status,
        provider_status: transaction.provider_status.clone(),
        amount: Some(transaction.amount),
        fee: transaction.fee,
        net: transaction.net,
        refunded: transaction.refunded,
        debited: transaction.debited,
        recipient_gets: transaction.recipient_gets,
        link: transaction.link.clone(),
        system_reference: transaction.system_reference.clone(),
        phone: transaction.phone.clone(),
        name: transaction.name.clone(),
        method: transaction.method,
        network: transaction.network.clone(),
        note: transaction.note.clone(),
        occurred_at: Some(transaction.occurred_at),
        action: None,
        reason: transaction.provider_message.as_ref().map(|words| Reason {
            code: "provider".to_owned(),
            message: Text::new(
                "The provider closed it. No money moved.",
                "Le fournisseur l’a close. Rien n’a bougé.",
            ),
            provider_message: Some(words.clone()),
        }),
    }
}

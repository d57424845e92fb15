//! Several rows in one request: one attempt carries them all. A lost answer puts each in doubt, and each is looked up by its
//! own reference.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::exchange::{Answered, Unprepared};
use crate::ports::SendError;
use crate::question::{Pair, payout_call};
use crate::send::{Sending, sent_but_not_written_down};
use domain::{Account, Doubt, Operation, OperationId, Outcome, RefusalKind, State};
use providers::{CreatePayout, CreatePayouts, Endpoint, PayoutsTaken, Provider};
use sha2::{Digest, Sha256};
use store::{Change, NewAnswer, NewAttempt};

impl Engine {
    /// Sends rows in one request where the provider takes several, else the one row by itself.
    pub(super) async fn send_rows(&self, ids: &[OperationId]) -> Result<Vec<Operation>> {
        let ids: Vec<OperationId> = ids
            .iter()
            .filter(|id| self.take_in_hand(id))
            .cloned()
            .collect();
        let sent = match ids.as_slice() {
            [] => Ok(Vec::new()),
            [one] => self.send_recorded(one).await.map(|it| vec![it]),
            several => self.send_several(several).await,
        };
        for id in &ids {
            self.put_down(id);
        }
        sent
    }

    async fn send_several(&self, ids: &[OperationId]) -> Result<Vec<Operation>> {
        let mut operations = Vec::with_capacity(ids.len());
        for id in ids {
            operations.push(self.operation(id).await?);
        }
        self.sending_allowed().await?;
        // Somebody took one back meanwhile.
        operations.retain(|it| it.state == State::Recorded);
        let Some(first) = operations.first() else {
            return Ok(Vec::new());
        };
        let account = self.usable_account(&first.account).await?;
        let provider = self.provider_of(&account)?;
        let endpoint = provider
            .create_payouts()
            .ok_or_else(crate::send::unsupported)?;
        let payouts: Option<Vec<CreatePayout>> = operations
            .iter()
            .map(|it| payout_call(it, &account))
            .collect();
        let call = CreatePayouts {
            payouts: payouts.ok_or_else(crate::send::unsupported)?,
        };
        let question = Pair {
            endpoint: endpoint as &dyn Endpoint<CreatePayouts>,
            call: &call,
        };
        let prepared = match self.prepare(&account, provider, &question).await {
            Ok(prepared) => prepared,
            Err(Unprepared::Trouble(error)) => return Err(error),
            // Not together: each by itself says which of them it is.
            Err(Unprepared::Refused(_)) => return self.one_by_one(&operations).await,
        };
        let place = self.place(&account, provider).await;
        let attempt = self.attempt_id();
        let body = prepared.request.body.as_deref().unwrap_or_default();
        let hash = hex::encode(Sha256::digest(body));
        let sending = self.begin_all(operations, &attempt, &hash).await?;
        let session = prepared.session.clone();
        let fresh = session.as_ref().is_none_or(|session| session.fresh);
        // From here on the request may have left.
        let answered = self
            .send_in_place(&account, provider, &question, prepared, place)
            .await;
        if let Answered::Answer {
            outcome: Outcome::Refused(refusal),
            ..
        } = &answered
            && refusal.kind == RefusalKind::SessionOver
            && !fresh
        {
            self.forget_session(&account.id, session.as_ref());
        }
        self.take_answers(&account, provider, &sending, &attempt, answered, fresh)
            .await
            .map_err(sent_but_not_written_down)
    }

    async fn one_by_one(&self, operations: &[Operation]) -> Result<Vec<Operation>> {
        let mut sent = Vec::with_capacity(operations.len());
        for operation in operations {
            sent.push(self.send_recorded(&operation.id).await?);
        }
        Ok(sent)
    }

    /// `sending` for all of them, in one flushed commit.
    async fn begin_all(
        &self,
        operations: Vec<Operation>,
        attempt: &str,
        request_hash: &str,
    ) -> Result<Vec<Operation>> {
        let (actor, at) = (self.actor(), self.now());
        let wanted: Vec<Operation> = operations
            .into_iter()
            .map(|mut operation| {
                operation.state = State::Sending;
                operation.checks.next_at = None;
                self.extend_in_batch(&mut operation);
                operation
            })
            .collect();
        let changes: Vec<Change<'_>> = wanted
            .iter()
            .map(|operation| Change {
                operation,
                from_version: operation.version,
                actor: &actor,
                cause: "send",
                detail: None,
                at,
                begin_attempt: Some(NewAttempt {
                    id: attempt,
                    request_hash,
                }),
                end_attempt: None,
                open_doubts: Vec::new(),
                settle_doubts: Vec::new(),
            })
            .collect();
        let begun = self.store().journal.apply_all(&changes).await;
        let begun = begun.map_err(EngineError::from)?;
        for operation in &begun {
            self.tell_operation(&operation.id);
        }
        Ok(begun)
    }

    async fn take_answers(
        &self,
        account: &Account,
        provider: &dyn Provider,
        sending: &[Operation],
        attempt: &str,
        answered: Answered<PayoutsTaken>,
        fresh: bool,
    ) -> Result<Vec<Operation>> {
        let mut body = String::new();
        let mut status = None;
        if let Answered::Answer { response, .. } = &answered {
            body = providers::redact::redacted(&response.body, provider.manifest());
            status = Some(response.status);
        }
        let mut ended = Vec::with_capacity(sending.len());
        for (place, operation) in sending.iter().enumerate() {
            // The answer to all of them is kept once, with the first.
            let answer = status.filter(|_| place == 0).map(|status| NewAnswer {
                what: "create_payouts",
                status,
                redacted_body: &body,
            });
            let of = Sending { attempt, answer };
            let id = &operation.id;
            ended.push(match &answered {
                Answered::Answer { outcome, .. } => match outcome {
                    Outcome::Known(taken) => match taken.items.get(place).cloned().flatten() {
                        Some(sighting) => self.take_reply(account, id, of, sighting).await?,
                        None => self.doubt(id, of, &unnamed()).await?,
                    },
                    Outcome::Refused(refusal)
                        if refusal.kind == RefusalKind::SessionOver && !fresh =>
                    {
                        self.session_over(id, of).await?
                    }
                    Outcome::Refused(refusal) => self.take_refusal(id, of, refusal).await?,
                    Outcome::Unknown(doubt) => self.doubt(id, of, doubt).await?,
                },
                Answered::Silence(SendError::Lost { how }) => {
                    let doubt = Doubt::NoReply { how: how.clone() };
                    self.doubt(id, Sending::unanswered(attempt), &doubt).await?
                }
                Answered::Silence(SendError::NotWritten { how }) => {
                    let of = Sending::unanswered(attempt);
                    self.not_written(id, of, &how.to_string()).await?
                }
            });
        }
        Ok(ended)
    }
}

/// An answer that names the others and not this one.
fn unnamed() -> Doubt {
    Doubt::Unreadable {
        what: "the answer does not name this one".to_owned(),
    }
}

//! Sending. `sending` is on disk before the first byte leaves, and every end of it has its own meaning.

use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use crate::exchange::{Answered, Unprepared};
use crate::observe::{AttemptChange, Doubts, doubt_reason};
use crate::ports::SendError;
use crate::question::{Learnt, Sending as Question};
use crate::schedule::back_off;
use chrono::Duration;
use domain::{
    Account, AccountState, Doubt, DoubtKind, LinkSighting, Operation, OperationId, Outcome, Reason,
    Refusal, RefusalKind, Sighting, State, Text,
};
use providers::SealedCard;
use sha2::{Digest, Sha256};
use store::{EndedAttempt, NewAnswer};
use ulid::Ulid;

/// The command line's exit code for an operation with these open doubts. A final state that is denied, or another amount,
/// is no end that a script may rely on: it is in doubt.
#[must_use]
pub fn exit_code(operation: &Operation, doubts: &[DoubtKind]) -> u8 {
    let denied = doubts
        .iter()
        .any(|kind| matches!(kind, DoubtKind::Contradicted | DoubtKind::Mismatch));
    match operation.state {
        State::Succeeded | State::Failed | State::Expired | State::Cancelled if denied => 4,
        State::Succeeded => 0,
        State::Failed | State::Expired | State::Cancelled => 3,
        State::InDoubt | State::Sending => 4,
        State::Pending | State::NeedsAction | State::AwaitingApproval => 6,
        State::Recorded => 7,
    }
}

/// One sending that is over: it ends, and its answer is kept, in the commit that says what it means.
#[derive(Clone, Copy)]
pub(crate) struct Sending<'a> {
    pub(crate) attempt: &'a str,
    pub(crate) answer: Option<NewAnswer<'a>>,
}

impl<'a> Sending<'a> {
    pub(crate) fn unanswered(attempt: &'a str) -> Self {
        Self {
            attempt,
            answer: None,
        }
    }

    fn ended(self, result: &'a str) -> AttemptChange<'a> {
        AttemptChange {
            end: Some(EndedAttempt {
                id: self.attempt,
                result,
                answer: self.answer,
            }),
            ..AttemptChange::default()
        }
    }
}

impl Engine {
    /// Has an operation sent, now: by this process if nobody executes, else by the executor. Always waits for the send itself.
    /// An operation that has left already is not touched.
    pub async fn send(&self, id: &OperationId) -> Result<Operation> {
        loop {
            let operation = self.operation(id).await?;
            if !matches!(operation.state, State::Recorded | State::Sending) {
                return Ok(operation);
            }
            if let Some(_holding) = self.try_hold().await?
                && self.take_in_hand(id)
            {
                let sent = self.send_recorded(id).await;
                self.put_down(id);
                return sent;
            }
            if operation.state == State::Recorded
                && self.now() >= operation.send_by + Duration::seconds(2)
            {
                return Ok(operation);
            }
            self.wish_again(&operation).await?;
            let soon = self.now() + Duration::milliseconds(100);
            self.clock().sleep_until(soon).await;
        }
    }

    pub(crate) fn take_in_hand(&self, id: &OperationId) -> bool {
        crate::core::locked(&self.inner.in_hand).insert(id.clone())
    }

    pub(crate) fn put_down(&self, id: &OperationId) {
        crate::core::locked(&self.inner.in_hand).remove(id);
    }

    /// Sends a recorded operation once. The caller is the executor.
    pub(crate) async fn send_recorded(&self, id: &OperationId) -> Result<Operation> {
        self.send_with(id, None).await
    }

    /// [`Engine::send_recorded`], with a card that is nowhere but here.
    pub(crate) async fn send_with(
        &self,
        id: &OperationId,
        card: Option<SealedCard>,
    ) -> Result<Operation> {
        let operation = self.operation(id).await?;
        if operation.state != State::Recorded {
            return Ok(operation);
        }
        if self.now() >= operation.send_by && !self.runs_batch_of(&operation) {
            return self.cancel_unsent(id).await;
        }
        self.sending_allowed().await?;
        let account = self.account(&operation.account).await?;
        if account.state != AccountState::Ready {
            return Err(EngineError::new(
                Class::Failed,
                "account_not_ready",
                "This account has no keys, so nothing was sent.",
                "Ce compte n’a pas de clés : rien n’a été envoyé.",
            ));
        }
        let provider = self.provider_of(&account)?;
        let question = Question::of(&operation, &account, provider)
            .ok_or_else(unsupported)?
            .with_card(card);
        let prepared = match self.prepare(&account, provider, &question).await {
            Ok(prepared) => prepared,
            Err(Unprepared::Trouble(error)) => return Err(error),
            Err(Unprepared::Refused(refusal)) => return self.end_unsent(id, &refusal).await,
        };
        let place = self.place(&account, provider).await;
        // A session was opened first, perhaps, or others were before it, and the lid was closed meanwhile.
        if self.now() >= operation.send_by && !self.runs_batch_of(&operation) {
            return self.cancel_unsent(id).await;
        }

        let attempt = self.attempt_id();
        let hash = hex::encode(Sha256::digest(
            prepared.request.body.as_deref().unwrap_or_default(),
        ));
        let begin = AttemptChange {
            begin: Some((&attempt, &hash)),
            ..AttemptChange::default()
        };
        let sending = self
            .change_with(id, &self.actor(), "send", None, begin, |operation| {
                if operation.state != State::Recorded {
                    return None;
                }
                operation.state = State::Sending;
                operation.checks.next_at = None;
                self.extend_in_batch(operation);
                Some(Doubts::none())
            })
            .await?;
        if sending.state != State::Sending {
            return Ok(sending);
        }

        let session = prepared.session.clone();
        let fresh = session.as_ref().is_none_or(|session| session.fresh);
        // From here on the request may have left. Whatever breaks now leaves doubt, never a second sending.
        let answered = self
            .send_in_place(&account, provider, &question, prepared, place)
            .await;
        let ended = match answered {
            Answered::Answer { outcome, response } => {
                let body = providers::redact::redacted(&response.body, provider.manifest());
                let sending = Sending {
                    attempt: &attempt,
                    answer: Some(NewAnswer {
                        what: question.name(),
                        status: response.status,
                        redacted_body: &body,
                    }),
                };
                match outcome {
                    Outcome::Known(Learnt::Transaction(sighting)) => {
                        self.take_reply(&account, id, sending, *sighting).await
                    }
                    Outcome::Known(Learnt::Link(link)) => {
                        self.take_link(&account, id, sending, &link).await
                    }
                    Outcome::Refused(refusal)
                        if refusal.kind == RefusalKind::SessionOver && !fresh =>
                    {
                        self.forget_session(&account.id, session.as_ref());
                        self.session_over(id, sending).await
                    }
                    Outcome::Refused(refusal) => self.take_refusal(id, sending, &refusal).await,
                    Outcome::Unknown(doubt) => self.doubt(id, sending, &doubt).await,
                }
            }
            Answered::Silence(SendError::Lost { how }) => {
                let doubt = Doubt::NoReply { how };
                self.doubt(id, Sending::unanswered(&attempt), &doubt).await
            }
            Answered::Silence(SendError::NotWritten { how }) => {
                let sending = Sending::unanswered(&attempt);
                self.not_written(id, sending, &how.to_string()).await
            }
        };
        ended.map_err(sent_but_not_written_down)
    }

    pub(crate) fn attempt_id(&self) -> String {
        let now = u64::try_from(self.now().timestamp_millis()).unwrap_or(0);
        Ulid::from_parts(now, self.chance::<u128>()).to_string()
    }

    pub(crate) async fn take_reply(
        &self,
        account: &Account,
        id: &OperationId,
        sending: Sending<'_>,
        sighting: Sighting,
    ) -> Result<Operation> {
        if sighting.provider_reference.is_none() {
            let doubt = Doubt::Unreadable {
                what: "no reference in the answer".to_owned(),
            };
            return self.doubt(id, sending, &doubt).await;
        }
        let end = sending.ended("answered");
        let operation = self
            .observe(id, &sighting, "answer", &self.itself(), end)
            .await?;
        let raw = sending.answer.map(|answer| answer.redacted_body.to_owned());
        self.keep_of(account, &sighting, &operation, raw).await;
        Ok(operation)
    }

    pub(crate) async fn take_refusal(
        &self,
        id: &OperationId,
        sending: Sending<'_>,
        refusal: &Refusal,
    ) -> Result<Operation> {
        let retry_after_s = match refusal.kind {
            RefusalKind::RateLimited { retry_after_s } => retry_after_s.map(i64::from),
            // The reference is known there: it may be ours, so it is looked up.
            RefusalKind::Conflict => {
                let doubt = Doubt::Unreadable {
                    what: "the provider has this reference already".to_owned(),
                };
                return self.doubt(id, sending, &doubt).await;
            }
            _ => {
                let end = sending.ended("refused");
                return self
                    .change_with(
                        id,
                        &self.itself(),
                        "refused",
                        Some(&refusal.code),
                        end,
                        |operation| {
                            operation.state = State::Failed;
                            operation.reason = Some(reason_of(refusal));
                            Some(Doubts::none())
                        },
                    )
                    .await;
            }
        };
        // The provider says that it did not take it: it may be sent again, after the time it asked for and before `send_by`.
        let end = sending.ended("rate_limited");
        let jitter = self.chance::<u8>();
        self.change_with(id, &self.itself(), "rate_limited", None, end, |operation| {
            let wait = retry_after_s.map_or_else(
                || back_off(operation.checks.count, jitter),
                Duration::seconds,
            );
            operation.state = State::Recorded;
            operation.checks.count = operation.checks.count.saturating_add(1);
            operation.checks.next_at = Some(self.now() + wait);
            operation.reason = Some(reason_of(refusal));
            Some(Doubts::none())
        })
        .await
    }

    /// The link exists, or its page is not known: a link without a page is of no use to anybody.
    async fn take_link(
        &self,
        account: &Account,
        id: &OperationId,
        sending: Sending<'_>,
        link: &LinkSighting,
    ) -> Result<Operation> {
        let operation = self
            .observe_link(id, link, "answer", sending.ended("answered"))
            .await?;
        self.keep_link(account, link, Some(&operation)).await;
        Ok(operation)
    }

    /// The provider took nothing, because the session of the request was over: with a new one it is sent again at once.
    pub(crate) async fn session_over(
        &self,
        id: &OperationId,
        sending: Sending<'_>,
    ) -> Result<Operation> {
        let end = sending.ended("session_over");
        let operation = self
            .change_with(id, &self.itself(), "session_over", None, end, |operation| {
                operation.state = State::Recorded;
                operation.checks.next_at = Some(self.now());
                Some(Doubts::none())
            })
            .await?;
        self.inner.wake.notify_one();
        Ok(operation)
    }

    /// Not one byte left: it may be sent again, a little later and before `send_by`.
    pub(crate) async fn not_written(
        &self,
        id: &OperationId,
        sending: Sending<'_>,
        how: &str,
    ) -> Result<Operation> {
        let end = sending.ended("not_written");
        let jitter = self.chance::<u8>();
        self.change_with(id, &self.itself(), "not_written", Some(how), end, |operation| {
            operation.state = State::Recorded;
            operation.checks.next_at = Some(self.now() + back_off(operation.checks.count, jitter));
            operation.checks.count = operation.checks.count.saturating_add(1);
            operation.reason = Some(Reason {
                code: "not_reached".to_owned(),
                message: Text::new(
                    "The provider could not be reached. Nothing left this computer, so nothing can have been paid.",
                    "Le fournisseur n’a pas pu être joint. Rien n’est parti de cet ordinateur, donc rien n’a pu être payé.",
                ),
                provider_message: None,
            });
            Some(Doubts::none())
        })
        .await
    }

    /// Sent, fate unknown. Looked up from now on.
    pub(crate) async fn doubt(
        &self,
        id: &OperationId,
        sending: Sending<'_>,
        doubt: &Doubt,
    ) -> Result<Operation> {
        let end = sending.ended(doubt.code());
        let detail = doubt.detail();
        self.change_with(
            id,
            &self.itself(),
            doubt.code(),
            Some(&detail),
            end,
            |operation| {
                operation.state = State::InDoubt;
                operation.reason = Some(doubt_reason(doubt));
                operation.checks.count = 0;
                operation.checks.next_at = Some(self.now() + Duration::seconds(2));
                Some(Doubts::open(DoubtKind::FateUnknown))
            },
        )
        .await
    }

    /// Its time is over, and not one byte has left.
    pub(crate) async fn cancel_unsent(&self, id: &OperationId) -> Result<Operation> {
        self.change(id, &self.itself(), "not_sent", None, |operation| {
            if operation.state != State::Recorded {
                return None;
            }
            operation.state = State::Cancelled;
            operation.checks.next_at = None;
            operation.reason = Some(Reason {
                code: "not_sent".to_owned(),
                message: Text::new(
                    "It was not sent in time. Nothing left this computer, so nothing can have been paid. You can send it again.",
                    "Elle n’est pas partie à temps. Rien n’est parti de cet ordinateur, donc rien n’a pu être payé. Vous pouvez renvoyer.",
                ),
                provider_message: None,
            });
            Some(Doubts::none())
        })
        .await
    }

    /// A person takes back what has not left.
    pub async fn cancel(&self, id: &OperationId) -> Result<Operation> {
        self.doubt_what_may_have_left().await?;
        let operation = self
            .change(
                id,
                &self.actor(),
                "cancelled_by_person",
                None,
                |operation| {
                    if !matches!(operation.state, State::Recorded | State::AwaitingApproval) {
                        return None;
                    }
                    operation.state = State::Cancelled;
                    operation.checks.next_at = None;
                    operation.reason = Some(Reason {
                        code: "cancelled".to_owned(),
                        message: Text::new(
                            "Taken back before it was sent. No money moved.",
                            "Reprise avant l’envoi. Rien n’a bougé.",
                        ),
                        provider_message: None,
                    });
                    Some(Doubts::none())
                },
            )
            .await?;
        if operation.state == State::Cancelled {
            return Ok(operation);
        }
        Err(EngineError::new(
            Class::BadInput,
            "already_sent",
            "It has left already and cannot be taken back from here.",
            "Elle est déjà partie et ne peut plus être reprise d’ici.",
        )
        .next("Look at where it stands.", "Regardez où elle en est.")
        .about(operation))
    }

    async fn end_unsent(&self, id: &OperationId, refusal: &Refusal) -> Result<Operation> {
        self.change(
            id,
            &self.itself(),
            "not_sendable",
            Some(&refusal.code),
            |operation| {
                if operation.state != State::Recorded {
                    return None;
                }
                operation.state = State::Cancelled;
                operation.checks.next_at = None;
                operation.reason = Some(reason_of(refusal));
                Some(Doubts::none())
            },
        )
        .await
    }
}

/// The journal failed after the request may have left: the file still says `sending`, and the next start calls it doubt.
/// What the journal's own error says of the money ("nothing was sent, try again") is not true here and is not repeated.
pub(crate) fn sent_but_not_written_down(error: EngineError) -> EngineError {
    tracing::error!(error.code = %error.code, error.message = %error.message.en, "an answer was not written down");
    let (why_en, why_fr) = match error.code.as_str() {
        "disk_full" => (" The disk is full.", " Le disque est plein."),
        "disk_failed" => (
            " The disk refused to write.",
            " Le disque a refusé d’écrire.",
        ),
        _ => ("", ""),
    };
    EngineError {
        class: Class::InDoubt,
        code: "sent_not_written_down".to_owned(),
        message: Text::new(
            format!(
                "It may have been sent, but the result could not be written down.{why_en} Do not send it again."
            ),
            format!(
                "Elle est peut-être partie, mais le résultat n’a pas pu être noté.{why_fr} Ne renvoyez pas."
            ),
        ),
        next: Some(Text::new(
            "Leave it as it is: Duka looks up what became of it.",
            "Laissez-la ainsi : Duka vérifie ce qu’elle est devenue.",
        )),
        ..error
    }
}

pub(crate) fn unsupported() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "unsupported",
        "This provider has no such call. Nothing was sent.",
        "Ce fournisseur n’offre pas cet appel. Rien n’a été envoyé.",
    )
}

fn reason_of(refusal: &Refusal) -> Reason {
    Reason {
        code: refusal.code.clone(),
        message: refusal.message.clone(),
        provider_message: refusal.provider_message.clone(),
    }
}

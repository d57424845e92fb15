//! Handing in what an operation waits for: a code, a PIN, an address. None of it is ever written down: the process that took
//! it sends it, and a lost answer is doubt like any other.

use crate::core::Engine;
use crate::draft::{home_country, phone_needed};
use crate::error::{Class, EngineError, Result};
use crate::exchange::{Answered, Unprepared};
use crate::observe::{AttemptChange, Doubts, doubt_reason};
use crate::ports::SendError;
use crate::question::Pair;
use chrono::Duration;
use domain::{ActionKind, Doubt, DoubtKind, Operation, OperationId, Outcome, Refusal, State};
use providers::{Authorisation, AuthoriseCharge, SimulatePayment};

impl Engine {
    /// Hands in what a charge waits for, and takes in what the provider says to it.
    pub async fn authorise(
        &self,
        id: &OperationId,
        authorisation: Authorisation,
    ) -> Result<Operation> {
        let operation = self.operation(id).await?;
        let account = self.usable_account(&operation.account).await?;
        let provider = self.provider_of(&account)?;
        let endpoint = provider
            .authorise_charge()
            .ok_or_else(|| takes_none(&operation))?;
        let waits = matches!(operation.state, State::Pending | State::NeedsAction)
            && takes(&operation, &authorisation);
        let Some(provider_reference) = operation.provider_reference.clone().filter(|_| waits)
        else {
            return Err(takes_none(&operation));
        };
        self.sending_allowed().await?;
        let call = AuthoriseCharge {
            provider_reference,
            authorisation,
        };
        let question = Pair {
            endpoint,
            call: &call,
        };
        let prepared = match self.prepare(&account, provider, &question).await {
            Ok(prepared) => prepared,
            Err(Unprepared::Refused(refusal)) => return Err(about(refusal, operation)),
            Err(Unprepared::Trouble(error)) => return Err(error.about(operation)),
        };
        match self
            .send_prepared(&account, provider, &question, prepared)
            .await
        {
            Answered::Answer { outcome, response } => {
                let raw = self
                    .keep_answer(id, "authorise_charge", provider, &response)
                    .await;
                match outcome {
                    Outcome::Known(sighting) => {
                        let observed = self
                            .observe(
                                id,
                                &sighting,
                                "authorised",
                                &self.actor(),
                                AttemptChange {
                                    handed_in: true,
                                    ..AttemptChange::default()
                                },
                            )
                            .await?;
                        self.keep_of(&account, &sighting, &observed, Some(raw))
                            .await;
                        Ok(observed)
                    }
                    // A wrong code ends nothing: the charge still waits, and another code may be typed.
                    Outcome::Refused(refusal) => Err(about(refusal, self.operation(id).await?)),
                    Outcome::Unknown(doubt) => self.doubted(id, &doubt).await,
                }
            }
            Answered::Silence(SendError::Lost { how }) => {
                self.doubted(id, &Doubt::NoReply { how }).await
            }
            Answered::Silence(error) => Err(EngineError::from(error).about(operation)),
        }
    }

    async fn doubted(&self, id: &OperationId, doubt: &Doubt) -> Result<Operation> {
        let detail = doubt.detail();
        self.change(
            id,
            &self.itself(),
            doubt.code(),
            Some(&detail),
            |operation| {
                if operation.state.is_final() {
                    return None;
                }
                operation.state = State::InDoubt;
                operation.reason = Some(doubt_reason(doubt));
                operation.checks.count = 0;
                operation.checks.next_at = Some(self.now() + Duration::seconds(2));
                Some(Doubts::open(DoubtKind::FateUnknown))
            },
        )
        .await
    }

    /// Has the provider's sandbox pay a charge, as its customer would.
    pub async fn simulate_payment(&self, id: &OperationId, phone: &str) -> Result<Operation> {
        let operation = self.operation(id).await?;
        let account = self.usable_account(&operation.account).await?;
        if account.environment != domain::Environment::Sandbox {
            return Err(EngineError::bad(
                "operation",
                "sandbox_only",
                "Only a sandbox plays the customer; this account is live. Nothing was sent.",
                "Seul un bac à sable joue le client ; ce compte est réel. Rien n’a été envoyé.",
            )
            .about(operation));
        }
        let provider = self.provider_of(&account)?;
        let endpoint = provider
            .simulate_payment()
            .ok_or_else(crate::send::unsupported)?;
        let Some(provider_reference) = operation.provider_reference.clone() else {
            return Err(takes_none(&operation));
        };
        let country = home_country(&account, provider.manifest())?;
        let phone = phone_needed(phone, country)?;
        let call = SimulatePayment {
            kind: operation.kind,
            provider_reference,
            phone,
        };
        let (sighting, response) = self.learn(&account, provider, endpoint, &call).await?;
        let raw = self
            .keep_answer(id, "simulate_payment", provider, &response)
            .await;
        let observed = self
            .observe(
                id,
                &sighting,
                "simulated",
                &self.actor(),
                AttemptChange::default(),
            )
            .await?;
        self.keep_of(&account, &sighting, &observed, Some(raw))
            .await;
        Ok(observed)
    }
}

/// What an operation waits for, where a person can hand it in.
#[must_use]
pub fn waits_for(operation: &Operation) -> Option<ActionKind> {
    operation
        .action
        .as_ref()
        .map(|action| action.kind)
        .filter(|kind| *kind != ActionKind::Redirect)
}

/// Is this what it waits for? What Duka has no word for may be anything that a person can hand in.
fn takes(operation: &Operation, authorisation: &Authorisation) -> bool {
    match (waits_for(operation), authorisation) {
        (Some(ActionKind::Otp), Authorisation::Otp(_))
        | (Some(ActionKind::Pin), Authorisation::Pin(_))
        | (Some(ActionKind::Address), Authorisation::Address(_))
        | (Some(ActionKind::Other), _) => true,
        (None | Some(_), _) => false,
    }
}

fn about(refusal: Refusal, operation: Operation) -> EngineError {
    EngineError::from(refusal).about(operation)
}

fn takes_none(operation: &Operation) -> EngineError {
    EngineError::new(
        Class::BadInput,
        "unsupported",
        "This operation does not wait for that. Nothing was sent.",
        "Cette opération n’attend pas cela. Rien n’a été envoyé.",
    )
    .about(operation.clone())
}

//! One question to a provider: write it, send it, read the answer. What the answer means is decided elsewhere.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::ports::SendError;
use domain::{Account, Credentials, Doubt, Outcome, Refusal};
use providers::{Call, Connection, Endpoint, HttpRequest, HttpResponse, Provider};
use std::time::Duration;

/// A request that can be sent, and what is needed to read its answer.
pub(crate) struct Prepared {
    pub(crate) request: HttpRequest,
    pub(crate) credentials: Credentials,
}

/// Why no request could be written.
pub(crate) enum Unprepared {
    /// The adapter refuses: the provider would not take it.
    Refused(Refusal),
    /// The keys could not be had, or something else is wrong here.
    Trouble(EngineError),
}

/// What came of a question.
pub(crate) enum Answered<T> {
    /// The provider answered, readably or not.
    Answer {
        outcome: Outcome<T>,
        response: HttpResponse,
    },
    /// No whole answer.
    Silence(SendError),
}

impl Engine {
    pub(crate) fn provider_of(&self, account: &Account) -> Result<&'static dyn Provider> {
        providers::find(account.provider.as_str()).ok_or_else(|| {
            EngineError::no_such("provider", "fournisseur", account.provider.as_str())
        })
    }

    /// Writes a request. The keys leave the vault here, and only here.
    pub(crate) async fn prepare<C: Call>(
        &self,
        account: &Account,
        endpoint: &dyn Endpoint<C>,
        call: &C,
    ) -> std::result::Result<Prepared, Unprepared> {
        let credentials = self
            .inner
            .vault
            .read(&account.id)
            .await
            .map_err(|error| Unprepared::Trouble(error.into()))?;
        let request = endpoint
            .request(call, &self.connection(account, &credentials))
            .map_err(Unprepared::Refused)?;
        Ok(Prepared {
            request,
            credentials,
        })
    }

    /// Sends a prepared request once and reads the answer.
    pub(crate) async fn send_prepared<C: Call>(
        &self,
        account: &Account,
        provider: &dyn Provider,
        endpoint: &dyn Endpoint<C>,
        call: &C,
        prepared: Prepared,
    ) -> Answered<C::Reply> {
        let lane = self.lane(&account.id, provider.manifest().concurrency);
        let _place = lane.acquire().await;
        let timeout = Duration::from_secs(provider.manifest().timeout_s);
        match self.inner.http.send(prepared.request, timeout).await {
            Ok(response) => {
                let connection = self.connection(account, &prepared.credentials);
                Answered::Answer {
                    outcome: endpoint.reply(call, &connection, &response),
                    response,
                }
            }
            Err(error) => Answered::Silence(error),
        }
    }

    /// A question that moves no money: asked, and answered or not.
    pub(crate) async fn ask<C: Call>(
        &self,
        account: &Account,
        provider: &dyn Provider,
        endpoint: &dyn Endpoint<C>,
        call: &C,
    ) -> Result<Answered<C::Reply>> {
        match self.prepare(account, endpoint, call).await {
            Ok(prepared) => Ok(self
                .send_prepared(account, provider, endpoint, call, prepared)
                .await),
            Err(Unprepared::Refused(refusal)) => Err(refusal.into()),
            Err(Unprepared::Trouble(error)) => Err(error),
        }
    }

    /// A question that moves no money, where only the answer itself is of interest.
    pub(crate) async fn learn<C: Call>(
        &self,
        account: &Account,
        provider: &dyn Provider,
        endpoint: &dyn Endpoint<C>,
        call: &C,
    ) -> Result<(C::Reply, HttpResponse)> {
        match self.ask(account, provider, endpoint, call).await? {
            Answered::Answer { outcome, response } => match outcome {
                Outcome::Known(reply) => Ok((reply, response)),
                Outcome::Refused(refusal) => Err(refusal.into()),
                Outcome::Unknown(doubt) => Err(unreadable(&doubt)),
            },
            Answered::Silence(error) => Err(error.into()),
        }
    }

    pub(crate) fn connection<'a>(
        &self,
        account: &'a Account,
        credentials: &'a Credentials,
    ) -> Connection<'a> {
        Connection {
            base_url: account.base_url.trim_end_matches('/'),
            environment: account.environment,
            credentials,
            settings: &account.settings,
            now: self.now(),
        }
    }
}

/// A reading that taught nothing.
pub(crate) fn unreadable(doubt: &Doubt) -> EngineError {
    EngineError::new(
        crate::error::Class::Failed,
        "no_readable_answer",
        format!(
            "The provider’s answer could not be read ({}: {}). What was known before stays.",
            doubt.code(),
            doubt.detail()
        ),
        format!(
            "La réponse du fournisseur n’a pas pu être lue ({} : {}). Ce qui était su reste.",
            doubt.code(),
            doubt.detail()
        ),
    )
    .next("Try again in a moment.", "Réessayez dans un moment.")
}

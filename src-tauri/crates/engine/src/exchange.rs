//! One question to a provider: write it, send it, read the answer. What the answer means is decided elsewhere.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::ports::SendError;
use crate::question::{Pair, Question};
use crate::session::OpenedSession;
use domain::{Account, Credentials, Doubt, Outcome, Refusal, RefusalKind};
use providers::{
    Call, Connection, Endpoint, FetchTransaction, Fetched, HttpRequest, HttpResponse, Provider,
};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// A request that can be sent, and what is needed to read its answer.
pub(crate) struct Prepared {
    pub(crate) request: HttpRequest,
    pub(crate) credentials: Credentials,
    /// What the request carries of the session that its keys had opened.
    pub(crate) session: Option<OpenedSession>,
}

/// Held while a request of an account is under way.
pub(crate) struct Place {
    _held: Option<OwnedSemaphorePermit>,
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

impl<T> Answered<T> {
    /// The provider took nothing, because the session was over.
    pub(crate) fn session_is_over(&self) -> bool {
        matches!(
            self,
            Self::Answer {
                outcome: Outcome::Refused(Refusal {
                    kind: RefusalKind::SessionOver,
                    ..
                }),
                ..
            }
        )
    }
}

impl Engine {
    pub(crate) fn provider_of(&self, account: &Account) -> Result<&'static dyn Provider> {
        providers::find(account.provider.as_str()).ok_or_else(|| {
            EngineError::no_such("provider", "fournisseur", account.provider.as_str())
        })
    }

    /// Writes a request. The keys leave the vault here, and only here.
    pub(crate) async fn prepare<Q: Question>(
        &self,
        account: &Account,
        provider: &dyn Provider,
        question: &Q,
    ) -> std::result::Result<Prepared, Unprepared> {
        let credentials = self
            .inner
            .vault
            .read(&account.id)
            .await
            .map_err(|error| Unprepared::Trouble(error.into()))?;
        let session = self.session(account, provider, &credentials).await?;
        let connection = self.connection(account, &credentials, session.as_ref());
        let request = question.request(&connection).map_err(Unprepared::Refused)?;
        Ok(Prepared {
            request,
            credentials,
            session,
        })
    }

    /// Lets the adapter write the request for nothing: no session is opened for it.
    pub(crate) async fn would_write<Q: Question>(
        &self,
        account: &Account,
        question: &Q,
    ) -> std::result::Result<(), Unprepared> {
        let credentials = self
            .inner
            .vault
            .read(&account.id)
            .await
            .map_err(|error| Unprepared::Trouble(error.into()))?;
        let session = OpenedSession::none_yet();
        question
            .request(&self.connection(account, &credentials, Some(&session)))
            .map(|_| ())
            .map_err(Unprepared::Refused)
    }

    /// Sends a prepared request once and reads the answer.
    pub(crate) async fn send_prepared<Q: Question>(
        &self,
        account: &Account,
        provider: &dyn Provider,
        question: &Q,
        prepared: Prepared,
    ) -> Answered<Q::Learnt> {
        let place = self.place(account, provider).await;
        self.send_in_place(account, provider, question, prepared, place)
            .await
    }

    /// A place among the requests of an account that may be under way at once. Whoever is to send money waits for it before
    /// `sending` is written down: what waits has not left, and may still be too late.
    pub(crate) async fn place(&self, account: &Account, provider: &dyn Provider) -> Place {
        let lane = self.lane(&account.id, provider.manifest().concurrency);
        // The lane is never closed; without a place the request would only be one too many.
        Place {
            _held: lane.acquire_owned().await.ok(),
        }
    }

    /// [`Engine::send_prepared`], by who has a place already.
    pub(crate) async fn send_in_place<Q: Question>(
        &self,
        account: &Account,
        provider: &dyn Provider,
        question: &Q,
        prepared: Prepared,
        _place: Place,
    ) -> Answered<Q::Learnt> {
        let timeout = Duration::from_secs(provider.manifest().timeout_s);
        match self.inner.http.send(prepared.request, timeout).await {
            Ok(response) => {
                let session = prepared.session.as_ref();
                let connection = self.connection(account, &prepared.credentials, session);
                Answered::Answer {
                    outcome: question.reply(&connection, &response),
                    response,
                }
            }
            Err(error) => Answered::Silence(error),
        }
    }

    /// What became of one transaction. Where a provider's single reading and its list may know different things, it is
    /// absent only when both say so.
    pub(crate) async fn ask_of_one(
        &self,
        account: &Account,
        provider: &dyn Provider,
        endpoint: &dyn Endpoint<FetchTransaction>,
        call: &FetchTransaction,
    ) -> Result<Answered<Fetched>> {
        let answered = self.ask(account, provider, endpoint, call).await?;
        let absent = matches!(
            answered,
            Answered::Answer {
                outcome: Outcome::Known(Fetched::Absent),
                ..
            }
        );
        match provider.fetch_transaction_in_list() {
            Some(in_list) if absent => self.ask(account, provider, in_list, call).await,
            Some(_) | None => Ok(answered),
        }
    }

    /// A question that moves no money: asked, and answered or not. A session that is over is opened anew, once.
    pub(crate) async fn ask<C: Call + Sync>(
        &self,
        account: &Account,
        provider: &dyn Provider,
        endpoint: &dyn Endpoint<C>,
        call: &C,
    ) -> Result<Answered<C::Reply>> {
        let question = Pair { endpoint, call };
        let mut renewed = false;
        loop {
            let prepared = match self.prepare(account, provider, &question).await {
                Ok(prepared) => prepared,
                Err(Unprepared::Refused(refusal)) => return Err(refusal.into()),
                Err(Unprepared::Trouble(error)) => return Err(error),
            };
            let used = prepared.session.clone();
            let answered = self
                .send_prepared(account, provider, &question, prepared)
                .await;
            let over = answered.session_is_over();
            if over && !renewed {
                self.forget_session(&account.id, used.as_ref());
                renewed = true;
                continue;
            }
            return Ok(answered);
        }
    }

    /// A question that moves no money, where only the answer itself is of interest.
    pub(crate) async fn learn<C: Call + Sync>(
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
        session: Option<&'a OpenedSession>,
    ) -> Connection<'a> {
        Connection {
            base_url: account.base_url.trim_end_matches('/'),
            environment: account.environment,
            credentials,
            settings: &account.settings,
            session: session.map(OpenedSession::token),
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

//! Sessions: what keys open at a provider where keys alone do not do. They live in memory only, one for an account at a time.

use crate::core::{Engine, locked};
use crate::exchange::{Unprepared, unreadable};
use crate::question::{Pair, Question};
use chrono::{DateTime, Duration, Utc};
use domain::{Account, AccountId, Credentials, Outcome, Secret};
use providers::{OpenSession, Provider, Session};
use std::collections::HashMap;
use std::sync::Arc;

/// A session with the time of its end.
#[derive(Clone)]
pub(crate) struct OpenedSession {
    token: Arc<Secret<String>>,
    until: DateTime<Utc>,
    /// Opened for the very request that carries it: when that one is refused too, it is not for its age.
    pub(crate) fresh: bool,
}

impl OpenedSession {
    /// In the place of a session that is not needed: for a request that is written and not sent.
    pub(crate) fn none_yet() -> Self {
        Self {
            token: Arc::new(Secret::new("none".to_owned())),
            until: DateTime::<Utc>::MIN_UTC,
            fresh: true,
        }
    }

    pub(crate) fn token(&self) -> &Secret<String> {
        &self.token
    }
}

/// The sessions of a process.
pub(crate) type Sessions = HashMap<AccountId, OpenedSession>;

impl Engine {
    /// The session of an account: the one that is open, else a new one; none where the provider has no sessions.
    pub(crate) async fn session(
        &self,
        account: &Account,
        provider: &dyn Provider,
        credentials: &Credentials,
    ) -> std::result::Result<Option<OpenedSession>, Unprepared> {
        let Some(endpoint) = provider.open_session() else {
            return Ok(None);
        };
        // Two that need one at the same time open one.
        let door = self.session_door(&account.id);
        let _alone = door.lock().await;
        let open = locked(&self.inner.sessions).get(&account.id).cloned();
        if let Some(open) = open.filter(|open| open.until > self.now()) {
            return Ok(Some(open));
        }
        let question = Pair {
            endpoint,
            call: &OpenSession,
        };
        let asked_at = self.now();
        let request = question
            .request(&self.connection(account, credentials, None))
            .map_err(Unprepared::Refused)?;
        let timeout = std::time::Duration::from_secs(provider.manifest().timeout_s);
        let response = self
            .inner
            .http
            .send(request, timeout)
            .await
            .map_err(|error| Unprepared::Trouble(error.into()))?;
        let connection = self.connection(account, credentials, None);
        match question.reply(&connection, &response) {
            Outcome::Known(Session { token, lives_s }) => {
                let opened = OpenedSession {
                    token: Arc::new(token),
                    until: asked_at + Duration::seconds(i64::from(lives_s)),
                    fresh: true,
                };
                let kept = OpenedSession {
                    fresh: false,
                    ..opened.clone()
                };
                locked(&self.inner.sessions).insert(account.id.clone(), kept);
                Ok(Some(opened))
            }
            // Nothing of the operation has left yet: whatever is wrong with the keys, it can be tried again.
            Outcome::Refused(refusal) => Err(Unprepared::Trouble(refusal.into())),
            Outcome::Unknown(doubt) => Err(Unprepared::Trouble(unreadable(&doubt))),
        }
    }

    /// This session is over, or the keys that opened it are others now.
    pub(crate) fn forget_session(&self, account: &AccountId, used: Option<&OpenedSession>) {
        let mut sessions = locked(&self.inner.sessions);
        let is_the_same = |open: &OpenedSession| {
            used.is_none_or(|used| used.token.reveal() == open.token.reveal())
        };
        if sessions.get(account).is_some_and(is_the_same) {
            sessions.remove(account);
        }
    }

    fn session_door(&self, account: &AccountId) -> Arc<tokio::sync::Mutex<()>> {
        let mut doors = locked(&self.inner.session_doors);
        Arc::clone(doors.entry(account.clone()).or_default())
    }
}

//! The engine's three ports: the network, the keys, the time. Made real in `platform`, wound by hand in tests.

use chrono::{DateTime, Utc};
use domain::{AccountId, Credentials, Text};
pub use providers::{HeaderValue, HttpRequest, HttpResponse};
use std::time::Duration;

/// Sends requests.
#[async_trait::async_trait]
pub trait Http: Send + Sync {
    /// Sends one request and reads the whole answer, within bounds of size and time. Follows no redirect.
    async fn send(
        &self,
        request: HttpRequest,
        timeout: Duration,
    ) -> Result<HttpResponse, SendError>;
}

/// Why no whole answer came. The difference between the two is the difference between "may be sent again" and doubt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Not one byte of the request was written: refused, no route, no name, TLS failed, or forbidden by our own rules.
    #[error("nothing was sent: {how}")]
    NotWritten {
        /// Which.
        how: NotWritten,
    },
    /// Something may have been written. The request's fate is not known.
    #[error("the line broke: {how}")]
    Lost {
        /// `timeout`, `reset`, `cut`, `too_large`.
        how: String,
    },
}

/// Why nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotWritten {
    /// The name could not be resolved, or there is no route: most often no network at all.
    #[error("no network")]
    NoNetwork,
    /// The other side refused the connection.
    #[error("connection refused")]
    Refused,
    /// TLS could not be agreed, or the certificate is not trusted.
    #[error("TLS failed")]
    Tls,
    /// Our own rules forbid this address: plain http outside loopback.
    #[error("address not allowed")]
    Forbidden,
    /// Connecting took too long.
    #[error("no connection in time")]
    ConnectTimeout,
}

impl SendError {
    /// The same in the words of whoever waits for it: half a sentence, to stand after a colon or in brackets.
    pub(crate) fn text(&self) -> Text {
        let (en, fr) = match self {
            Self::NotWritten { how } => match how {
                NotWritten::NoNetwork => ("there is no network", "il n’y a pas de réseau"),
                NotWritten::Refused => ("the connection was refused", "la connexion a été refusée"),
                NotWritten::Tls => (
                    "no secure connection could be made",
                    "aucune connexion sûre n’a pu être établie",
                ),
                NotWritten::Forbidden => (
                    "Duka does not send to this address",
                    "Duka n’envoie rien à cette adresse",
                ),
                NotWritten::ConnectTimeout => (
                    "no connection was made in time",
                    "la connexion n’a pas été établie à temps",
                ),
            },
            Self::Lost { how } => match how.as_str() {
                "timeout" => ("no answer in time", "pas de réponse à temps"),
                "too_large" => (
                    "the answer was too long to be one",
                    "la réponse était trop longue pour en être une",
                ),
                _ => ("the line broke", "la ligne a été coupée"),
            },
        };
        Text::new(en, fr)
    }
}

/// Keeps credentials. They go in from the screen and come out only towards a request.
#[async_trait::async_trait]
pub trait Vault: Send + Sync {
    /// The kind, as it is fixed at a home's first use: `keyring`, `file` or `practice`.
    fn kind(&self) -> &'static str;
    /// The credentials of an account.
    async fn read(&self, account: &AccountId) -> Result<Credentials, VaultError>;
    /// Stores or replaces them, all or nothing.
    async fn write(&self, account: &AccountId, credentials: &Credentials)
    -> Result<(), VaultError>;
    /// Forgets them. Not having them is no error.
    async fn remove(&self, account: &AccountId) -> Result<(), VaultError>;
}

/// Why the vault did not answer. Each asks for another next step, so each is told apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// There is no keyring service on this session (no bus, or nobody provides it).
    #[error("no keyring service")]
    NoService,
    /// The keyring is there, and locked.
    #[error("the keyring is locked")]
    Locked,
    /// The keyring is open, and holds no such entry.
    #[error("no keys are kept for this account")]
    Missing,
    /// The person or the system said no.
    #[error("access to the keyring was denied")]
    Denied,
    /// The passphrase of the file vault is wrong.
    #[error("the passphrase does not open the vault file")]
    WrongPassphrase,
    /// The home was set up with another kind of vault.
    #[error("this home keeps its keys in `{set_up}`, not in `{asked}`")]
    OtherKind {
        /// What the home uses.
        set_up: String,
        /// What was asked for.
        asked: String,
    },
    /// Something else broke.
    #[error("the keys could not be reached: {0}")]
    Broken(String),
}

/// Tells and waits for time.
#[async_trait::async_trait]
pub trait Clock: Send + Sync {
    /// Now. UTC.
    fn now(&self) -> DateTime<Utc>;
    /// Returns at or after `at`.
    async fn sleep_until(&self, at: DateTime<Utc>);
}

//! The three answers money can give.

use crate::Text;
use serde::{Deserialize, Serialize};

/// What an exchange taught us. Not a `Result`: `?` must not turn "we do not know" into "it failed".
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome<T> {
    /// The provider answered, and this is what it said.
    Known(T),
    /// The provider, or a check before sending, definitely said no.
    Refused(Refusal),
    /// The fate is not known. Leads to a look-up, never to a second sending.
    Unknown(Doubt),
}

impl<T> Outcome<T> {
    /// Changes what is known, and nothing else.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Known(value) => Outcome::Known(change(value)),
            Self::Refused(refusal) => Outcome::Refused(refusal),
            Self::Unknown(doubt) => Outcome::Unknown(doubt),
        }
    }

    /// Learns more from what is known. A refusal and a doubt stay what they are.
    pub fn and_then<U>(self, learn: impl FnOnce(T) -> Outcome<U>) -> Outcome<U> {
        match self {
            Self::Known(value) => learn(value),
            Self::Refused(refusal) => Outcome::Refused(refusal),
            Self::Unknown(doubt) => Outcome::Unknown(doubt),
        }
    }
}

/// Why a provider said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalKind {
    /// The customer or their operator said no. Final.
    Declined,
    /// The request itself is not acceptable. Final.
    Invalid,
    /// The key is wrong, disabled, or the account is not verified.
    Unauthorised,
    /// The session that the keys had opened is over. The request was not taken.
    SessionOver,
    /// The provider does not admit this computer's address. Says nothing about the key.
    AddressNotAdmitted,
    /// The key belongs to the other environment.
    WrongEnvironment,
    /// Too many requests. `retry_after_s` says when to come back.
    RateLimited {
        /// Seconds to wait, as the provider said; `None` when it did not say, or said nonsense.
        retry_after_s: Option<u32>,
    },
    /// The provider knows no such thing.
    NotFound,
    /// The provider has this reference already.
    Conflict,
    /// The provider has no such call.
    Unsupported,
}

/// A definite no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Which sort.
    pub kind: RefusalKind,
    /// A short word for machines, ours: `insufficient_funds`, `wrong_key`, `address_not_admitted`.
    pub code: String,
    /// What happened, for a person: what it means for the money, and the one safe next step.
    pub message: Text,
    /// The provider's own words, as they stand. Quoted, never translated.
    pub provider_message: Option<String>,
    /// The input field that has to be mended, by its name on the command line.
    pub field: Option<String>,
}

impl Refusal {
    /// A refusal in our own words.
    #[must_use]
    pub fn new(kind: RefusalKind, code: &str, message: Text) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            message,
            provider_message: None,
            field: None,
        }
    }

    /// With the provider's own words.
    #[must_use]
    pub fn quoting(mut self, words: impl Into<String>) -> Self {
        self.provider_message = Some(words.into());
        self
    }

    /// With the field that has to be mended.
    #[must_use]
    pub fn about(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

/// Why the fate is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Doubt {
    /// Something may have left, and no whole answer came back.
    NoReply {
        /// What broke: `timeout`, `reset`, `cut`.
        how: String,
    },
    /// An answer came, but not one that can be trusted to speak about the money.
    Unreadable {
        /// What was wrong with it, without its content.
        what: String,
    },
    /// The provider's server stumbled, before or after it took the request.
    ServerError {
        /// The HTTP status.
        status: u16,
    },
    /// The provider used a word that Duka does not know, or one that means "not known".
    UnknownWord {
        /// The word.
        word: String,
    },
}

impl Doubt {
    /// A few words for the timeline, in English; screens translate by [`Doubt::code`].
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoReply { .. } => "no_reply",
            Self::Unreadable { .. } => "unreadable",
            Self::ServerError { .. } => "server_error",
            Self::UnknownWord { .. } => "unknown_word",
        }
    }

    /// What broke, as it was noted.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::NoReply { how } => how.clone(),
            Self::Unreadable { what } => what.clone(),
            Self::ServerError { status } => status.to_string(),
            Self::UnknownWord { word } => word.clone(),
        }
    }
}

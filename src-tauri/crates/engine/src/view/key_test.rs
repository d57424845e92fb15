//! The test of a key, for eyes.

use serde::Serialize;
use ts_rs::TS;

/// One step of the test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeyTestStep {
    /// `network`, `answer`, `key`.
    pub what: &'static str,
    /// True: good. False: not. Null: not tried.
    pub ok: Option<bool>,
    /// A few words: milliseconds, a status.
    pub detail: Option<String>,
}

/// Whether a key works, and if not, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeyTestView {
    /// True when an authenticated call was answered.
    pub ok: bool,
    /// `ok`, `wrong_key`, `account_not_verified`, `address_not_admitted`, `wrong_environment`, `no_network`, `no_answer`.
    pub code: String,
    /// What happened, and what to do.
    pub message: String,
    /// The provider's own words.
    pub provider_message: Option<String>,
    /// This computer's address as the provider saw it, where it said so.
    pub address: Option<String>,
    /// The steps in order.
    pub steps: Vec<KeyTestStep>,
}

//! The question that opens a session, where keys alone do not do.

use crate::contract::Call;
use domain::Secret;

/// Open a session with the account's keys.
#[derive(Clone, Debug)]
pub struct OpenSession;

/// What every further request carries. It lives in memory only.
#[derive(Clone, Debug)]
pub struct Session {
    /// The token.
    pub token: Secret<String>,
    /// For how many seconds it is good, a margin taken off already.
    pub lives_s: u32,
}

impl Call for OpenSession {
    type Reply = Session;
}

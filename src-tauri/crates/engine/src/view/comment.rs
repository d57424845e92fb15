//! A staff remark, for eyes. It is never sent.

use chrono::{DateTime, Utc};
use serde::Serialize;
use ts_rs::TS;

/// A staff remark on an operation or a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CommentView {
    /// When.
    pub at: DateTime<Utc>,
    /// Who: staff and desk.
    pub actor: String,
    /// What they wrote.
    pub text: String,
}

//! What a provider writes down of an account, as the window asks for it.

use engine::StatementDraft;
use engine::view::StatementRowView;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How many rows are asked for at a time: as many as one look takes in.
const PAGE: u32 = 50;

/// Which rows of which account's statement are wanted.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct StatementInput {
    /// `acc_…`
    pub account: String,
    /// The first local day.
    pub from: String,
    /// The last local day.
    pub to: String,
    /// Only what moved, or only what moving it cost.
    #[ts(type = "\"transaction\" | \"charges\" | null")]
    pub designation: Option<String>,
    /// Only this network, by the provider's own code.
    pub network: Option<String>,
    /// Where to go on.
    pub after: Option<String>,
}

impl From<StatementInput> for StatementDraft {
    fn from(input: StatementInput) -> Self {
        Self {
            from: Some(input.from),
            to: Some(input.to),
            status: None,
            designation: input.designation,
            network: input.network,
            after: input.after,
            limit: PAGE,
        }
    }
}

/// A page of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StatementPageView {
    /// As the provider orders them.
    pub items: Vec<StatementRowView>,
    /// Where to go on; null at the end.
    pub next: Option<String>,
}

//! What moved in an account, as its provider writes it down; and whose account it is.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::view::{AccountSummaryView, ListView, StatementRowView};
use crate::zone::moment;
use chrono::Duration;
use domain::{AccountId, Status};
use providers::{Entry, ReadAccount, ReadStatement};

/// Which rows of a statement are wanted. Filters match exactly.
#[derive(Clone, Debug, Default)]
pub struct StatementDraft {
    /// A local day of the business, or RFC 3339.
    pub from: Option<String>,
    /// The same, inclusive.
    pub to: Option<String>,
    /// A status word.
    pub status: Option<String>,
    /// `transaction` or `charges`.
    pub designation: Option<String>,
    /// The network, in the provider's own word.
    pub network: Option<String>,
    /// Where to go on.
    pub after: Option<String>,
    /// How many rows at most.
    pub limit: u32,
}

impl Engine {
    /// One page of a statement, asked now.
    pub async fn statement(
        &self,
        account: &AccountId,
        draft: StatementDraft,
    ) -> Result<ListView<StatementRowView>> {
        let (account, provider) = self.asked_of(account).await?;
        let endpoint = provider
            .read_statement()
            .ok_or_else(crate::send::unsupported)?;
        let entry = match draft
            .designation
            .as_deref()
            .map(str::to_lowercase)
            .as_deref()
        {
            None => None,
            Some("transaction") => Some(Entry::Transaction),
            Some("charges") => Some(Entry::Fee),
            Some(_) => {
                return Err(EngineError::bad(
                    "designation",
                    "bad_designation",
                    "A row is a `transaction`, or one of the `charges`.",
                    "Une ligne est une « transaction », ou l’un des frais (« charges »).",
                ));
            }
        };
        let status = draft
            .status
            .as_deref()
            .map(|word| {
                Status::parse(word).ok_or_else(|| {
                    EngineError::bad(
                        "status",
                        "bad_status",
                        "There is no such status.",
                        "Ce statut n’existe pas.",
                    )
                })
            })
            .transpose()?;
        let zone = self.zone().await?;
        let from = draft
            .from
            .as_deref()
            .map(|text| moment(text, zone, false, "from"))
            .transpose()?;
        // The provider's end is inclusive, and counts whole seconds.
        let to = draft
            .to
            .as_deref()
            .map(|text| moment(text, zone, true, "to").map(|end| end - Duration::seconds(1)))
            .transpose()?;
        let call = ReadStatement {
            from,
            to,
            status,
            entry,
            network: draft.network,
            operator_reference: None,
            cursor: draft.after,
            limit: draft.limit,
        };
        let (page, _) = self.learn(&account, provider, endpoint, &call).await?;
        let items = page
            .items
            .iter()
            .map(|row| StatementRowView::new(row, &account))
            .collect();
        Ok(ListView {
            items,
            next: page.next,
        })
    }

    /// Whose account this is, as its provider says.
    pub async fn account_summary(&self, account: &AccountId) -> Result<AccountSummaryView> {
        let (account, provider) = self.asked_of(account).await?;
        let endpoint = provider
            .read_account()
            .ok_or_else(crate::send::unsupported)?;
        let (summary, _) = self
            .learn(&account, provider, endpoint, &ReadAccount)
            .await?;
        Ok(summary.into())
    }
}

//! What lay in a wallet over time.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::view::BalancePointView;
use crate::zone::moment;
use domain::{AccountId, Currency, Environment};

/// What is asked.
#[derive(Clone, Debug)]
pub struct BalanceHistoryDraft {
    /// Whose money; nothing of the other environment is ever shown.
    pub environment: Environment,
    /// `acc_…`
    pub account: String,
    /// ISO 4217.
    pub currency: String,
    /// Only of this network; none is all that the provider tells apart.
    pub network: Option<String>,
    /// A local day, or RFC 3339.
    pub from: String,
    /// A local day (included), or RFC 3339.
    pub to: String,
}

impl Engine {
    /// What a wallet held when the period began, and every change in it that was read.
    pub async fn balance_history(
        &self,
        draft: &BalanceHistoryDraft,
    ) -> Result<Vec<BalancePointView>> {
        let account = self.account(&AccountId::parse(&draft.account)?).await?;
        if account.environment != draft.environment {
            return Err(EngineError::no_such("account", "compte", &draft.account));
        }
        let currency = Currency::parse(&draft.currency).map_err(|_| {
            EngineError::bad(
                "currency",
                "bad_filter",
                format!("`{}` is no currency.", draft.currency),
                format!("« {} » n’est pas une devise.", draft.currency),
            )
        })?;
        let zone = self.zone().await?;
        let from = moment(&draft.from, zone, false, "from")?;
        let to = moment(&draft.to, zone, true, "to")?;
        let history = &self.store().history;
        let points = history
            .balance_history(&account.id, currency, draft.network.as_deref(), from, to)
            .await?;
        Ok(points
            .into_iter()
            .map(|point| BalancePointView {
                at: point.at,
                network: point.network,
                available: point.available.map(Into::into),
                pending: point.pending.map(Into::into),
                total: point.total.map(Into::into),
            })
            .collect())
    }
}

//! What a provider's support desk asks for about one payment, gathered from the journal and the history.

use super::Standing;
use crate::core::Engine;
use crate::error::Result;
use crate::view::ShowView;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::{Environment, Lang};

/// Everything known about one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What may be said of the money.
    pub standing: Standing,
    /// The payment with its story and the provider's answers, secrets blanked.
    pub show: ShowView,
    /// The shop.
    pub business: Option<String>,
    /// What the account is called here.
    pub account: String,
    /// What the provider is called.
    pub provider: String,
    /// The network, as people call it.
    pub network: Option<String>,
    /// The business's zone.
    pub zone: Tz,
    /// When this was gathered. UTC.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// Not real money.
    pub specimen: bool,
}

impl Engine {
    /// What can be shown about a payment. Nothing is written down.
    pub async fn gather_evidence(
        &self,
        id: &str,
        environment: Environment,
        lang: Lang,
    ) -> Result<Evidence> {
        let payment = self.payment(id, environment).await?;
        let facts = payment
            .provider()
            .and_then(|id| providers::find(id.as_str()))
            .map(|found| found.manifest());
        let account = match payment.account() {
            Some(id) => self.account(id).await.map(|account| account.name)?,
            None => String::new(),
        };
        Ok(Evidence {
            standing: payment.standing,
            show: self.show(id, lang).await?,
            business: self.setting("business").await?,
            account,
            provider: facts.map_or_else(String::new, |facts| facts.name.to_owned()),
            network: payment.network(facts),
            zone: self.zone().await?,
            made_at: self.now(),
            made_by: self.actor().name,
            specimen: environment != Environment::Live,
        })
    }

    /// The same, written down as handed out before it is returned; with the how-manyth it is.
    pub async fn print_evidence(
        &self,
        id: &str,
        environment: Environment,
        paper: &'static str,
        lang: Lang,
    ) -> Result<(Evidence, u32)> {
        let payment = self.payment(id, environment).await?;
        let kept = self
            .record_print(&payment.print("evidence", paper)?)
            .await?;
        Ok((
            self.gather_evidence(id, environment, lang).await?,
            kept.count,
        ))
    }
}

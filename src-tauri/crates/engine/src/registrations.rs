//! Where a provider sends its webhooks, where it lets that be asked and set.

use crate::core::Engine;
use crate::error::{EngineError, Result};
use crate::view::RegistrationView;
use domain::AccountId;
use providers::{ListWebhooks, RegisterWebhook};

/// No account has this many pages of addresses.
const MOST_PAGES: usize = 50;

impl Engine {
    /// Every address that gets webhooks of this account.
    pub async fn registrations(&self, account: &AccountId) -> Result<Vec<RegistrationView>> {
        let (account, provider) = self.asked_of(account).await?;
        let endpoint = provider
            .list_webhooks()
            .ok_or_else(crate::send::unsupported)?;
        let mut all = Vec::new();
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            let call = ListWebhooks { cursor };
            let ((page, next), _) = self.learn(&account, provider, endpoint, &call).await?;
            let over = page.is_empty() || next.is_none();
            all.extend(page.iter().map(RegistrationView::from));
            cursor = next;
            if over {
                break;
            }
        }
        Ok(all)
    }

    /// Has one topic sent to one address, which the provider has to be able to reach.
    pub async fn register_webhook(
        &self,
        account: &AccountId,
        topic: &str,
        url: &str,
    ) -> Result<RegistrationView> {
        let (account, provider) = self.asked_of(account).await?;
        let endpoint = provider
            .register_webhook()
            .ok_or_else(crate::send::unsupported)?;
        let topics = provider.manifest().webhook_topics;
        if !topics.contains(&topic) {
            let known = topics.join(", ");
            return Err(EngineError::bad(
                "topic",
                "unknown_topic",
                format!("There are the topics: {known}."),
                format!("Il y a les sujets : {known}."),
            ));
        }
        let reachable = url::Url::parse(url).is_ok_and(|url| {
            let local = matches!(
                url.host_str(),
                Some("localhost" | "127.0.0.1" | "[::1]") | None
            );
            url.scheme() == "https" && !local
        });
        if !reachable {
            return Err(EngineError::bad(
                "url",
                "not_reachable",
                "The provider reaches only a public https address; this computer is not one. Use a tunnel, and give its address.",
                "Le fournisseur n’atteint qu’une adresse https publique ; cet ordinateur n’en est pas une. Utilisez un tunnel et donnez son adresse.",
            ));
        }
        let call = RegisterWebhook {
            topic: topic.to_owned(),
            url: url.to_owned(),
        };
        let (registered, _) = self.learn(&account, provider, endpoint, &call).await?;
        Ok(RegistrationView::from(&registered))
    }
}

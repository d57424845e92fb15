//! Payment links: made once, then watched like anything else that the provider knows better than we do.

use crate::core::{Changed, Engine};
use crate::error::Result;
use crate::exchange::Answered;
use crate::observe::{AttemptChange, Doubts};
use domain::{
    Account, DoubtKind, Link, LinkId, LinkSighting, Operation, OperationId, Outcome, State,
};
use providers::{FetchLink, FetchedLink, ListLinks, Provider};

/// How many pages of a provider's list are read for a lost link.
const MOST_PAGES: usize = 20;
const PAGE: u32 = 100;

impl Engine {
    /// Takes in what was told about a link that this operation made: it exists, so the operation is done.
    pub(crate) async fn observe_link(
        &self,
        id: &OperationId,
        link: &LinkSighting,
        cause: &str,
        attempt: AttemptChange<'_>,
    ) -> Result<Operation> {
        let detail = link.provider_status.clone();
        let now = self.now();
        self.change_with(
            id,
            &self.itself(),
            cause,
            Some(&detail),
            attempt,
            |operation| {
                let was_open = !operation.state.is_final();
                if !was_open && attempt.end.is_none() {
                    return None;
                }
                if was_open {
                    operation.state = State::Succeeded;
                    operation.reason = None;
                }
                operation.provider_reference = Some(link.provider_reference.clone());
                operation.provider_status = Some(link.provider_status.clone());
                operation.checks.last_at = Some(now);
                operation.checks.next_at = None;
                Some(Doubts::settle(&[
                    DoubtKind::FateUnknown,
                    DoubtKind::Overdue,
                ]))
            },
        )
        .await
    }

    /// Keeps a link in the history. What was told about it before and is not told now stays.
    pub(crate) async fn keep_link(
        &self,
        account: &Account,
        told: &LinkSighting,
        operation: Option<&Operation>,
    ) {
        let link = Link {
            id: LinkId::derive(&account.id, &told.provider_reference),
            environment: account.environment,
            account: account.id.clone(),
            operation: operation.map(|operation| operation.id.clone()),
            told: told.clone(),
            synced_at: self.now(),
        };
        match self.store().history.keep_link(&link).await {
            Ok(()) => self.tell(Changed {
                history: true,
                ..Changed::default()
            }),
            Err(error) => {
                tracing::warn!(%error, "a payment link was not kept; the next reading brings it again")
            }
        }
    }

    /// Where a link of ours stands: by its reference, else among what the provider lists, by our reference.
    pub(crate) async fn look_for_link(
        &self,
        operation: &Operation,
        account: &Account,
        provider: &dyn Provider,
    ) -> Result<()> {
        if let (Some(reference), Some(endpoint)) =
            (&operation.provider_reference, provider.fetch_link())
        {
            let call = FetchLink {
                provider_reference: reference.clone(),
            };
            match self.ask(account, provider, endpoint, &call).await {
                Ok(Answered::Answer {
                    outcome: Outcome::Known(FetchedLink::Found(link)),
                    ..
                }) => return self.found_link(operation, account, &link).await,
                Ok(_) => return self.look_failed(operation, "not_known_there").await,
                Err(error) => return self.look_failed(operation, &error.code).await,
            }
        }
        let Some(endpoint) = provider.list_links() else {
            return self.look_failed(operation, "unsupported").await;
        };
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            let call = ListLinks {
                cursor,
                limit: PAGE,
            };
            let page = match self.learn(account, provider, endpoint, &call).await {
                Ok((page, _)) => page,
                Err(error) => return self.look_failed(operation, &error.code).await,
            };
            let ours = page
                .items
                .iter()
                .find(|link| link.our_reference.as_deref() == Some(&operation.our_reference));
            if let Some(link) = ours {
                return self.found_link(operation, account, link).await;
            }
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        let newest = self.operation(&operation.id).await?;
        self.looked(&newest).await
    }

    async fn found_link(
        &self,
        operation: &Operation,
        account: &Account,
        link: &LinkSighting,
    ) -> Result<()> {
        self.observe_link(&operation.id, link, "look", AttemptChange::default())
            .await?;
        self.keep_link(account, link, Some(operation)).await;
        Ok(())
    }
}

//! Payment links: made once, then watched like anything else that the provider knows better than we do.

use crate::core::{Changed, Engine};
use crate::draft::expiry;
use crate::error::{EngineError, Result, bad_amount};
use crate::exchange::Answered;
use crate::observe::{AttemptChange, Doubts};
use crate::sync::Tally;
use crate::view::{LinkView, TransactionView};
use domain::{
    Account, AccountId, AccountState, DoubtKind, Environment, Link, LinkId, LinkSighting,
    LinkStatus, Money, Operation, OperationId, Outcome, State,
};
use providers::{
    FetchLink, FetchedLink, ListLinkPayments, ListLinks, Provider, RevokeLink, UpdateLink,
};

/// How many pages of a provider's list are read for a lost link.
const MOST_PAGES: usize = 20;
const PAGE: u32 = 100;

/// What is changed about a link: what is `Some`.
#[derive(Clone, Debug, Default)]
pub struct LinkChange {
    /// What it is for.
    pub title: Option<String>,
    /// What a customer pays, plain decimal text.
    pub amount: Option<String>,
    /// The least that a customer may type.
    pub min: Option<String>,
    /// The most that a customer may type.
    pub max: Option<String>,
    /// How often it may be paid.
    pub uses: Option<u32>,
    /// When it ends: RFC 3339, or `24h`, or `7d`.
    pub expires: Option<String>,
}

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

    /// The links of an environment, newest first. With `fresh`, its providers are asked first; one that cannot be asked costs
    /// the others nothing, and is told.
    pub async fn links(
        &self,
        environment: Environment,
        account: Option<&AccountId>,
        fresh: bool,
    ) -> Result<(Vec<LinkView>, Option<EngineError>)> {
        let mut trouble = None;
        if fresh {
            for asked in self.accounts().await? {
                let wanted = asked.environment == environment
                    && asked.state == AccountState::Ready
                    && account.is_none_or(|id| asked.id == *id);
                if wanted && let Err(error) = self.pull_links(&asked).await {
                    trouble.get_or_insert(error);
                }
            }
        }
        let kept = self.store().history.links(environment).await?;
        let views = kept
            .iter()
            .filter(|link| account.is_none_or(|id| link.account == *id))
            .map(LinkView::from)
            .collect();
        Ok((views, trouble))
    }

    async fn pull_links(&self, account: &Account) -> Result<()> {
        let provider = self.provider_of(account)?;
        let Some(endpoint) = provider.list_links() else {
            return Ok(());
        };
        let mut cursor: Option<String> = None;
        for _ in 0..MOST_PAGES {
            let call = ListLinks {
                cursor: cursor.clone(),
                limit: PAGE,
            };
            let (page, _) = self.learn(account, provider, endpoint, &call).await?;
            for told in &page.items {
                self.keep_link(account, told, None).await;
            }
            if page.next.is_none() || page.next == cursor {
                break;
            }
            cursor = page.next;
        }
        Ok(())
    }

    /// One link, asked now where its provider can be asked.
    pub async fn link(&self, id: &LinkId) -> Result<LinkView> {
        let (link, account, provider) = self.known_link(id).await?;
        if let Some(endpoint) = provider.fetch_link() {
            let call = FetchLink {
                provider_reference: link.told.provider_reference.clone(),
            };
            if let Ok((FetchedLink::Found(told), _)) =
                self.learn(&account, provider, endpoint, &call).await
            {
                self.keep_link(&account, &told, None).await;
            }
        }
        let (link, ..) = self.known_link(id).await?;
        Ok(LinkView::from(&link))
    }

    /// What was paid through a link, newest first: asked now, kept, and compared like any transaction.
    pub async fn link_payments(&self, id: &LinkId) -> Result<Vec<TransactionView>> {
        let (link, account, provider) = self.known_link(id).await?;
        if let Some(endpoint) = provider.list_link_payments() {
            let mut cursor: Option<String> = None;
            for _ in 0..MOST_PAGES {
                let call = ListLinkPayments {
                    provider_reference: link.told.provider_reference.clone(),
                    cursor: cursor.clone(),
                    limit: PAGE,
                };
                let (page, _) = self.learn(&account, provider, endpoint, &call).await?;
                let told = page.items.into_iter().map(|mut item| {
                    item.link = Some(link.told.provider_reference.clone());
                    (item, None)
                });
                self.take_in(&account, told.collect(), &mut Tally::default())
                    .await?;
                if page.next.is_none() || page.next == cursor {
                    break;
                }
                cursor = page.next;
            }
        }
        let paid = self
            .store()
            .history
            .paid_through(&account.id, &link.told.provider_reference)
            .await?;
        Ok(paid
            .iter()
            .map(|transaction| TransactionView::new(transaction, None))
            .collect())
    }

    /// Changes a link at its provider.
    pub async fn update_link(&self, id: &LinkId, change: LinkChange) -> Result<LinkView> {
        let (link, account, provider) = self.known_link(id).await?;
        let endpoint = provider
            .update_link()
            .ok_or_else(crate::send::unsupported)?;
        let offered = provider
            .manifest()
            .links
            .ok_or_else(crate::send::unsupported)?;
        let currency = link
            .told
            .currency
            .or(link.told.amount.map(|amount| amount.currency()))
            .ok_or_else(crate::send::unsupported)?;
        let money = |typed: Option<String>| {
            typed
                .map(|typed| Money::parse_to_send(&typed, currency).map_err(|it| bad_amount(&it)))
                .transpose()
        };
        let call = UpdateLink {
            provider_reference: link.told.provider_reference.clone(),
            currency,
            title: change.title,
            amount: money(change.amount)?,
            min: money(change.min)?,
            max: money(change.max)?,
            uses: change.uses,
            expires_at: expiry(change.expires.as_deref(), &offered, self.now())?,
        };
        let (told, _) = self.learn(&account, provider, endpoint, &call).await?;
        self.keep_link(&account, &told, None).await;
        self.link(id).await
    }

    /// Turns a link off at its provider. Whether that can be undone is the provider's to say, in its facts.
    pub async fn revoke_link(&self, id: &LinkId) -> Result<LinkView> {
        let (link, account, provider) = self.known_link(id).await?;
        let endpoint = provider
            .revoke_link()
            .ok_or_else(crate::send::unsupported)?;
        let call = RevokeLink {
            provider_reference: link.told.provider_reference.clone(),
        };
        let (fetched, _) = self.learn(&account, provider, endpoint, &call).await?;
        let told = match fetched {
            FetchedLink::Found(told) => *told,
            FetchedLink::Absent => LinkSighting {
                status: LinkStatus::TurnedOff,
                ..link.told.clone()
            },
        };
        self.keep_link(&account, &told, None).await;
        self.link(id).await
    }

    async fn known_link(&self, id: &LinkId) -> Result<(Link, Account, &'static dyn Provider)> {
        let link = self
            .store()
            .history
            .link(id)
            .await?
            .ok_or_else(|| EngineError::no_such("link", "lien", id.as_str()))?;
        let (account, provider) = self.asked_of(&link.account).await?;
        Ok((link, account, provider))
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

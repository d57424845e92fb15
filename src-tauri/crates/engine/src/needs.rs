//! What needs somebody: each sort by itself, the most pressing first.

use crate::core::Engine;
use crate::error::Result;
use crate::view::{NeedItemView, NeedView};
use chrono::{DateTime, Duration, Utc};
use domain::{Environment, LinkStatus, Operation, State};
use std::collections::HashMap;

/// How many of one sort the first page names.
const NAMED: u32 = 20;
/// A link that ends sooner than this is about to.
const SOON_HOURS: i64 = 48;
/// An account that was not read for so long is not up to date.
const STALE_HOURS: i64 = 24;

fn need(kind: &'static str, mut items: Vec<NeedItemView>) -> NeedView {
    let count = items.len() as u64;
    let oldest = items.iter().filter_map(|item| item.since).min();
    items.truncate(NAMED as usize);
    NeedView {
        kind,
        count,
        oldest,
        items,
    }
}

fn of_operation(operation: &Operation, since: DateTime<Utc>, word: Option<&str>) -> NeedItemView {
    let phone = operation.phone.as_ref().map(|it| it.e164().to_owned());
    NeedItemView {
        id: operation.id.to_string(),
        name: operation.name.clone().or(phone),
        amount: Some(operation.amount.into()),
        since: Some(since),
        until: None,
        word: word.map(str::to_owned),
    }
}

impl Engine {
    /// Open questions that nobody has set aside, the oldest first.
    pub(crate) async fn doubts_open(&self, environment: Environment) -> Result<NeedView> {
        let journal = &self.store().journal;
        let doubts = journal.doubts(Some(environment), false).await?;
        let ids: Vec<_> = doubts.iter().map(|doubt| doubt.operation.clone()).collect();
        let operations: HashMap<_, _> = journal
            .operations_by_ids(&ids)
            .await?
            .into_iter()
            .map(|operation| (operation.id.clone(), operation))
            .collect();
        let items = doubts
            .iter()
            .filter_map(|doubt| {
                let operation = operations.get(&doubt.operation)?;
                Some(of_operation(
                    operation,
                    doubt.since,
                    Some(doubt.kind.as_str()),
                ))
            })
            .collect();
        Ok(need("doubts", items))
    }

    /// What somebody must approve before it is sent, the oldest first.
    pub(crate) async fn approvals_open(&self, environment: Environment) -> Result<NeedView> {
        let (count, oldest) = self
            .store()
            .journal
            .first_open_in(environment, State::AwaitingApproval, NAMED)
            .await?;
        let items = oldest
            .iter()
            .map(|operation| of_operation(operation, operation.created_at, None))
            .collect();
        Ok(NeedView {
            count,
            ..need("approvals", items)
        })
    }

    /// What waits for a code, a PIN, an address or a page, the oldest first.
    pub(crate) async fn actions_open(&self, environment: Environment) -> Result<NeedView> {
        let open = self
            .store()
            .journal
            .open_operations_in(environment, State::NeedsAction)
            .await?;
        let items = open
            .iter()
            .map(|operation| {
                let word = operation.action.as_ref().map(|action| action.kind.as_str());
                of_operation(operation, operation.updated_at, word)
            })
            .collect();
        Ok(need("actions", items))
    }

    /// Payment links that can be paid and end soon, the first to end first.
    pub(crate) async fn links_ending(&self, environment: Environment) -> Result<NeedView> {
        let now = self.now();
        let soon = now + Duration::hours(SOON_HOURS);
        let links = self.store().history.links(environment).await?;
        let mut items: Vec<NeedItemView> = links
            .into_iter()
            .filter(|link| link.told.status == LinkStatus::Active)
            .filter_map(|link| {
                let until = link.told.expires_at.filter(|at| (now..soon).contains(at))?;
                Some(NeedItemView {
                    id: link.id.to_string(),
                    name: link.told.title,
                    amount: link.told.amount.map(Into::into),
                    since: link.told.created_at,
                    until: Some(until),
                    word: None,
                })
            })
            .collect();
        items.sort_by_key(|item| item.until);
        Ok(need("links", items))
    }

    /// Accounts whose history is not up to date: a reading failed, was long ago, or never was. Those unread the longest first.
    pub(crate) async fn accounts_not_read(&self, environment: Environment) -> Result<NeedView> {
        let stale = self.now() - Duration::hours(STALE_HOURS);
        let mut items: Vec<NeedItemView> = Vec::new();
        for list in self.coverage(environment).await? {
            let late = list.last_ok.is_none_or(|at| at < stale);
            if !late && list.error.is_none() {
                continue;
            }
            let never_or_late = || {
                if list.last_ok.is_none() {
                    "never"
                } else {
                    "late"
                }
            };
            let word = list.error.unwrap_or_else(|| never_or_late().to_owned());
            // An account has several lists; the one that was read last long ago speaks for it.
            match items.iter_mut().find(|item| item.id == list.account) {
                Some(item) if list.last_ok < item.since => {
                    item.since = list.last_ok;
                    item.word = Some(word);
                }
                Some(_) => {}
                None => items.push(NeedItemView {
                    id: list.account,
                    name: Some(list.name),
                    amount: None,
                    since: list.last_ok,
                    until: None,
                    word: Some(word),
                }),
            }
        }
        items.sort_by_key(|item| item.since);
        Ok(need("accounts", items))
    }
}

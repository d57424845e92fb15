//! Pulling what the providers list into the history: incremental, resumable, honest about how far it reaches.
//!
//! Every pull re-reads the last 72 hours, every row that is not final, and at least one older page. "Complete to 14:32" is
//! claimed only where the provider's order is known. A pull that fails keeps what it read and says so; it never says "0 rows".

use crate::core::{Changed, Engine};
use crate::error::{EngineError, Result};
use crate::observe::AttemptChange;
use crate::view::SyncView;
use chrono::{DateTime, Duration, Utc};
use domain::{
    Account, AccountId, AccountState, Environment, Kind, Lang, Operation, Sighting, State,
    Transaction, TransactionId,
};
use providers::manifest::List;
use providers::{FetchTransaction, Fetched, ListTransactions, Provider, Walk};

/// How far back every pull reads again: statuses change late.
const READ_AGAIN_HOURS: i64 = 72;
/// How many open rows and rows without a phone one pull asks for singly.
const SINGLE_LOOKS: u32 = 40;
/// No provider has this many pages; a list that does not end is cut here.
const MOST_PAGES: u32 = 100_000;

/// How far a pull is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncProgress {
    /// Which account.
    pub account: AccountId,
    /// Which of the provider's lists.
    pub list: &'static str,
    /// Pages read.
    pub pages: u32,
    /// Rows read.
    pub rows: u64,
    /// How many rows the provider says there are.
    pub total: Option<u64>,
}

/// Hears of progress.
pub(crate) type Hear<'a> = &'a (dyn Fn(SyncProgress) + Send + Sync);

/// What a pull brought.
#[derive(Default)]
pub(crate) struct Tally {
    added: u64,
    changed: u64,
}

impl Engine {
    /// Pulls lists, open rows, missing phones and balances of one account or all of them. One account's trouble stops no other.
    pub async fn sync(
        &self,
        account: Option<&AccountId>,
        environment: Option<Environment>,
        full: bool,
        hear: Hear<'_>,
        lang: Lang,
    ) -> Result<Vec<SyncView>> {
        let accounts: Vec<Account> = match account {
            Some(id) => vec![self.account(id).await?],
            None => self
                .accounts()
                .await?
                .into_iter()
                .filter(|a| a.state == AccountState::Ready)
                .filter(|a| environment.is_none_or(|wanted| a.environment == wanted))
                .collect(),
        };
        let mut views = Vec::new();
        for account in accounts {
            views.push(self.sync_account(&account, full, hear, lang).await?);
        }
        Ok(views)
    }

    pub(crate) async fn sync_account(
        &self,
        account: &Account,
        full: bool,
        hear: Hear<'_>,
        lang: Lang,
    ) -> Result<SyncView> {
        let provider = self.provider_of(account)?;
        let mut tally = Tally::default();
        let mut trouble: Option<EngineError> = None;
        for list in provider.manifest().lists {
            let pulled = self
                .pull_list(account, provider, list, full, hear, &mut tally)
                .await;
            self.note_end(account, list, pulled.as_ref().err()).await?;
            if let Err(error) = pulled {
                trouble.get_or_insert(error);
            }
        }
        if trouble.is_none()
            && let Err(error) = self.close_gap(account).await
        {
            trouble = Some(error);
        }
        if trouble.is_none()
            && let Err(error) = self.look_singly(account, provider, &mut tally).await
        {
            trouble = Some(error);
        }
        if trouble.is_none()
            && let Err(error) = self.pull_contacts(account, provider).await
        {
            trouble = Some(error);
        }
        if provider.read_balances().is_some()
            && trouble.is_none()
            && let Err(error) = self.read_balances(account).await
        {
            trouble = Some(error);
        }
        self.tell(Changed {
            history: true,
            balances: true,
            ..Changed::default()
        });
        self.sync_view(account, provider, &tally, trouble.as_ref(), lang)
            .await
    }

    async fn sync_view(
        &self,
        account: &Account,
        provider: &dyn Provider,
        tally: &Tally,
        trouble: Option<&EngineError>,
        lang: Lang,
    ) -> Result<SyncView> {
        let mut from = None;
        let mut to = None;
        for (place, list) in provider.manifest().lists.iter().enumerate() {
            let state = self
                .store()
                .history
                .sync_state(&account.id, list.name)
                .await?;
            let (list_from, list_to) =
                state.map_or((None, None), |s| (s.complete_from, s.complete_to));
            if place == 0 {
                (from, to) = (list_from, list_to);
            } else {
                // An account is complete only as far as each of its lists is.
                from = from.max(list_from);
                to = match (to, list_to) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    _ => None,
                };
            }
        }
        Ok(SyncView {
            account: account.id.to_string(),
            complete_from: from,
            complete_to: to,
            added: tally.added,
            changed: tally.changed,
            error: trouble.map(|error| error.view(lang)),
        })
    }

    async fn note_end(
        &self,
        account: &Account,
        list: &List,
        error: Option<&EngineError>,
    ) -> Result<()> {
        let mut state = self
            .store()
            .history
            .sync_state(&account.id, list.name)
            .await?
            .unwrap_or_default();
        let now = self.now();
        state.last_run = Some(now);
        match error {
            None => {
                state.last_ok = Some(now);
                state.last_error = None;
            }
            Some(error) => state.last_error = Some(error.code.clone()),
        }
        self.store()
            .history
            .put_sync_state(&account.id, list.name, &state)
            .await?;
        Ok(())
    }

    /// Walks one list: newest pages until known ground, then on from where an earlier walk was cut off.
    async fn pull_list(
        &self,
        account: &Account,
        provider: &dyn Provider,
        list: &'static List,
        full: bool,
        hear: Hear<'_>,
        tally: &mut Tally,
    ) -> Result<()> {
        let started = self.now();
        // After a restore nothing that was read before proves that nothing is missing.
        let full = full || self.lock_kept().await?.is_some();
        let mut state = self
            .store()
            .history
            .sync_state(&account.id, list.name)
            .await?
            .unwrap_or_default();
        if full {
            state.complete_to = None;
            state.backfill_cursor = None;
        }
        let read_again_to = started - Duration::hours(READ_AGAIN_HOURS);
        // Known ground: everything older than this was read completely before.
        let known_to = state.complete_to.map(|to| to.min(read_again_to));
        let mut walk = ListWalk::new(account, list, hear);
        let mut stated = true;
        let mut reached_known_ground = false;
        loop {
            let page = walk.next(self, provider, tally).await?;
            stated &= page.walk != Walk::Unstated;
            let over = walk.cursor.is_none();
            if over {
                break;
            }
            reached_known_ground = match page.walk {
                Walk::BackInTime => {
                    known_to.is_some_and(|known| page.oldest.is_some_and(|at| at < known))
                }
                Walk::LooksForTheEnd => false,
                // No order is promised: go on until a whole page brings nothing new, two pages at least.
                Walk::Unstated => {
                    state.last_ok.is_some()
                        && !full
                        && page.news == 0
                        && walk.pages >= 2
                        && page.newest.is_none_or(|at| at < read_again_to)
                }
            };
            if reached_known_ground {
                break;
            }
            if state.complete_to.is_none() && page.walk == Walk::BackInTime {
                // The first walk is long: it goes on here if the power fails.
                state.backfill_cursor.clone_from(&walk.cursor);
                self.store()
                    .history
                    .put_sync_state(&account.id, list.name, &state)
                    .await?;
            }
        }
        let older = if reached_known_ground && stated {
            state.backfill_cursor.clone()
        } else {
            None
        };
        if let Some(cursor) = older {
            walk.cursor = Some(cursor);
            let page = walk.next(self, provider, tally).await?;
            if page.walk == Walk::BackInTime {
                state.backfill_cursor.clone_from(&walk.cursor);
                state.complete_from = page.oldest.or(state.complete_from);
            }
        } else if !reached_known_ground {
            // The whole list was read.
            state.backfill_cursor = None;
            state.complete_from = None;
        }
        state.complete_to = stated.then_some(started);
        self.store()
            .history
            .put_sync_state(&account.id, list.name, &state)
            .await?;
        Ok(())
    }

    /// Reads the newest pages of every list, back to shortly before `since`. Finds a lost operation's row.
    pub(crate) async fn pull_around(
        &self,
        account: &Account,
        provider: &dyn Provider,
        since: DateTime<Utc>,
    ) -> Result<()> {
        let mut tally = Tally::default();
        let quiet = |_: SyncProgress| {};
        for list in provider.manifest().lists {
            let mut walk = ListWalk::new(account, list, &quiet);
            loop {
                let page = walk.next(self, provider, &mut tally).await?;
                let far_enough = match page.walk {
                    Walk::LooksForTheEnd => false,
                    Walk::BackInTime | Walk::Unstated => page
                        .oldest
                        .is_some_and(|at| at < since - Duration::minutes(30)),
                };
                if walk.cursor.is_none() || far_enough {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Every row that is not final, and rows whose list carries no phone, newest first.
    async fn look_singly(
        &self,
        account: &Account,
        provider: &dyn Provider,
        tally: &mut Tally,
    ) -> Result<()> {
        let Some(endpoint) = provider.fetch_transaction() else {
            return Ok(());
        };
        let history = &self.store().history;
        let mut rows: Vec<Transaction> =
            history.open_transactions(&account.id, SINGLE_LOOKS).await?;
        let lacks_phones = provider
            .manifest()
            .lists
            .iter()
            .any(|list| !list.has_phones);
        if lacks_phones {
            let known: Vec<TransactionId> = rows.iter().map(|row| row.id.clone()).collect();
            let bare = history.without_phone(&account.id, SINGLE_LOOKS).await?;
            rows.extend(bare.into_iter().filter(|row| !known.contains(&row.id)));
        }
        let mut oldest_bare = None;
        for row in rows {
            let call = FetchTransaction {
                kind: row.kind,
                provider_reference: row.provider_reference.clone(),
            };
            let (fetched, response) = self.learn(account, provider, endpoint, &call).await?;
            if let Fetched::Found(sighting) = fetched {
                let raw = providers::redact::redacted(&response.body, provider.manifest());
                self.take_in(account, vec![(*sighting, Some(raw))], tally)
                    .await?;
            }
            self.store()
                .history
                .mark_looked_up(std::slice::from_ref(&row.id))
                .await?;
            oldest_bare = Some(row.occurred_at);
        }
        if let (true, Some(at)) = (lacks_phones, oldest_bare) {
            for list in provider
                .manifest()
                .lists
                .iter()
                .filter(|list| !list.has_phones)
            {
                let mut state = history
                    .sync_state(&account.id, list.name)
                    .await?
                    .unwrap_or_default();
                state.phones_from = Some(
                    state
                        .phones_from
                        .map_or(at, |known: DateTime<Utc>| known.min(at)),
                );
                history
                    .put_sync_state(&account.id, list.name, &state)
                    .await?;
            }
        }
        Ok(())
    }

    /// Keeps sightings, and lets each operation that one of them belongs to hear of it, final ones too.
    pub(crate) async fn take_in(
        &self,
        account: &Account,
        sightings: Vec<(Sighting, Option<String>)>,
        tally: &mut Tally,
    ) -> Result<u64> {
        let rows: Vec<(Sighting, Transaction)> = sightings
            .into_iter()
            .filter_map(|(sighting, raw)| {
                let row = self.as_transaction(account, &sighting, None, raw)?;
                Some((sighting, row))
            })
            .collect();
        let transactions: Vec<Transaction> = rows.iter().map(|(_, row)| row.clone()).collect();
        let mut upserted = self.store().history.upsert(&transactions).await?;
        let numbered = transactions
            .iter()
            .filter_map(|it| it.system_reference.as_deref());
        let numbered: Vec<&str> = numbered.collect();
        let priced = self
            .store()
            .history
            .apply_fees(&account.id, &numbered, self.now())
            .await?;
        upserted.changed.extend(priced);
        let news = upserted.added + upserted.changed.len() as u64;
        tally.added += upserted.added;
        tally.changed += upserted.changed.len() as u64;
        self.compare(account, &rows).await?;
        Ok(news)
    }

    async fn compare(&self, account: &Account, rows: &[(Sighting, Transaction)]) -> Result<()> {
        let keys: Vec<_> = rows
            .iter()
            .map(|(_, row)| (account.id.clone(), row.kind, row.provider_reference.clone()))
            .collect();
        let tied = self
            .store()
            .journal
            .operations_by_provider_references(&keys)
            .await?;
        for operation in &tied {
            let tried_again = tied.iter().any(|it| {
                it.retry_of.as_ref() == Some(&operation.id)
                    && it.provider_reference == operation.provider_reference
            });
            if tried_again {
                // What stands there now is the later one's.
                continue;
            }
            let Some((sighting, _)) = rows.iter().find(|(_, row)| is_of(operation, row)) else {
                continue;
            };
            self.observe(
                &operation.id,
                sighting,
                "list",
                &self.itself(),
                AttemptChange::default(),
            )
            .await?;
        }
        self.compare_refunds(rows).await?;
        self.compare_by_our_reference(account, rows).await
    }

    /// A refund by the provider's own call is seen on its charge: whoever tells of the charge tells of it.
    async fn compare_refunds(&self, rows: &[(Sighting, Transaction)]) -> Result<()> {
        let charges: Vec<_> = rows
            .iter()
            .filter(|(sighting, row)| row.kind == Kind::Charge && sighting.refunded.is_some())
            .map(|(_, row)| row.id.clone())
            .collect();
        if charges.is_empty() {
            return Ok(());
        }
        for refund in self.store().journal.refunds_of(&charges).await? {
            // While it is being sent its answer is on the way, and that comes first.
            if refund.kind != Kind::Refund
                || !refund.state.may_have_left()
                || refund.state == State::Sending
            {
                continue;
            }
            let told = rows
                .iter()
                .find(|(_, row)| refund.refunds() == Some(&row.id));
            if let Some((sighting, _)) = told {
                let none = AttemptChange::default();
                self.observe(&refund.id, sighting, "list", &self.itself(), none)
                    .await?;
            }
        }
        Ok(())
    }

    /// Rows that bear our reference while the operation has none of the provider's yet: a lost answer, found.
    async fn compare_by_our_reference(
        &self,
        account: &Account,
        rows: &[(Sighting, Transaction)],
    ) -> Result<()> {
        let ours: Vec<String> = rows
            .iter()
            .filter_map(|(_, row)| row.our_reference.clone())
            .collect();
        if ours.is_empty() {
            return Ok(());
        }
        for operation in self
            .store()
            .journal
            .operations_by_our_references(&account.id, &ours)
            .await?
        {
            // While it is being sent its answer is on the way, and that comes first: heard after this row, it would look
            // like a contradiction.
            let open = operation.state.may_have_left() && operation.state != State::Sending;
            if operation.provider_reference.is_some() || !open {
                continue;
            }
            if let Some(transaction) = self.the_one_bearing_our_key(&operation).await? {
                self.recognise(&operation, &transaction, "found_by_key")
                    .await?;
            }
        }
        Ok(())
    }
}

fn is_of(operation: &Operation, row: &Transaction) -> bool {
    operation.kind == row.kind
        && operation.provider_reference.as_deref() == Some(&row.provider_reference)
}

/// A walk along one list.
struct ListWalk<'a> {
    account: &'a Account,
    list: &'static List,
    hear: Hear<'a>,
    cursor: Option<String>,
    begun: bool,
    pages: u32,
    rows: u64,
}

/// What one page of a walk brought.
struct PageRead {
    walk: Walk,
    oldest: Option<DateTime<Utc>>,
    newest: Option<DateTime<Utc>>,
    news: u64,
}

impl<'a> ListWalk<'a> {
    fn new(account: &'a Account, list: &'static List, hear: Hear<'a>) -> Self {
        Self {
            account,
            list,
            hear,
            cursor: None,
            begun: false,
            pages: 0,
            rows: 0,
        }
    }

    /// Reads the next page and keeps it.
    async fn next(
        &mut self,
        engine: &Engine,
        provider: &dyn Provider,
        tally: &mut Tally,
    ) -> Result<PageRead> {
        let endpoint = provider
            .list_transactions()
            .ok_or_else(crate::send::unsupported)?;
        let call = ListTransactions {
            list: self.list.name,
            cursor: if self.begun {
                self.cursor.take()
            } else {
                self.cursor.clone()
            },
            limit: self.list.page_limit,
        };
        self.begun = true;
        let (page, _) = engine
            .learn(self.account, provider, endpoint, &call)
            .await?;
        self.pages += 1;
        self.rows += page.items.len() as u64;
        // A page that leads to itself would never end.
        self.cursor = page
            .next
            .filter(|next| Some(next) != call.cursor.as_ref() && self.pages < MOST_PAGES);
        if page.items.is_empty() && page.fees.is_empty() && page.walk != Walk::LooksForTheEnd {
            self.cursor = None;
        }
        let times = || page.items.iter().filter_map(|item| item.occurred_at);
        let (oldest, newest) = (times().min(), times().max());
        let news = engine
            .take_in(
                self.account,
                page.items.into_iter().map(|item| (item, None)).collect(),
                tally,
            )
            .await?;
        engine.take_fees(self.account, &page.fees).await?;
        (self.hear)(SyncProgress {
            account: self.account.id.clone(),
            list: self.list.name,
            pages: self.pages,
            rows: self.rows,
            total: page.total,
        });
        Ok(PageRead {
            walk: page.walk,
            oldest,
            newest,
            news,
        })
    }
}

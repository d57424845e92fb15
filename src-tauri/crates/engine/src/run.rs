//! The executor's life: take the lock, do what is due, pull now and then, hear what other processes changed.

use crate::core::{Changed, Engine, locked};
use crate::error::Result;
use crate::executor::Work;
use chrono::Duration;
use domain::{Account, AccountState, Lang};
use futures::future::{Either, select};
use std::pin::pin;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// How often the lock is tried and other processes' changes are looked for.
const BEAT_MS: i64 = 500;
/// How often each account is pulled while Duka runs.
const PULL_EVERY_S: i64 = 120;
/// How long work in hand may take to end when Duka stops.
const GOODBYE_S: i64 = 5;

impl Engine {
    /// Runs until `stop` turns true. Takes the executor's lock as soon as it is free, and holds it to the end.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let mut tasks = JoinSet::new();
        let mut holding = None;
        let mut mark = None;
        while !*stop.borrow() {
            if holding.is_none() {
                holding = match self.try_hold().await {
                    Ok(held) => held,
                    Err(error) => {
                        tracing::warn!(error.code = %error.code, "the executor's lock could not be tried");
                        None
                    }
                };
            }
            self.hear_others(&mut mark).await;
            let mut next = self.now() + Duration::milliseconds(BEAT_MS);
            if holding.is_none() {
                self.wish_for_what_is_ours().await;
            } else {
                match self.start_due(&mut tasks).await {
                    Ok(Some(due)) => next = next.min(due),
                    Ok(None) => {}
                    Err(error) => {
                        tracing::warn!(error.code = %error.code, "what is due could not be read")
                    }
                }
            }
            while tasks.try_join_next().is_some() {}
            let sleep = pin!(self.clock().sleep_until(next));
            let woken = pin!(async {
                tokio::select! {
                    () = self.inner.wake.notified() => {}
                    _ = stop.changed() => {}
                }
            });
            match select(sleep, woken).await {
                Either::Left(_) | Either::Right(_) => {}
            }
        }
        let until = self.now() + Duration::seconds(GOODBYE_S);
        let all_done = pin!(async { while tasks.join_next().await.is_some() {} });
        let time_up = pin!(self.clock().sleep_until(until));
        // What is cut off here stands in `sending`, and the next start calls it doubt.
        match select(all_done, time_up).await {
            Either::Left(_) | Either::Right(_) => {}
        }
        drop(holding);
    }

    async fn start_due(
        &self,
        tasks: &mut JoinSet<()>,
    ) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
        self.copy_journal_when_due().await;
        let (due, next) = self.due().await?;
        for work in due {
            self.start(tasks, work);
        }
        for account in self.accounts_due().await? {
            let engine = self.clone();
            tasks.spawn(async move { engine.pull_quietly(&account).await });
        }
        Ok(next)
    }

    async fn wish_for_what_is_ours(&self) {
        let wished = async {
            for operation in self.store().journal.open_operations(None).await? {
                self.wish_again(&operation).await?;
            }
            Result::Ok(())
        };
        if let Err(error) = wished.await {
            tracing::warn!(error.code = %error.code, "the executor could not be told what is wished for");
        }
    }

    fn start(&self, tasks: &mut JoinSet<()>, work: Work) {
        let engine = self.clone();
        tasks.spawn(async move { engine.do_work(work).await });
    }

    /// Accounts whose next pull is due; it is put off at once, so that none is pulled twice at a time.
    async fn accounts_due(&self) -> Result<Vec<Account>> {
        let now = self.now();
        let accounts = self.accounts().await?;
        let mut next = locked(&self.inner.next_sync);
        Ok(accounts
            .into_iter()
            .filter(|account| account.state == AccountState::Ready)
            .filter(|account| {
                let due = next.get(&account.id).is_none_or(|at| *at <= now);
                if due {
                    next.insert(account.id.clone(), now + Duration::seconds(PULL_EVERY_S));
                }
                due
            })
            .collect())
    }

    async fn pull_quietly(&self, account: &Account) {
        if let Err(error) = self.sync_account(account, false, &|_| {}, Lang::En).await {
            tracing::warn!(account.id = %account.id, error.code = %error.code, "a pull failed");
        }
    }

    /// Tells of what another process wrote.
    async fn hear_others(&self, last: &mut Option<store::ChangeMark>) {
        match self.store().change_mark().await {
            Ok(mark) => {
                if last.is_some_and(|known| known != mark) {
                    self.hear_who_acts().await;
                    self.tell(Changed {
                        operations: Vec::new(),
                        history: true,
                        balances: true,
                        accounts: true,
                        settings: true,
                    });
                    self.inner.wake.notify_one();
                }
                *last = Some(mark);
            }
            Err(error) => tracing::warn!(%error, "changes of other processes could not be heard"),
        }
    }

    /// Somebody else may sit here now: what is done from here on bears that name.
    async fn hear_who_acts(&self) {
        match self.store().journal.setting("staff").await {
            Ok(staff) => *locked(&self.inner.staff) = staff,
            Err(error) => tracing::warn!(%error, "who acts here could not be heard"),
        }
    }
}

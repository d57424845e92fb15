//! When a home may not send: it was copied, restored or damaged, so it may not know everything that was sent in its name.
//!
//! Looking up, syncing and answering doubts go on. Sending begins again when the history covers the gap, what bears our
//! reference was adopted, and a person says that this is the only desk. The lock lies in the journal, so every process
//! of the home sees it.

use crate::core::{Changed, Engine, locked};
use crate::error::Result;
use crate::lock_words::{not_covered, refused, steps, story};
use crate::view::{JournalCopyView, LockAccountView, SendingLockView};
use chrono::{DateTime, Utc};
use domain::{Account, AccountState, Lang};
use serde::{Deserialize, Serialize};
use store::{Act, Depth, JournalEnd, StoreError};

/// The setting that holds the lock. Not one that a person sets.
const LOCK: &str = "sending_lock";
/// The setting that names the desk at home here.
const DESK: &str = "desk";
/// The setting that remembers until when this home was locked: its journal may lack what was sent before.
const GAPS: &str = "gaps";

/// Why nothing is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Why {
    /// The home lies on another machine or in another folder than the one that it was used in.
    Copied,
    /// The journal was exchanged for an older one.
    Restored,
    /// The journal does not say any more what was written into it.
    Damaged,
}

impl Why {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::Restored => "restored",
            Self::Damaged => "damaged",
        }
    }
}

/// The lock, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SendingLock {
    pub(crate) why: Why,
    /// Since when. UTC.
    pub(crate) since: DateTime<Utc>,
    /// What was sent after this may be missing here; `None`: everything may. UTC.
    pub(crate) gap_from: Option<DateTime<Utc>>,
    /// What the check found.
    pub(crate) detail: Option<String>,
    /// Operations taken over from what the provider lists.
    pub(crate) adopted: u64,
}

impl SendingLock {
    pub(crate) fn new(why: Why, since: DateTime<Utc>, end: Option<&JournalEnd>) -> Self {
        Self {
            why,
            since,
            gap_from: end.map(|end| end.at),
            detail: None,
            adopted: 0,
        }
    }

    /// The setting as it is written down.
    pub(crate) fn setting(&self) -> (&'static str, String) {
        let text = serde_json::to_string(self).expect("a lock is plain words and times");
        (LOCK, text)
    }
}

impl Engine {
    /// At opening: whether this home is where it was, and its journal the one that the history knows.
    pub(crate) async fn notice_other_desk(&self) -> Result<()> {
        if self.lock_kept().await?.is_some() {
            return Ok(());
        }
        let journal = &self.store().journal;
        let end = journal.end().await?;
        let here = &self.inner.desk;
        let exchanged = match self.store().history.journal_mark().await? {
            Some((seq, hash)) => !journal.holds(seq, &hash).await?,
            None => false,
        };
        let why = match journal.setting(DESK).await? {
            Some(there) if there != *here => Some(Why::Copied),
            _ if exchanged => Some(Why::Restored),
            Some(_) => None,
            None => {
                journal
                    .set_setting(DESK, Some(here), &self.itself(), self.now())
                    .await?;
                None
            }
        };
        match why {
            // A home in which nothing was ever asked for has nothing to lose.
            Some(Why::Copied) if end.is_none() => self.settle_here().await,
            Some(why) => {
                self.lock_sending(SendingLock::new(why, self.now(), end.as_ref()))
                    .await
            }
            None => Ok(()),
        }
    }

    /// Once in a process, before it sends anything: the newest part of the journal is read against its sums. The whole of it
    /// is read once a day, before it is copied, and while it is called damaged.
    pub(crate) async fn verify_journal_once(&self) -> Result<()> {
        if std::mem::replace(&mut *locked(&self.inner.verified), true) {
            return Ok(());
        }
        let damaged = self
            .lock_kept()
            .await?
            .is_some_and(|lock| lock.why == Why::Damaged);
        let depth = if damaged { Depth::Whole } else { Depth::Recent };
        // Rare and deep: kept off the stack of whoever asks.
        Box::pin(self.verify_journal(depth)).await
    }

    pub(crate) async fn verify_journal(&self, depth: Depth) -> Result<()> {
        match self.store().journal.verify(depth).await {
            Ok(()) => self.sound_again().await,
            Err(StoreError::Damaged { what, .. }) => {
                tracing::error!("the journal is damaged");
                let end = self.store().journal.end().await?;
                let mut lock = SendingLock::new(Why::Damaged, self.now(), end.as_ref());
                lock.detail = Some(what);
                // Damage outweighs what was known before: only a restore ends it.
                self.lock_sending(lock).await
            }
            Err(error) => {
                *locked(&self.inner.verified) = false;
                Err(error.into())
            }
        }
    }

    /// A journal that was called damaged and reads whole now is still no reason to send at once.
    async fn sound_again(&self) -> Result<()> {
        match self.lock_kept().await? {
            Some(mut lock) if lock.why == Why::Damaged => {
                lock.why = Why::Restored;
                self.keep_lock(&lock).await
            }
            _ => self.remember_journal().await,
        }
    }

    async fn lock_sending(&self, lock: SendingLock) -> Result<()> {
        self.keep_lock(&lock).await?;
        // Another desk may have given the numbers that come next here.
        self.store()
            .journal
            .begin_receipt_series(&self.itself(), self.now())
            .await?;
        tracing::warn!(lock.why = lock.why.as_str(), "sending is locked");
        Ok(())
    }

    pub(crate) async fn keep_lock(&self, lock: &SendingLock) -> Result<()> {
        let (key, text) = lock.setting();
        self.store()
            .journal
            .set_setting(key, Some(&text), &self.itself(), self.now())
            .await?;
        self.tell(Changed {
            settings: true,
            ..Changed::default()
        });
        Ok(())
    }

    pub(crate) async fn lock_kept(&self) -> Result<Option<SendingLock>> {
        let Some(text) = self.store().journal.setting(LOCK).await? else {
            return Ok(None);
        };
        // A lock that cannot be read is a lock.
        Ok(Some(serde_json::from_str(&text).unwrap_or_else(|_| {
            SendingLock::new(Why::Damaged, self.now(), None)
        })))
    }

    /// True when the journal may lack what was once sent in its name.
    pub(crate) async fn has_gaps(&self) -> Result<bool> {
        Ok(self.gaps_end().await?.is_some())
    }

    /// Until when the journal may lack what was sent in its name. A home of before this was written down may lack anything.
    pub(crate) async fn gaps_end(&self) -> Result<Option<DateTime<Utc>>> {
        let kept = self.store().journal.setting(GAPS).await?;
        Ok(kept.map(|at| at.parse().unwrap_or(DateTime::<Utc>::MAX_UTC)))
    }

    /// An error while this home may not send.
    pub(crate) async fn sending_allowed(&self) -> Result<()> {
        self.verify_journal_once().await?;
        match self.lock_kept().await? {
            None => Ok(()),
            Some(lock) => Err(refused(&lock)),
        }
    }

    /// True when the history reaches over the gap for this account, by pulls made since the lock.
    pub(crate) async fn gap_covered(&self, account: &Account, lock: &SendingLock) -> Result<bool> {
        for list in self.provider_of(account)?.manifest().lists {
            let state = self
                .store()
                .history
                .sync_state(&account.id, list.name)
                .await?
                .unwrap_or_default();
            let pulled_since = state.last_ok.is_some_and(|at| at >= lock.since);
            let reaches_back = state
                .complete_from
                .is_none_or(|from| lock.gap_from.is_some_and(|gap| from <= gap));
            if !pulled_since || !reaches_back {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The lock as people see it; `None` while this home may send.
    pub async fn sending_lock(&self, lang: Lang) -> Result<Option<SendingLockView>> {
        self.verify_journal_once().await?;
        let Some(lock) = self.lock_kept().await? else {
            return Ok(None);
        };
        let mut accounts = Vec::new();
        for account in self.accounts_to_cover().await? {
            accounts.push(LockAccountView {
                covered: self.gap_covered(&account, &lock).await?,
                error: self.last_pull_error(&account).await?,
                account: account.id.to_string(),
                name: account.name,
            });
        }
        let damaged = lock.why == Why::Damaged;
        let copies = if damaged {
            store::journal_copies(&self.inner.home)?
        } else {
            Vec::new()
        };
        Ok(Some(SendingLockView {
            why: lock.why.as_str(),
            since: lock.since,
            gap_from: lock.gap_from,
            message: story(lock.why).in_lang(lang).to_owned(),
            detail: lock.detail.clone(),
            next: steps(lock.why)
                .iter()
                .map(|step| step.in_lang(lang).to_owned())
                .collect(),
            may_confirm: !damaged && accounts.iter().all(|account| account.covered),
            accounts,
            adopted: lock.adopted,
            copies: copies
                .into_iter()
                .filter_map(|copy| {
                    let name = copy.path.file_name()?.to_str()?.to_owned();
                    Some(JournalCopyView { name, at: copy.at })
                })
                .collect(),
        }))
    }

    async fn last_pull_error(&self, account: &Account) -> Result<Option<String>> {
        for list in self.provider_of(account)?.manifest().lists {
            let state = self
                .store()
                .history
                .sync_state(&account.id, list.name)
                .await?
                .unwrap_or_default();
            if state.last_error.is_some() {
                return Ok(state.last_error);
            }
        }
        Ok(None)
    }

    /// The accounts whose history must cover the gap: all that can send.
    pub(crate) async fn accounts_to_cover(&self) -> Result<Vec<Account>> {
        let accounts = self.accounts().await?;
        Ok(accounts
            .into_iter()
            .filter(|account| account.state == AccountState::Ready)
            .collect())
    }

    /// A person says that this is the only desk. Refused while the history does not cover the gap, and while the journal is
    /// damaged.
    pub async fn confirm_only_desk(&self) -> Result<()> {
        self.verify_journal_once().await?;
        let Some(lock) = self.lock_kept().await? else {
            return Ok(());
        };
        if lock.why == Why::Damaged {
            return Err(refused(&lock));
        }
        for account in self.accounts_to_cover().await? {
            if !self.gap_covered(&account, &lock).await? {
                return Err(not_covered(&account));
            }
        }
        self.settle_here().await?;
        let journal = &self.store().journal;
        let (who, now) = (self.actor(), self.now());
        // From now on a request id that is new here is looked for at the provider before it is used.
        let until = now.to_rfc3339();
        journal.set_setting(GAPS, Some(&until), &who, now).await?;
        let act = Act {
            what: "only_desk",
            subject: &self.inner.desk,
            before: None,
            detail: lock.why.as_str(),
        };
        journal.audit(&who, act, now).await?;
        journal.set_setting(LOCK, None, &who, now).await?;
        self.remember_journal().await?;
        self.tell(Changed {
            settings: true,
            ..Changed::default()
        });
        Ok(())
    }

    async fn settle_here(&self) -> Result<()> {
        self.store()
            .journal
            .set_setting(DESK, Some(&self.inner.desk), &self.actor(), self.now())
            .await?;
        Ok(())
    }

    /// Notes in the history how far the journal goes, so that an older journal in its place is noticed. Not while a lock
    /// stands: it would forget what the lock is about.
    pub(crate) async fn remember_journal(&self) -> Result<()> {
        if self.lock_kept().await?.is_some() {
            return Ok(());
        }
        let Some(end) = self.store().journal.end().await? else {
            return Ok(());
        };
        let known = self.store().history.journal_mark().await?;
        if known.is_none_or(|(seq, _)| seq != end.seq) {
            self.store().history.note_journal_mark(&end).await?;
        }
        Ok(())
    }
}

//! The engine itself: what it holds, and what it tells.

use crate::batch::KeptBatch;
use crate::deliveries::Floods;
use crate::draft::BanksListed;
use crate::error::Result;
use crate::executor::Hold;
use crate::merchant::TestedKeys;
use crate::ports::{Clock, Http, Vault};
use crate::review::Reviews;
use crate::session::Sessions;
use chrono::{DateTime, Utc};
use domain::{AccountId, OperationId};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use store::{Actor, Store};
use tokio::sync::{Notify, Semaphore, broadcast};

/// What an engine is made of.
pub struct Parts {
    /// The home folder; the executor's lock lies there.
    pub home: PathBuf,
    /// Journal and history.
    pub store: Store,
    /// The network.
    pub http: Arc<dyn Http>,
    /// The keys.
    pub vault: Arc<dyn Vault>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Names this desk: the machine and the place of the home on it. A home that finds another name in itself was copied.
    pub desk: String,
    /// By which door people act: `window` or `dukactl`.
    pub door: &'static str,
    /// Makes chance repeat itself; `None` takes it from the system.
    pub seed: Option<u64>,
}

/// Something changed. Whoever shows it reads it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// These operations; empty with `history` true means "anything may have".
    pub operations: Vec<OperationId>,
    /// Transactions.
    pub history: bool,
    /// Balances.
    pub balances: bool,
    /// Accounts.
    pub accounts: bool,
    /// Settings.
    pub settings: bool,
}

/// The engine. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Engine {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) home: PathBuf,
    pub(crate) store: Store,
    pub(crate) http: Arc<dyn Http>,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) desk: String,
    pub(crate) door: &'static str,
    /// Names this run of Duka; what it records bears it.
    pub(crate) run: String,
    /// Who works here, by the setting.
    pub(crate) staff: Mutex<Option<String>>,
    /// Who signed in at this desk.
    pub(crate) seat: Mutex<Option<String>>,
    /// The home whose staff works here too.
    pub(crate) people: OnceLock<Store>,
    pub(crate) hold: Mutex<Hold>,
    /// Operations that a task of this process is working on.
    pub(crate) in_hand: Mutex<HashSet<OperationId>>,
    /// Deliveries that a task of this process is following.
    pub(crate) followed: Mutex<HashSet<i64>>,
    /// Deliveries that come too often to be kept.
    pub(crate) floods: Mutex<Floods>,
    /// Until when somebody looks at an operation.
    pub(crate) watched: Mutex<HashMap<OperationId, DateTime<Utc>>>,
    /// Open sessions at providers that have such.
    pub(crate) sessions: Mutex<Sessions>,
    pub(crate) session_doors: Mutex<HashMap<AccountId, Arc<tokio::sync::Mutex<()>>>>,
    pub(crate) lanes: Mutex<HashMap<AccountId, Arc<Semaphore>>>,
    /// The banks of each account, for a while.
    pub(crate) banks: Mutex<BanksListed>,
    /// When each account is pulled next.
    pub(crate) next_sync: Mutex<HashMap<AccountId, DateTime<Utc>>>,
    /// The file of payouts that was reviewed last, and may still be confirmed.
    pub(crate) batch_review: Mutex<Option<KeptBatch>>,
    /// The files of payouts that run in front of a person, here.
    pub(crate) batches_here: Mutex<HashSet<String>>,
    /// The keys that were tested last.
    pub(crate) tested_keys: Mutex<Option<TestedKeys>>,
    /// What was reviewed and may still be confirmed.
    pub(crate) reviews: Mutex<Reviews>,
    /// True once this process has read the whole journal and compared it with its sums.
    pub(crate) verified: Mutex<bool>,
    /// When the journal is copied next.
    pub(crate) next_copy: Mutex<Option<DateTime<Utc>>>,
    pub(crate) wake: Notify,
    pub(crate) told: broadcast::Sender<Changed>,
    chance: Mutex<StdRng>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Engine({})", self.inner.home.display())
    }
}

impl Engine {
    /// Puts the parts together. Takes no lock and sends nothing.
    pub async fn open(parts: Parts) -> Result<Self> {
        let mut chance = match parts.seed {
            Some(seed) => StdRng::seed_from_u64(seed),
            None => StdRng::from_seed(rand::random()),
        };
        let run = format!("run_{:032x}", chance.random::<u128>());
        let (told, _) = broadcast::channel(256);
        let staff = parts.store.journal.setting("staff").await?;
        let engine = Self {
            inner: Arc::new(Inner {
                home: parts.home,
                store: parts.store,
                http: parts.http,
                vault: parts.vault,
                clock: parts.clock,
                desk: parts.desk,
                door: parts.door,
                run,
                staff: Mutex::new(staff),
                seat: Mutex::new(None),
                people: OnceLock::new(),
                hold: Mutex::new(Hold::default()),
                in_hand: Mutex::new(HashSet::new()),
                followed: Mutex::new(HashSet::new()),
                floods: Mutex::new(HashMap::new()),
                watched: Mutex::new(HashMap::new()),
                sessions: Mutex::new(HashMap::new()),
                session_doors: Mutex::new(HashMap::new()),
                lanes: Mutex::new(HashMap::new()),
                banks: Mutex::new(BanksListed::new()),
                next_sync: Mutex::new(HashMap::new()),
                batch_review: Mutex::new(None),
                batches_here: Mutex::new(HashSet::new()),
                tested_keys: Mutex::new(None),
                reviews: Mutex::new(Reviews::default()),
                verified: Mutex::new(false),
                next_copy: Mutex::new(None),
                wake: Notify::new(),
                told,
                chance: Mutex::new(chance),
            }),
        };
        let zone = engine.zone().await?;
        engine.store().history.set_time_zone(zone.name()).await?;
        engine.notice_other_desk().await?;
        Ok(engine)
    }

    /// Closes the stores. The executor's lock is let go by whoever holds it, at the latest with the process.
    pub async fn close(&self) {
        if let Err(error) = self.remember_journal().await {
            tracing::warn!(error.code = %error.code, "how far the journal goes was not noted");
        }
        self.store().close().await;
    }

    /// Journal and history.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The time.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    /// Which kind of vault keeps this home's keys.
    #[must_use]
    pub fn vault_kind(&self) -> &'static str {
        self.inner.vault.kind()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    /// Who acts: whoever signed in, else the person named in the settings, else the system's user.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let seat = locked(&self.inner.seat).clone();
        let staff = seat.or_else(|| locked(&self.inner.staff).clone());
        let of_system = || {
            ["USER", "LOGNAME", "USERNAME"]
                .into_iter()
                .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))
        };
        let name = staff
            .filter(|name| !name.trim().is_empty())
            .or_else(of_system)
            .unwrap_or_else(|| "unnamed".to_owned());
        Actor {
            name,
            by: self.inner.door.to_owned(),
        }
    }

    /// Duka itself, acting on its own.
    pub(crate) fn itself(&self) -> Actor {
        Actor {
            name: Actor::ITSELF.to_owned(),
            by: self.inner.door.to_owned(),
        }
    }

    /// Hears of every change, whoever made it.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.inner.told.subscribe()
    }

    pub(crate) fn tell(&self, changed: Changed) {
        // Nobody listening is no trouble.
        let _ = self.inner.told.send(changed);
    }

    pub(crate) fn tell_operation(&self, id: &OperationId) {
        self.tell(Changed {
            operations: vec![id.clone()],
            ..Changed::default()
        });
    }

    pub(crate) fn chance<T>(&self) -> T
    where
        rand::distr::StandardUniform: rand::distr::Distribution<T>,
    {
        locked(&self.inner.chance).random()
    }

    /// Somebody looks at this operation: it is asked after often for a minute.
    pub fn watch_operation(&self, id: &OperationId) {
        let until = self.now() + chrono::Duration::minutes(1);
        let mut watched = locked(&self.inner.watched);
        watched.retain(|_, end| *end > until - chrono::Duration::minutes(2));
        watched.insert(id.clone(), until);
    }

    pub(crate) fn is_watched(&self, id: &OperationId) -> bool {
        let now = self.now();
        locked(&self.inner.watched)
            .get(id)
            .is_some_and(|end| *end > now)
    }

    /// The lane of an account: so many requests at once, and one account's trouble stops no other.
    pub(crate) fn lane(&self, account: &AccountId, width: usize) -> Arc<Semaphore> {
        Arc::clone(
            locked(&self.inner.lanes)
                .entry(account.clone())
                .or_insert_with(|| Arc::new(Semaphore::new(width.max(1)))),
        )
    }
}

/// A lock that outlives a panic elsewhere: what it guards is never left half changed.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

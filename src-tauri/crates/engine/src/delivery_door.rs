//! The door for webhooks that come by HTTP: who may come in, and what is answered. Whoever holds the socket asks here
//! twice: before it reads a body, and when it has one.
//!
//! A stranger learns nothing: each answer is a bare status. What a path names is known before the body is read, so that
//! one who guesses costs no memory; and the key that signatures are made with is kept here, so that one who forges
//! costs the keyring nothing.

use crate::core::{Changed, Engine, locked};
use crate::error::Result;
use chrono::{DateTime, Duration, Utc};
use domain::{Account, AccountId, AccountState, Credentials, Trust};
use providers::{Manifest, Received};
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex};
use tokio::sync::OnceCell;
use tokio::sync::broadcast::{Receiver, error::TryRecvError};

/// How many webhooks of one account come in within one second.
pub const MOST_A_SECOND: usize = 10;

const THERE: u16 = 200;
const NOT_BELIEVED: u16 = 403;
const NOBODY: u16 = 404;
const NOT_SO: u16 = 405;
const TOO_OFTEN: u16 = 429;
const NOT_NOW: u16 = 503;

/// The door. What it remembers of accounts and their keys is wiped with it, and forgotten when an account changes.
pub struct DeliveryDoor {
    engine: Engine,
    changes: Mutex<Receiver<Changed>>,
    tenants: tokio::sync::Mutex<Option<Tenants>>,
    lately: Mutex<HashMap<AccountId, VecDeque<DateTime<Utc>>>>,
}

type Tenants = HashMap<AccountId, Arc<Tenant>>;

impl fmt::Debug for DeliveryDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeliveryDoor")
    }
}

/// An account for which webhooks may come.
struct Tenant {
    account: Account,
    facts: &'static Manifest,
    /// The one key that signatures are made with.
    keys: OnceCell<Credentials>,
}

/// What comes of knocking.
pub enum Knock {
    /// The request may be read on, and is then handed in.
    Enter(Guest),
    /// This status is the answer. Nobody reads the body.
    Answered(u16),
}

/// A request that may come in, and the account that it is for.
pub struct Guest(Arc<Tenant>);

impl Engine {
    /// Opens a door for webhooks.
    #[must_use]
    pub fn delivery_door(&self) -> DeliveryDoor {
        DeliveryDoor {
            engine: self.clone(),
            changes: Mutex::new(self.changes()),
            tenants: tokio::sync::Mutex::new(None),
            lately: Mutex::new(HashMap::new()),
        }
    }
}

impl DeliveryDoor {
    /// Whether a request for this account is read any further.
    pub async fn knock(&self, account: &str, method: &str) -> Knock {
        match self.tenant(account).await {
            Ok(Some(tenant)) => {
                if !self.in_measure(&tenant.account.id) {
                    return Knock::Answered(TOO_OFTEN);
                }
                match method {
                    "POST" => Knock::Enter(Guest(tenant)),
                    "GET" if tenant.facts.webhook_greets => Knock::Answered(THERE),
                    _ => Knock::Answered(NOT_SO),
                }
            }
            Ok(None) => Knock::Answered(NOBODY),
            Err(error) => {
                tracing::warn!(error.code = %error.code, "a webhook was turned away: the accounts could not be read");
                Knock::Answered(NOT_NOW)
            }
        }
    }

    /// Takes a webhook in. The status is told to whoever sent it, and not before this returns: then it is on the disk.
    pub async fn take(&self, guest: &Guest, received: &Received<'_>) -> u16 {
        let tenant = &guest.0;
        match self.take_for(tenant, received).await {
            Ok(Trust::Verified | Trust::Unsigned) => tenant.facts.webhook_answer,
            Ok(Trust::Forged) => NOT_BELIEVED,
            Err(error) => {
                tracing::warn!(account.id = %tenant.account.id, error.code = %error.code, "a webhook could not be kept");
                NOT_NOW
            }
        }
    }

    async fn take_for(&self, tenant: &Tenant, received: &Received<'_>) -> Result<Trust> {
        let keys = tenant
            .keys
            .get_or_try_init(|| self.engine.webhook_keys(&tenant.account))
            .await?;
        let taken = self
            .engine
            .take_delivery_with(&tenant.account, keys, received)
            .await?;
        Ok(taken.delivery.trust)
    }

    async fn tenant(&self, id: &str) -> Result<Option<Arc<Tenant>>> {
        let Ok(id) = AccountId::parse(id) else {
            return Ok(None);
        };
        // One at a time, and changes are heard first: what changes while accounts are read is heard by the next request.
        let mut tenants = self.tenants.lock().await;
        if self.accounts_changed() {
            *tenants = None;
        }
        if tenants.is_none() {
            *tenants = Some(self.read_tenants().await?);
        }
        Ok(tenants.as_ref().and_then(|known| known.get(&id)).cloned())
    }

    async fn read_tenants(&self) -> Result<Tenants> {
        let accounts = self.engine.accounts().await?;
        Ok(accounts
            .into_iter()
            .filter(|account| account.state != AccountState::Removed)
            .filter_map(|account| {
                let provider = providers::find(account.provider.as_str())?;
                provider.read_delivery()?;
                let tenant = Tenant {
                    account,
                    facts: provider.manifest(),
                    keys: OnceCell::new(),
                };
                Some((tenant.account.id.clone(), Arc::new(tenant)))
            })
            .collect())
    }

    /// Keys are changed here or by another process; both are told, the latter at the next beat.
    fn accounts_changed(&self) -> bool {
        let mut changes = locked(&self.changes);
        let mut changed = false;
        loop {
            match changes.try_recv() {
                Ok(change) => changed |= change.accounts,
                // What was missed may have been about accounts.
                Err(TryRecvError::Lagged(_)) => changed = true,
                Err(TryRecvError::Empty | TryRecvError::Closed) => return changed,
            }
        }
    }

    /// At most so many within any second. A clock that was set back does not shut the door.
    fn in_measure(&self, account: &AccountId) -> bool {
        let now = self.engine.now();
        let mut lately = locked(&self.lately);
        let of_account = lately.entry(account.clone()).or_default();
        of_account.retain(|at| *at <= now && now - *at < Duration::seconds(1));
        let fits = of_account.len() < MOST_A_SECOND;
        if fits {
            of_account.push_back(now);
        }
        fits
    }
}

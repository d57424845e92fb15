//! Webhooks: kept first, then followed. A delivery says where to look; what became of the money is what the look-up says.
//!
//! Taking one never asks a provider anything, so any process may take it. The executor finds in the journal what is to
//! be looked up, and looks: the same steps in the same world, whoever took it and however often it came.

use crate::core::{Changed, Engine, locked};
use crate::error::Result;
use crate::executor::Work;
use crate::ports::VaultError;
use crate::schedule::back_off;
use crate::sync::Tally;
use crate::view::{DeliveriesView, DeliveryView};
use chrono::{DateTime, Utc};
use domain::{
    Account, AccountId, Credentials, Delivery, Flaw, Kind, Operation, OperationId, State, Status,
    TransactionId, Trust,
};
use providers::delivery::LONGEST_BODY;
use providers::{FetchTransaction, Fetched, Received};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use store::{DeliveryKept, KeptDelivery, NewDelivery};

/// No honest request has headers of this length in all.
const LONGEST_HEADERS: usize = 64 * 1024;
/// What is kept of a body, secrets and phones removed.
const LONGEST_KEPT: usize = 16 * 1024;
/// How many of those that came are shown.
const SHOWN: u32 = 50;
/// How many of those that wait are looked at in one go.
const AT_ONCE: u32 = 50;
/// How often a look-up is tried before the next pull is left to find it.
const MOST_LOOKS: u32 = 6;
/// In a flood, the journal hears of this many at a time.
const COUNTED_AT_ONCE: u64 = 1_000;

/// What became of a delivery that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryTaken {
    /// What it is. Only its trust is to be relied on.
    pub delivery: Delivery,
    /// Whether it is new, came before, or was only counted.
    pub kept: DeliveryKept,
}

/// Which account's which sort came too often, on which day, and how many the journal has not heard of yet.
pub(crate) type Floods = HashMap<(AccountId, Trust), (i64, u64)>;

impl Engine {
    /// Reads a webhook without keeping it: whether it comes from the provider, and what it claims.
    pub async fn read_delivery(
        &self,
        account: &AccountId,
        received: &Received<'_>,
    ) -> Result<Delivery> {
        let account = self.account(account).await?;
        let keys = self.webhook_keys(&account).await?;
        self.read_for(&account, &keys, received)
    }

    /// The last webhooks that came for an account, newest first.
    pub async fn delivery_views(&self, account: &AccountId) -> Result<DeliveriesView> {
        let journal = &self.store().journal;
        let kept = journal.deliveries(account, SHOWN).await?;
        let unsigned = journal.deliveries_counted(account, Trust::Unsigned).await?;
        let forged = journal.deliveries_counted(account, Trust::Forged).await?;
        Ok(DeliveriesView {
            rows: kept.iter().map(DeliveryView::from).collect(),
            only_counted: unsigned.saturating_add(forged),
        })
    }

    /// Of an account's keys only the one that its webhooks are signed with.
    pub(crate) async fn webhook_keys(&self, account: &Account) -> Result<Credentials> {
        let provider = self.provider_of(account)?;
        let reader = provider
            .read_delivery()
            .ok_or_else(crate::send::unsupported)?;
        match self.inner.vault.read(&account.id).await {
            Ok(mut keys) => Ok(keys.remove_entry(reader.secret()).into_iter().collect()),
            // Without a secret nothing can be verified, and it is kept as that.
            Err(VaultError::Missing) => Ok(Credentials::new()),
            Err(error) => Err(error.into()),
        }
    }

    fn read_for(
        &self,
        account: &Account,
        keys: &Credentials,
        received: &Received<'_>,
    ) -> Result<Delivery> {
        let provider = self.provider_of(account)?;
        let reader = provider
            .read_delivery()
            .ok_or_else(crate::send::unsupported)?;
        if is_too_large(received) {
            return Ok(Delivery::unread(
                Trust::Forged,
                Some(Flaw::TooLarge),
                "not read",
            ));
        }
        Ok(reader.read(received, &self.connection(account, keys, None)))
    }

    /// Takes a webhook in: reads it, and keeps it in one flushed commit, so that it may be answered. Nothing is looked up
    /// here; the executor looks up what a new verified one names, at once.
    pub async fn take_delivery(
        &self,
        account: &AccountId,
        received: &Received<'_>,
    ) -> Result<DeliveryTaken> {
        let account = self.account(account).await?;
        let keys = self.webhook_keys(&account).await?;
        self.take_delivery_with(&account, &keys, received).await
    }

    /// The same, where account and key are at hand already.
    pub(crate) async fn take_delivery_with(
        &self,
        account: &Account,
        keys: &Credentials,
        received: &Received<'_>,
    ) -> Result<DeliveryTaken> {
        let delivery = self.read_for(account, keys, received)?;
        let now = self.now();
        if self.only_counted(&account.id, delivery.trust, now).await? {
            return Ok(DeliveryTaken {
                delivery,
                kept: DeliveryKept::Counted,
            });
        }
        let follows = delivery.trust == Trust::Verified && delivery.provider_reference.is_some();
        let body = self.body_to_keep(account, &delivery, received)?;
        let kept = self
            .store()
            .journal
            .keep_delivery(&NewDelivery {
                account: &account.id,
                environment: account.environment,
                delivery: &delivery,
                body_hash: &body_hash(&delivery, received),
                body: body.as_deref(),
                look_at: follows.then_some(now),
                at: now,
            })
            .await?;
        match kept {
            DeliveryKept::New if follows => self.inner.wake.notify_one(),
            DeliveryKept::Counted => {
                locked(&self.inner.floods)
                    .insert((account.id.clone(), delivery.trust), (day(now), 0));
            }
            DeliveryKept::New | DeliveryKept::Again(_) => {}
        }
        Ok(DeliveryTaken { delivery, kept })
    }

    /// What nobody vouches for fills neither the disk nor the time: after the day's share, it is counted in memory, and
    /// the journal hears of a thousand at a time.
    async fn only_counted(
        &self,
        account: &AccountId,
        trust: Trust,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let ready = {
            let mut floods = locked(&self.inner.floods);
            let key = (account.clone(), trust);
            let Some((of_day, number)) = floods.get_mut(&key) else {
                return Ok(false);
            };
            if *of_day != day(now) {
                floods.remove(&key);
                return Ok(false);
            }
            *number += 1;
            let ready = (*number >= COUNTED_AT_ONCE).then_some(*number);
            if ready.is_some() {
                *number = 0;
            }
            ready
        };
        if let Some(number) = ready {
            self.store()
                .journal
                .count_deliveries(account, trust, number, now)
                .await?;
        }
        Ok(true)
    }

    fn body_to_keep(
        &self,
        account: &Account,
        delivery: &Delivery,
        received: &Received<'_>,
    ) -> Result<Option<String>> {
        if delivery.trust == Trust::Forged {
            return Ok(None);
        }
        let manifest = self.provider_of(account)?.manifest();
        let body = providers::redact::redacted(received.body, manifest);
        let fits = body.len() <= LONGEST_KEPT;
        Ok(Some(if fits {
            body
        } else {
            format!("\"too long to keep, {} bytes\"", received.body.len())
        }))
    }

    /// Deliveries that name something which is to be looked up now, and when the next one is.
    pub(crate) async fn deliveries_due(
        &self,
        open: &[Operation],
    ) -> Result<(Vec<Work>, Option<DateTime<Utc>>)> {
        let now = self.now();
        let mut due = Vec::new();
        let mut next: Option<DateTime<Utc>> = None;
        for delivery in self.store().journal.deliveries_to_look_up(AT_ONCE).await? {
            if locked(&self.inner.followed).contains(&delivery.row) {
                continue;
            }
            match delivery.look_at {
                Some(at) if at <= now => {}
                Some(at) => {
                    next = Some(next.map_or(at, |known| known.min(at)));
                    continue;
                }
                None => continue,
            }
            let operation = self.named_operation(&delivery).await?;
            let waits = match &operation {
                Some(id) => locked(&self.inner.in_hand).contains(id),
                // It may tell of what is just being sent, and be here before the answer: the answer comes first.
                None => open
                    .iter()
                    .any(|o| o.account == delivery.account && o.state == State::Sending),
            };
            if !waits {
                due.push(Work::Follow(Box::new(delivery), operation));
            }
        }
        Ok((due, next))
    }

    /// The operation that bears the reference which a delivery names.
    async fn named_operation(&self, delivery: &KeptDelivery) -> Result<Option<OperationId>> {
        let Some(reference) = delivery.provider_reference.clone() else {
            return Ok(None);
        };
        let key = (delivery.account.clone(), kind(delivery), reference);
        let bearing = self
            .store()
            .journal
            .operations_by_provider_references(&[key])
            .await?;
        Ok(match bearing.as_slice() {
            [operation] => Some(operation.id.clone()),
            _ => None,
        })
    }

    /// Looks up what a delivery names, and notes that this is done, or when it is tried again.
    pub(crate) async fn follow(&self, delivery: &KeptDelivery, operation: Option<&OperationId>) {
        if !locked(&self.inner.followed).insert(delivery.row) {
            return;
        }
        let looked = match self.take_telling(delivery).await {
            Ok(true) => Ok(true),
            Ok(false) => match operation {
                Some(id) => self.look_for(id).await,
                None => self.fetch_named(delivery).await,
            },
            Err(error) => Err(error),
        };
        if matches!(looked, Ok(true))
            && let Err(error) = self.learn_the_price(delivery).await
        {
            tracing::warn!(error.code = %error.code, "what a delivery tells of a fee was not kept");
        }
        let now = self.now();
        let journal = &self.store().journal;
        let noted = match looked {
            Ok(true) => journal.delivery_looked_up(delivery.row, now).await,
            Ok(false) | Err(_) => {
                let wait = back_off(delivery.looks, self.chance());
                let again = (delivery.looks + 1 < MOST_LOOKS).then_some(now + wait);
                journal.delivery_look_failed(delivery.row, again).await
            }
        };
        locked(&self.inner.followed).remove(&delivery.row);
        if let Err(error) = looked {
            tracing::warn!(error.code = %error.code, "what a delivery names was not looked up");
        }
        if let Err(error) = noted {
            tracing::warn!(%error, "the look-up for a delivery was not noted");
        }
    }

    /// Some providers tell what a payout cost in their webhook and nowhere else. It is taken only for what a look-up has
    /// called done, and only where nothing else told it: of one that failed it was a quote.
    async fn learn_the_price(&self, delivery: &KeptDelivery) -> Result<()> {
        let Some(telling) = delivery
            .telling
            .as_ref()
            .filter(|it| it.kind == Kind::Payout)
        else {
            return Ok(());
        };
        let Some(reference) = &telling.provider_reference else {
            return Ok(());
        };
        let id = TransactionId::derive(&delivery.account, Kind::Payout, reference);
        let history = &self.store().history;
        let Some(mut kept) = history.transaction(&id).await? else {
            return Ok(());
        };
        if kept.status != Status::Succeeded || telling.amount != Some(kept.amount) {
            return Ok(());
        }
        kept.fee = kept.fee.or(telling.fee);
        kept.debited = kept.debited.or(telling.debited);
        kept.recipient_gets = kept.recipient_gets.or(telling.recipient_gets);
        kept.synced_at = self.now();
        history.upsert(&[kept]).await?;
        Ok(())
    }

    /// True when the provider answered.
    async fn look_for(&self, id: &OperationId) -> Result<bool> {
        if !locked(&self.inner.in_hand).insert(id.clone()) {
            return Ok(false);
        }
        let looked = self.look(id).await;
        locked(&self.inner.in_hand).remove(id);
        Ok(looked?.checks.last_failure.is_none())
    }

    /// A transaction that is tied to no operation: read, kept, and compared like any row of a list.
    async fn fetch_named(&self, delivery: &KeptDelivery) -> Result<bool> {
        let account = self.account(&delivery.account).await?;
        let provider = self.provider_of(&account)?;
        let (Some(endpoint), Some(reference)) =
            (provider.fetch_transaction(), &delivery.provider_reference)
        else {
            return Ok(true);
        };
        let call = FetchTransaction {
            kind: kind(delivery),
            provider_reference: reference.clone(),
        };
        let (fetched, response) = self.learn(&account, provider, endpoint, &call).await?;
        let Fetched::Found(sighting) = fetched else {
            // Some providers tell of a thing a moment before they can show it.
            return Ok(false);
        };
        let raw = providers::redact::redacted(&response.body, provider.manifest());
        self.take_in(
            &account,
            vec![(*sighting, Some(raw))],
            &mut Tally::default(),
        )
        .await?;
        self.tell(Changed {
            history: true,
            ..Changed::default()
        });
        Ok(true)
    }
}

/// What a delivery is about. A shape without an event is that of a charge.
fn kind(delivery: &KeptDelivery) -> Kind {
    delivery.kind.unwrap_or(Kind::Charge)
}

fn is_too_large(received: &Received<'_>) -> bool {
    let headers: usize = received
        .headers
        .iter()
        .map(|(name, value)| name.len() + value.len())
        .sum();
    received.body.len() > LONGEST_BODY || headers > LONGEST_HEADERS
}

/// What one is told apart by that has no identity of its own. Nobody reads fifty megabytes for it.
fn body_hash(delivery: &Delivery, received: &Received<'_>) -> String {
    if delivery.flaw == Some(Flaw::TooLarge) {
        return "too large".to_owned();
    }
    hex::encode(Sha256::digest(received.body))
}

fn day(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(86_400)
}

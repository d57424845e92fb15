//! The rollup: numbers and sums per local day, ten days or month, by everything that a dashboard tells apart. What each transaction
//! adds to it or takes from it.

use super::failure::{self, Failures};
use super::local_day::{self, day};
use super::rollup_tables::{self, Level};
use super::transaction::TABLE;
use crate::cells::{ms, parts};
use crate::error::StoreError;
use chrono_tz::Tz;
use domain::{Environment, Method, Money, Status, Transaction};
use serde::Deserialize;
use sqlx::SqliteConnection;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a row of the rollup stands for. What was not told is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) environment: String,
    pub(super) day: String,
    pub(super) currency: String,
    pub(super) kind: String,
    pub(super) status: String,
    pub(super) account: String,
    pub(super) provider: String,
    pub(super) method: String,
    pub(super) network: String,
}

/// Ten-thousandths of a page's sums; wide enough that no page can overflow them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) n: i64,
    pub(super) amount: i128,
    pub(super) fee: i128,
    /// Of how many no fee was told.
    pub(super) fee_not_told: i64,
    /// What was added to the wallet: as it was told, or the amount without a fee that was told.
    pub(super) net: i128,
    /// For how many neither was.
    pub(super) net_not_told: i64,
    pub(super) refunded: i128,
}

impl Sums {
    pub(super) fn add(&mut self, more: &Self) {
        self.n += more.n;
        self.amount += more.amount;
        self.fee += more.fee;
        self.fee_not_told += more.fee_not_told;
        self.net += more.net;
        self.net_not_told += more.net_not_told;
        self.refunded += more.refunded;
    }
}

/// An amount in the store's terms.
type Told = Option<(i64, String)>;

/// What a transaction of the store, or several that are alike, adds to or takes from the rollup.
struct Share {
    key: Key,
    n: i64,
    reason: Option<String>,
    amount: i64,
    fee: Told,
    net: Told,
    refunded: Told,
}

impl Share {
    /// The net as it was told, else what the fee leaves of the amount; a fee of another currency leaves no answer.
    fn net(&self) -> Told {
        if self.net.is_some() {
            return self.net.clone();
        }
        let (fee, currency) = self.fee.as_ref()?;
        let left = self.amount.checked_sub(*fee)?;
        (*currency == self.key.currency).then(|| (left, currency.clone()))
    }
}

/// The changes of a page, written at its end: many transactions share few rows.
pub(super) struct Deltas {
    zone: Tz,
    pub(super) sums: BTreeMap<Key, Sums>,
    failures: Failures,
}

impl Deltas {
    pub(super) fn new(zone: Tz) -> Self {
        Self {
            zone,
            sums: BTreeMap::new(),
            failures: Failures::new(),
        }
    }

    pub(super) fn put_in(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        let share = self.share(transaction)?;
        self.add(&share, 1);
        Ok(())
    }

    pub(super) fn take_out(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        let share = self.share(transaction)?;
        self.add(&share, -1);
        Ok(())
    }

    fn share(&self, t: &Transaction) -> Result<Share, StoreError> {
        let told = |money: Option<&Money>| match money {
            None => Ok(None),
            Some(money) => {
                parts(TABLE, money).map(|told| Some((told, money.currency().code().to_owned())))
            }
        };
        Ok(Share {
            key: Key {
                environment: t.environment.as_str().to_owned(),
                day: day(self.zone, ms(t.occurred_at))?,
                currency: t.amount.currency().code().to_owned(),
                kind: t.kind.as_str().to_owned(),
                status: t.status.as_str().to_owned(),
                account: t.account.as_str().to_owned(),
                provider: t.provider.as_str().to_owned(),
                method: t.method.map_or("", Method::as_str).to_owned(),
                network: t.network.clone().unwrap_or_default(),
            },
            n: 1,
            reason: failure::reason(t.status, t.provider_message.as_deref(), &t.provider_status),
            amount: parts(TABLE, &t.amount)?,
            fee: told(t.fee.as_ref())?,
            net: told(t.net.as_ref())?,
            refunded: told(t.refunded.as_ref())?,
        })
    }

    /// The row of a currency beside the transaction's own, where it counts as no transaction.
    fn beside(&mut self, key: &Key, currency: String) -> &mut Sums {
        let mut key = key.clone();
        key.currency = currency;
        self.sums.entry(key).or_default()
    }

    fn add(&mut self, share: &Share, sign: i64) {
        let (wide, n) = (i128::from(sign), sign * share.n);
        if let Some((fee, currency)) = &share.fee {
            self.beside(&share.key, currency.clone()).fee += wide * i128::from(*fee);
        }
        let net = share.net();
        if let Some((net, currency)) = &net {
            self.beside(&share.key, currency.clone()).net += wide * i128::from(*net);
        }
        if let Some((refunded, currency)) = &share.refunded {
            self.beside(&share.key, currency.clone()).refunded += wide * i128::from(*refunded);
        }
        let sums = self.sums.entry(share.key.clone()).or_default();
        sums.n += n;
        sums.amount += wide * i128::from(share.amount);
        sums.fee_not_told += if share.fee.is_none() { n } else { 0 };
        sums.net_not_told += if net.is_none() { n } else { 0 };
        if let Some(reason) = &share.reason {
            let key = failure::Key {
                environment: share.key.environment.clone(),
                day: share.key.day.clone(),
                currency: share.key.currency.clone(),
                kind: share.key.kind.clone(),
                account: share.key.account.clone(),
                reason: reason.clone(),
            };
            let failed = self.failures.entry(key).or_default();
            failed.0 += n;
            failed.1 += wide * i128::from(share.amount);
        }
    }

    pub(super) async fn apply(self, conn: &mut SqliteConnection) -> Result<(), StoreError> {
        for level in Level::EVERY {
            rollup_tables::add(conn, level, &self.sums).await?;
            let mut failures = Failures::new();
            for (key, (n, amount)) in &self.failures {
                let mut key = key.clone();
                key.day = level.of(&key.day);
                let failed = failures.entry(key).or_default();
                failed.0 += n;
                failed.1 += amount;
            }
            failure::apply(conn, level, &failures).await?;
        }
        Ok(())
    }
}

/// A kept row by position, in the order of [`ROWS`]' columns.
#[derive(Deserialize)]
struct Row<'a> {
    row: i64,
    occurred_at: i64,
    #[serde(borrow)]
    environment: Cow<'a, str>,
    account: Cow<'a, str>,
    provider: Cow<'a, str>,
    kind: Cow<'a, str>,
    method: Option<Cow<'a, str>>,
    network: Option<Cow<'a, str>>,
    status: Cow<'a, str>,
    currency: Cow<'a, str>,
    amount: i64,
    fee: Option<i64>,
    fee_currency: Option<Cow<'a, str>>,
    net: Option<i64>,
    net_currency: Option<Cow<'a, str>>,
    refunded: Option<i64>,
    refunded_currency: Option<Cow<'a, str>>,
    provider_status: Cow<'a, str>,
    provider_message: Option<Cow<'a, str>>,
}

/// A piece as lists in JSON: one row costs the driver more than it costs SQLite.
const ROWS: &str = "SELECT json_group_array(json_array(row, occurred_at, environment, account, provider, kind, method, network, \
     status, currency, amount, fee, fee_currency, net, net_currency, refunded, refunded_currency, provider_status, \
     provider_message)) FROM (SELECT * FROM transactions NOT INDEXED WHERE row >= ?1 AND row < ?2 \
     AND (?4 IS NULL OR environment = ?4) ORDER BY row LIMIT ?3)";

/// Adds what lies in a stretch of the kept rows, a piece at a time.
pub(super) async fn add_rows(
    conn: &mut SqliteConnection,
    environment: Option<Environment>,
    rows: &std::ops::Range<i64>,
    deltas: &mut Deltas,
) -> Result<(), StoreError> {
    const PIECE: usize = 5_000;
    let mut from = rows.start;
    loop {
        let text: String = sqlx::query_scalar(ROWS)
            .bind(from)
            .bind(rows.end)
            .bind(i64::try_from(PIECE).expect("a small number"))
            .bind(environment.map(Environment::as_str))
            .fetch_one(&mut *conn)
            .await?;
        let found: Vec<Row<'_>> = serde_json::from_str(&text)
            .map_err(|error| StoreError::unreadable(TABLE, error.to_string()))?;
        for row in &found {
            from = row.row.saturating_add(1);
            deltas.add(&row.share(deltas.zone)?, 1);
        }
        if found.len() < PIECE {
            return Ok(());
        }
    }
}

fn told(amount: Option<i64>, currency: Option<&str>) -> Result<Told, StoreError> {
    match (amount, currency) {
        (None, None) => Ok(None),
        (Some(amount), Some(currency)) => Ok(Some((amount, currency.to_owned()))),
        _ => Err(StoreError::unreadable(TABLE, "half an amount")),
    }
}

impl Row<'_> {
    fn share(&self, zone: Tz) -> Result<Share, StoreError> {
        let status = Status::parse(&self.status)
            .ok_or_else(|| StoreError::unreadable(TABLE, "status: a word that is not known"))?;
        Ok(Share {
            key: Key {
                environment: self.environment.to_string(),
                day: day(zone, self.occurred_at)?,
                currency: self.currency.to_string(),
                kind: self.kind.to_string(),
                status: status.as_str().to_owned(),
                account: self.account.to_string(),
                provider: self.provider.to_string(),
                method: self.method.as_deref().unwrap_or_default().to_owned(),
                network: self.network.as_deref().unwrap_or_default().to_owned(),
            },
            n: 1,
            reason: failure::reason(
                status,
                self.provider_message.as_deref(),
                &self.provider_status,
            ),
            amount: self.amount,
            fee: told(self.fee, self.fee_currency.as_deref())?,
            net: told(self.net, self.net_currency.as_deref())?,
            refunded: told(self.refunded, self.refunded_currency.as_deref())?,
        })
    }
}

/// Kept rows of one kind, status, account and currency, added up, by position in the order of [`ALIKE`]'s columns.
#[derive(Deserialize)]
struct Alike {
    kind: String,
    status: String,
    account: String,
    currency: String,
    n: i64,
    amount: i64,
    fee: Option<i64>,
    fee_currency: Option<String>,
    net: Option<i64>,
    net_currency: Option<String>,
    refunded: Option<i64>,
    refunded_currency: Option<String>,
}

/// What is told of some and not of others is not added up, so that what was told of all of them is known of each sum.
const ALIKE: &str = "SELECT json_group_array(json_array(kind, status, account, currency, n, amount, fee, fee_currency, net, \
     net_currency, refunded, refunded_currency)) FROM (SELECT kind, status, account, currency, count(*) AS n, \
     sum(amount) AS amount, sum(fee) AS fee, fee_currency, sum(net) AS net, net_currency, sum(refunded) AS refunded, \
     refunded_currency FROM transactions NOT INDEXED WHERE row >= ?1 AND row < ?2 AND environment = ?3 \
     GROUP BY kind, status, account, currency, fee_currency, net_currency, refunded_currency, fee IS NULL, net IS NULL, \
     refunded IS NULL)";

/// Adds what lies in a stretch of the kept rows, which lies within a day, where neither that nor rails need be told apart: it
/// is added up before it is read.
pub(super) async fn add_alike(
    conn: &mut SqliteConnection,
    environment: Environment,
    rows: &std::ops::Range<i64>,
    deltas: &mut Deltas,
) -> Result<(), StoreError> {
    let text: String = sqlx::query_scalar(ALIKE)
        .bind(rows.start)
        .bind(rows.end)
        .bind(environment.as_str())
        .fetch_one(conn)
        .await?;
    let found: Vec<Alike> = serde_json::from_str(&text)
        .map_err(|error| StoreError::unreadable(TABLE, error.to_string()))?;
    for alike in found {
        deltas.add(&alike.share(environment)?, 1);
    }
    Ok(())
}

impl Alike {
    fn share(self, environment: Environment) -> Result<Share, StoreError> {
        Ok(Share {
            key: Key {
                environment: environment.as_str().to_owned(),
                currency: self.currency,
                kind: self.kind,
                status: self.status,
                account: self.account,
                ..Key::default()
            },
            n: self.n,
            reason: None,
            amount: self.amount,
            fee: told(self.fee, self.fee_currency.as_deref())?,
            net: told(self.net, self.net_currency.as_deref())?,
            refunded: told(self.refunded, self.refunded_currency.as_deref())?,
        })
    }
}

/// Makes the whole of the derived tables anew of the kept rows.
pub(super) async fn fill(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    rollup_tables::empty(conn).await?;
    let mut deltas = Deltas::new(local_day::zone(conn).await?);
    add_rows(conn, None, &(i64::MIN..i64::MAX), &mut deltas).await?;
    deltas.apply(conn).await
}

//! Derived table `rollup`: numbers and sums per local day, environment, account, kind, method, status and currency.

use super::local_day::{self, day};
use super::transaction::TABLE;
use crate::cells::{Cells, ms, parts};
use crate::error::StoreError;
use chrono_tz::Tz;
use domain::{Money, Transaction};
use sqlx::SqliteConnection;
use std::collections::BTreeMap;

/// What a row of the rollup stands for. A method that was not told is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) day: String,
    pub(super) environment: String,
    pub(super) account: String,
    pub(super) provider: String,
    pub(super) kind: String,
    pub(super) method: String,
    pub(super) status: String,
    pub(super) currency: String,
}

/// Ten-thousandths of a page's sums; wide enough that no page can overflow them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) n: i64,
    pub(super) amount: i128,
    pub(super) fee: i128,
    /// What was added to the wallet: as it was told, or the amount without a fee that was told.
    pub(super) net: i128,
    /// For how many neither was.
    pub(super) net_not_told: i64,
    pub(super) refunded: i128,
}

/// An amount in the store's terms.
type Told = Option<(i64, String)>;

/// What one transaction of the store adds to or takes from the rollup.
struct Share {
    key: Key,
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
}

impl Deltas {
    pub(super) fn new(zone: Tz) -> Self {
        Self {
            zone,
            sums: BTreeMap::new(),
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
                day: day(self.zone, ms(t.occurred_at))?,
                environment: t.environment.as_str().to_owned(),
                account: t.account.as_str().to_owned(),
                provider: t.provider.as_str().to_owned(),
                kind: t.kind.as_str().to_owned(),
                method: t.method.map_or("", domain::Method::as_str).to_owned(),
                status: t.status.as_str().to_owned(),
                currency: t.amount.currency().code().to_owned(),
            },
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
        let wide = i128::from(sign);
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
        sums.n += sign;
        sums.amount += wide * i128::from(share.amount);
        sums.net_not_told += if net.is_none() { sign } else { 0 };
    }

    /// A sum that does not fit makes SQLite refuse the row, since the table is strict: never a wrong sum.
    pub(super) async fn apply(self, conn: &mut SqliteConnection) -> Result<(), StoreError> {
        let fits = |sum: i128| {
            i64::try_from(sum).map_err(|_| StoreError::unreadable("rollup", "a sum does not fit"))
        };
        for (key, sums) in self.sums {
            if sums == Sums::default() {
                continue;
            }
            sqlx::query(
                "INSERT INTO rollup (day, environment, account, provider, kind, method, status, currency, n, amount, \
                 fee, net, net_not_told, refunded) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
                 ON CONFLICT (day, environment, account, provider, kind, method, status, currency) \
                 DO UPDATE SET n = n + excluded.n, amount = amount + excluded.amount, fee = fee + excluded.fee, \
                 net = net + excluded.net, net_not_told = net_not_told + excluded.net_not_told, \
                 refunded = refunded + excluded.refunded",
            )
            .bind(&key.day)
            .bind(&key.environment)
            .bind(&key.account)
            .bind(&key.provider)
            .bind(&key.kind)
            .bind(&key.method)
            .bind(&key.status)
            .bind(&key.currency)
            .bind(sums.n)
            .bind(fits(sums.amount)?)
            .bind(fits(sums.fee)?)
            .bind(fits(sums.net)?)
            .bind(sums.net_not_told)
            .bind(fits(sums.refunded)?)
            .execute(&mut *conn)
            .await?;
        }
        sqlx::query(
            "DELETE FROM rollup WHERE n = 0 AND amount = 0 AND fee = 0 AND net = 0 AND net_not_told = 0 \
             AND refunded = 0",
        )
        .execute(conn)
        .await?;
        Ok(())
    }
}

/// Adds what lies in a stretch of the kept rows, a piece at a time.
pub(super) async fn add_rows(
    conn: &mut SqliteConnection,
    rows: &std::ops::Range<i64>,
    deltas: &mut Deltas,
) -> Result<(), StoreError> {
    const PIECE: usize = 5_000;
    let mut from = rows.start;
    loop {
        let found = sqlx::query(
            "SELECT row, occurred_at, environment, account, provider, kind, method, status, currency, amount, fee, \
             fee_currency, net, net_currency, refunded, refunded_currency \
             FROM transactions WHERE row >= ?1 AND row < ?2 ORDER BY row LIMIT ?3",
        )
        .bind(from)
        .bind(rows.end)
        .bind(i64::try_from(PIECE).expect("a small number"))
        .fetch_all(&mut *conn)
        .await?;
        for row in &found {
            let cells = Cells::new(TABLE, row);
            from = cells.integer("row")?.saturating_add(1);
            let told = |amount: &str, currency: &str| match (
                cells.integer_if_told(amount)?,
                cells.text_if_told(currency)?,
            ) {
                (None, None) => Ok(None),
                (Some(amount), Some(currency)) => Ok(Some((amount, currency))),
                _ => Err(StoreError::unreadable(TABLE, "half an amount")),
            };
            let share = Share {
                key: Key {
                    day: day(deltas.zone, cells.integer("occurred_at")?)?,
                    environment: cells.text("environment")?,
                    account: cells.text("account")?,
                    provider: cells.text("provider")?,
                    kind: cells.text("kind")?,
                    method: cells.text_if_told("method")?.unwrap_or_default(),
                    status: cells.text("status")?,
                    currency: cells.text("currency")?,
                },
                amount: cells.integer("amount")?,
                fee: told("fee", "fee_currency")?,
                net: told("net", "net_currency")?,
                refunded: told("refunded", "refunded_currency")?,
            };
            deltas.add(&share, 1);
        }
        if found.len() < PIECE {
            return Ok(());
        }
    }
}

/// Makes the whole table anew of the kept rows.
pub(super) async fn fill(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM rollup")
        .execute(&mut *conn)
        .await?;
    let mut deltas = Deltas::new(local_day::zone(conn).await?);
    add_rows(conn, &(i64::MIN..i64::MAX), &mut deltas).await?;
    deltas.apply(conn).await
}

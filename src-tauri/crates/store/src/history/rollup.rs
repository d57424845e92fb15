//! Derived table `rollup`: numbers and sums per local day, environment, account, kind, method, status and currency.

use super::local_day::{self, day};
use super::transaction::TABLE;
use crate::cells::{Cells, ms, parts};
use crate::error::StoreError;
use chrono_tz::Tz;
use domain::Transaction;
use sqlx::SqliteConnection;
use std::collections::BTreeMap;

/// What a row of the rollup stands for. A method that was not told is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    day: String,
    environment: String,
    account: String,
    kind: String,
    method: String,
    status: String,
    currency: String,
}

/// Ten-thousandths of a page's sums; wide enough that no page can overflow them.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Sums {
    n: i64,
    amount: i128,
    fee: i128,
}

/// What one transaction of the store adds to or takes from the rollup.
struct Share {
    key: Key,
    amount: i64,
    fee: Option<(i64, String)>,
}

/// The changes of a page, written at its end: many transactions share few rows.
pub(super) struct Deltas {
    zone: Tz,
    sums: BTreeMap<Key, Sums>,
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
        self.add(share, 1);
        Ok(())
    }

    pub(super) fn take_out(&mut self, transaction: &Transaction) -> Result<(), StoreError> {
        let share = self.share(transaction)?;
        self.add(share, -1);
        Ok(())
    }

    fn share(&self, t: &Transaction) -> Result<Share, StoreError> {
        let fee = match &t.fee {
            None => None,
            Some(fee) => Some((parts(TABLE, fee)?, fee.currency().code().to_owned())),
        };
        Ok(Share {
            key: Key {
                day: day(self.zone, ms(t.occurred_at))?,
                environment: t.environment.as_str().to_owned(),
                account: t.account.as_str().to_owned(),
                kind: t.kind.as_str().to_owned(),
                method: t.method.map_or("", domain::Method::as_str).to_owned(),
                status: t.status.as_str().to_owned(),
                currency: t.amount.currency().code().to_owned(),
            },
            amount: parts(TABLE, &t.amount)?,
            fee,
        })
    }

    /// A fee of another currency stands in that currency's row, where it counts as no transaction.
    fn add(&mut self, share: Share, sign: i64) {
        if let Some((fee, currency)) = share.fee {
            let mut key = share.key.clone();
            key.currency = currency;
            self.sums.entry(key).or_default().fee += i128::from(sign) * i128::from(fee);
        }
        let sums = self.sums.entry(share.key).or_default();
        sums.n += sign;
        sums.amount += i128::from(sign) * i128::from(share.amount);
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
                "INSERT INTO rollup (day, environment, account, kind, method, status, currency, n, amount, fee) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) \
                 ON CONFLICT (day, environment, account, kind, method, status, currency) \
                 DO UPDATE SET n = n + excluded.n, amount = amount + excluded.amount, fee = fee + excluded.fee",
            )
            .bind(&key.day)
            .bind(&key.environment)
            .bind(&key.account)
            .bind(&key.kind)
            .bind(&key.method)
            .bind(&key.status)
            .bind(&key.currency)
            .bind(sums.n)
            .bind(fits(sums.amount)?)
            .bind(fits(sums.fee)?)
            .execute(&mut *conn)
            .await?;
        }
        sqlx::query("DELETE FROM rollup WHERE n = 0 AND amount = 0 AND fee = 0")
            .execute(conn)
            .await?;
        Ok(())
    }
}

/// Makes the whole table anew of the kept rows, a piece at a time.
pub(super) async fn fill(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    const PIECE: usize = 5_000;
    sqlx::query("DELETE FROM rollup")
        .execute(&mut *conn)
        .await?;
    let mut deltas = Deltas::new(local_day::zone(conn).await?);
    let mut after = i64::MIN;
    loop {
        let rows = sqlx::query(
            "SELECT row, occurred_at, environment, account, kind, method, status, currency, amount, fee, fee_currency \
             FROM transactions WHERE row > ?1 ORDER BY row LIMIT ?2",
        )
        .bind(after)
        .bind(i64::try_from(PIECE).expect("a small number"))
        .fetch_all(&mut *conn)
        .await?;
        for row in &rows {
            let cells = Cells::new(TABLE, row);
            after = cells.integer("row")?;
            let fee = match (
                cells.integer_if_told("fee")?,
                cells.text_if_told("fee_currency")?,
            ) {
                (None, None) => None,
                (Some(fee), Some(currency)) => Some((fee, currency)),
                _ => return Err(StoreError::unreadable(TABLE, "half a fee")),
            };
            let share = Share {
                key: Key {
                    day: day(deltas.zone, cells.integer("occurred_at")?)?,
                    environment: cells.text("environment")?,
                    account: cells.text("account")?,
                    kind: cells.text("kind")?,
                    method: cells.text_if_told("method")?.unwrap_or_default(),
                    status: cells.text("status")?,
                    currency: cells.text("currency")?,
                },
                amount: cells.integer("amount")?,
                fee,
            };
            deltas.add(share, 1);
        }
        if rows.len() < PIECE {
            return deltas.apply(conn).await;
        }
    }
}

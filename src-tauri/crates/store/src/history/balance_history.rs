//! Table `balance_history`: what lay in the wallets over time. Kept, since no provider tells it afterwards.

use super::History;
use crate::cells::{Cells, ms, parts};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{AccountId, Balance, Currency, Money};
use sqlx::SqliteConnection;

const TABLE: &str = "balance_history";

/// What a wallet was read to hold, from this moment until the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalancePoint {
    /// When the provider said so. UTC.
    pub at: DateTime<Utc>,
    /// The network that holds it, where the provider tells them apart.
    pub network: Option<String>,
    /// What could be used.
    pub available: Option<Money>,
    /// What was on its way in.
    pub pending: Option<Money>,
    /// Both.
    pub total: Option<Money>,
}

fn told(money: Option<&Money>) -> Result<Option<i64>, StoreError> {
    money.map(|money| parts(TABLE, money)).transpose()
}

/// Keeps a reading, unless it says what the one before it said.
pub(super) async fn keep(
    conn: &mut SqliteConnection,
    account: &AccountId,
    balance: &Balance,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO balance_history (account, environment, currency, network, available, pending, total, as_of) \
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM (SELECT available, pending, total \
         FROM balance_history WHERE account = ?1 AND currency = ?3 AND network = ?4 ORDER BY as_of DESC, seq DESC LIMIT 1) \
         WHERE available IS ?5 AND pending IS ?6 AND total IS ?7)",
    )
    .bind(account.as_str())
    .bind(balance.environment.as_str())
    .bind(balance.currency.code())
    .bind(balance.network.as_deref().unwrap_or_default())
    .bind(told(balance.available.as_ref())?)
    .bind(told(balance.pending.as_ref())?)
    .bind(told(balance.total.as_ref())?)
    .bind(ms(balance.as_of))
    .execute(conn)
    .await?;
    Ok(())
}

impl History {
    /// What a wallet held over time, the oldest first: what it held when the period began, and every change in it.
    pub async fn balance_history(
        &self,
        account: &AccountId,
        currency: Currency,
        network: Option<&str>,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<BalancePoint>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT network, currency, available, pending, total, as_of FROM balance_history b \
                     WHERE account = ?1 AND currency = ?2 AND (?3 IS NULL OR network = ?3) AND as_of < ?5 \
                     AND as_of >= coalesce((SELECT max(e.as_of) FROM balance_history e WHERE e.account = ?1 \
                     AND e.currency = ?2 AND e.network = b.network AND e.as_of <= ?4), ?4) ORDER BY as_of, seq",
                )
                .bind(account.as_str())
                .bind(currency.code())
                .bind(network)
                .bind(ms(from))
                .bind(ms(to))
                .fetch_all(&mut *conn)
                .await?;
                rows.iter()
                    .map(|row| {
                        let cells = Cells::new(TABLE, row);
                        Ok(BalancePoint {
                            at: cells.time("as_of")?,
                            network: Some(cells.text("network")?).filter(|n| !n.is_empty()),
                            available: cells.money_if_told("available", "currency")?,
                            pending: cells.money_if_told("pending", "currency")?,
                            total: cells.money_if_told("total", "currency")?,
                        })
                    })
                    .collect()
            })
            .await
    }
}

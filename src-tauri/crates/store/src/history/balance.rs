//! Table `balances`: what lay in the wallets when a provider last said so.

use super::{History, balance_history};
use crate::cells::{Cells, ms, parts};
use crate::error::StoreError;
use domain::{AccountId, Balance, Environment, Money};

const TABLE: &str = "balances";

fn told(money: Option<&Money>) -> Result<Option<i64>, StoreError> {
    money.map(|money| parts(TABLE, money)).transpose()
}

impl History {
    /// Replaces what is known of an account's wallets. What they held before stays in their history.
    pub async fn put_balances(
        &self,
        account: &AccountId,
        balances: &[Balance],
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query("DELETE FROM balances WHERE account = ?1")
                    .bind(account.as_str())
                    .execute(&mut *writing.tx)
                    .await?;
                for balance in balances {
                    sqlx::query(
                        "INSERT INTO balances (account, environment, currency, network, available, pending, total, as_of) \
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    )
                    .bind(account.as_str())
                    .bind(balance.environment.as_str())
                    .bind(balance.currency.code())
                    .bind(balance.network.as_deref().unwrap_or_default())
                    .bind(told(balance.available.as_ref())?)
                    .bind(told(balance.pending.as_ref())?)
                    .bind(told(balance.total.as_ref())?)
                    .bind(ms(balance.as_of))
                    .execute(&mut *writing.tx)
                    .await?;
                    balance_history::keep(&mut writing.tx, account, balance).await?;
                }
                writing.commit().await
            })
            .await
    }

    /// The wallets of an environment, by account, currency and network.
    pub async fn balances(&self, environment: Environment) -> Result<Vec<Balance>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT account, environment, currency, network, available, pending, total, as_of FROM balances \
                     WHERE environment = ?1 ORDER BY account, currency, network",
                )
                .bind(environment.as_str())
                .fetch_all(&mut *conn)
                .await?;
                rows.iter()
                    .map(|row| {
                        let cells = Cells::new(TABLE, row);
                        Ok(Balance {
                            account: cells.formed("account")?,
                            environment: cells.word("environment", Environment::parse)?,
                            currency: cells.currency("currency")?,
                            network: Some(cells.text("network")?).filter(|n| !n.is_empty()),
                            available: cells.money_if_told("available", "currency")?,
                            pending: cells.money_if_told("pending", "currency")?,
                            total: cells.money_if_told("total", "currency")?,
                            as_of: cells.time("as_of")?,
                        })
                    })
                    .collect()
            })
            .await
    }
}

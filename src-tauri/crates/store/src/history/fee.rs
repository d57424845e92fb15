//! What payouts cost before, and fees that stand as rows of their own.

use super::History;
use super::transaction::{TABLE, load_by_ids};
use crate::cells::{Cells, json, parts};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{AccountId, Kind, Money, Transaction, TransactionId};
use std::collections::HashMap;

const FEES: &str = "fee_rows";

/// A fee as the provider lists it.
#[derive(Clone, Copy, Debug)]
pub struct FeeKept<'a> {
    /// The provider's reference of the row itself.
    pub provider_reference: &'a str,
    /// The transaction that it is the fee of, by the number that such rows speak of it with.
    pub of: &'a str,
    /// How much.
    pub fee: Money,
}

impl History {
    /// Keeps fees: the same row is one fee, however often it is listed.
    pub async fn keep_fees(
        &self,
        account: &AccountId,
        fees: &[FeeKept<'_>],
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                for row in fees {
                    sqlx::query(
                        "INSERT INTO fee_rows (account, provider_reference, of, fee, currency) \
                         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account, provider_reference) \
                         DO UPDATE SET of = ?3, fee = ?4, currency = ?5",
                    )
                    .bind(account.as_str())
                    .bind(row.provider_reference)
                    .bind(row.of)
                    .bind(parts(FEES, &row.fee)?)
                    .bind(row.fee.currency().code())
                    .execute(&mut *writing.tx)
                    .await?;
                }
                writing.commit().await?;
                Ok(())
            })
            .await
    }

    /// Tells the transactions of these numbers what they cost, as far as both are known. Those that did not know it.
    pub async fn apply_fees(
        &self,
        account: &AccountId,
        of: &[&str],
        at: DateTime<Utc>,
    ) -> Result<Vec<TransactionId>, StoreError> {
        if of.is_empty() {
            return Ok(Vec::new());
        }
        let priced = self.priced(account, of).await?;
        let mut changed = Vec::new();
        for (mut transaction, fee) in priced {
            if transaction.fee == Some(fee) {
                continue;
            }
            transaction.fee = Some(fee);
            match transaction.kind {
                Kind::Charge => transaction.net = transaction.amount.checked_sub(&fee).ok(),
                Kind::Payout => transaction.debited = transaction.amount.checked_add(&fee).ok(),
                Kind::Refund | Kind::Conversion | Kind::Link => {}
            }
            transaction.synced_at = at;
            changed.push(transaction);
        }
        Ok(self.upsert(&changed).await?.changed)
    }

    async fn priced(
        &self,
        account: &AccountId,
        of: &[&str],
    ) -> Result<Vec<(Transaction, Money)>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT t.id, sum(f.fee) AS fee, min(f.currency) AS currency FROM transactions t \
                     JOIN fee_rows f ON f.account = t.account AND f.of = t.system_reference \
                     WHERE t.account = ?1 AND t.system_reference IN (SELECT value FROM json_each(?2)) \
                     GROUP BY t.id HAVING count(DISTINCT f.currency) = 1",
                )
                .bind(account.as_str())
                .bind(json(FEES, of)?)
                .fetch_all(&mut *conn)
                .await?;
                let mut fees = HashMap::new();
                for row in &rows {
                    let cells = Cells::new(FEES, row);
                    fees.insert(cells.text("id")?, cells.money("fee", "currency")?);
                }
                let ids: Vec<&str> = fees.keys().map(String::as_str).collect();
                let found = load_by_ids(&mut conn, &ids).await?;
                Ok(found
                    .into_iter()
                    .filter_map(|(_, kept)| {
                        let fee = *fees.get(kept.id.as_str())?;
                        Some((kept, fee))
                    })
                    .collect())
            })
            .await
    }

    /// The fee that was last taken for a payout of between `from` and less than `to`, by its network where one is named.
    /// With the time of that payout, UTC.
    pub async fn fee_seen(
        &self,
        account: &AccountId,
        network: Option<&str>,
        from: &Money,
        to: &Money,
    ) -> Result<Option<(Money, DateTime<Utc>)>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let row = sqlx::query(
                    "SELECT fee, fee_currency, occurred_at FROM transactions \
                     WHERE account = ?1 AND kind = 'payout' AND status = 'succeeded' AND fee IS NOT NULL \
                     AND amount >= ?2 AND amount < ?3 AND currency = ?4 AND fee_currency = ?4 \
                     AND (?5 IS NULL OR network = ?5) ORDER BY row DESC LIMIT 1",
                )
                .bind(account.as_str())
                .bind(parts(TABLE, from)?)
                .bind(parts(TABLE, to)?)
                .bind(from.currency().code())
                .bind(network)
                .fetch_optional(&mut *conn)
                .await?;
                row.map(|row| {
                    let cells = Cells::new(TABLE, &row);
                    Ok((cells.money("fee", "fee_currency")?, cells.time("occurred_at")?))
                })
                .transpose()
            })
            .await
    }
}

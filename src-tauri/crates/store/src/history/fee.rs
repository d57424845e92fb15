//! What payouts cost before, and fees that stand as rows of their own.

use super::History;
use super::transaction::TABLE;
use crate::cells::{Cells, parts};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{AccountId, Money};

impl History {
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

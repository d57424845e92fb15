//! What the journal knows of a file's rows, asked in bulk: which references are used, and who was paid the same lately.

use super::Journal;
use crate::cells::{Cells, json, ms, parts};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{AccountId, Environment, Money, OperationId, State};

const TABLE: &str = "batch_rows";

/// A reference that stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownReference {
    /// The reference.
    pub reference: String,
    /// What it stands for.
    pub content: String,
    /// The operation that it became.
    pub operation: OperationId,
    /// Where that stands.
    pub state: State,
    /// Its request id.
    pub request_id: String,
    /// The file that it was recorded with.
    pub batch: String,
    /// True when it never left and never will, or the provider certainly did not take it: the reference may be recorded anew.
    pub free: bool,
}

/// A payment that was asked about, and the operation that is like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidBefore {
    /// Which of those that were asked about.
    pub index: usize,
    /// The operation.
    pub operation: OperationId,
    /// True while nobody knows whether it was paid.
    pub unsettled: bool,
}

// What is asked for leads, and each finds its rows by an index: left to itself, SQLite reads everything of the account, and for
// each row all that is asked for.

pub(super) const KNOWN: &str = "SELECT r.reference, r.content_hash, r.operation, o.state, o.request_id, r.batch, \
     (o.state IN ('cancelled', 'failed') AND o.provider_reference IS NULL AND NOT EXISTS \
     (SELECT 1 FROM doubts d WHERE d.operation = o.id AND d.settled_at IS NULL)) AS free \
     FROM json_each(?2) w CROSS JOIN batch_rows r ON r.account = ?1 AND r.reference = w.value \
     JOIN operations o ON o.id = r.operation";

pub(super) const PAID: &str = "SELECT w.key AS asked, o.id, (o.state IN ('in_doubt', 'sending') OR EXISTS \
     (SELECT 1 FROM doubts d WHERE d.operation = o.id AND d.settled_at IS NULL)) AS unsettled \
     FROM json_each(?1) w CROSS JOIN operations o ON o.recipient = w.value ->> 0 AND o.amount = w.value ->> 1 \
     WHERE o.currency = w.value ->> 2 AND o.kind IN ('payout', 'refund') AND o.environment = ?2 \
     AND ((o.created_at >= ?3 AND o.state NOT IN ('cancelled', 'failed', 'expired')) OR unsettled) \
     ORDER BY o.row DESC";

impl Journal {
    /// Which of these references an account has used.
    pub async fn known_references(
        &self,
        account: &AccountId,
        references: &[&str],
    ) -> Result<Vec<KnownReference>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(KNOWN)
                    .bind(account.as_str())
                    .bind(json(TABLE, references)?)
                    .fetch_all(&mut *conn)
                    .await?;
                rows.iter()
                    .map(|row| {
                        let cells = Cells::new(TABLE, row);
                        Ok(KnownReference {
                            reference: cells.text("reference")?,
                            content: cells.text("content_hash")?,
                            operation: cells.formed("operation")?,
                            state: cells.word("state", State::parse)?,
                            request_id: cells.text("request_id")?,
                            batch: cells.text("batch")?,
                            free: cells.integer("free")? != 0,
                        })
                    })
                    .collect()
            })
            .await
    }

    /// Which of these recipients were sent the same amount, on any account of the environment: since a moment, or in doubt
    /// whatever its age. The newest first of each.
    pub async fn paid_since(
        &self,
        environment: Environment,
        payments: &[(String, Money)],
        since: DateTime<Utc>,
    ) -> Result<Vec<PaidBefore>, StoreError> {
        let asked: Vec<(&str, i64, &str)> = payments
            .iter()
            .map(|(recipient, amount)| {
                let parts = parts(TABLE, amount)?;
                Ok((recipient.as_str(), parts, amount.currency().code()))
            })
            .collect::<Result<_, StoreError>>()?;
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(PAID)
                    .bind(json(TABLE, &asked)?)
                    .bind(environment.as_str())
                    .bind(ms(since))
                    .fetch_all(&mut *conn)
                    .await?;
                rows.iter()
                    .map(|row| {
                        let cells = Cells::new(TABLE, row);
                        let index = cells.integer("asked")?;
                        Ok(PaidBefore {
                            index: usize::try_from(index).map_err(|_| {
                                StoreError::unreadable(TABLE, "asked: out of range")
                            })?,
                            operation: cells.formed("id")?,
                            unsettled: cells.integer("unsettled")? != 0,
                        })
                    })
                    .collect()
            })
            .await
    }
}

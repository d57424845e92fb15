//! Table `operations`: reading. Writing is in `record` and `change`, the only two ways in.

use super::Journal;
use crate::cells::{Cells, json, ms, parts};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{
    AccountId, Checks, Environment, Kind, Money, Operation, OperationId, ProviderId, State,
    TransactionId,
};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use std::collections::HashSet;

pub(super) const TABLE: &str = "operations";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT o.row, o.id, o.request_id, o.content_hash, o.kind, o.state, o.environment, o.account, o.provider, \
             o.amount, o.currency, o.phone, o.name, o.note, o.details, o.our_reference, o.provider_reference, \
             o.provider_status, o.action, o.reason, o.send_by, o.retry_of, o.refund_of, o.despite, o.recorded_by, \
             o.checked_at, o.check_failure, o.next_check_at, o.check_count, o.version, o.created_at, o.updated_at \
             FROM operations o ",
            $rest
        )
    };
}
pub(super) use select;

/// The operations that stand between a file's first and last row, and are of it.
pub(super) const OF_BATCH: &str = select!(
    "JOIN batches b ON b.id = ?1 WHERE o.row BETWEEN b.first_row AND b.last_row AND o.batch = ?1 ORDER BY o.row"
);

/// Those that bear these references of providers.
pub(super) const NAMING: &str = select!(
    "JOIN json_each(?1) w ON o.account = w.value ->> 0 AND o.kind = w.value ->> 1 \
     AND o.provider_reference = w.value ->> 2 ORDER BY o.row"
);

pub(super) fn read(row: &SqliteRow) -> Result<Operation, StoreError> {
    let cells = Cells::new(TABLE, row);
    let count = cells.integer("check_count")?;
    Ok(Operation {
        id: cells.formed("id")?,
        request_id: cells.text("request_id")?,
        content_hash: cells.text("content_hash")?,
        kind: cells.word("kind", Kind::parse)?,
        state: cells.word("state", State::parse)?,
        environment: cells.word("environment", Environment::parse)?,
        account: cells.formed("account")?,
        provider: ProviderId::new(cells.text("provider")?),
        amount: cells.money("amount", "currency")?,
        phone: cells.formed_if_told("phone")?,
        name: cells.text_if_told("name")?,
        note: cells.text_if_told("note")?,
        details: cells.json("details")?,
        our_reference: cells.text("our_reference")?,
        provider_reference: cells.text_if_told("provider_reference")?,
        provider_status: cells.text_if_told("provider_status")?,
        action: cells.json_if_told("action")?,
        reason: cells.json_if_told("reason")?,
        send_by: cells.time("send_by")?,
        retry_of: cells.formed_if_told("retry_of")?,
        refund_of: cells.formed_if_told("refund_of")?,
        despite: cells.formed_if_told("despite")?,
        recorded_by: cells.text("recorded_by")?,
        checks: Checks {
            last_at: cells.time_if_told("checked_at")?,
            last_failure: cells.text_if_told("check_failure")?,
            next_at: cells.time_if_told("next_check_at")?,
            count: u32::try_from(count)
                .map_err(|_| StoreError::unreadable(TABLE, "check_count: out of range"))?,
        },
        version: cells.integer("version")?,
        created_at: cells.time("created_at")?,
        updated_at: cells.time("updated_at")?,
    })
}

pub(super) fn read_all(rows: &[SqliteRow]) -> Result<Vec<Operation>, StoreError> {
    rows.iter().map(read).collect()
}

pub(super) async fn by_id(
    conn: &mut SqliteConnection,
    id: &OperationId,
) -> Result<Option<Operation>, StoreError> {
    sqlx::query(select!("WHERE o.id = ?1"))
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?
        .map(|row| read(&row))
        .transpose()
}

pub(super) async fn by_request(
    conn: &mut SqliteConnection,
    request_id: &str,
) -> Result<Option<Operation>, StoreError> {
    sqlx::query(select!("WHERE o.request_id = ?1"))
        .bind(request_id)
        .fetch_optional(conn)
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// Operations written after a revision, with their row ids: what a copy in memory lacks.
pub(crate) async fn changed_since(
    conn: &mut SqliteConnection,
    revision: i64,
) -> Result<Vec<(i64, Operation)>, StoreError> {
    let rows = sqlx::query(select!("WHERE o.revision > ?1 ORDER BY o.row"))
        .bind(revision)
        .fetch_all(conn)
        .await?;
    with_rows(&rows)
}

/// Operations by their row ids.
pub(crate) async fn read_all_by_rows(
    conn: &mut SqliteConnection,
    wanted: &[i64],
) -> Result<Vec<(i64, Operation)>, StoreError> {
    let rows = sqlx::query(select!("WHERE o.row IN (SELECT value FROM json_each(?1))"))
        .bind(json(TABLE, wanted)?)
        .fetch_all(conn)
        .await?;
    with_rows(&rows)
}

/// Operations by their ids, which come as a list in JSON.
pub(super) async fn by_ids(
    conn: &mut SqliteConnection,
    wanted: &str,
) -> Result<Vec<Operation>, StoreError> {
    let rows = sqlx::query(select!(
        "WHERE o.id IN (SELECT value FROM json_each(?1)) ORDER BY o.row"
    ))
    .bind(wanted)
    .fetch_all(conn)
    .await?;
    read_all(&rows)
}

/// The operations of a file of payouts, in the file's order.
pub(super) async fn of_batch(
    conn: &mut SqliteConnection,
    batch: &str,
) -> Result<Vec<Operation>, StoreError> {
    let rows = sqlx::query(OF_BATCH).bind(batch).fetch_all(conn).await?;
    read_all(&rows)
}

/// The operations whose provider gave them these references, the oldest first.
pub(crate) async fn naming(
    conn: &mut SqliteConnection,
    references: &[(AccountId, Kind, String)],
) -> Result<Vec<Operation>, StoreError> {
    let wanted: Vec<[&str; 3]> = references
        .iter()
        .map(|(account, kind, reference)| [account.as_str(), kind.as_str(), reference.as_str()])
        .collect();
    let rows = sqlx::query(NAMING)
        .bind(json(TABLE, &wanted)?)
        .fetch_all(conn)
        .await?;
    read_all(&rows)
}

/// Every reference that an operation of an environment was given: account, kind and reference.
pub(crate) async fn named_references(
    conn: &mut SqliteConnection,
    environment: Environment,
    mut take: impl FnMut(&str, &str, &str),
) -> Result<(), StoreError> {
    const PIECE: u32 = 5_000;
    let mut after = i64::MIN;
    loop {
        let text: String = sqlx::query_scalar(
            "SELECT json_group_array(json_array(row, account, kind, provider_reference)) FROM \
             (SELECT row, account, kind, provider_reference FROM operations WHERE environment = ?1 AND row > ?2 \
             AND provider_reference IS NOT NULL ORDER BY row LIMIT ?3)",
        )
        .bind(environment.as_str())
        .bind(after)
        .bind(PIECE)
        .fetch_one(&mut *conn)
        .await?;
        let named: Vec<(i64, String, String, String)> = serde_json::from_str(&text)
            .map_err(|error| StoreError::unreadable(TABLE, error.to_string()))?;
        let Some((last, ..)) = named.last() else {
            return Ok(());
        };
        after = *last;
        for (_, account, kind, reference) in &named {
            take(account, kind, reference);
        }
    }
}

/// The newest operations of an environment in a stretch of rows, with their row ids.
pub(crate) async fn newest_in(
    conn: &mut SqliteConnection,
    environment: Environment,
    rows: &std::ops::Range<i64>,
    limit: u32,
) -> Result<Vec<(i64, Operation)>, StoreError> {
    let found = sqlx::query(select!(
        "WHERE o.environment = ?1 AND o.row >= ?2 AND o.row < ?3 ORDER BY o.row DESC LIMIT ?4"
    ))
    .bind(environment.as_str())
    .bind(rows.start)
    .bind(rows.end)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    with_rows(&found)
}

/// The charges that a refund gave back, all of them or a part.
pub(crate) async fn given_back(
    conn: &mut SqliteConnection,
) -> Result<HashSet<TransactionId>, StoreError> {
    let rows = sqlx::query(
        "SELECT DISTINCT refunds FROM operations WHERE refunds IS NOT NULL AND state = 'succeeded'",
    )
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| Cells::new(TABLE, row).formed("refunds"))
        .collect()
}

/// The newest rows and every open one, each as it lies there, with its sum and where its last step left it.
pub(super) async fn with_sums(
    conn: &mut SqliteConnection,
    newest: i64,
) -> Result<Vec<SqliteRow>, StoreError> {
    Ok(sqlx::query(
        "SELECT o.*, (SELECT t.to_state FROM transitions t WHERE t.operation = o.id ORDER BY t.seq DESC LIMIT 1) \
         AS last_state FROM operations o WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') \
         OR o.row IN (SELECT row FROM operations ORDER BY row DESC LIMIT ?1) ORDER BY o.row",
    )
    .bind(newest)
    .fetch_all(conn)
    .await?)
}

fn with_rows(rows: &[SqliteRow]) -> Result<Vec<(i64, Operation)>, StoreError> {
    rows.iter()
        .map(|row| Ok((Cells::new(TABLE, row).integer("row")?, read(row)?)))
        .collect()
}

impl Journal {
    /// The operation that a request id stands for.
    pub async fn operation_by_request(
        &self,
        request_id: &str,
    ) -> Result<Option<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                by_request(&mut conn, request_id).await
            })
            .await
    }

    /// One operation.
    pub async fn operation(&self, id: &OperationId) -> Result<Option<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                by_id(&mut conn, id).await
            })
            .await
    }

    /// The operations of an account that bear our reference or the provider's.
    pub async fn operation_by_reference(
        &self,
        account: &AccountId,
        kind: Kind,
        our_reference: Option<&str>,
        provider_reference: Option<&str>,
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.account = ?1 AND o.kind = ?2 AND o.our_reference = ?3 \
                     UNION SELECT o.row, o.id, o.request_id, o.content_hash, o.kind, o.state, o.environment, o.account, \
                     o.provider, o.amount, o.currency, o.phone, o.name, o.note, o.details, o.our_reference, \
                     o.provider_reference, o.provider_status, o.action, o.reason, o.send_by, o.retry_of, o.refund_of, \
                     o.despite, o.recorded_by, o.checked_at, o.check_failure, o.next_check_at, o.check_count, \
                     o.version, o.created_at, o.updated_at \
                     FROM operations o WHERE o.account = ?1 AND o.kind = ?2 AND o.provider_reference = ?4 ORDER BY 1"
                ))
                .bind(account.as_str())
                .bind(kind.as_str())
                .bind(our_reference)
                .bind(provider_reference)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// The operations that became these transactions. One query, however many there are.
    pub async fn operations_by_provider_references(
        &self,
        references: &[(AccountId, Kind, String)],
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                naming(&mut conn, references).await
            })
            .await
    }

    /// The operations of an account that bear these references of ours.
    pub async fn operations_by_our_references(
        &self,
        account: &AccountId,
        references: &[String],
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.account = ?1 AND o.our_reference IN (SELECT value FROM json_each(?2)) ORDER BY o.row"
                ))
                .bind(account.as_str())
                .bind(json(TABLE, references)?)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// Operations by their ids, the oldest first. Unknown ids are left out.
    pub async fn operations_by_ids(
        &self,
        ids: &[OperationId],
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                by_ids(&mut conn, &json(TABLE, ids)?).await
            })
            .await
    }

    /// The operations of an environment recorded since a moment, newest first.
    pub async fn recent_operations(
        &self,
        environment: Environment,
        since: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.environment = ?1 AND o.row >= ?2 ORDER BY o.row DESC LIMIT ?3"
                ))
                .bind(environment.as_str())
                .bind(crate::row_id::floor(since))
                .bind(limit)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// The operations of an environment that somebody wrote down since a moment, newest first.
    pub async fn recent_operations_of(
        &self,
        environment: Environment,
        actor: &str,
        since: DateTime<Utc>,
        limit: u32,
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.environment = ?1 AND o.row >= ?2 AND ?3 = (SELECT t.actor FROM transitions t \
                     WHERE t.operation = o.id ORDER BY t.seq LIMIT 1) ORDER BY o.row DESC LIMIT ?4"
                ))
                .bind(environment.as_str())
                .bind(crate::row_id::floor(since))
                .bind(actor)
                .bind(limit)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// True when an operation of the account bears this reference already.
    pub async fn our_reference_taken(
        &self,
        account: &AccountId,
        reference: &str,
    ) -> Result<bool, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let taken: i64 = sqlx::query_scalar(
                    "SELECT EXISTS (SELECT 1 FROM operations WHERE account = ?1 AND our_reference = ?2)",
                )
                .bind(account.as_str())
                .bind(reference)
                .fetch_one(&mut *conn)
                .await?;
                Ok(taken != 0)
            })
            .await
    }

    /// Operations that give these charges back, or were to, oldest first.
    pub async fn refunds_of(
        &self,
        charges: &[domain::TransactionId],
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.refunds IN (SELECT value FROM json_each(?1)) ORDER BY o.row"
                ))
                .bind(json(TABLE, charges)?)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// The payouts of an environment that give charges back and that their providers know.
    pub async fn payouts_giving_back(
        &self,
        environment: Environment,
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.refunds IS NOT NULL AND o.kind = 'payout' AND o.environment = ?1 \
                     AND o.provider_reference IS NOT NULL ORDER BY o.row"
                ))
                .bind(environment.as_str())
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// What the double-pay guard asks: the same recipient, amount and kinds over all accounts of the environment,
    /// recorded at or after `since`, or in doubt whatever its age. What ended without money moving counts only
    /// while a doubt about that is open. Newest first.
    pub async fn similar(
        &self,
        environment: Environment,
        kinds: &[Kind],
        recipient: &str,
        amount: &Money,
        since: DateTime<Utc>,
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.recipient = ?1 AND o.amount = ?2 AND o.currency = ?3 \
                     AND o.kind IN (SELECT value FROM json_each(?4)) AND o.environment = ?5 \
                     AND ((o.created_at >= ?6 AND o.state NOT IN ('cancelled', 'failed', 'expired')) \
                     OR o.state = 'in_doubt' \
                     OR EXISTS (SELECT 1 FROM doubts d WHERE d.operation = o.id AND d.settled_at IS NULL)) \
                     ORDER BY o.row DESC"
                ))
                .bind(recipient)
                .bind(parts(TABLE, amount)?)
                .bind(amount.currency().code())
                .bind(json(TABLE, kinds)?)
                .bind(environment.as_str())
                .bind(ms(since))
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }
}

//! Operations that have not ended. A file may wait with ten thousand rows, so nobody reads more of them than they look at.

use super::Journal;
use super::operation::{TABLE, read_all, select};
use crate::cells::{Cells, json};
use crate::error::StoreError;
use crate::row_id;
use chrono::{DateTime, Utc};
use domain::{Environment, Kind, Money, Operation, State};
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection as _, SqliteConnection};

/// Open operations that are alike and that no provider has given a reference, added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSum {
    /// What people call them: a payout that gives a charge back is a refund.
    pub kind: Kind,
    /// Whether it is in question what became of them.
    pub in_doubt: bool,
    /// How many.
    pub count: u64,
    /// Their amounts.
    pub amount: Money,
}

/// What was recorded since a moment and has not ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenSince {
    /// What no provider has given a reference.
    pub unnamed: Vec<OpenSum>,
    /// What its provider may have told of already, oldest first.
    pub named: Vec<Operation>,
}

pub(super) const IN_STATE: &str = select!(
    "WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') AND o.state = ?2 \
     AND o.environment = ?1 ORDER BY o.row LIMIT ?3"
);

pub(super) const COUNT_IN_STATE: &str = "SELECT count(*) FROM operations o \
     WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') AND o.state = ?2 AND o.environment = ?1";

pub(super) const UNNAMED: &str = "SELECT CASE WHEN o.refunds IS NULL THEN o.kind ELSE 'refund' END AS kind, \
     o.state = 'in_doubt' AS in_doubt, o.currency, count(*) AS count, sum(o.amount) AS amount FROM operations o \
     WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') AND o.environment = ?1 AND o.row >= ?2 \
     AND o.provider_reference IS NULL GROUP BY 1, 2, 3";

pub(super) const NAMED: &str = select!(
    "WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') AND o.environment = ?1 AND o.row >= ?2 \
     AND o.provider_reference IS NOT NULL ORDER BY o.row"
);

/// What stands open in one state, oldest first.
pub(super) async fn open_in(
    conn: &mut SqliteConnection,
    environment: Environment,
    state: State,
    limit: Option<u32>,
) -> Result<Vec<Operation>, StoreError> {
    let rows = sqlx::query(IN_STATE)
        .bind(environment.as_str())
        .bind(state.as_str())
        // Less than nothing is no limit.
        .bind(limit.map_or(-1, i64::from))
        .fetch_all(conn)
        .await?;
    read_all(&rows)
}

impl Journal {
    /// Operations that are not final, oldest first.
    pub async fn open_operations(
        &self,
        environment: Option<Environment>,
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') \
                     AND (?1 IS NULL OR o.environment = ?1) ORDER BY o.row"
                ))
                .bind(environment.map(Environment::as_str))
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// The open operations of an environment that stand in one state, oldest first.
    pub async fn open_operations_in(
        &self,
        environment: Environment,
        state: State,
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                open_in(&mut conn, environment, state, None).await
            })
            .await
    }

    /// How many operations of an environment stand open in one state, and so many of them, the oldest first.
    pub async fn first_open_in(
        &self,
        environment: Environment,
        state: State,
        limit: u32,
    ) -> Result<(u64, Vec<Operation>), StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let mut reading = conn.begin().await?;
                let count: i64 = sqlx::query_scalar(COUNT_IN_STATE)
                    .bind(environment.as_str())
                    .bind(state.as_str())
                    .fetch_one(&mut *reading)
                    .await?;
                let first = open_in(&mut reading, environment, state, Some(limit)).await?;
                reading.commit().await?;
                Ok((count.unsigned_abs(), first))
            })
            .await
    }

    /// The open operations that whoever sends has something to do about: not what waits for a second person, nor what these
    /// files have yet to send.
    pub async fn open_operations_besides(
        &self,
        files: &[String],
    ) -> Result<Vec<Operation>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE o.state NOT IN ('succeeded', 'failed', 'expired', 'cancelled') \
                     AND o.state <> 'awaiting_approval' \
                     AND NOT (o.state = 'recorded' AND coalesce(o.batch, '') IN (SELECT value FROM json_each(?1))) \
                     ORDER BY o.row"
                ))
                .bind(json(TABLE, files)?)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// What was recorded in an environment since a moment and has not ended.
    pub async fn open_since(
        &self,
        environment: Environment,
        since: DateTime<Utc>,
    ) -> Result<OpenSince, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                // Of one moment: what is given a reference meanwhile stands in one list or the other.
                let mut reading = conn.begin().await?;
                let sums = sqlx::query(UNNAMED)
                    .bind(environment.as_str())
                    .bind(row_id::floor(since))
                    .fetch_all(&mut *reading)
                    .await?;
                let named = sqlx::query(NAMED)
                    .bind(environment.as_str())
                    .bind(row_id::floor(since))
                    .fetch_all(&mut *reading)
                    .await?;
                reading.commit().await?;
                let sum = |row: &SqliteRow| -> Result<OpenSum, StoreError> {
                    let cells = Cells::new(TABLE, row);
                    Ok(OpenSum {
                        kind: cells.word("kind", Kind::parse)?,
                        in_doubt: cells.integer("in_doubt")? != 0,
                        count: cells.integer("count")?.unsigned_abs(),
                        amount: cells.money("amount", "currency")?,
                    })
                };
                Ok(OpenSince {
                    unnamed: sums.iter().map(sum).collect::<Result<_, _>>()?,
                    named: read_all(&named)?,
                })
            })
            .await
    }
}

//! Table `transactions`: reading. Writing is in `upsert`, the only way in.

use super::History;
use crate::cells::{Cells, json, ms, parts};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{
    AccountId, Environment, Kind, Method, Money, Phone, ProviderId, Status, Transaction,
    TransactionId,
};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

pub(super) const TABLE: &str = "transactions";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT t.row, t.id, t.environment, t.account, t.provider, t.kind, t.status, t.provider_status, t.amount, \
             t.currency, t.fee, t.fee_currency, t.net, t.net_currency, t.refunded, t.refunded_currency, \
             t.debited, t.debited_currency, t.recipient_gets, t.recipient_gets_currency, t.link, t.system_reference, \
             t.provider_reference, t.our_reference, t.operator_reference, t.phone, t.name, t.method, t.network, t.note, \
             t.provider_message, t.occurred_at, t.synced_at, t.raw FROM transactions t ",
            $rest
        )
    };
}

fn read(row: &SqliteRow) -> Result<Transaction, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(Transaction {
        id: cells.formed("id")?,
        environment: cells.word("environment", Environment::parse)?,
        account: cells.formed("account")?,
        provider: ProviderId::new(cells.text("provider")?),
        kind: cells.word("kind", Kind::parse)?,
        status: cells.word("status", Status::parse)?,
        provider_status: cells.text("provider_status")?,
        amount: cells.money("amount", "currency")?,
        fee: cells.money_if_told("fee", "fee_currency")?,
        net: cells.money_if_told("net", "net_currency")?,
        refunded: cells.money_if_told("refunded", "refunded_currency")?,
        debited: cells.money_if_told("debited", "debited_currency")?,
        recipient_gets: cells.money_if_told("recipient_gets", "recipient_gets_currency")?,
        link: cells.text_if_told("link")?,
        system_reference: cells.text_if_told("system_reference")?,
        provider_reference: cells.text("provider_reference")?,
        our_reference: cells.text_if_told("our_reference")?,
        operator_reference: cells.text_if_told("operator_reference")?,
        phone: cells.formed_if_told("phone")?,
        name: cells.text_if_told("name")?,
        method: cells.word_if_told("method", Method::parse)?,
        network: cells.text_if_told("network")?,
        note: cells.text_if_told("note")?,
        provider_message: cells.text_if_told("provider_message")?,
        occurred_at: cells.time("occurred_at")?,
        synced_at: cells.time("synced_at")?,
        raw: cells.text_if_told("raw")?,
    })
}

fn read_all(rows: &[SqliteRow]) -> Result<Vec<Transaction>, StoreError> {
    rows.iter().map(read).collect()
}

fn with_rows(rows: &[SqliteRow]) -> Result<Vec<(i64, Transaction)>, StoreError> {
    rows.iter()
        .map(|row| Ok((Cells::new(TABLE, row).integer("row")?, read(row)?)))
        .collect()
}

/// Transactions by id, with their row ids.
pub(crate) async fn load_by_ids(
    conn: &mut SqliteConnection,
    ids: &[&str],
) -> Result<Vec<(i64, Transaction)>, StoreError> {
    let rows = sqlx::query(select!("WHERE t.id IN (SELECT value FROM json_each(?1))"))
        .bind(json(TABLE, ids)?)
        .fetch_all(conn)
        .await?;
    with_rows(&rows)
}

impl History {
    /// The row ids of the newest transactions.
    pub(crate) async fn newest_rows(
        &self,
        environment: Environment,
        limit: u32,
    ) -> Result<Vec<i64>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query_scalar(
                    "SELECT row FROM transactions WHERE environment = ?1 ORDER BY row DESC LIMIT ?2",
                )
                .bind(environment.as_str())
                .bind(limit)
                .fetch_all(&mut *conn)
                .await?;
                Ok(rows)
            })
            .await
    }
}

/// A transaction, or why its row cannot be made sense of.
type Salvaged = (i64, Result<Transaction, StoreError>);

/// A piece of the table from one end, rows that cannot be made sense of told apart: for salvage alone.
pub(super) async fn read_piece(
    conn: &mut SqliteConnection,
    from: i64,
    newest_first: bool,
    limit: u32,
) -> Result<Vec<Salvaged>, StoreError> {
    let sql = if newest_first {
        select!("WHERE t.row < ?1 ORDER BY t.row DESC LIMIT ?2")
    } else {
        select!("WHERE t.row > ?1 ORDER BY t.row LIMIT ?2")
    };
    let rows = sqlx::query(sql)
        .bind(from)
        .bind(limit)
        .fetch_all(conn)
        .await?;
    rows.iter()
        .map(|row| Ok((Cells::new(TABLE, row).integer("row")?, read(row))))
        .collect()
}

/// Places in the order that were left after a revision.
pub(crate) async fn vacated_since(
    conn: &mut SqliteConnection,
    revision: i64,
) -> Result<Vec<i64>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT row FROM vacated WHERE revision > ?1")
            .bind(revision)
            .fetch_all(conn)
            .await?,
    )
}

macro_rules! held {
    ($rest:literal) => {
        concat!(
            "SELECT json_group_array(json_array(row, id, environment, account, kind, status, amount, currency, phone, \
             name, note, provider_reference, our_reference, operator_reference, method, network, link, \
             CASE WHEN refunded <> 0 THEN refunded END)) FROM \
             (SELECT row, id, environment, account, kind, status, amount, currency, phone, name, note, \
             provider_reference, our_reference, operator_reference, method, network, link, refunded FROM transactions ",
            $rest,
            ")"
        )
    };
}

/// What the search holds of rows written after a revision, one text of JSON for many rows: the driver's
/// price is by the row. `after` is the last row of the piece before.
pub(crate) async fn load_after(
    conn: &mut SqliteConnection,
    revision: i64,
    after: i64,
    limit: u32,
) -> Result<String, StoreError> {
    // At the start nearly every row is wanted, later nearly none: each has its own way in.
    let sql = if revision == 0 {
        held!("WHERE revision > ?1 AND row > ?2 ORDER BY row LIMIT ?3")
    } else {
        held!(
            "INDEXED BY transactions_revision WHERE revision > ?1 AND row > ?2 ORDER BY row LIMIT ?3"
        )
    };
    Ok(sqlx::query_scalar(sql)
        .bind(revision)
        .bind(after)
        .bind(limit)
        .fetch_one(conn)
        .await?)
}

/// What the search holds of named transactions.
pub(crate) async fn load_named(
    conn: &mut SqliteConnection,
    ids: &[&str],
) -> Result<String, StoreError> {
    Ok(sqlx::query_scalar(held!(
        "WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY row"
    ))
    .bind(json(TABLE, ids)?)
    .fetch_one(conn)
    .await?)
}

/// A name that a phone number went by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSeen {
    /// The name, as the provider wrote it.
    pub name: String,
    /// In how many transactions.
    pub count: u64,
    /// In the newest of them. UTC.
    pub last: DateTime<Utc>,
}

impl History {
    /// One transaction.
    pub async fn transaction(&self, id: &TransactionId) -> Result<Option<Transaction>, StoreError> {
        let found = self.transactions(std::slice::from_ref(id)).await?;
        Ok(found.into_iter().next())
    }

    /// Several, newest first. Unknown ids are left out.
    pub async fn transactions(
        &self,
        ids: &[TransactionId],
    ) -> Result<Vec<Transaction>, StoreError> {
        let ids: Vec<&str> = ids.iter().map(TransactionId::as_str).collect();
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let mut found = load_by_ids(&mut conn, &ids).await?;
                found.sort_by_key(|(row, _)| std::cmp::Reverse(*row));
                Ok(found.into_iter().map(|(_, kept)| kept).collect())
            })
            .await
    }

    /// What was paid through a link of an account, newest first.
    pub async fn paid_through(
        &self,
        account: &AccountId,
        link: &str,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE t.account = ?1 AND t.link = ?2 ORDER BY t.row DESC"
                ))
                .bind(account.as_str())
                .bind(link)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// Transactions of an account that are not over, newest first.
    pub async fn open_transactions(
        &self,
        account: &AccountId,
        limit: u32,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE t.account = ?1 AND t.status IN ('pending', 'in_doubt') ORDER BY t.row DESC LIMIT ?2"
                ))
                .bind(account.as_str())
                .bind(limit)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// Transactions of an account without a phone that were never looked up singly, newest first.
    pub async fn without_phone(
        &self,
        account: &AccountId,
        limit: u32,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE t.account = ?1 AND t.phone IS NULL AND t.looked_up = 0 ORDER BY t.row DESC LIMIT ?2"
                ))
                .bind(account.as_str())
                .bind(limit)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// Notes that these were looked up singly, whatever that told.
    pub async fn mark_looked_up(&self, ids: &[TransactionId]) -> Result<(), StoreError> {
        let ids: Vec<&str> = ids.iter().map(TransactionId::as_str).collect();
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "UPDATE transactions SET looked_up = 1 \
                     WHERE id IN (SELECT value FROM json_each(?1)) AND looked_up = 0",
                )
                .bind(json(TABLE, &ids)?)
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }

    /// What may be an operation in doubt: the same account, kind, amount and currency, from `from` to before `to`.
    pub async fn candidates(
        &self,
        account: &AccountId,
        kind: Kind,
        amount: &Money,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE t.account = ?1 AND t.kind = ?2 AND t.amount = ?3 AND t.currency = ?4 \
                     AND t.occurred_at >= ?5 AND t.occurred_at < ?6 ORDER BY t.row DESC"
                ))
                .bind(account.as_str())
                .bind(kind.as_str())
                .bind(parts(TABLE, amount)?)
                .bind(amount.currency().code())
                .bind(ms(from))
                .bind(ms(to))
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// Payouts of an account since a moment that went to a number, or to one that was not told, and did not come back.
    /// Newest first.
    pub async fn sent_to(
        &self,
        account: &AccountId,
        phone: Option<&Phone>,
        since: DateTime<Utc>,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE t.account = ?1 AND t.kind = 'payout' AND t.row >= ?2 \
                     AND t.status NOT IN ('failed', 'expired') AND (t.phone IS NULL OR t.phone = ?3) \
                     ORDER BY t.row DESC"
                ))
                .bind(account.as_str())
                .bind(crate::row_id::floor(since))
                .bind(phone.map(Phone::e164))
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// What bears a reference of ours, with the same account, kind, amount and currency. Whenever it was: a key needs no
    /// time, and the shop's clock may have been wrong.
    pub async fn bearing(
        &self,
        account: &AccountId,
        kind: Kind,
        amount: &Money,
        our_reference: &str,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE t.account = ?1 AND t.kind = ?2 AND t.amount = ?3 AND t.currency = ?4 \
                     AND t.our_reference = ?5 ORDER BY t.row DESC"
                ))
                .bind(account.as_str())
                .bind(kind.as_str())
                .bind(parts(TABLE, amount)?)
                .bind(amount.currency().code())
                .bind(our_reference)
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// Whether anything of an account bears a reference of ours, whatever its kind and amount. It reads the whole account:
    /// only for a question that a person asks.
    pub async fn bears(
        &self,
        account: &AccountId,
        our_reference: &str,
    ) -> Result<bool, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let found: i64 = sqlx::query_scalar(
                    "SELECT EXISTS (SELECT 1 FROM transactions WHERE account = ?1 AND our_reference = ?2)",
                )
                .bind(account.as_str())
                .bind(our_reference)
                .fetch_one(&mut *conn)
                .await?;
                Ok(found != 0)
            })
            .await
    }

    /// Transactions of an account whose reference of ours begins so, from a moment on, oldest first.
    pub async fn bearing_prefix(
        &self,
        account: &AccountId,
        kind: Kind,
        prefix: &str,
        since: Option<DateTime<Utc>>,
    ) -> Result<Vec<Transaction>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE t.account = ?1 AND t.kind = ?2 AND substr(t.our_reference, 1, length(?3)) = ?3 \
                     AND t.row >= ?4 ORDER BY t.row"
                ))
                .bind(account.as_str())
                .bind(kind.as_str())
                .bind(prefix)
                .bind(since.map_or(i64::MIN, crate::row_id::floor))
                .fetch_all(&mut *conn)
                .await?;
                read_all(&rows)
            })
            .await
    }

    /// The names that a number went by in an environment, the most frequent first.
    pub async fn names_seen(
        &self,
        phone: &Phone,
        environment: Environment,
    ) -> Result<Vec<NameSeen>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT name, count(*) AS n, max(occurred_at) AS last FROM transactions \
                     WHERE phone = ?1 AND environment = ?2 AND name IS NOT NULL \
                     GROUP BY name ORDER BY n DESC, last DESC",
                )
                .bind(phone.e164())
                .bind(environment.as_str())
                .fetch_all(&mut *conn)
                .await?;
                rows.iter()
                    .map(|row| {
                        let cells = Cells::new(TABLE, row);
                        Ok(NameSeen {
                            name: cells.text("name")?,
                            count: cells.integer("n")?.unsigned_abs(),
                            last: cells.time("last")?,
                        })
                    })
                    .collect()
            })
            .await
    }

    /// How many transactions an environment has.
    pub async fn count(&self, environment: Environment) -> Result<u64, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let n: i64 =
                    sqlx::query_scalar("SELECT count(*) FROM transactions WHERE environment = ?1")
                        .bind(environment.as_str())
                        .fetch_one(&mut *conn)
                        .await?;
                Ok(n.unsigned_abs())
            })
            .await
    }
}

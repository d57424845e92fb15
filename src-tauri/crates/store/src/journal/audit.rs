//! Table `audit`: who did what, chained so that a row changed or taken out later shows, at the end of it too. The operations
//! carry their own trail besides; what a person did to one stands in both.

use super::{Actor, Depth, Journal, setting};
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{Environment, StaffId};
use sha2::{Digest, Sha256};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

const TABLE: &str = "audit";

/// Something that was done.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// A machine word: `setting`, `account_added`, `recorded`, `signed_in`.
    pub what: &'a str,
    /// What it was done to: the id of an operation, an account, a member of staff, or the key of a setting.
    pub subject: &'a str,
    /// What was there before, in few words.
    pub before: Option<&'a str>,
    /// What is there now, in few words. Never a secret.
    pub detail: &'a str,
}

/// A row as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditKept {
    /// Its place in the chain.
    pub seq: i64,
    /// When. UTC.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: Actor,
    /// Their id, where they are staff.
    pub staff: Option<StaffId>,
    /// At which desk.
    pub desk: Option<String>,
    /// A machine word.
    pub what: String,
    /// What it was done to.
    pub subject: String,
    /// What was there before.
    pub before: Option<String>,
    /// What is there now.
    pub detail: String,
}

/// Over the hash before it and every column, each told apart from its neighbour and from "none".
fn row_hash(previous: &[u8], row: &AuditKept) -> Vec<u8> {
    let (seq, at) = (row.seq.to_string(), ms(row.at).to_string());
    let columns = [
        Some(seq.as_str()),
        Some(at.as_str()),
        Some(row.actor.name.as_str()),
        Some(row.actor.by.as_str()),
        row.staff.as_ref().map(StaffId::as_str),
        row.desk.as_deref(),
        Some(row.what.as_str()),
        Some(row.subject.as_str()),
        row.before.as_deref(),
        Some(row.detail.as_str()),
    ];
    let mut hash = Sha256::new();
    hash.update(previous);
    for column in columns {
        match column {
            None => hash.update([0]),
            Some(text) => {
                hash.update([1]);
                hash.update((text.len() as u64).to_be_bytes());
                hash.update(text.as_bytes());
            }
        }
    }
    hash.finalize().to_vec()
}

pub(super) async fn append(
    conn: &mut SqliteConnection,
    actor: &Actor,
    act: Act<'_>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let around = sqlx::query(
        "SELECT e.seq AS seq, e.row_hash AS row_hash, (SELECT value FROM settings WHERE key = 'desk') AS desk, \
         (SELECT id FROM staff WHERE name = ?1 AND removed_at IS NULL) AS staff FROM audit_end e",
    )
    .bind(&actor.name)
    .fetch_one(&mut *conn)
    .await?;
    let cells = Cells::new(TABLE, &around);
    let previous = cells.bytes("row_hash")?;
    let row = AuditKept {
        seq: cells.integer("seq")? + 1,
        at,
        actor: actor.clone(),
        staff: cells.formed_if_told("staff")?,
        desk: cells.text_if_told("desk")?,
        what: act.what.to_owned(),
        subject: act.subject.to_owned(),
        before: act.before.map(str::to_owned),
        detail: act.detail.to_owned(),
    };
    let hash = row_hash(&previous, &row);
    sqlx::query(
        "INSERT INTO audit (seq, at, actor, actor_by, what, subject, detail, staff, desk, before, prev_hash, row_hash) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )
    .bind(row.seq)
    .bind(ms(at))
    .bind(&row.actor.name)
    .bind(&row.actor.by)
    .bind(&row.what)
    .bind(&row.subject)
    .bind(&row.detail)
    .bind(row.staff.as_ref().map(StaffId::as_str))
    .bind(row.desk.as_deref())
    .bind(row.before.as_deref())
    .bind(&previous)
    .bind(&hash)
    .execute(&mut *conn)
    .await?;
    sqlx::query("UPDATE audit_end SET seq = ?1, row_hash = ?2")
        .bind(row.seq)
        .bind(&hash)
        .execute(conn)
        .await?;
    Ok(())
}

fn read(row: &SqliteRow) -> Result<AuditKept, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(AuditKept {
        seq: cells.integer("seq")?,
        at: cells.time("at")?,
        actor: Actor {
            name: cells.text("actor")?,
            by: cells.text("actor_by")?,
        },
        staff: cells.formed_if_told("staff")?,
        desk: cells.text_if_told("desk")?,
        what: cells.text("what")?,
        subject: cells.text("subject")?,
        before: cells.text_if_told("before")?,
        detail: cells.text("detail")?,
    })
}

impl Journal {
    /// Notes that somebody did something.
    pub async fn audit(
        &self,
        actor: &Actor,
        act: Act<'_>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }

    /// What was done before a place in the chain, newest first; without one, the newest of all. With an environment, nothing
    /// that was done to what belongs to another.
    pub async fn audited(
        &self,
        before: Option<i64>,
        environment: Option<Environment>,
        limit: u32,
    ) -> Result<Vec<AuditKept>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT * FROM audit a WHERE (?1 IS NULL OR a.seq < ?1) AND (?3 IS NULL OR ?3 = coalesce( \
                     (SELECT o.environment FROM operations o WHERE o.id = a.subject), \
                     (SELECT c.environment FROM accounts c WHERE c.id = a.subject), \
                     (SELECT b.environment FROM batches b WHERE b.id = a.subject), ?3)) \
                     ORDER BY a.seq DESC LIMIT ?2",
                )
                .bind(before)
                .bind(limit)
                .bind(environment.map(Environment::as_str))
                .fetch_all(&mut *conn)
                .await?;
                rows.iter().map(read).collect()
            })
            .await
    }

    /// The place at which the chain breaks first; none where it is whole.
    pub async fn audit_breaks_at(&self, depth: Depth) -> Result<Option<i64>, StoreError> {
        self.file.named(self.walk_audit(depth)).await
    }

    async fn walk_audit(&self, depth: Depth) -> Result<Option<i64>, StoreError> {
        let mut conn = self.file.reader().await?;
        // One reading: a row that is written meanwhile is no break.
        let mut tx = sqlx::Connection::begin(&mut *conn).await?;
        let unchained = setting::of(&mut tx, "audit_chained_from").await?;
        let unchained: i64 = unchained.and_then(|seq| seq.parse().ok()).unwrap_or(0);
        let end = sqlx::query("SELECT seq, row_hash FROM audit_end")
            .fetch_one(&mut *tx)
            .await?;
        let end = Cells::new(TABLE, &end);
        let rows = sqlx::query(
            "SELECT * FROM (SELECT * FROM audit WHERE seq > ?1 ORDER BY seq DESC LIMIT ?2) ORDER BY seq",
        )
        .bind(unchained)
        .bind(depth.rows())
        .fetch_all(&mut *tx)
        .await?;
        let whole = i64::try_from(rows.len()).is_ok_and(|read| read < depth.rows());
        // The first of all follows nothing; the first of the newest follows what is not read.
        let (mut last, mut before) = match rows.first() {
            Some(row) if !whole => {
                let cells = Cells::new(TABLE, row);
                let before = cells.bytes_if_told("prev_hash")?.unwrap_or_default();
                (cells.integer("seq")? - 1, before)
            }
            _ => (unchained, Vec::new()),
        };
        for row in &rows {
            let cells = Cells::new(TABLE, row);
            let seq = cells.integer("seq")?;
            // A row that cannot even be read was not written so.
            let Ok(kept) = read(row) else {
                return Ok(Some(seq));
            };
            let hash = row_hash(&before, &kept);
            let fits = seq == last + 1
                && cells.bytes_if_told("prev_hash")?.as_ref() == Some(&before)
                && cells.bytes_if_told("row_hash")?.as_ref() == Some(&hash);
            if !fits {
                return Ok(Some(seq.min(last + 1)));
            }
            (last, before) = (seq, hash);
        }
        if end.integer("seq")? != last || end.bytes("row_hash")? != before {
            return Ok(Some(last + 1));
        }
        Ok(None)
    }
}

//! Tables `deliveries` and `deliveries_counted`: webhooks received. The same thing told twice is one row. Those that
//! nobody vouches for are bounded: anybody can send them, and a flood must not fill the disk.

use super::Journal;
use crate::cells::{Cells, json, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{AccountId, Environment, Flaw, Kind, Sighting, Trust};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

const TABLE: &str = "deliveries";
const MS_OF_A_DAY: i64 = 86_400_000;
/// How many that are not verified are kept of one account in one day, of each sort; further ones are only counted.
const KEPT_A_DAY: i64 = 50;
/// How many of each sort are kept of one account in all; the oldest go first.
const KEPT_IN_ALL: i64 = 1_000;

/// A delivery to be kept.
#[derive(Clone, Copy)]
pub struct NewDelivery<'a> {
    /// For which account it came.
    pub account: &'a AccountId,
    /// The account's environment.
    pub environment: Environment,
    /// What was read from it.
    pub delivery: &'a domain::Delivery,
    /// SHA-256 of the body, in hex: what it is where the provider gives it no identity.
    pub body_hash: &'a str,
    /// The body, secrets and phones removed; not of forged ones.
    pub body: Option<&'a str>,
    /// When what it names is to be looked up; `None` where it triggers nothing.
    pub look_at: Option<DateTime<Utc>>,
    /// When it came. UTC.
    pub at: DateTime<Utc>,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryKept {
    /// It is the first of its sort.
    New,
    /// It was there already. How often it has come now.
    Again(u64),
    /// Too many of its sort came on this day: only their number is kept.
    Counted,
}

/// A delivery as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDelivery {
    /// Its place in the table.
    pub row: i64,
    /// For which account it came.
    pub account: AccountId,
    /// The account's environment.
    pub environment: Environment,
    /// Whether it comes from the provider.
    pub trust: Trust,
    /// Why it is not verified.
    pub flaw: Option<Flaw>,
    /// How it is signed.
    pub scheme: String,
    /// The provider's word for what happened.
    pub event: Option<String>,
    /// What it is about.
    pub kind: Option<Kind>,
    /// The provider's reference.
    pub provider_reference: Option<String>,
    /// Our reference.
    pub our_reference: Option<String>,
    /// The status word that it tells.
    pub told: Option<String>,
    /// What it tells of a transaction that cannot be looked up.
    pub telling: Option<Box<Sighting>>,
    /// The body, secrets and phones removed.
    pub body: Option<String>,
    /// How often it came.
    pub seen: u64,
    /// When it first came. UTC.
    pub first_at: DateTime<Utc>,
    /// When it last came. UTC.
    pub last_at: DateTime<Utc>,
    /// When what it names is looked up next.
    pub look_at: Option<DateTime<Utc>>,
    /// How many look-ups were tried in vain.
    pub looks: u32,
    /// When what it names was looked up. UTC.
    pub looked_up_at: Option<DateTime<Utc>>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT row, account, environment, trust, flaw, scheme, event, kind, provider_reference, our_reference, told, \
             telling, body, seen, first_at, last_at, look_at, looks, looked_up_at FROM deliveries ",
            $rest
        )
    };
}

fn read(row: &SqliteRow) -> Result<KeptDelivery, StoreError> {
    let cells = Cells::new(TABLE, row);
    let out_of_range =
        |column: &str| StoreError::unreadable(TABLE, format!("{column}: out of range"));
    Ok(KeptDelivery {
        row: cells.integer("row")?,
        account: cells.formed("account")?,
        environment: cells.word("environment", Environment::parse)?,
        trust: cells.word("trust", Trust::parse)?,
        flaw: cells.word_if_told("flaw", Flaw::parse)?,
        scheme: cells.text("scheme")?,
        event: cells.text_if_told("event")?,
        kind: cells.word_if_told("kind", Kind::parse)?,
        provider_reference: cells.text_if_told("provider_reference")?,
        our_reference: cells.text_if_told("our_reference")?,
        told: cells.text_if_told("told")?,
        telling: cells.json_if_told("telling")?,
        body: cells.text_if_told("body")?,
        seen: u64::try_from(cells.integer("seen")?).map_err(|_| out_of_range("seen"))?,
        first_at: cells.time("first_at")?,
        last_at: cells.time("last_at")?,
        look_at: cells.time_if_told("look_at")?,
        looks: u32::try_from(cells.integer("looks")?).map_err(|_| out_of_range("looks"))?,
        looked_up_at: cells.time_if_told("looked_up_at")?,
    })
}

fn identity<'a>(new: &NewDelivery<'a>) -> &'a str {
    // What nobody vouches for has no identity but its bytes: it could claim that of another.
    match (&new.delivery.identity, new.delivery.trust) {
        (Some(identity), Trust::Verified) => identity,
        _ => new.body_hash,
    }
}

async fn seen_again(
    conn: &mut SqliteConnection,
    new: &NewDelivery<'_>,
) -> Result<Option<u64>, StoreError> {
    let seen: Option<i64> = sqlx::query_scalar(
        "UPDATE deliveries SET seen = seen + 1, last_at = max(last_at, ?4) \
         WHERE account = ?1 AND trust = ?2 AND identity = ?3 RETURNING seen",
    )
    .bind(new.account.as_str())
    .bind(new.delivery.trust.as_str())
    .bind(identity(new))
    .bind(ms(new.at))
    .fetch_optional(conn)
    .await?;
    seen.map(|seen| {
        u64::try_from(seen).map_err(|_| StoreError::unreadable(TABLE, "seen: out of range"))
    })
    .transpose()
}

async fn insert(conn: &mut SqliteConnection, new: &NewDelivery<'_>) -> Result<(), StoreError> {
    let told = new.delivery;
    sqlx::query(
        "INSERT INTO deliveries (account, environment, trust, flaw, scheme, event, kind, provider_reference, \
         our_reference, told, identity, body_hash, body, seen, first_at, last_at, look_at, looks, looked_up_at, telling) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, 1, ?14, ?14, ?15, 0, NULL, ?16)",
    )
    .bind(new.account.as_str())
    .bind(new.environment.as_str())
    .bind(told.trust.as_str())
    .bind(told.flaw.map(Flaw::as_str))
    .bind(told.scheme)
    .bind(told.event.as_deref())
    .bind(told.kind.map(Kind::as_str))
    .bind(told.provider_reference.as_deref())
    .bind(told.our_reference.as_deref())
    .bind(told.told.as_deref())
    .bind(identity(new))
    .bind(new.body_hash)
    .bind(new.body)
    .bind(ms(new.at))
    .bind(new.look_at.map(ms))
    .bind(told.sighting.as_ref().map(|it| json(TABLE, it)).transpose()?)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many of a sort were first met on the day of `at`.
async fn of_the_day(
    conn: &mut SqliteConnection,
    account: &AccountId,
    trust: Trust,
    at: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let midnight = ms(at).div_euclid(MS_OF_A_DAY) * MS_OF_A_DAY;
    Ok(sqlx::query_scalar(
        "SELECT count(*) FROM deliveries WHERE account = ?1 AND trust = ?2 AND trust <> 'verified' \
         AND first_at >= ?3 AND first_at < ?4",
    )
    .bind(account.as_str())
    .bind(trust.as_str())
    .bind(midnight)
    .bind(midnight + MS_OF_A_DAY)
    .fetch_one(conn)
    .await?)
}

async fn count(
    conn: &mut SqliteConnection,
    account: &AccountId,
    trust: Trust,
    at: DateTime<Utc>,
    number: u64,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO deliveries_counted (account, trust, day, count) VALUES (?1, ?2, ?3, ?4) \
         ON CONFLICT (account, trust, day) DO UPDATE SET count = count + excluded.count",
    )
    .bind(account.as_str())
    .bind(trust.as_str())
    .bind(ms(at).div_euclid(MS_OF_A_DAY))
    .bind(i64::try_from(number).unwrap_or(i64::MAX))
    .execute(conn)
    .await?;
    Ok(())
}

async fn drop_oldest(
    conn: &mut SqliteConnection,
    account: &AccountId,
    trust: Trust,
) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM deliveries WHERE row IN (SELECT row FROM deliveries WHERE account = ?1 AND trust = ?2 \
         AND trust <> 'verified' ORDER BY first_at DESC, row DESC LIMIT -1 OFFSET ?3)",
    )
    .bind(account.as_str())
    .bind(trust.as_str())
    .bind(KEPT_IN_ALL)
    .execute(conn)
    .await?;
    Ok(())
}

impl Journal {
    /// Keeps a delivery in one flushed commit: it may be answered once this returns.
    pub async fn keep_delivery(&self, new: &NewDelivery<'_>) -> Result<DeliveryKept, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let conn = &mut *writing.tx;
                let trust = new.delivery.trust;
                let kept = if let Some(seen) = seen_again(conn, new).await? {
                    DeliveryKept::Again(seen)
                } else if trust == Trust::Verified {
                    insert(conn, new).await?;
                    DeliveryKept::New
                } else if of_the_day(conn, new.account, trust, new.at).await? < KEPT_A_DAY {
                    insert(conn, new).await?;
                    drop_oldest(conn, new.account, trust).await?;
                    DeliveryKept::New
                } else {
                    count(conn, new.account, trust, new.at, 1).await?;
                    DeliveryKept::Counted
                };
                writing.commit().await?;
                Ok(kept)
            })
            .await
    }

    /// Adds to the number of those of which nothing else is kept.
    pub async fn count_deliveries(
        &self,
        account: &AccountId,
        trust: Trust,
        number: u64,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                count(&mut writing.tx, account, trust, at, number).await?;
                writing.commit().await
            })
            .await
    }

    /// How many came of which nothing but this number is kept.
    pub async fn deliveries_counted(
        &self,
        account: &AccountId,
        trust: Trust,
    ) -> Result<u64, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let number: i64 = sqlx::query_scalar(
                    "SELECT coalesce(sum(count), 0) FROM deliveries_counted WHERE account = ?1 AND trust = ?2",
                )
                .bind(account.as_str())
                .bind(trust.as_str())
                .fetch_one(&mut *conn)
                .await?;
                u64::try_from(number)
                    .map_err(|_| StoreError::unreadable("deliveries_counted", "out of range"))
            })
            .await
    }

    /// The last deliveries of an account, newest first.
    pub async fn deliveries(
        &self,
        account: &AccountId,
        limit: u32,
    ) -> Result<Vec<KeptDelivery>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!("WHERE account = ?1 ORDER BY row DESC LIMIT ?2"))
                    .bind(account.as_str())
                    .bind(limit)
                    .fetch_all(&mut *conn)
                    .await?;
                rows.iter().map(read).collect()
            })
            .await
    }

    /// Deliveries that name something which is still to be looked up, the most urgent first.
    pub async fn deliveries_to_look_up(&self, limit: u32) -> Result<Vec<KeptDelivery>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(select!(
                    "WHERE look_at IS NOT NULL ORDER BY look_at, row LIMIT ?1"
                ))
                .bind(limit)
                .fetch_all(&mut *conn)
                .await?;
                rows.iter().map(read).collect()
            })
            .await
    }

    /// What a delivery names was looked up: it has done its work.
    pub async fn delivery_looked_up(&self, row: i64, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.after_look(row, None, Some(at)).await
    }

    /// The look-up failed. Tried again at a time, or given up.
    pub async fn delivery_look_failed(
        &self,
        row: i64,
        again_at: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        self.after_look(row, again_at, None).await
    }

    async fn after_look(
        &self,
        row: i64,
        look_at: Option<DateTime<Utc>>,
        looked_up_at: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "UPDATE deliveries SET look_at = ?2, looked_up_at = ?3, looks = looks + 1 WHERE row = ?1",
                )
                .bind(row)
                .bind(look_at.map(ms))
                .bind(looked_up_at.map(ms))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }
}

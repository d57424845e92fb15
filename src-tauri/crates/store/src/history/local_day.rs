//! The business's days, and table `settings` of the history, which keeps their zone.

use super::{History, rollup};
use crate::error::StoreError;
use chrono::DateTime;
use chrono_tz::Tz;
use sqlx::SqliteConnection;

const TABLE: &str = "settings";

/// The local day of a moment, as `2026-07-31`: sorts by time, reads by itself.
pub(super) fn day(zone: Tz, ms: i64) -> Result<String, StoreError> {
    let at = DateTime::from_timestamp_millis(ms)
        .ok_or_else(|| StoreError::unreadable(TABLE, "a time outside of time"))?;
    Ok(at.with_timezone(&zone).format("%Y-%m-%d").to_string())
}

/// The zone of the business's days; UTC until one is set.
pub(super) async fn zone(conn: &mut SqliteConnection) -> Result<Tz, StoreError> {
    let name: Option<String> =
        sqlx::query_scalar("SELECT value FROM settings WHERE key = 'time_zone'")
            .fetch_optional(conn)
            .await?;
    name.map_or(Ok(Tz::UTC), |name| parse(&name))
}

fn parse(name: &str) -> Result<Tz, StoreError> {
    name.parse()
        .map_err(|_| StoreError::unreadable(TABLE, format!("`{name}` is not a time zone")))
}

pub(super) async fn set(
    conn: &mut SqliteConnection,
    key: &str,
    value: &str,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO settings (key, value) VALUES (?1, ?2) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(key)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

impl History {
    /// Sets the zone of the business's days by its IANA name. Another zone means other days: the rollup is made anew.
    pub async fn set_time_zone(&self, name: &str) -> Result<(), StoreError> {
        self.file
            .named(async {
                let wanted = parse(name)?;
                let mut writing = self.file.begin().await?;
                if zone(&mut writing.tx).await? == wanted {
                    return writing.abandon().await;
                }
                set(&mut writing.tx, "time_zone", wanted.name()).await?;
                rollup::fill(&mut writing.tx).await?;
                writing.commit().await
            })
            .await
    }

    /// The zone of the business's days.
    pub async fn time_zone(&self) -> Result<Tz, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                zone(&mut conn).await
            })
            .await
    }
}

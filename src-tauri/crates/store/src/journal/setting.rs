//! Table `settings`: choices of the business and of this desk.

use super::audit::{self, Act};
use super::{Actor, Journal};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

pub(super) async fn of(
    conn: &mut SqliteConnection,
    key: &str,
) -> Result<Option<String>, StoreError> {
    Ok(
        sqlx::query_scalar("SELECT value FROM settings WHERE key = ?1")
            .bind(key)
            .fetch_optional(conn)
            .await?,
    )
}

impl Journal {
    /// One setting.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                of(&mut conn, key).await
            })
            .await
    }

    /// All settings, by key.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                Ok(
                    sqlx::query_as("SELECT key, value FROM settings ORDER BY key")
                        .fetch_all(&mut *conn)
                        .await?,
                )
            })
            .await
    }

    /// Sets one, or forgets it. Who did so is audited.
    pub async fn set_setting(
        &self,
        key: &str,
        value: Option<&str>,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let before = of(&mut writing.tx, key).await?;
                match value {
                    Some(value) => {
                        sqlx::query(
                            "INSERT INTO settings (key, value) VALUES (?1, ?2) \
                             ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                        )
                        .bind(key)
                        .bind(value)
                        .execute(&mut *writing.tx)
                        .await?;
                    }
                    None => {
                        sqlx::query("DELETE FROM settings WHERE key = ?1")
                            .bind(key)
                            .execute(&mut *writing.tx)
                            .await?;
                    }
                }
                let act = Act {
                    what: "setting",
                    subject: key,
                    before: before.as_deref(),
                    detail: value.unwrap_or_default(),
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }
}

//! Table `audit`: who changed what, apart from the operations, which carry their own trail.

use super::{Actor, Journal};
use crate::cells::ms;
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::SqliteConnection;

pub(super) async fn append(
    conn: &mut SqliteConnection,
    actor: &Actor,
    what: &str,
    subject: &str,
    detail: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO audit (at, actor, actor_by, what, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )
    .bind(ms(at))
    .bind(&actor.name)
    .bind(&actor.by)
    .bind(what)
    .bind(subject)
    .bind(detail)
    .execute(conn)
    .await?;
    Ok(())
}

impl Journal {
    /// Notes that somebody did something.
    pub async fn audit(
        &self,
        actor: &Actor,
        what: &str,
        subject: &str,
        detail: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                append(&mut writing.tx, actor, what, subject, detail, at).await?;
                writing.commit().await
            })
            .await
    }
}

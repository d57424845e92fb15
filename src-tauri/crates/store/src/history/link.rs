//! Table `links`: payment links as their provider last told them.

use super::History;
use crate::cells::{Cells, json, ms};
use crate::error::StoreError;
use domain::{Environment, Link, LinkId, LinkSighting};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

const TABLE: &str = "links";

fn read(row: &SqliteRow) -> Result<Link, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(Link {
        id: cells.formed("id")?,
        environment: cells.word("environment", Environment::parse)?,
        account: cells.formed("account")?,
        operation: cells.formed_if_told("operation")?,
        told: cells.json("told")?,
        synced_at: cells.time("synced_at")?,
    })
}

async fn by_id(conn: &mut SqliteConnection, id: &LinkId) -> Result<Option<Link>, StoreError> {
    sqlx::query(
        "SELECT id, environment, account, operation, told, synced_at FROM links WHERE id = ?1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?
    .map(|row| read(&row))
    .transpose()
}

/// What a new sighting changes; what it does not tell stays as it was known.
fn merged(kept: LinkSighting, told: &LinkSighting) -> LinkSighting {
    LinkSighting {
        provider_reference: kept.provider_reference,
        our_reference: told.our_reference.clone().or(kept.our_reference),
        title: told.title.clone().or(kept.title),
        amount: told.amount.or(kept.amount),
        currency: told.currency.or(kept.currency),
        url: told.url.clone().or(kept.url),
        status: told.status,
        provider_status: told.provider_status.clone(),
        uses: told.uses.or(kept.uses),
        uses_limit: told.uses_limit.or(kept.uses_limit),
        expires_at: told.expires_at.or(kept.expires_at),
        created_at: told.created_at.or(kept.created_at),
    }
}

impl History {
    /// Keeps what was told about a link.
    pub async fn keep_link(&self, link: &Link) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let kept = by_id(&mut writing.tx, &link.id).await?;
                let operation = link
                    .operation
                    .clone()
                    .or_else(|| kept.as_ref().and_then(|kept| kept.operation.clone()));
                let told = match kept {
                    Some(kept) => merged(kept.told, &link.told),
                    None => link.told.clone(),
                };
                sqlx::query(
                    "INSERT INTO links (id, environment, account, provider_reference, operation, told, created_at, synced_at) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
                     ON CONFLICT (id) DO UPDATE SET operation = ?5, told = ?6, synced_at = ?8",
                )
                .bind(link.id.as_str())
                .bind(link.environment.as_str())
                .bind(link.account.as_str())
                .bind(&told.provider_reference)
                .bind(operation.as_ref().map(domain::OperationId::as_str))
                .bind(json(TABLE, &told)?)
                .bind(ms(told.created_at.unwrap_or(link.synced_at)))
                .bind(ms(link.synced_at))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await?;
                Ok(())
            })
            .await
    }

    /// One link.
    pub async fn link(&self, id: &LinkId) -> Result<Option<Link>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                by_id(&mut conn, id).await
            })
            .await
    }

    /// Every link of an environment, newest first.
    pub async fn links(&self, environment: Environment) -> Result<Vec<Link>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT id, environment, account, operation, told, synced_at FROM links \
                     WHERE environment = ?1 ORDER BY created_at DESC, id",
                )
                .bind(environment.as_str())
                .fetch_all(&mut *conn)
                .await?;
                rows.iter().map(read).collect()
            })
            .await
    }
}

//! Table `saved_views`: lists under a name. What they show is the engine's; here it is text that comes back as it was.

use super::audit::Act;
use super::{Actor, Journal, audit};
use crate::cells::{Cells, json, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteRow;

const TABLE: &str = "saved_views";

/// A list under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedViewKept {
    /// `vw_…`
    pub id: String,
    /// What the shop calls it.
    pub name: String,
    /// What narrows it, as JSON.
    pub filters: String,
    /// Which columns, in order.
    pub columns: Vec<String>,
    /// How it is sorted, in a word.
    pub sorted: String,
    /// When it was saved first. UTC.
    pub created_at: DateTime<Utc>,
}

fn read(row: &SqliteRow) -> Result<SavedViewKept, StoreError> {
    let cells = Cells::new(TABLE, row);
    Ok(SavedViewKept {
        id: cells.text("id")?,
        name: cells.text("name")?,
        filters: cells.text("filters")?,
        columns: cells.json("columns")?,
        sorted: cells.text("sorted")?,
        created_at: cells.time("created_at")?,
    })
}

impl Journal {
    /// The saved views in the shop's own order, those added last at the end.
    pub async fn saved_views(&self) -> Result<Vec<SavedViewKept>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT id, name, filters, columns, sorted, created_at FROM saved_views ORDER BY place, id",
                )
                .fetch_all(&mut *conn)
                .await?;
                rows.iter().map(read).collect()
            })
            .await
    }

    /// Adds a view, or changes the one of that id.
    pub async fn keep_saved_view(
        &self,
        view: &SavedViewKept,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "INSERT INTO saved_views (id, name, filters, columns, sorted, place, created_at, updated_at) \
                     VALUES (?1, ?2, ?3, ?4, ?5, (SELECT coalesce(max(place), 0) + 1 FROM saved_views), ?6, ?7) \
                     ON CONFLICT (id) DO UPDATE SET name = excluded.name, filters = excluded.filters, \
                     columns = excluded.columns, sorted = excluded.sorted, updated_at = excluded.updated_at",
                )
                .bind(&view.id)
                .bind(&view.name)
                .bind(&view.filters)
                .bind(json(TABLE, &view.columns)?)
                .bind(&view.sorted)
                .bind(ms(view.created_at))
                .bind(ms(at))
                .execute(&mut *writing.tx)
                .await?;
                let act = Act {
                    what: "saved_view",
                    subject: &view.id,
                    before: None,
                    detail: &view.name,
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await
            })
            .await
    }

    /// Puts the views into this order. Those that are not named follow.
    pub async fn order_saved_views(&self, ids: &[String]) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "UPDATE saved_views SET place = coalesce((SELECT key FROM json_each(?1) WHERE value = saved_views.id), \
                     place + json_array_length(?1))",
                )
                .bind(json(TABLE, ids)?)
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }

    /// Takes a view away; true when there was one.
    pub async fn remove_saved_view(
        &self,
        id: &str,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let gone = sqlx::query("DELETE FROM saved_views WHERE id = ?1")
                    .bind(id)
                    .execute(&mut *writing.tx)
                    .await?
                    .rows_affected();
                if gone == 0 {
                    writing.abandon().await?;
                    return Ok(false);
                }
                let act = Act {
                    what: "saved_view_removed",
                    subject: id,
                    before: None,
                    detail: "",
                };
                audit::append(&mut writing.tx, actor, act, at).await?;
                writing.commit().await?;
                Ok(true)
            })
            .await
    }
}

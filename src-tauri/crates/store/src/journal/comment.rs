//! Table `comments`: remarks of the staff on an operation or a transaction. They are never sent, and never changed.

use super::{Actor, Journal};
use crate::cells::{Cells, json, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::Environment;

const TABLE: &str = "comments";

/// A remark of the staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// `op_…` or `tx_…`
    pub subject: String,
    /// What they wrote.
    pub text: String,
    /// Who.
    pub actor: Actor,
    /// When. UTC.
    pub at: DateTime<Utc>,
}

impl Journal {
    /// Writes a remark down.
    pub async fn add_comment(
        &self,
        comment: &Comment,
        environment: Environment,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "INSERT INTO comments (subject, environment, text, actor, actor_by, at) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                )
                .bind(&comment.subject)
                .bind(environment.as_str())
                .bind(&comment.text)
                .bind(&comment.actor.name)
                .bind(&comment.actor.by)
                .bind(ms(comment.at))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }

    /// The remarks on these, the oldest first: an operation and its transaction are one thing to the staff.
    pub async fn comments(&self, subjects: &[&str]) -> Result<Vec<Comment>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let rows = sqlx::query(
                    "SELECT subject, text, actor, actor_by, at FROM comments \
                     WHERE subject IN (SELECT value FROM json_each(?1)) ORDER BY seq",
                )
                .bind(json(TABLE, subjects)?)
                .fetch_all(&mut *conn)
                .await?;
                rows.iter()
                    .map(|row| {
                        let cells = Cells::new(TABLE, row);
                        Ok(Comment {
                            subject: cells.text("subject")?,
                            text: cells.text("text")?,
                            actor: Actor {
                                name: cells.text("actor")?,
                                by: cells.text("actor_by")?,
                            },
                            at: cells.time("at")?,
                        })
                    })
                    .collect()
            })
            .await
    }
}

//! Tables `batch_readings` and `column_meanings`: how a file of payouts was read, beside the file as it came, and what the
//! columns of such files are said to mean. Both are texts of the engine's own.

use super::Journal;
use super::batch::{BatchKept, read};
use crate::cells::{Cells, ms};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::Environment;

/// How a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BatchReading {
    /// What its columns mean.
    pub meanings: String,
    /// Cells that were mended.
    pub mends: String,
}

impl Journal {
    /// Keeps how a file is read, before the file itself is kept: a reading without its file says nothing, a file without its
    /// reading would be read otherwise.
    pub async fn keep_batch_reading(
        &self,
        batch: &str,
        reading: &BatchReading,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "INSERT INTO batch_readings (batch, meanings, mends) VALUES (?1, ?2, ?3)",
                )
                .bind(batch)
                .bind(&reading.meanings)
                .bind(&reading.mends)
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }

    /// How a file was read.
    pub async fn batch_reading(&self, batch: &str) -> Result<Option<BatchReading>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                sqlx::query("SELECT meanings, mends FROM batch_readings WHERE batch = ?1")
                    .bind(batch)
                    .fetch_optional(&mut *conn)
                    .await?
                    .map(|row| {
                        let cells = Cells::new("batch_readings", &row);
                        Ok(BatchReading {
                            meanings: cells.text("meanings")?,
                            mends: cells.text("mends")?,
                        })
                    })
                    .transpose()
            })
            .await
    }

    /// Remembers what the columns of these titles mean.
    pub async fn remember_columns(
        &self,
        titles: &str,
        meanings: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                sqlx::query(
                    "INSERT INTO column_meanings (titles, meanings, updated_at) VALUES (?1, ?2, ?3) \
                     ON CONFLICT (titles) DO UPDATE SET meanings = excluded.meanings, updated_at = excluded.updated_at",
                )
                .bind(titles)
                .bind(meanings)
                .bind(ms(at))
                .execute(&mut *writing.tx)
                .await?;
                writing.commit().await
            })
            .await
    }

    /// What the columns of these titles were said to mean.
    pub async fn remembered_columns(&self, titles: &str) -> Result<Option<String>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                Ok(
                    sqlx::query_scalar("SELECT meanings FROM column_meanings WHERE titles = ?1")
                        .bind(titles)
                        .fetch_optional(&mut *conn)
                        .await?,
                )
            })
            .await
    }

    /// The files of an environment, the newest first.
    pub async fn batches(
        &self,
        environment: Environment,
        most: u32,
    ) -> Result<Vec<BatchKept>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                sqlx::query(
                    "SELECT id, account, environment, file_name, file_hash, state, created_at FROM batches \
                     WHERE environment = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2",
                )
                .bind(environment.as_str())
                .bind(most)
                .fetch_all(&mut *conn)
                .await?
                .iter()
                .map(read)
                .collect()
            })
            .await
    }
}

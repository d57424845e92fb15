//! How far the journal went when the history last saw it. A journal that does not go so far was exchanged for an older one.
//! The journal itself never refers to the history; this is the other direction.

use super::{History, local_day};
use crate::error::StoreError;
use crate::journal::JournalEnd;

const KEY: &str = "journal_mark";

impl History {
    /// The place and the hash, in hex, of the newest transition that was there.
    pub async fn journal_mark(&self) -> Result<Option<(i64, String)>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let kept: Option<String> =
                    sqlx::query_scalar("SELECT value FROM settings WHERE key = ?1")
                        .bind(KEY)
                        .fetch_optional(&mut *conn)
                        .await?;
                Ok(kept.and_then(|kept| {
                    let (seq, hash) = kept.split_once(':')?;
                    Some((seq.parse().ok()?, hash.to_owned()))
                }))
            })
            .await
    }

    /// Notes how far the journal goes.
    pub async fn note_journal_mark(&self, end: &JournalEnd) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut writing = self.file.begin().await?;
                let value = format!("{}:{}", end.seq, end.hash);
                local_day::set(&mut writing.tx, KEY, &value).await?;
                writing.commit().await
            })
            .await
    }
}

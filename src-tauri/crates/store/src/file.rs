//! One database file: one connection that writes, a few that read, and who else may have it open.

use crate::error::{StoreError, named};
use crate::migrate::{self, Shape};
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, Sqlite, SqliteConnection, Transaction};
use std::fs::OpenOptions;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 3;
/// How many pages the log of a file may grow to before it is folded in: the default makes a page of a sync five times
/// dearer, and folds a file of ten thousand payouts in while somebody waits for it. What is in the log is on disk.
const AUTOCHECKPOINT: &str = "8000";

/// What one commit changes stays in memory up to this many KiB. A file of ten thousand payouts changes more than the
/// usual 2 MB, and each page beyond is written to the log again and again.
const WRITERS_PAGES: &str = "-32768";

/// Of a new journal, in bytes. Its rows are long: half as many pages are half as many writes for a file of payouts.
const JOURNALS_PAGE: u32 = 8_192;

/// An open database file.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) path: Arc<PathBuf>,
    write: SqlitePool,
    read: SqlitePool,
}

/// A transaction that writes. Dropped without [`Writing::commit`], it leaves nothing behind.
pub(crate) struct Writing {
    pub(crate) tx: Transaction<'static, Sqlite>,
    /// What the file's revision will be once this is committed.
    pub(crate) revision: i64,
}

impl Writing {
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }

    pub(crate) async fn abandon(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }
}

impl File {
    /// Opens, or creates, and brings the file to the newest shape.
    pub(crate) async fn open(path: &Path, shape: &Shape) -> Result<Self, StoreError> {
        named(path, async {
            create_private(path)?;
            let known = shape.newest();
            let found = migrate::found(path).await?;
            if found > known {
                return Err(StoreError::Newer {
                    file: path.to_owned(),
                    found,
                    known,
                });
            }
            let options = options(path, shape);
            // A file of this machine does not go away like a server: asking each time whether it is there still would cost
            // every reading a second errand to SQLite's thread.
            let write = SqlitePoolOptions::new()
                .max_connections(1)
                .idle_timeout(None)
                .max_lifetime(None)
                .acquire_timeout(BUSY_TIMEOUT * 6)
                .test_before_acquire(false)
                .before_acquire(|conn, _| Box::pin(async { Ok(!is_stuck(conn)) }))
                .connect_lazy_with(options.clone().pragma("cache_size", WRITERS_PAGES));
            let read = SqlitePoolOptions::new()
                .max_connections(READERS)
                .idle_timeout(None)
                .max_lifetime(None)
                .acquire_timeout(BUSY_TIMEOUT * 6)
                .test_before_acquire(false)
                .connect_lazy_with(options.pragma("query_only", "ON"));
            let file = Self {
                path: Arc::new(path.to_owned()),
                write,
                read,
            };
            file.first_connection().await?;
            migrate::run(&file, shape, found).await?;
            Ok(file)
        })
        .await
    }

    /// Turning a new file to WAL needs it alone for a moment, and SQLite does not wait for that by itself.
    async fn first_connection(&self) -> Result<(), StoreError> {
        let mut left = 50;
        loop {
            match self.write.acquire().await.map_err(StoreError::from) {
                Err(StoreError::Busy) if left > 0 => {
                    left -= 1;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Err(error) => return Err(error),
                Ok(_) => return Ok(()),
            }
        }
    }

    /// Names this file in whatever goes wrong inside. Damage that is met is noted beside the file, so that the next
    /// start checks the whole of it; without such a note that would take too long.
    pub(crate) async fn named<T>(
        &self,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let done = named(&self.path, work).await;
        if let Err(StoreError::Damaged { what, .. }) = &done {
            // A note that cannot be written costs the mending at the next start, and nothing else.
            let _ = std::fs::write(suspicion(&self.path), what);
        }
        done
    }

    /// Reads the whole file when damage was met in it earlier.
    pub(crate) async fn check_if_suspect(&self) -> Result<(), StoreError> {
        if suspicion(&self.path).exists() {
            self.check().await?;
            std::fs::remove_file(suspicion(&self.path))
                .map_err(|error| StoreError::io(&self.path, &error))?;
        }
        Ok(())
    }

    /// Reads the whole file.
    pub(crate) async fn check(&self) -> Result<(), StoreError> {
        self.named(async {
            let mut conn = self.reader().await?;
            let said: String = sqlx::query_scalar("PRAGMA quick_check(1)")
                .fetch_one(&mut *conn)
                .await?;
            if said == "ok" {
                Ok(())
            } else {
                Err(StoreError::Damaged {
                    file: self.path.to_path_buf(),
                    what: said,
                })
            }
        })
        .await
    }

    pub(crate) async fn reader(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        Ok(self.read.acquire().await?)
    }

    /// The file as it is now, for as long as this is held; writers go on meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        let mut tx = self.read.begin().await?;
        // The first read fixes what every later one sees.
        sqlx::query("SELECT revision FROM mark WHERE one = 1")
            .fetch_one(&mut *tx)
            .await?;
        Ok(tx)
    }

    /// The writing connection outside any transaction, for opening and mending.
    pub(crate) async fn writer(&self) -> Result<PoolConnection<Sqlite>, StoreError> {
        Ok(self.write.acquire().await?)
    }

    /// Takes the file's write lock and the next revision at once.
    pub(crate) async fn begin(&self) -> Result<Writing, StoreError> {
        let mut tx = self.write.begin_with("BEGIN IMMEDIATE").await?;
        let revision = sqlx::query_scalar(
            "UPDATE mark SET revision = revision + 1 WHERE one = 1 RETURNING revision",
        )
        .fetch_one(&mut *tx)
        .await?;
        Ok(Writing { tx, revision })
    }

    /// Counts the commits of everybody who has the file open.
    pub(crate) async fn revision(&self) -> Result<i64, StoreError> {
        self.named(async {
            let mut conn = self.reader().await?;
            Ok(
                sqlx::query_scalar("SELECT revision FROM mark WHERE one = 1")
                    .fetch_one(&mut *conn)
                    .await?,
            )
        })
        .await
    }

    pub(crate) async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// When the disk refuses a commit, SQLite takes the transaction back by itself and sqlx goes on counting it: such a
/// connection begins no other. It is laid aside for a new one, so that one full moment of the disk ends nobody's writing.
fn is_stuck(conn: &SqliteConnection) -> bool {
    conn.is_in_transaction()
}

/// The note that damage was met in a file.
pub(crate) fn suspicion(path: &Path) -> PathBuf {
    with_end(path, ".suspect")
}

/// A file beside another: its name with something behind it.
pub(crate) fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn options(path: &Path, shape: &Shape) -> SqliteConnectOptions {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .pragma("temp_store", "MEMORY")
        .pragma("wal_autocheckpoint", AUTOCHECKPOINT);
    if shape.durable {
        // Without `fullfsync` a Mac calls a commit durable while the drive still holds it in its cache.
        options
            .page_size(JOURNALS_PAGE)
            .synchronous(SqliteSynchronous::Full)
            .pragma("fullfsync", "ON")
            .pragma("checkpoint_fullfsync", "ON")
    } else {
        options
            .synchronous(SqliteSynchronous::Normal)
            .pragma("cache_size", "-32768")
    }
}

/// Phones and names are nobody else's business; SQLite gives its side files the mode of the main one.
fn create_private(path: &Path) -> Result<(), StoreError> {
    if path.exists() {
        return Ok(());
    }
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
        .open(path)
        .map(|_| ())
        .map_err(|error| StoreError::io(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use domain::{AccountId, Environment};

    #[tokio::test]
    async fn the_journal_is_fully_synchronous_and_the_history_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        for (file, promise) in [(&store.journal.file, 2), (&store.history.file, 1)] {
            let mut conn = file.writer().await.unwrap();
            let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
                .fetch_one(&mut *conn)
                .await
                .unwrap();
            let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
                .fetch_one(&mut *conn)
                .await
                .unwrap();
            assert_eq!(
                (synchronous, mode.as_str()),
                (promise, "wal"),
                "{:?}",
                file.path
            );
        }
        let names = ["journal.db", "history.db"];
        assert!(names.iter().all(|name| folder.path().join(name).is_file()));
    }

    /// Said in `.cargo/config.toml`, where a build can lose it unseen.
    #[tokio::test]
    async fn readers_do_not_wait_for_each_other_at_every_allocation() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mut conn = store.history.file.reader().await.unwrap();
        let set: bool =
            sqlx::query_scalar("SELECT sqlite_compileoption_used('DEFAULT_MEMSTATUS=0')")
                .fetch_one(&mut *conn)
                .await
                .unwrap();
        assert!(set);
    }

    #[tokio::test]
    async fn a_full_disk_is_told_apart_and_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let account = AccountId::parse("acc_one").unwrap();
        let state = crate::SyncState {
            last_error: Some("x".repeat(200_000)),
            ..crate::SyncState::default()
        };
        let file = &store.history.file;
        let mut conn = file.writer().await.unwrap();
        sqlx::query("PRAGMA max_page_count = 1")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        drop(conn);
        let error = store
            .history
            .put_sync_state(&account, "charges", &state)
            .await
            .unwrap_err();
        assert!(
            matches!(&error, StoreError::Full { file: full } if *full == *file.path),
            "{error}"
        );
        assert_eq!(
            store.history.sync_state(&account, "charges").await.unwrap(),
            None
        );
        assert_eq!(store.history.count(Environment::Live).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_written_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let mut conn = store.journal.file.writer().await.unwrap();
        sqlx::query("PRAGMA query_only = ON")
            .execute(&mut *conn)
            .await
            .unwrap();
        drop(conn);
        let error = store
            .journal
            .file
            .named(store.journal.file.begin())
            .await
            .err()
            .unwrap();
        assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    }
}

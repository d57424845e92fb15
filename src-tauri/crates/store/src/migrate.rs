//! Forward-only, numbered changes of a file's shape.

use crate::error::StoreError;
use crate::file::File;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::path::{Path, PathBuf};

/// What a file's shape is made of.
pub(crate) struct Shape {
    /// Each file once, in the order of their numbers. Never edited after a release, only added to.
    pub(crate) migrations: &'static [&'static str],
    /// A commit survives the power being cut.
    pub(crate) durable: bool,
}

impl Shape {
    pub(crate) fn newest(&self) -> i64 {
        i64::try_from(self.migrations.len()).expect("there are few migrations")
    }
}

/// The number of the shape that a file has now, read without changing a byte of it.
pub(crate) async fn found(path: &Path) -> Result<i64, StoreError> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut conn = SqliteConnection::connect_with(&options).await?;
    let found = version(&mut conn).await?;
    conn.close().await?;
    Ok(found)
}

async fn version(conn: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(conn)
        .await?)
}

/// Runs what is missing, each in a transaction of its own that another process cannot run beside us.
pub(crate) async fn run(file: &File, shape: &Shape, found: i64) -> Result<(), StoreError> {
    if found == shape.newest() {
        return Ok(());
    }
    let mut conn = file.writer().await?;
    if found > 0 {
        copy(&mut conn, &copy_path(&file.path, shape.newest())).await?;
    }
    for (number, migration) in (1_i64..).zip(shape.migrations) {
        let mut tx = conn.begin_with("BEGIN IMMEDIATE").await?;
        if version(&mut tx).await? < number {
            sqlx::raw_sql(*migration).execute(&mut *tx).await?;
            sqlx::raw_sql(AssertSqlSafe(format!("PRAGMA user_version = {number}")))
                .execute(&mut *tx)
                .await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Where the copy goes that is made before a file is brought to shape `number`.
fn copy_path(path: &Path, number: i64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".before-{number}"));
    PathBuf::from(name)
}

/// A whole copy, or none: it gets its name only when it is complete.
pub(crate) async fn copy(conn: &mut SqliteConnection, target: &Path) -> Result<(), StoreError> {
    if target.exists() {
        return Ok(());
    }
    let mut unfinished = target.as_os_str().to_owned();
    unfinished.push(format!(".{}", std::process::id()));
    let unfinished = PathBuf::from(unfinished);
    let told = |error: std::io::Error| StoreError::io(target, &error);
    match std::fs::remove_file(&unfinished) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(told(error)),
        _ => {}
    }
    sqlx::query("VACUUM INTO ?1")
        .bind(unfinished.to_string_lossy().into_owned())
        .execute(conn)
        .await?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&unfinished, std::fs::Permissions::from_mode(0o600))
            .map_err(told)?;
    }
    std::fs::File::open(&unfinished)
        .and_then(|copied| copied.sync_all())
        .map_err(told)?;
    std::fs::rename(&unfinished, target).map_err(told)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: Shape = Shape {
        migrations: &[
            "CREATE TABLE mark (one INTEGER PRIMARY KEY, revision INTEGER); INSERT INTO mark VALUES (1, 7)",
        ],
        durable: true,
    };
    const NEW: Shape = Shape {
        migrations: &[OLD.migrations[0], "ALTER TABLE mark ADD COLUMN more TEXT"],
        durable: true,
    };
    const BROKEN: Shape = Shape {
        migrations: &[
            OLD.migrations[0],
            "DROP TABLE mark; CREATE TABLE mark (oops",
        ],
        durable: true,
    };

    #[tokio::test]
    async fn a_copy_is_made_before_each_migration() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        File::open(&path, &OLD).await.unwrap().close().await;
        let file = File::open(&path, &NEW).await.unwrap();
        assert_eq!(file.revision().await.unwrap(), 7);
        assert_eq!(found(&path).await.unwrap(), 2);
        let copy = folder.path().join("journal.db.before-2");
        assert_eq!(found(&copy).await.unwrap(), 1);
        let old = File::open(&copy, &OLD).await.unwrap();
        assert_eq!(old.revision().await.unwrap(), 7);
    }

    #[tokio::test]
    async fn a_migration_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.db");
        File::open(&path, &OLD).await.unwrap().close().await;
        assert!(File::open(&path, &BROKEN).await.is_err());
        let file = File::open(&path, &OLD).await.unwrap();
        assert_eq!(file.revision().await.unwrap(), 7);
    }
}

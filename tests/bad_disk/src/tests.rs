//! The disk against SQLite itself.

use crate::plan::ask;
use crate::{Disk, How, Kind, Lasting, Place, under};
use libsqlite3_sys::{
    SQLITE_FULL, SQLITE_IOERR_FSYNC, SQLITE_IOERR_WRITE, SQLITE_OK, SQLITE_ROW, sqlite3,
    sqlite3_close, sqlite3_column_int64, sqlite3_exec, sqlite3_extended_errcode, sqlite3_finalize,
    sqlite3_open, sqlite3_prepare_v2, sqlite3_step, sqlite3_stmt,
};
use std::ffi::{CString, c_int};
use std::path::Path;
use std::ptr;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Just enough of SQLite.
struct Database(*mut sqlite3);

impl Database {
    fn open(path: &Path) -> Self {
        let name = CString::new(path.to_str().unwrap()).unwrap();
        let mut handle: *mut sqlite3 = ptr::null_mut();
        // SAFETY: the name ends with a zero, and the handle is written before it is read.
        let opened = unsafe { sqlite3_open(name.as_ptr(), &mut handle) };
        assert_eq!(opened, SQLITE_OK);
        let database = Self(handle);
        database
            .run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (a)")
            .unwrap();
        database
    }

    fn run(&self, sql: &str) -> Result<(), c_int> {
        let text = CString::new(sql).unwrap();
        // SAFETY: the handle is open, the text ends with a zero, and no callback is given.
        unsafe {
            match sqlite3_exec(
                self.0,
                text.as_ptr(),
                None,
                ptr::null_mut(),
                ptr::null_mut(),
            ) {
                SQLITE_OK => Ok(()),
                _ => Err(sqlite3_extended_errcode(self.0)),
            }
        }
    }

    fn add(&self) -> Result<(), c_int> {
        self.run("INSERT INTO t VALUES (zeroblob(100))")
    }

    fn count(&self) -> i64 {
        let text = CString::new("SELECT count(*) FROM t").unwrap();
        let mut statement: *mut sqlite3_stmt = ptr::null_mut();
        // SAFETY: the handle is open, the text ends with a zero, and the statement is finished before it is left.
        unsafe {
            assert_eq!(
                sqlite3_prepare_v2(self.0, text.as_ptr(), -1, &mut statement, ptr::null_mut()),
                SQLITE_OK
            );
            assert_eq!(sqlite3_step(statement), SQLITE_ROW);
            let count = sqlite3_column_int64(statement, 0);
            sqlite3_finalize(statement);
            count
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // SAFETY: opened once, closed once; every statement is finished.
        unsafe { sqlite3_close(self.0) };
    }
}

fn fresh() -> (TempDir, Disk, Database) {
    let folder = tempfile::tempdir().unwrap();
    let disk = under(folder.path());
    let database = Database::open(&folder.path().join("plain.db"));
    (folder, disk, database)
}

#[test]
fn a_plain_file_works_over_it_and_outlives_it() {
    let (folder, disk, database) = fresh();
    database
        .run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) INSERT INTO t SELECT zeroblob(4000) FROM n")
        .unwrap();
    drop(database);
    assert!(
        disk.writes() > 6_000,
        "two for each page of the log, and one when it is folded in: {}",
        disk.writes()
    );
    assert!(disk.failed().is_empty());
    let again = Database::open(&folder.path().join("plain.db"));
    assert_eq!(again.count(), 2_000);
}

#[test]
fn two_connections_share_one_file_over_it() {
    let (folder, _disk, one) = fresh();
    let other = Database::open(&folder.path().join("plain.db"));
    one.add().unwrap();
    other.add().unwrap();
    assert_eq!((one.count(), other.count()), (2, 2));
}

#[test]
fn the_same_work_makes_the_same_writes() {
    let counted = || {
        let (_folder, disk, database) = fresh();
        let begun = disk.writes();
        for _ in 0..10 {
            database.add().unwrap();
        }
        (begun, disk.writes())
    };
    let first = counted();
    assert_eq!(first, counted());
    assert!(
        first.1 >= first.0 + 30,
        "two for a page and a flush, each time: {first:?}"
    );
}

/// One commit is: the head and the body of each page that changed, and a flush.
#[test]
fn each_write_of_a_commit_can_be_the_one_that_fails() {
    for lasting in [Lasting::Once, Lasting::UntilHealed] {
        for how in [How::Full, How::Broken] {
            let mut kinds = Vec::new();
            for n in 1.. {
                let (_folder, disk, database) = fresh();
                database.add().unwrap();
                disk.fail_at(n, how, lasting);
                let told = database.add();
                let failed = disk.failed();
                let Some(write) = failed.first() else {
                    assert_eq!(told, Ok(()), "nothing failed");
                    assert_eq!(u64::try_from(kinds.len()).unwrap(), n - 1);
                    break;
                };
                let broken = match write.kind {
                    Kind::Sync => SQLITE_IOERR_FSYNC,
                    Kind::Data | Kind::Truncate => SQLITE_IOERR_WRITE,
                };
                let code = if how == How::Full {
                    SQLITE_FULL
                } else {
                    broken
                };
                assert_eq!(told, Err(code), "{write}");
                assert_eq!(write.file, "plain.db-wal");
                kinds.push(write.kind);
                if lasting == Lasting::UntilHealed {
                    assert!(database.add().is_err(), "it stays bad");
                }
                disk.heal();
                assert_eq!(database.count(), 1, "{write}: nothing of it is there");
                database.add().unwrap();
                assert_eq!(database.count(), 2, "healed");
            }
            assert_eq!(kinds, [Kind::Data, Kind::Data, Kind::Sync], "{how:?}");
        }
    }
}

#[test]
fn a_failure_that_happens_once_happens_once() {
    let (_folder, disk, database) = fresh();
    disk.fail_at(1, How::Full, Lasting::Once);
    assert_eq!(database.add(), Err(SQLITE_FULL));
    database.add().unwrap();
    assert_eq!(disk.failed().len(), 1);
}

#[test]
fn one_folder_s_trouble_is_no_other_s() {
    let (_bad_folder, bad, database) = fresh();
    let (_other_folder, other, bystander) = fresh();
    bad.fail_at(1, How::Broken, Lasting::UntilHealed);
    assert!(database.add().is_err());
    bystander.add().unwrap();
    assert!(other.failed().is_empty());
    drop(bad);
    database.add().unwrap();
}

/// Asked without a real disk behind it, which may be slow by itself. Only a lower bound, so a slow computer cannot fail it.
#[test]
fn a_slow_disk_makes_each_flush_take_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let disk = under(folder.path());
    let log = folder.path().canonicalize().unwrap().join("plain.db-wal");
    disk.slow_syncs(Some(Duration::from_millis(40)));
    let begun = Instant::now();
    for _ in 0..3 {
        assert_eq!(ask(&log, Place::Wal, Kind::Sync), None);
    }
    assert!(begun.elapsed() >= Duration::from_millis(120));
    assert_eq!(disk.writes(), 3);
}

//! What happens to files that are new, newer, damaged, full or somebody else's.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use domain::{Destination, Details, Environment, Kind, Operation, PayoutDetails, State};
use sqlx::sqlite::SqliteConnectOptions;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use store::{NewBatch, NewRow, Query, Store, StoreError};
use support::{actor, at, crowd, home, operation};

async fn run(path: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(path);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::raw_sql(sql).execute(&pool).await.unwrap();
    pool.close().await;
}

fn overwrite(path: &Path, from: u64, bytes: usize) {
    let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(&vec![0xA5; bytes]).unwrap();
}

async fn opened(folder: &Path) -> StoreError {
    match Store::open(folder).await {
        Ok(_) => panic!("the store opened"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn a_newer_journal_is_refused_untouched() {
    let (folder, store) = home().await;
    store.close().await;
    let path = folder.path().join("journal.db");
    run(&path, "PRAGMA user_version = 99").await;
    let before = std::fs::read(&path).unwrap();
    let error = opened(folder.path()).await;
    assert!(
        matches!(error, StoreError::Newer { found: 99, .. }),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_damaged_journal_is_refused_and_stays_where_it_is() {
    let (folder, store) = home().await;
    store
        .journal
        .record(&operation(1), &actor(), "asked", at(1))
        .await
        .unwrap();
    store.close().await;
    let path = folder.path().join("journal.db");
    overwrite(&path, 4_096, 20_000);
    let before = std::fs::read(&path).unwrap();
    let error = opened(folder.path()).await;
    assert!(
        matches!(&error, StoreError::Damaged { file, .. } if *file == path),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_damaged_history_is_renamed_and_salvaged() {
    let (folder, store) = home().await;
    store.history.upsert(&crowd(1, 3_000)).await.unwrap();
    store.close().await;
    let path = folder.path().join("history.db");
    let length = std::fs::metadata(&path).unwrap().len();
    // Page by page, so that the newest rows are met by the damage wherever SQLite put them.
    for page in (40..length / 4_096).step_by(5) {
        overwrite(&path, page * 4_096, 4_096);
    }
    // The damage is met at the start, or else by the first that reads everything and mended at the next start.
    let first = Store::open(folder.path()).await;
    let store = match first {
        Ok(store) if store.salvaged.is_some() => store,
        Ok(store) => {
            let all = Query::new(Environment::Live);
            let error = store.search(&all).await.unwrap_err();
            assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
            store.close().await;
            Store::open(folder.path()).await.unwrap()
        }
        Err(_) => Store::open(folder.path()).await.unwrap(),
    };
    let salvage = store.salvaged.clone().expect("the damage was met");
    assert!(salvage.aside.exists() && salvage.cut_short);
    let count = store.history.count(Environment::Live).await.unwrap();
    assert_eq!(count, salvage.transactions);
    assert!(count > 0 && count < 3_000, "{count}");
    assert!(Store::open(folder.path()).await.unwrap().salvaged.is_none());
}

#[tokio::test]
async fn a_history_that_is_no_database_is_laid_aside() {
    let (folder, store) = home().await;
    store.close().await;
    std::fs::write(folder.path().join("history.db"), vec![7; 9_000]).unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let salvage = store.salvaged.clone().expect("laid aside");
    assert_eq!((salvage.transactions, salvage.cut_short), (0, true));
    assert_eq!(std::fs::read(salvage.aside).unwrap(), vec![7; 9_000]);
    store.history.upsert(&crowd(1, 5)).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, store) = home().await;
    store.history.upsert(&crowd(1, 5)).await.unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
}

#[tokio::test]
async fn a_mark_moves_when_another_process_writes() {
    let (folder, store) = home().await;
    let other = Store::open(folder.path()).await.unwrap();
    let first = store.change_mark().await.unwrap();
    assert_eq!(store.change_mark().await.unwrap(), first);
    other
        .journal
        .record(&operation(1), &actor(), "asked", at(1))
        .await
        .unwrap();
    let second = store.change_mark().await.unwrap();
    assert_ne!(second, first);
    other.history.upsert(&crowd(1, 1)).await.unwrap();
    assert_ne!(store.change_mark().await.unwrap(), second);
}

/// A payout that is the row of a file.
fn row_of(batch: &str, number: u64) -> Operation {
    Operation {
        kind: Kind::Payout,
        our_reference: format!("DK{number}"),
        details: Details::Payout(PayoutDetails {
            to: Destination::MobileMoney { network: None },
            country: None,
            recipient_gets: None,
            refunds: None,
            batch: Some(batch.to_owned()),
            sub_account: None,
            tries_again: None,
            scenario: None,
        }),
        ..operation(number)
    }
}

async fn record_file(store: &Store, id: &str, operations: &[Operation]) {
    let references: Vec<String> = operations.iter().map(|it| it.id.to_string()).collect();
    let rows: Vec<NewRow<'_>> = (2_u32..)
        .zip(operations.iter().zip(&references))
        .map(|(line, (operation, reference))| NewRow {
            reference,
            content: "00",
            line,
            operation,
        })
        .collect();
    let batch = NewBatch {
        id,
        account: &operations[0].account,
        environment: Environment::Live,
        file_name: "wages.csv",
        file_hash: "00",
        file: b"reference,phone,amount",
    };
    let journal = &store.journal;
    journal
        .record_batch(&batch, &rows, &actor(), at(9))
        .await
        .unwrap();
}

/// The rows of one file stand among those of others and among single payments, and each file has its own, before and after the
/// journal learnt where they begin and end.
#[tokio::test]
async fn each_file_of_payouts_has_its_own_rows_in_a_journal_of_an_older_shape_too() {
    let (folder, store) = home().await;
    let first: Vec<Operation> = [1, 4, 7].map(|number| row_of("bt_1", number)).to_vec();
    let second: Vec<Operation> = [2, 3, 8].map(|number| row_of("bt_2", number)).to_vec();
    record_file(&store, "bt_1", &first).await;
    record_file(&store, "bt_2", &second).await;
    let journal = &store.journal;
    journal
        .record(&operation(5), &actor(), "asked", at(5))
        .await
        .unwrap();
    assert_eq!(journal.operations_of_batch("bt_1").await.unwrap(), first);
    assert_eq!(journal.operations_of_batch("bt_2").await.unwrap(), second);
    assert_eq!(journal.operations_of_batch("bt_3").await.unwrap(), []);
    let states = journal.states_of_batch("bt_2").await.unwrap();
    assert_eq!(states, [(State::Recorded, 3)]);
    // Who sends the first file is not shown what is left of it, and everything else that is open.
    let running = ["bt_1".to_owned()];
    let open = journal.open_operations_besides(&running).await.unwrap();
    let open: Vec<&str> = open.iter().map(|it| it.request_id.as_str()).collect();
    assert_eq!(open, ["request-2", "request-3", "request-5", "request-8"]);
    let open = journal.open_operations_besides(&[]).await.unwrap();
    assert_eq!(open.len(), 7);
    store.close().await;

    run(
        &folder.path().join("journal.db"),
        "ALTER TABLE batches DROP COLUMN first_row; ALTER TABLE batches DROP COLUMN last_row; \
         CREATE INDEX operations_batch ON operations (batch) WHERE batch IS NOT NULL; PRAGMA user_version = 10",
    )
    .await;
    let store = Store::open(folder.path()).await.unwrap();
    let journal = &store.journal;
    assert_eq!(journal.operations_of_batch("bt_1").await.unwrap(), first);
    assert_eq!(journal.operations_of_batch("bt_2").await.unwrap(), second);
    store.close().await;
}

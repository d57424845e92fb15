//! The promises of the history, over real files.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use chrono::Duration;
use domain::{Balance, Currency, Environment, Kind, Status, Transaction, TransactionId};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sqlx::sqlite::SqliteConnectOptions;
use std::path::Path;
use store::{Store, SyncState};
use support::{account_id, at, crowd, home, transaction, ugx};

async fn beside(folder: &Path) -> sqlx::SqlitePool {
    let options = SqliteConnectOptions::new().filename(folder.join("history.db"));
    sqlx::SqlitePool::connect_with(options).await.unwrap()
}

type Sums = Vec<(
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    i64,
    i64,
)>;

/// The raw sums, by SQLite's own arithmetic; the zone has no summer time, so its days are a shift.
async fn sums(folder: &Path, hours: &str) -> (Sums, Sums) {
    let pool = beside(folder).await;
    let raw = sqlx::query_as(
        "SELECT day, environment, account, kind, method, status, currency, sum(n), sum(amount), sum(fee) FROM ( \
         SELECT date(occurred_at / 1000.0, 'unixepoch', ?1) AS day, environment, account, kind, \
         coalesce(method, '') AS method, status, currency, 1 AS n, amount, 0 AS fee FROM transactions UNION ALL \
         SELECT date(occurred_at / 1000.0, 'unixepoch', ?1), environment, account, kind, coalesce(method, ''), status, \
         fee_currency, 0, 0, fee FROM transactions WHERE fee <> 0) GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7",
    )
    .bind(hours)
    .fetch_all(&pool)
    .await
    .unwrap();
    let kept = sqlx::query_as(
        "SELECT d.day, k.environment, k.account, k.kind, k.method, k.status, k.currency, d.n, d.amount, d.fee \
         FROM rollup_keys k JOIN rollup_days d ON d.key = k.key WHERE k.told_apart = 'rail' ORDER BY 1, 2, 3, 4, 5, 6, 7",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    pool.close().await;
    (raw, kept)
}

#[tokio::test]
async fn the_rollup_equals_the_raw_sum_to_the_last_unit() {
    let (folder, store) = home().await;
    store.history.set_time_zone("Africa/Kampala").await.unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    let mut rows = crowd(4, 400);
    for round in 1..20 {
        for t in &mut rows {
            if rng.random_bool(0.2) {
                t.status = Status::ALL[rng.random_range(0..Status::ALL.len())];
                t.occurred_at += Duration::hours(rng.random_range(-30..30));
                t.amount = ugx(rng.random_range(1..900_000));
                t.fee = rng.random_bool(0.5).then(|| {
                    let currency = ["UGX", "USD"][rng.random_range(0..2)];
                    domain::Money::from_ten_thousandths(
                        rng.random_range(1..99_999_999),
                        Currency::parse(currency).unwrap(),
                    )
                });
                t.synced_at = at(1_000_000 + round);
            }
        }
        let from = rng.random_range(0..300);
        store.history.upsert(&rows[from..from + 100]).await.unwrap();
        let (raw, kept) = sums(folder.path(), "+3 hours").await;
        assert_eq!(raw, kept, "round {round}");
    }
    let (_, before) = sums(folder.path(), "+3 hours").await;
    store.history.rebuild_derived().await.unwrap();
    assert_eq!(sums(folder.path(), "+3 hours").await.1, before);
    store.history.set_time_zone("Africa/Abidjan").await.unwrap();
    let (raw, kept) = sums(folder.path(), "+0 hours").await;
    assert_eq!(raw, kept);
    assert_ne!(kept, before);
}

#[tokio::test]
async fn rows_are_one_by_identity_and_never_by_content() {
    let (_folder, store) = home().await;
    let first = transaction(1);
    let second = Transaction {
        provider_reference: "REF-OTHER".into(),
        id: TransactionId::derive(&first.account, Kind::Charge, "REF-OTHER"),
        ..first.clone()
    };
    store
        .history
        .upsert(&[first.clone(), second.clone()])
        .await
        .unwrap();
    assert_eq!(store.history.count(Environment::Live).await.unwrap(), 2);
    let read = store
        .history
        .transactions(&[first.id, second.id])
        .await
        .unwrap();
    assert_eq!(read.len(), 2);
    // Another amount under the same identity is still the same row.
    let dearer = Transaction {
        amount: ugx(60_000),
        ..read[0].clone()
    };
    store.history.upsert(&[dearer]).await.unwrap();
    assert_eq!(store.history.count(Environment::Live).await.unwrap(), 2);
}

#[tokio::test]
async fn an_unchanged_page_writes_nothing() {
    let (folder, store) = home().await;
    let rows = crowd(2, 100);
    let done = store.history.upsert(&rows).await.unwrap();
    assert_eq!((done.added, done.unchanged), (100, 0));
    let mark = store.change_mark().await.unwrap();
    let log = folder.path().join("history.db-wal");
    let before = std::fs::metadata(&log).unwrap().len();
    let later: Vec<Transaction> = rows
        .iter()
        .map(|t| Transaction {
            synced_at: at(2_000_000),
            ..t.clone()
        })
        .collect();
    let done = store.history.upsert(&later).await.unwrap();
    assert_eq!(
        (done.added, done.changed.len(), done.unchanged),
        (0, 0, 100)
    );
    assert_eq!(store.change_mark().await.unwrap(), mark);
    assert_eq!(std::fs::metadata(&log).unwrap().len(), before);
}

#[tokio::test]
async fn a_row_reads_back_as_it_was_written() {
    let (_folder, store) = home().await;
    for t in crowd(8, 60) {
        store
            .history
            .upsert(std::slice::from_ref(&t))
            .await
            .unwrap();
        assert_eq!(store.history.transaction(&t.id).await.unwrap(), Some(t));
    }
}

#[tokio::test]
async fn what_a_sighting_does_not_tell_stays_as_it_was_known() {
    let (_folder, store) = home().await;
    let whole = transaction(1);
    store
        .history
        .upsert(std::slice::from_ref(&whole))
        .await
        .unwrap();
    let bare = Transaction {
        phone: None,
        name: None,
        note: None,
        fee: None,
        status: Status::Failed,
        synced_at: at(1_000_001),
        ..whole.clone()
    };
    let done = store.history.upsert(&[bare]).await.unwrap();
    assert_eq!(done.changed, std::slice::from_ref(&whole.id));
    let expected = Transaction {
        status: Status::Failed,
        synced_at: at(1_000_001),
        ..whole.clone()
    };
    assert_eq!(
        store.history.transaction(&whole.id).await.unwrap(),
        Some(expected.clone())
    );

    let late = Transaction {
        status: Status::Pending,
        operator_reference: Some("MP1".into()),
        synced_at: at(1_000_000),
        ..whole.clone()
    };
    store.history.upsert(&[late]).await.unwrap();
    let expected = Transaction {
        operator_reference: Some("MP1".into()),
        ..expected
    };
    assert_eq!(
        store.history.transaction(&whole.id).await.unwrap(),
        Some(expected)
    );
}

#[tokio::test]
async fn rows_without_a_phone_are_looked_up_once() {
    let (_folder, store) = home().await;
    let account = account_id("one");
    let rows: Vec<Transaction> = (0..3)
        .map(|n| Transaction {
            phone: None,
            ..transaction(n)
        })
        .collect();
    store.history.upsert(&rows).await.unwrap();
    let wanted = store.history.without_phone(&account, 2).await.unwrap();
    assert_eq!(wanted, [rows[2].clone(), rows[1].clone()]);
    store
        .history
        .mark_looked_up(&[rows[2].id.clone()])
        .await
        .unwrap();
    let wanted = store.history.without_phone(&account, 2).await.unwrap();
    assert_eq!(wanted, [rows[1].clone(), rows[0].clone()]);
}

#[tokio::test]
async fn balances_sync_states_and_candidates_read_back() {
    let (folder, store) = home().await;
    let account = account_id("one");
    let balance = Balance {
        account: account.clone(),
        environment: Environment::Live,
        currency: Currency::parse("UGX").unwrap(),
        network: None,
        available: Some(ugx(-5)),
        pending: None,
        total: None,
        as_of: at(5),
    };
    store
        .history
        .put_balances(&account, std::slice::from_ref(&balance))
        .await
        .unwrap();
    let state = SyncState {
        complete_to: Some(at(7)),
        backfill_cursor: Some("page=3".into()),
        ..SyncState::default()
    };
    store
        .history
        .put_sync_state(&account, "charges", &state)
        .await
        .unwrap();
    store.history.upsert(&[transaction(1)]).await.unwrap();
    store.close().await;
    let store = Store::open(folder.path()).await.unwrap();
    let history = &store.history;
    assert_eq!(
        history.balances(Environment::Live).await.unwrap(),
        [balance]
    );
    assert!(
        history
            .balances(Environment::Sandbox)
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        history.sync_state(&account, "charges").await.unwrap(),
        Some(state)
    );
    assert_eq!(history.sync_state(&account, "payouts").await.unwrap(), None);
    let asked = |from, to| {
        let (account, amount) = (account.clone(), ugx(50_000));
        async move {
            history
                .candidates(&account, Kind::Charge, &amount, at(from), at(to))
                .await
                .unwrap()
                .len()
        }
    };
    assert_eq!(
        (asked(1, 2).await, asked(2, 9).await, asked(0, 1).await),
        (1, 0, 0)
    );
}

#[tokio::test]
async fn what_bears_our_reference_is_found_whenever_it_was_and_the_key_alone_whatever_its_amount() {
    let (_folder, store) = home().await;
    let account = account_id("one");
    let mut row = transaction(1);
    row.our_reference = Some("DK7Q2M9".into());
    store.history.upsert(&[row.clone()]).await.unwrap();
    let history = &store.history;
    let bearing = |amount| {
        let account = account.clone();
        async move {
            history
                .bearing(&account, Kind::Charge, &amount, "DK7Q2M9")
                .await
                .unwrap()
        }
    };
    assert_eq!(bearing(row.amount).await, [row]);
    assert!(bearing(ugx(1)).await.is_empty());
    assert!(history.bears(&account, "DK7Q2M9").await.unwrap());
    assert!(!history.bears(&account, "DK7Q2M8").await.unwrap());
    assert!(!history.bears(&account_id("two"), "DK7Q2M9").await.unwrap());
}

//! The audit: whatever is changed in it, taken out of it or cut off its end shows.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use domain::{Role, Secret, Staff, StaffId};
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;
use std::path::Path;
use store::{Act, Actor, Depth, PinTry, Store, StoreError};
use support::{actor, at};

async fn filled(home: &Path, rows: i64) -> Store {
    let store = Store::open(home).await.unwrap();
    for row in 0..rows {
        let act = Act {
            what: "setting",
            subject: "business",
            before: (row % 2 == 0).then_some("before"),
            detail: &row.to_string(),
        };
        store.journal.audit(&actor(), act, at(row)).await.unwrap();
    }
    store
}

/// Somebody goes to the file itself.
async fn by_hand(home: &Path, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(home.join("journal.db"));
    let pool = SqlitePool::connect_with(options).await.unwrap();
    let done = sqlx::query(sql).execute(&pool).await.unwrap();
    assert!(done.rows_affected() > 0, "{sql}");
    pool.close().await;
}

async fn breaks(store: &Store, depth: Depth) -> Option<i64> {
    store.journal.audit_breaks_at(depth).await.unwrap()
}

#[tokio::test]
async fn whatever_is_done_to_the_audit_by_hand_shows() {
    for (sql, at_row) in [
        ("UPDATE audit SET actor = 'Somebody' WHERE seq = 3", 3),
        ("UPDATE audit SET actor_by = 'nothing' WHERE seq = 3", 3),
        ("UPDATE audit SET at = at + 1 WHERE seq = 3", 3),
        ("UPDATE audit SET what = 'approved' WHERE seq = 3", 3),
        ("UPDATE audit SET subject = 'op_other' WHERE seq = 3", 3),
        ("UPDATE audit SET before = NULL WHERE seq = 3", 3),
        ("UPDATE audit SET before = 'x' WHERE seq = 3", 3),
        ("UPDATE audit SET detail = '' WHERE seq = 3", 3),
        ("UPDATE audit SET staff = 'st_1' WHERE seq = 3", 3),
        ("UPDATE audit SET desk = 'another' WHERE seq = 3", 3),
        ("UPDATE audit SET row_hash = NULL WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 6", 6),
        ("DELETE FROM audit", 1),
        ("UPDATE audit SET seq = 100 WHERE seq = 6", 6),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = filled(folder.path(), 6).await;
        assert_eq!(breaks(&store, Depth::Whole).await, None);
        store.close().await;
        by_hand(folder.path(), sql).await;
        let store = Store::open(folder.path()).await.unwrap();
        for depth in [Depth::Whole, Depth::Recent] {
            let found = breaks(&store, depth).await;
            assert!(found.is_some_and(|seq| seq <= at_row), "{sql}: {found:?}");
        }
        let read = store.journal.verify(Depth::Recent).await;
        assert!(matches!(read, Err(StoreError::Damaged { .. })), "{sql}");
    }
}

#[tokio::test]
async fn what_was_written_before_there_was_a_chain_is_not_called_broken() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 3).await.close().await;
    // As an older Duka left it: rows without a chain, and none of what came with it.
    by_hand(
        folder.path(),
        "UPDATE audit SET prev_hash = NULL, row_hash = NULL",
    )
    .await;
    by_hand(folder.path(), "UPDATE audit_end SET row_hash = x''").await;
    by_hand(
        folder.path(),
        "UPDATE settings SET value = '3' WHERE key = 'audit_chained_from'",
    )
    .await;
    let store = filled(folder.path(), 2).await;
    assert_eq!(breaks(&store, Depth::Whole).await, None);
    assert_eq!(breaks(&store, Depth::Recent).await, None);
    let rows = store.journal.audited(None, None, 10).await.unwrap();
    assert_eq!(rows.len(), 5);
    store.close().await;
    by_hand(folder.path(), "DELETE FROM audit WHERE seq = 4").await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(breaks(&store, Depth::Whole).await, Some(4));
}

#[tokio::test]
async fn a_long_audit_is_read_at_its_end_in_moments_and_whole_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 1_030).await;
    assert_eq!(breaks(&store, Depth::Recent).await, None);
    store.close().await;
    by_hand(folder.path(), "UPDATE audit SET detail = 'x' WHERE seq = 5").await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(breaks(&store, Depth::Recent).await, None);
    assert_eq!(breaks(&store, Depth::Whole).await, Some(5));
}

#[tokio::test]
async fn a_row_names_the_member_of_staff_who_acted_and_pages_follow_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 4).await;
    let staff = Staff {
        id: StaffId::parse("st_1").unwrap(),
        name: actor().name,
        role: Role::Owner,
        added_at: at(10),
    };
    let hash = Secret::from("$argon2id$");
    let by = actor();
    let added = store
        .journal
        .add_staff(&staff, &hash, &by, |_| Ok::<(), StoreError>(()));
    added.await.unwrap();
    let act = Act {
        what: "signed_in",
        subject: "st_1",
        before: None,
        detail: "",
    };
    store.journal.audit(&actor(), act, at(11)).await.unwrap();
    let page = store.journal.audited(None, None, 2).await.unwrap();
    assert_eq!(page[0].staff, Some(staff.id.clone()));
    let next = store
        .journal
        .audited(Some(page[1].seq), None, 9)
        .await
        .unwrap();
    assert_eq!(next.len(), 4);
    assert_eq!(
        next[0].staff, None,
        "written before that name was anybody's"
    );
    let itself = Actor {
        name: Actor::ITSELF.to_owned(),
        by: "window".to_owned(),
    };
    assert!(!itself.is_a_person() && actor().is_a_person());
}

#[tokio::test]
async fn a_try_of_a_pin_counts_before_it_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 0).await;
    let staff = Staff {
        id: StaffId::parse("st_1").unwrap(),
        name: "Chantal".to_owned(),
        role: Role::Owner,
        added_at: at(0),
    };
    let hash = Secret::from("$argon2id$");
    let by = actor();
    let added = store
        .journal
        .add_staff(&staff, &hash, &by, |_| Ok::<(), StoreError>(()));
    added.await.unwrap();
    let blocked = |tries| (tries >= 2).then(|| at(60));
    let attempt = async |now| {
        store
            .journal
            .begin_pin_try(&staff.id, at(now), blocked)
            .await
    };
    for now in [1, 2] {
        assert!(matches!(attempt(now).await.unwrap(), PinTry::Open { .. }));
    }
    assert_eq!(
        attempt(59).await.unwrap(),
        PinTry::Blocked { until: at(60) }
    );
    assert!(matches!(attempt(60).await.unwrap(), PinTry::Open { .. }));
    store.journal.forget_pin_tries(&staff.id).await.unwrap();
    assert!(matches!(attempt(61).await.unwrap(), PinTry::Open { .. }));
}

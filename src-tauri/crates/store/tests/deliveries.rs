//! Webhooks in the journal: told twice is kept once, a flood is bounded, and the shape before knew none of it.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use domain::{Delivery, Environment, Flaw, Kind, Trust};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};
use std::path::Path;
use store::{DeliveryKept, NewDelivery, Store};
use support::{account_id, actor, at, home, operation};

const DAY: i64 = 86_400;

fn delivery(trust: Trust, identity: &str) -> Delivery {
    Delivery {
        flaw: (trust != Trust::Verified).then_some(Flaw::WrongSignature),
        event: Some("payment.success".to_owned()),
        kind: Some(Kind::Charge),
        provider_reference: Some("ref-1".to_owned()),
        our_reference: Some("K7Q2M9".to_owned()),
        told: Some("success".to_owned()),
        identity: Some(identity.to_owned()),
        ..Delivery::unread(trust, None, "hmac")
    }
}

async fn keep(
    store: &Store,
    account: &str,
    told: &Delivery,
    hash: &str,
    seconds: i64,
) -> DeliveryKept {
    let new = NewDelivery {
        account: &account_id(account),
        environment: Environment::Live,
        delivery: told,
        body_hash: hash,
        body: Some("{}"),
        look_at: (told.trust == Trust::Verified).then_some(at(seconds)),
        at: at(seconds),
    };
    store.journal.keep_delivery(&new).await.unwrap()
}

#[tokio::test]
async fn a_delivery_is_on_disk_before_it_is_answered() {
    let (folder, store) = home().await;
    let told = delivery(Trust::Verified, "one");
    assert_eq!(keep(&store, "one", &told, "h", 5).await, DeliveryKept::New);
    let other = Store::open(folder.path()).await.unwrap();
    let [kept] = other
        .journal
        .deliveries(&account_id("one"), 10)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(
        (kept.trust, kept.flaw, kept.kind, kept.environment),
        (Trust::Verified, None, Some(Kind::Charge), Environment::Live)
    );
    assert_eq!(
        (kept.seen, kept.first_at, kept.look_at),
        (1, at(5), Some(at(5)))
    );
    assert_eq!(
        [
            kept.event,
            kept.provider_reference,
            kept.our_reference,
            kept.told
        ],
        [
            told.event,
            told.provider_reference,
            told.our_reference,
            told.told
        ]
    );
}

#[tokio::test]
async fn the_same_delivery_is_one_row_for_each_account_and_each_trust() {
    let (_folder, store) = home().await;
    let verified = delivery(Trust::Verified, "one");
    let forged = delivery(Trust::Forged, "one");
    // A forged one with the identity of the real one comes first, and keeps no place from it.
    assert_eq!(
        keep(&store, "one", &forged, "f", 1).await,
        DeliveryKept::New
    );
    assert_eq!(
        keep(&store, "one", &verified, "a", 2).await,
        DeliveryKept::New
    );
    assert_eq!(
        keep(&store, "one", &verified, "b", 3).await,
        DeliveryKept::Again(2)
    );
    assert_eq!(
        keep(&store, "practice", &verified, "a", 4).await,
        DeliveryKept::New
    );
    assert_eq!(
        keep(&store, "one", &delivery(Trust::Verified, "two"), "a", 5).await,
        DeliveryKept::New
    );
    // What nobody vouches for is told apart by its bytes alone.
    assert_eq!(
        keep(&store, "one", &forged, "g", 6).await,
        DeliveryKept::New
    );
    assert_eq!(
        keep(&store, "one", &forged, "f", 7).await,
        DeliveryKept::Again(2)
    );
    let kept = store
        .journal
        .deliveries(&account_id("one"), 10)
        .await
        .unwrap();
    assert_eq!(kept.len(), 4);
}

#[tokio::test]
async fn what_is_to_be_looked_up_is_handed_out_until_it_is_done() {
    let (_folder, store) = home().await;
    for (identity, seconds) in [("late", 9), ("early", 3)] {
        keep(
            &store,
            "one",
            &delivery(Trust::Verified, identity),
            identity,
            seconds,
        )
        .await;
    }
    keep(&store, "one", &delivery(Trust::Forged, "x"), "x", 1).await;
    let journal = &store.journal;
    let waiting = journal.deliveries_to_look_up(10).await.unwrap();
    assert_eq!(
        waiting.iter().map(|d| d.first_at).collect::<Vec<_>>(),
        [at(3), at(9)]
    );
    journal
        .delivery_looked_up(waiting[0].row, at(20))
        .await
        .unwrap();
    journal
        .delivery_look_failed(waiting[1].row, Some(at(30)))
        .await
        .unwrap();
    let [left] = journal
        .deliveries_to_look_up(10)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(
        (left.look_at, left.looks, left.looked_up_at),
        (Some(at(30)), 1, None)
    );
    journal.delivery_look_failed(left.row, None).await.unwrap();
    assert!(journal.deliveries_to_look_up(10).await.unwrap().is_empty());
    // Told again, it is not looked up again.
    keep(
        &store,
        "one",
        &delivery(Trust::Verified, "early"),
        "early",
        40,
    )
    .await;
    assert!(journal.deliveries_to_look_up(10).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_nobody_vouches_for_is_bounded_by_day_and_in_all() {
    let (_folder, store) = home().await;
    for (trust, days) in [(Trust::Forged, 21), (Trust::Unsigned, 1)] {
        let told = delivery(trust, "same");
        for day in 0..days {
            for number in 0..51 {
                let hash = format!("{day}-{number}");
                let kept = keep(&store, "one", &told, &hash, day * DAY + number).await;
                let wanted = if number < 50 {
                    DeliveryKept::New
                } else {
                    DeliveryKept::Counted
                };
                assert_eq!(kept, wanted, "{trust:?} {hash}");
            }
        }
        let counted = store
            .journal
            .deliveries_counted(&account_id("one"), trust)
            .await
            .unwrap();
        assert_eq!(counted, u64::try_from(days).unwrap());
    }
    let kept = store
        .journal
        .deliveries(&account_id("one"), 10_000)
        .await
        .unwrap();
    assert_eq!(kept.len(), 1_000 + 50);
    let forged = kept.iter().filter(|d| d.trust == Trust::Forged);
    let oldest = forged.map(|d| d.first_at).min().unwrap();
    assert!(oldest >= at(DAY), "the oldest went first: {oldest}");
    // Verified ones are the provider's own, and none is dropped.
    for number in 0..60 {
        let identity = number.to_string();
        let told = delivery(Trust::Verified, &identity);
        assert_eq!(
            keep(&store, "one", &told, &identity, number).await,
            DeliveryKept::New
        );
    }
}

async fn pool(path: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true);
    // One connection, so that what it attaches is there for every question.
    let one = SqlitePoolOptions::new().max_connections(1);
    one.connect_with(options).await.unwrap()
}

#[tokio::test]
async fn a_journal_of_the_first_shape_is_copied_and_brought_forward_with_all_it_holds() {
    let (folder, store) = home().await;
    let kept = operation(1);
    store
        .journal
        .record(&kept, &actor(), "asked", at(1))
        .await
        .unwrap();
    store.close().await;

    // The same rows in a file that really has the first shape, and nothing of the second.
    let old = tempfile::tempdir().unwrap();
    let path = old.path().join("journal.db");
    let first = pool(&path).await;
    sqlx::raw_sql(include_str!("../migrations/journal/0001_operations.sql"))
        .execute(&first)
        .await
        .unwrap();
    sqlx::query("ATTACH ?1 AS newer")
        .bind(
            folder
                .path()
                .join("journal.db")
                .to_string_lossy()
                .into_owned(),
        )
        .execute(&first)
        .await
        .unwrap();
    sqlx::raw_sql(
        "DROP INDEX newer.operations_recipient; DROP INDEX newer.operations_refunds; \
         ALTER TABLE newer.operations DROP COLUMN sum; ALTER TABLE newer.operations DROP COLUMN recipient; \
         ALTER TABLE newer.operations DROP COLUMN refunds; ALTER TABLE newer.operations DROP COLUMN batch; \
         INSERT INTO accounts SELECT * FROM newer.accounts; INSERT INTO operations SELECT * FROM newer.operations; \
         INSERT INTO transitions SELECT * FROM newer.transitions; PRAGMA main.user_version = 1",
    )
    .execute(&first)
    .await
    .unwrap();
    first.close().await;

    let store = Store::open(old.path()).await.unwrap();
    assert_eq!(
        store.journal.operation(&kept.id).await.unwrap().unwrap(),
        kept
    );
    assert_eq!(store.journal.timeline(&kept.id).await.unwrap().len(), 1);
    let told = delivery(Trust::Verified, "one");
    assert_eq!(keep(&store, "one", &told, "h", 5).await, DeliveryKept::New);
    // What was written before there were sums is not called damaged for having none.
    store.journal.verify(store::Depth::Whole).await.unwrap();

    let copied = std::fs::read_dir(old.path()).unwrap().flatten().find(|it| {
        it.file_name()
            .to_string_lossy()
            .starts_with("journal.db.before-")
    });
    let copy = pool(&copied.expect("a copy from before").path()).await;
    let version: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&copy)
        .await
        .unwrap();
    let operations: i64 = sqlx::query_scalar("SELECT count(*) FROM operations")
        .fetch_one(&copy)
        .await
        .unwrap();
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_master WHERE name LIKE 'deliver%'")
            .fetch_one(&copy)
            .await
            .unwrap();
    assert_eq!((version, operations, tables), (1, 1, 0));
}

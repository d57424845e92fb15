//! Everything that a query matches is what the pages of the search give, in the same order.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use chrono::Duration;
use domain::{Environment, Kind, Operation, State, Status, TransactionId};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rust_decimal::Decimal;
use store::{Query, Row, Store};
use support::{account_id, actor, at, crowd, home, operation, transaction};

async fn whole(store: &Store, query: &Query) -> Vec<Row> {
    let mut reading = store.whole(query).await.unwrap();
    let mut rows = Vec::new();
    loop {
        let piece = reading.piece().await.unwrap();
        if piece.is_empty() {
            return rows;
        }
        rows.extend(piece);
    }
}

async fn pages(store: &Store, query: &Query) -> Vec<Row> {
    let mut query = Query {
        limit: 700,
        ..query.clone()
    };
    let mut rows = Vec::new();
    loop {
        let page = store.search(&query).await.unwrap();
        rows.extend(page.rows);
        query.after = page.next;
        if query.after.is_none() {
            return rows;
        }
    }
}

/// Some thousand transactions of both environments; operations before, between and after them, some tied.
async fn shop(rng: &mut ChaCha8Rng) -> (tempfile::TempDir, Store) {
    let (folder, store) = home().await;
    let mut rows = crowd(3, 3_500);
    for t in &mut rows {
        if rng.random_bool(0.2) {
            t.environment = Environment::Sandbox;
            t.account = account_id("practice");
        }
        t.id = TransactionId::derive(&t.account, t.kind, &t.provider_reference);
    }
    store.history.upsert(&rows).await.unwrap();
    for number in 0..500 {
        let mut one = operation(number);
        one.created_at = at(0) - Duration::milliseconds(rng.random_range(0..30_000_000_000));
        one.state = *[
            State::InDoubt,
            State::Recorded,
            State::Succeeded,
            State::Failed,
        ]
        .choose(rng)
        .unwrap();
        // Some name the transaction of another account, or one that never came; two may name the same.
        one.provider_reference = match rng.random_range(0..4) {
            0 => None,
            1 => Some(format!("NOWHERE-{number}")),
            _ => Some(format!("REF-{:06}", rng.random_range(0..3_500))),
        };
        if rng.random_bool(0.1) {
            one.environment = Environment::Sandbox;
            one.account = account_id("practice");
        }
        store
            .journal
            .record(&one, &actor(), "asked", one.created_at)
            .await
            .unwrap();
    }
    (folder, store)
}

/// Now and then one or two of them; none bounds nothing.
fn some<T: Clone>(rng: &mut ChaCha8Rng, chance: f64, all: &[T]) -> Vec<T> {
    let n = if rng.random_bool(chance) { 2 } else { 0 };
    (0..n).map(|_| all.choose(rng).unwrap().clone()).collect()
}

fn any_query(rng: &mut ChaCha8Rng) -> Query {
    let environment = *[Environment::Live, Environment::Live, Environment::Sandbox]
        .choose(rng)
        .unwrap();
    let text = *[
        "",
        "",
        "",
        "nakato",
        "K7Q2M1",
        "REF-00",
        "0772418305",
        "50k",
        "12",
        "zzz",
    ]
    .choose(rng)
    .unwrap();
    let moment = |rng: &mut ChaCha8Rng| at(0) - Duration::seconds(rng.random_range(0..30_000_000));
    let amount = |rng: &mut ChaCha8Rng| Decimal::from(rng.random_range(0..250_000));
    Query {
        text: text.to_owned(),
        statuses: some(rng, 0.3, Status::ALL),
        accounts: some(rng, 0.3, &["one", "practice"].map(account_id)),
        kinds: some(rng, 0.2, &[Kind::Charge, Kind::Payout]),
        from: rng.random_bool(0.3).then(|| moment(rng)),
        to: rng.random_bool(0.3).then(|| moment(rng)),
        min: rng.random_bool(0.2).then(|| amount(rng)),
        max: rng.random_bool(0.2).then(|| amount(rng)),
        ..Query::new(environment)
    }
}

#[tokio::test]
async fn the_whole_of_a_query_is_its_pages_one_after_the_other() {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let (_folder, store) = shop(&mut rng).await;
    let everything = whole(&store, &Query::new(Environment::Live)).await;
    assert!(everything.len() > 3_000, "{}", everything.len());
    let tied = |row: &&Row| {
        matches!(
            row,
            Row::Transaction {
                operation: Some(_),
                ..
            }
        )
    };
    assert!(everything.iter().filter(tied).count() > 60);
    let alone = |row: &&Row| matches!(row, Row::Operation(_));
    assert!(everything.iter().filter(alone).count() > 60);
    let mut found = 0;
    for _ in 0..120 {
        let query = any_query(&mut rng);
        let all = whole(&store, &query).await;
        assert_eq!(all, pages(&store, &query).await, "{query:?}");
        found += all.len();
    }
    assert!(found > 10_000, "{found}");
}

#[tokio::test]
async fn what_comes_meanwhile_is_in_none_of_its_pieces() {
    let (_folder, store) = home().await;
    let rows: Vec<_> = (0..2_500).map(transaction).collect();
    store.history.upsert(&rows).await.unwrap();
    let mut reading = store.whole(&Query::new(Environment::Live)).await.unwrap();
    let mut count = reading.piece().await.unwrap().len();
    // One that is older than everything read so far, and an operation that is older still.
    let mut late = transaction(9_999);
    late.occurred_at = at(-5);
    store.history.upsert(&[late]).await.unwrap();
    let asked = Operation {
        created_at: at(-9),
        ..operation(1)
    };
    store
        .journal
        .record(&asked, &actor(), "asked", asked.created_at)
        .await
        .unwrap();
    loop {
        let piece = reading.piece().await.unwrap();
        if piece.is_empty() {
            break;
        }
        count += piece.len();
    }
    assert_eq!(count, 2_500);
    let again = whole(&store, &Query::new(Environment::Live)).await;
    assert_eq!(again.len(), 2_502);
}

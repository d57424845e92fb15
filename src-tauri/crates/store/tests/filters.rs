//! Every filter, alone and together with others, finds what a look at each row finds; and a list comes to what its rows do.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use chrono::Duration;
use domain::{
    Currency, DoubtKind, Environment, Kind, Method, Operation, State, Status, Text, Transaction,
};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use store::{Change, Having, Order, Query, Row, Store};
use support::{account_id, actor, at, crowd, home, operation, ugx};

fn rows(rng: &mut ChaCha8Rng) -> Vec<Transaction> {
    let mut rows = crowd(17, 1_200);
    for t in &mut rows {
        t.kind = *[Kind::Charge, Kind::Charge, Kind::Payout]
            .choose(rng)
            .unwrap();
        t.method = *[None, Some(Method::MobileMoney), Some(Method::Card)]
            .choose(rng)
            .unwrap();
        t.network = [None, Some("MTN"), Some("Airtel"), Some("Orange")]
            .choose(rng)
            .unwrap()
            .map(str::to_owned);
        t.link = rng
            .random_bool(0.1)
            .then(|| format!("LNK-{}", rng.random_range(0..4)));
        t.refunded = rng.random_bool(0.1).then_some(t.amount);
        if rng.random_bool(0.3) {
            t.account = account_id("two");
        }
        t.id = domain::TransactionId::derive(&t.account, t.kind, &t.provider_reference);
    }
    rows
}

fn fits(t: &Transaction, q: &Query) -> bool {
    let amount = t.amount.amount();
    let bears = |reference: &String| {
        let all = [
            Some(t.provider_reference.as_str()),
            t.our_reference.as_deref(),
            t.operator_reference.as_deref(),
        ];
        all.into_iter()
            .flatten()
            .any(|it| it.eq_ignore_ascii_case(reference))
    };
    let has = |what: &Having| match what {
        Having::Refunded => t.refunded.is_some_and(|it| !it.amount().is_zero()),
        Having::Link => t.link.is_some(),
        Having::Doubt | Having::Operation | Having::Approval | Having::Action => false,
    };
    (q.statuses.is_empty() || q.statuses.contains(&t.status))
        && (q.kinds.is_empty() || q.kinds.contains(&t.kind))
        && (q.accounts.is_empty() || q.accounts.contains(&t.account))
        && (q.methods.is_empty() || t.method.is_some_and(|it| q.methods.contains(&it)))
        && (q.networks.is_empty() || t.network.as_ref().is_some_and(|it| q.networks.contains(it)))
        && q.currency.is_none_or(|it| it == t.amount.currency())
        && q.phone
            .as_ref()
            .is_none_or(|it| Some(it) == t.phone.as_ref())
        && q.reference.as_ref().is_none_or(bears)
        && q.link.as_ref().is_none_or(|it| Some(it) == t.link.as_ref())
        && q.having.iter().all(has)
        && q.from.is_none_or(|it| t.occurred_at >= it)
        && q.to.is_none_or(|it| t.occurred_at < it)
        && q.min.is_none_or(|it| amount >= it)
        && q.max.is_none_or(|it| amount <= it)
}

fn several<T: Clone>(rng: &mut ChaCha8Rng, all: &[T]) -> Vec<T> {
    let n = if rng.random_bool(0.25) {
        rng.random_range(1..3)
    } else {
        0
    };
    (0..n).map(|_| all.choose(rng).unwrap().clone()).collect()
}

fn any_query(rng: &mut ChaCha8Rng, rows: &[Transaction]) -> Query {
    let one = rows.choose(rng).unwrap();
    let exact = rng.random_range(0..8);
    Query {
        statuses: several(rng, Status::ALL),
        kinds: several(rng, &[Kind::Charge, Kind::Payout, Kind::Refund]),
        accounts: several(rng, &["one", "two", "nobody"].map(account_id)),
        methods: several(rng, &[Method::MobileMoney, Method::Card, Method::Bank]),
        networks: several(rng, &["MTN", "Airtel", "Nobody"].map(str::to_owned)),
        currency: rng.random_bool(0.2).then(|| one.amount.currency()),
        phone: one.phone.clone().filter(|_| exact == 0),
        reference: match exact {
            1 => Some(one.provider_reference.to_lowercase()),
            2 => one.our_reference.clone(),
            3 => one.operator_reference.clone(),
            _ => None,
        },
        link: (exact == 4).then(|| "LNK-2".to_owned()),
        having: several(rng, &[Having::Refunded, Having::Link]),
        from: rng
            .random_bool(0.2)
            .then(|| at(0) - Duration::seconds(rng.random_range(0..30_000_000))),
        min: rng
            .random_bool(0.2)
            .then(|| rng.random_range(0..250_000).into()),
        order: *[Order::Newest, Order::Amount].choose(rng).unwrap(),
        limit: rng.random_range(1..400),
        ..Query::new(Environment::Live)
    }
}

fn transaction_of(row: Row) -> Transaction {
    match row {
        Row::Transaction { transaction, .. } => transaction,
        Row::Operation(operation) => panic!("{} is not tied", operation.id),
    }
}

async fn pages(store: &Store, query: &Query) -> Vec<Transaction> {
    let mut query = query.clone();
    let mut all = Vec::new();
    loop {
        let page = store.search(&query).await.unwrap();
        all.extend(page.rows.into_iter().map(transaction_of));
        query.after = page.next;
        if query.after.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn filters_find_what_a_look_at_each_row_finds() {
    let (_folder, store) = home().await;
    let mut rng = ChaCha8Rng::seed_from_u64(31);
    let rows = rows(&mut rng);
    store.history.upsert(&rows).await.unwrap();
    let mut found = 0;
    for _ in 0..400 {
        let query = any_query(&mut rng, &rows);
        let expected: BTreeSet<_> = rows
            .iter()
            .filter(|t| fits(t, &query))
            .map(|t| t.id.clone())
            .collect();
        let listed = pages(&store, &query).await;
        found += usize::from(!listed.is_empty());
        let ids: BTreeSet<_> = listed.iter().map(|t| t.id.clone()).collect();
        assert_eq!(ids, expected, "{query:?}");
        assert_eq!(ids.len(), listed.len(), "nothing twice: {query:?}");
        let in_order = match query.order {
            Order::Newest => listed.is_sorted_by_key(|t| Reverse(t.occurred_at)),
            Order::Amount => listed.is_sorted_by_key(|t| {
                let parts = t.amount.ten_thousandths().unwrap();
                (t.amount.currency(), Reverse(parts))
            }),
        };
        assert!(in_order, "{query:?}");
    }
    assert!(found > 150, "{found} of the questions found anything");
}

#[tokio::test]
async fn a_list_comes_to_what_its_rows_come_to() {
    let (_folder, store) = home().await;
    let mut rng = ChaCha8Rng::seed_from_u64(37);
    let rows = rows(&mut rng);
    store.history.upsert(&rows).await.unwrap();
    for round in 0..200 {
        let mut query = any_query(&mut rng, &rows);
        if round % 4 == 0 {
            query = Query {
                statuses: query.statuses,
                kinds: query.kinds,
                ..Query::new(Environment::Live)
            };
        }
        let tally = store.tally(&query).await.unwrap();
        let any_status = Query {
            statuses: Vec::new(),
            ..query.clone()
        };
        let mut statuses: BTreeMap<Status, u64> = BTreeMap::new();
        for t in rows.iter().filter(|t| fits(t, &any_status)) {
            *statuses.entry(t.status).or_default() += 1;
        }
        assert_eq!(tally.statuses, statuses, "{query:?}");
        let mut sums: BTreeMap<(Currency, Kind), [i128; 4]> = BTreeMap::new();
        for t in rows.iter().filter(|t| fits(t, &query)) {
            let of = sums.entry((t.amount.currency(), t.kind)).or_default();
            let parts = i128::from(t.amount.ten_thousandths().unwrap());
            let moved = t.status == Status::Succeeded;
            let more = [1, i128::from(moved), parts, if moved { parts } else { 0 }];
            of.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
        }
        let told: BTreeMap<_, _> = tally
            .sums
            .iter()
            .map(|sum| {
                let values = [
                    i128::from(sum.count),
                    sum.succeeded.into(),
                    sum.asked.ten_thousandths().unwrap().into(),
                    sum.moved.ten_thousandths().unwrap().into(),
                ];
                ((sum.asked.currency(), sum.kind), values)
            })
            .collect();
        assert_eq!(told, sums, "{query:?}");
        assert_eq!(i128::from(tally.count), sums.values().map(|it| it[0]).sum());
    }
}

async fn change(store: &Store, from: &Operation, to: &Operation, doubts: &[(DoubtKind, Text)]) {
    let change = Change {
        operation: to,
        from_version: from.version,
        actor: &actor(),
        cause: "test",
        detail: None,
        at: at(50),
        begin_attempt: None,
        end_attempt: None,
        open_doubts: doubts.to_vec(),
        settle_doubts: Vec::new(),
    };
    store.journal.apply(&change).await.unwrap();
}

#[tokio::test]
async fn doubts_approvals_and_refunds_are_filters_too() {
    let (_folder, store) = home().await;
    let has = |what: Having| {
        let store = store.clone();
        async move {
            let query = Query {
                having: vec![what],
                ..Query::new(Environment::Live)
            };
            let searched = store.search(&query).await.unwrap().rows.len();
            let mut whole = store.whole(&query).await.unwrap();
            assert_eq!(whole.piece().await.unwrap().len(), searched, "{what:?}");
            searched
        }
    };
    let paid = support::transaction(1);
    store
        .history
        .upsert(std::slice::from_ref(&paid))
        .await
        .unwrap();
    assert_eq!(has(Having::Operation).await, 0);
    let mut waiting = operation(2);
    waiting.state = State::AwaitingApproval;
    let mut asked = operation(3);
    asked.provider_reference = Some(paid.provider_reference.clone());
    for one in [&waiting, &asked] {
        store
            .journal
            .record(one, &actor(), "asked", one.created_at)
            .await
            .unwrap();
    }
    assert_eq!(has(Having::Approval).await, 1);
    assert_eq!(has(Having::Operation).await, 2, "tied ones once");
    assert_eq!(has(Having::Doubt).await, 0);
    let sending = Operation {
        state: State::Sending,
        ..asked.clone()
    };
    change(&store, &asked, &sending, &[]).await;
    let sending = store.journal.operation(&asked.id).await.unwrap().unwrap();
    let doubted = Operation {
        state: State::InDoubt,
        ..sending.clone()
    };
    let text = Text::new("Which?".to_owned(), "Laquelle ?".to_owned());
    change(&store, &sending, &doubted, &[(DoubtKind::Mismatch, text)]).await;
    assert_eq!(has(Having::Doubt).await, 1);
    assert_eq!(has(Having::Refunded).await, 0);
    let mut back = operation(4);
    back.kind = Kind::Payout;
    back.state = State::Succeeded;
    back.amount = ugx(10_000);
    back.details = domain::Details::Payout(payout_back(&paid));
    store
        .journal
        .record(&back, &actor(), "asked", back.created_at)
        .await
        .unwrap();
    assert_eq!(has(Having::Refunded).await, 1, "the charge, not the payout");
}

fn payout_back(charge: &Transaction) -> domain::PayoutDetails {
    domain::PayoutDetails {
        to: domain::Destination::Wallet,
        country: None,
        recipient_gets: None,
        refunds: Some(charge.id.clone()),
        batch: None,
        sub_account: None,
        tries_again: None,
        scenario: None,
    }
}

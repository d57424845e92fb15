//! What a period brought: equal to the sum over its rows, to the last unit, wherever the period begins and ends.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use domain::{Currency, Environment, Kind, Method, Money, ProviderId, Status, Transaction};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use store::{Store, Sum};
use support::{account_id, at, crowd, home, transaction, ugx};

/// Everything that tells two sums apart.
type Key = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
);
/// Count, amount, fee, net, of how many no net was told, refunded, of how many no fee was told; in ten-thousandths.
type Sums = [i128; 7];

fn parts(money: &Money) -> i128 {
    money.ten_thousandths().unwrap().into()
}

/// The sums of the rows themselves, by arithmetic that knows nothing of a rollup.
fn by_hand(
    rows: &[Transaction],
    zone: Tz,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> BTreeMap<Key, Sums> {
    let mut sums: BTreeMap<Key, Sums> = BTreeMap::new();
    for t in rows {
        if t.occurred_at < from || t.occurred_at >= to {
            continue;
        }
        let mut put = |currency: &str, place: usize, more: i128| {
            let day = t.occurred_at.with_timezone(&zone).date_naive();
            let key = (
                day.to_string(),
                t.environment.as_str().to_owned(),
                t.account.to_string(),
                t.provider.to_string(),
                t.kind.as_str().to_owned(),
                format!(
                    "{}/{}",
                    t.method.map_or("-", Method::as_str),
                    t.network.as_deref().unwrap_or("-")
                ),
                t.status.as_str().to_owned(),
                currency.to_owned(),
            );
            sums.entry(key).or_default()[place] += more;
        };
        let own = t.amount.currency().code();
        put(own, 0, 1);
        put(own, 1, parts(&t.amount));
        if let Some(fee) = &t.fee {
            put(fee.currency().code(), 2, parts(fee));
        }
        if t.fee.is_none() {
            put(own, 6, 1);
        }
        match (&t.net, &t.fee) {
            (Some(net), _) => put(net.currency().code(), 3, parts(net)),
            (None, Some(fee)) if fee.currency() == t.amount.currency() => {
                put(own, 3, parts(&t.amount) - parts(fee));
            }
            _ => put(own, 4, 1),
        }
        if let Some(refunded) = &t.refunded {
            put(refunded.currency().code(), 5, parts(refunded));
        }
    }
    sums
}

fn told(sums: &[Sum]) -> BTreeMap<Key, Sums> {
    let row = |sum: &Sum| {
        let key = (
            sum.day.to_string(),
            sum.environment.as_str().to_owned(),
            sum.account.to_string(),
            sum.provider.to_string(),
            sum.kind.as_str().to_owned(),
            format!(
                "{}/{}",
                sum.method.map_or("-", Method::as_str),
                sum.network.as_deref().unwrap_or("-")
            ),
            sum.status.as_str().to_owned(),
            sum.amount.currency().code().to_owned(),
        );
        let values = [
            i128::from(sum.count),
            parts(&sum.amount),
            parts(&sum.fee),
            parts(&sum.net),
            i128::from(sum.net_not_told),
            parts(&sum.refunded),
            i128::from(sum.fee_not_told),
        ];
        (key, values)
    };
    sums.iter().map(row).collect()
}

/// Rows of every kind, some with what providers tell in another currency than the amount.
fn rows(rng: &mut ChaCha8Rng) -> Vec<Transaction> {
    let money = |rng: &mut ChaCha8Rng, own: Currency| {
        let currency = match rng.random_range(0..4) {
            0 => Currency::parse("USD").unwrap(),
            _ => own,
        };
        Money::from_ten_thousandths(rng.random_range(0..99_999_999), currency)
    };
    let mut rows = crowd(7, 600);
    for t in &mut rows {
        let own = t.amount.currency();
        t.kind = *[Kind::Charge, Kind::Payout, Kind::Refund]
            .choose(rng)
            .unwrap();
        t.id = domain::TransactionId::derive(&t.account, t.kind, &t.provider_reference);
        t.method = *[None, Some(Method::MobileMoney), Some(Method::Wallet)]
            .choose(rng)
            .unwrap();
        t.network = [None, Some("MTN"), Some("Airtel")]
            .choose(rng)
            .unwrap()
            .map(str::to_owned);
        t.fee = rng.random_bool(0.7).then(|| money(rng, own));
        t.net = rng.random_bool(0.4).then(|| money(rng, own));
        t.refunded = rng.random_bool(0.2).then(|| money(rng, own));
        t.occurred_at = at(0) - Duration::seconds(rng.random_range(0..20 * 86_400));
        if rng.random_bool(0.2) {
            t.environment = Environment::Sandbox;
            t.account = account_id("practice");
            t.provider = ProviderId::new("other");
            t.id = domain::TransactionId::derive(&t.account, t.kind, &t.provider_reference);
        }
    }
    rows
}

/// Those of both environments, each asked for by itself.
async fn sums(store: &Store, from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Vec<Sum> {
    let mut all = Vec::new();
    for environment in [Environment::Live, Environment::Sandbox] {
        let apart = store.history.sums_apart(environment, from, to, &[]);
        let of = apart.await.unwrap().others;
        assert!(of.iter().all(|sum| sum.environment == environment));
        all.extend(of);
    }
    all
}

#[tokio::test]
async fn the_sums_of_any_period_equal_those_of_its_rows_to_the_last_unit() {
    let (_folder, store) = home().await;
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let mut rows = rows(&mut rng);
    // Its clocks are changed within these days, so that two of its days are no 24 hours.
    let zone: Tz = "Europe/Paris".parse().unwrap();
    store.history.set_time_zone(zone.name()).await.unwrap();
    let shift = at(0) - "2026-10-27T00:00:00Z".parse::<DateTime<Utc>>().unwrap();
    for t in &mut rows {
        t.occurred_at -= shift;
    }
    store.history.upsert(&rows).await.unwrap();
    let far = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    let all = sums(&store, None, None).await;
    assert_eq!(told(&all), by_hand(&rows, zone, far.0, far.1));
    let newest = rows.iter().map(|t| t.occurred_at).max().unwrap();
    for round in 0..60 {
        let from = newest - Duration::seconds(rng.random_range(0..22 * 86_400));
        let to = from + Duration::seconds(rng.random_range(0..6 * 86_400));
        // A third of the periods begin and end where days do.
        let (from, to) = if round % 3 == 0 {
            let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
            let start = |day: chrono::NaiveDate| {
                let at = day.and_hms_opt(0, 0, 0).unwrap().and_local_timezone(zone);
                at.earliest().unwrap().with_timezone(&Utc)
            };
            (start(day(from)), start(day(to)))
        } else {
            (from, to)
        };
        let found = sums(&store, Some(from), Some(to)).await;
        assert_eq!(told(&found), by_hand(&rows, zone, from, to), "{from} {to}");
        let found = sums(&store, Some(from), None).await;
        assert_eq!(
            told(&found),
            by_hand(&rows, zone, from, far.1),
            "from {from}"
        );
        let found = sums(&store, None, Some(to)).await;
        assert_eq!(told(&found), by_hand(&rows, zone, far.0, to), "to {to}");
    }
}

#[tokio::test]
async fn a_part_of_a_day_is_the_sum_of_its_rows_told_apart_by_kind_status_and_account() {
    let (_folder, store) = home().await;
    let mut rng = ChaCha8Rng::seed_from_u64(13);
    let rows = rows(&mut rng);
    store.history.upsert(&rows).await.unwrap();
    let mut found = 0;
    for _ in 0..60 {
        let begin = at(0) - Duration::days(rng.random_range(1..20));
        let until = begin + Duration::seconds(rng.random_range(0..=86_400));
        let mut expected: BTreeMap<_, Sums> = BTreeMap::new();
        let by_hand = by_hand(&rows, Tz::UTC, begin, until);
        for ((_, environment, account, _, kind, _, status, currency), sums) in by_hand {
            if environment == Environment::Live.as_str() {
                let key = (kind, status, account, currency);
                let all = expected.entry(key).or_default();
                *all = std::array::from_fn(|at| all[at] + sums[at]);
            }
        }
        let part = store
            .history
            .part_of_day(Environment::Live, begin, until)
            .await
            .unwrap();
        let told: BTreeMap<_, Sums> = part
            .iter()
            .map(|slice| {
                let key = (
                    slice.kind.as_str().to_owned(),
                    slice.status.as_str().to_owned(),
                    slice.account.to_string(),
                    slice.amount.currency().code().to_owned(),
                );
                let values = [
                    i128::from(slice.count),
                    parts(&slice.amount),
                    parts(&slice.fee),
                    parts(&slice.net),
                    i128::from(slice.net_not_told),
                    parts(&slice.refunded),
                    i128::from(slice.fee_not_told),
                ];
                (key, values)
            })
            .collect();
        assert_eq!(told, expected, "{begin} {until}");
        found += told.len();
    }
    assert!(found > 100, "only {found} sums were compared");
}

#[tokio::test]
async fn payouts_that_give_charges_back_are_in_one_sum_or_the_other_and_in_no_two() {
    let (_folder, store) = home().await;
    let mut rng = ChaCha8Rng::seed_from_u64(12);
    let mut rows = rows(&mut rng);
    for row in &mut rows {
        row.environment = Environment::Live;
    }
    store.history.upsert(&rows).await.unwrap();
    let (back, others): (Vec<Transaction>, Vec<Transaction>) = rows
        .iter()
        .cloned()
        .partition(|t| t.kind == Kind::Payout && rng.random_bool(0.3));
    let ids: Vec<_> = back.iter().map(|t| t.id.clone()).collect();
    let refunds: Vec<Transaction> = back
        .into_iter()
        .map(|t| Transaction {
            kind: Kind::Refund,
            refunded: Some(t.recipient_gets.unwrap_or(t.amount)),
            ..t
        })
        .collect();
    let newest = rows.iter().map(|t| t.occurred_at).max().unwrap();
    for _ in 0..20 {
        let from = newest - Duration::seconds(rng.random_range(0..22 * 86_400));
        let to = from + Duration::seconds(rng.random_range(0..9 * 86_400));
        let apart = store
            .history
            .sums_apart(Environment::Live, Some(from), Some(to), &ids);
        let apart = apart.await.unwrap();
        let by_hand = |rows: &[Transaction]| by_hand(rows, Tz::UTC, from, to);
        assert_eq!(told(&apart.others), by_hand(&others), "{from} {to}");
        assert_eq!(told(&apart.given_back), by_hand(&refunds), "{from} {to}");
    }
}

#[tokio::test]
async fn an_account_whose_charges_tell_refunds_is_known() {
    let (_folder, store) = home().await;
    let plain = transaction(1);
    store.history.upsert(&[plain]).await.unwrap();
    let telling = || async { store.history.accounts_telling_refunds().await.unwrap() };
    assert!(telling().await.is_empty());
    let refunded = Transaction {
        refunded: Some(ugx(2_000)),
        status: Status::Succeeded,
        ..transaction(2)
    };
    store.history.upsert(&[refunded]).await.unwrap();
    assert_eq!(telling().await, [account_id("one")]);
}

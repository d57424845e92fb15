//! Whole days of one currency, however long: equal to the sum over the rows, to the last unit, whatever became of the rows.
#![expect(
    clippy::unwrap_used,
    reason = "a test that meets an error there has failed"
)]

mod support;

use chrono::{Datelike as _, Duration, NaiveDate};
use chrono_tz::Tz;
use domain::{Currency, Environment, Kind, Method, Money, Status, Transaction};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;
use store::{Period, Slice, Store};
use support::{account_id, at, crowd, home};

/// Of a slice: day, kind, status, account, method, network.
type Key = (String, String, String, String, String, String);
/// Count, amount, fee, no fee told, net, no net told, refunded; in ten-thousandths.
type Sums = [i128; 7];

fn parts(money: &Money) -> i128 {
    money.ten_thousandths().unwrap().into()
}

#[derive(Clone, Copy, PartialEq)]
enum By {
    Day,
    Month,
    Whole,
    Method,
    Network,
}

fn by_hand(rows: &[Transaction], zone: Tz, period: &Period, by: By) -> BTreeMap<Key, Sums> {
    let mut sums: BTreeMap<Key, Sums> = BTreeMap::new();
    for t in rows {
        let day = t.occurred_at.with_timezone(&zone).date_naive();
        let fits = t.environment == period.environment
            && (period.from..=period.to).contains(&day)
            && period.account.as_ref().is_none_or(|it| *it == t.account)
            && period.kind.is_none_or(|it| it == t.kind);
        if !fits {
            continue;
        }
        let key = (
            match by {
                By::Day => day.to_string(),
                By::Month => day.with_day(1).unwrap().to_string(),
                By::Whole | By::Method | By::Network => String::new(),
            },
            t.kind.as_str().to_owned(),
            t.status.as_str().to_owned(),
            t.account.to_string(),
            t.method
                .filter(|_| by == By::Method)
                .map_or("", Method::as_str)
                .to_owned(),
            (by == By::Network)
                .then(|| t.network.clone())
                .flatten()
                .unwrap_or_default(),
        );
        let mut put = |money: Option<&Money>, place: usize| {
            if let Some(money) = money.filter(|it| it.currency() == period.currency) {
                sums.entry(key.clone()).or_default()[place] += parts(money);
            }
        };
        let net = t.net.or_else(|| {
            let fee = t.fee?;
            t.amount.checked_sub(&fee).ok()
        });
        put(t.fee.as_ref(), 2);
        put(net.as_ref(), 4);
        put(t.refunded.as_ref(), 6);
        if t.amount.currency() == period.currency {
            let own = sums.entry(key).or_default();
            own[0] += 1;
            own[1] += parts(&t.amount);
            own[3] += i128::from(t.fee.is_none());
            own[5] += i128::from(net.is_none());
        }
    }
    sums
}

fn told(slices: &[Slice]) -> BTreeMap<Key, Sums> {
    let row = |slice: &Slice| {
        let key = (
            slice.day.map(|day| day.to_string()).unwrap_or_default(),
            slice.kind.as_str().to_owned(),
            slice.status.as_str().to_owned(),
            slice.account.to_string(),
            slice.method.map_or("", Method::as_str).to_owned(),
            slice.network.clone().unwrap_or_default(),
        );
        let sums = [
            slice.count.into(),
            parts(&slice.amount),
            parts(&slice.fee),
            slice.fee_not_told.into(),
            parts(&slice.net),
            slice.net_not_told.into(),
            parts(&slice.refunded),
        ];
        (key, sums)
    };
    let mut all: BTreeMap<Key, Sums> = BTreeMap::new();
    for (key, sums) in slices.iter().map(row) {
        for (sum, more) in all.entry(key).or_default().iter_mut().zip(sums) {
            *sum += more;
        }
    }
    all
}

/// How many failed for which reason, by the rows.
fn failed(rows: &[Transaction], zone: Tz, period: &Period) -> BTreeMap<String, (u64, i128)> {
    let mut failed: BTreeMap<String, (u64, i128)> = BTreeMap::new();
    for t in rows {
        let day = t.occurred_at.with_timezone(&zone).date_naive();
        let fits = t.environment == period.environment
            && t.amount.currency() == period.currency
            && (period.from..=period.to).contains(&day)
            && period.account.as_ref().is_none_or(|it| *it == t.account)
            && period.kind.is_none_or(|it| it == t.kind)
            && matches!(t.status, Status::Failed | Status::Expired);
        if fits {
            let said = t.provider_message.as_deref().unwrap_or(&t.provider_status);
            let reason = said.replace("0772", "#");
            let of = failed.entry(reason).or_default();
            of.0 += 1;
            of.1 += parts(&t.amount);
        }
    }
    failed
}

fn change(t: &mut Transaction, rng: &mut ChaCha8Rng) {
    let own = t.amount.currency();
    let money = |rng: &mut ChaCha8Rng| {
        let foreign = rng.random_bool(0.2);
        let currency = if foreign {
            Currency::parse("USD").unwrap()
        } else {
            own
        };
        Money::from_ten_thousandths(rng.random_range(0..99_999_999), currency)
    };
    t.status = *Status::ALL.choose(rng).unwrap();
    t.fee = rng.random_bool(0.7).then(|| money(rng)).or(t.fee);
    t.net = rng.random_bool(0.3).then(|| money(rng)).or(t.net);
    t.refunded = rng.random_bool(0.2).then(|| money(rng)).or(t.refunded);
    t.provider_message = ["No money on 0772", "Not answered", "no such wallet"]
        .choose(rng)
        .map(|text| (*text).to_owned());
    if rng.random_bool(0.2) {
        t.occurred_at -= Duration::hours(rng.random_range(0..2_000));
    }
    t.synced_at += Duration::seconds(1);
}

fn rows(rng: &mut ChaCha8Rng) -> Vec<Transaction> {
    let mut rows = crowd(7, 900);
    for t in &mut rows {
        t.kind = *[Kind::Charge, Kind::Payout, Kind::Refund]
            .choose(rng)
            .unwrap();
        t.method = *[None, Some(Method::MobileMoney), Some(Method::Wallet)]
            .choose(rng)
            .unwrap();
        t.network = [None, Some("MTN"), Some("Airtel")]
            .choose(rng)
            .unwrap()
            .map(str::to_owned);
        t.fee = None;
        change(t, rng);
        t.occurred_at = at(0) - Duration::minutes(rng.random_range(0..700 * 1_440));
        if rng.random_bool(0.3) {
            t.account = account_id("two");
        }
        if rng.random_bool(0.1) {
            t.environment = Environment::Sandbox;
        }
        t.id = domain::TransactionId::derive(&t.account, t.kind, &t.provider_reference);
    }
    rows
}

fn any_period(rng: &mut ChaCha8Rng) -> Period {
    let newest: NaiveDate = at(0).date_naive();
    let from = newest - Duration::days(rng.random_range(0..720));
    Period {
        environment: *[Environment::Live, Environment::Sandbox]
            .choose(rng)
            .unwrap(),
        currency: Currency::parse(["UGX", "XOF", "USD"].choose(rng).unwrap()).unwrap(),
        from,
        to: from + Duration::days(rng.random_range(0..732)),
        account: rng.random_bool(0.3).then(|| account_id("two")),
        kind: rng.random_bool(0.3).then_some(Kind::Charge),
    }
}

async fn check(store: &Store, rows: &[Transaction], zone: Tz, rng: &mut ChaCha8Rng, when: &str) {
    for _ in 0..25 {
        let period = any_period(rng);
        let history = &store.history;
        for (by, slices) in [
            (By::Day, history.days(&period).await.unwrap()),
            (By::Month, history.months(&period).await.unwrap()),
            (By::Whole, history.wholes(&period).await.unwrap()),
            (By::Method, history.methods(&period).await.unwrap()),
            (By::Network, history.networks(&period).await.unwrap()),
        ] {
            // What comes to nothing may stand there or not: it says the same.
            let something = |sums: &mut BTreeMap<Key, Sums>| {
                sums.retain(|_, sums| *sums != Sums::default());
            };
            let (mut found, mut expected) = (told(&slices), by_hand(rows, zone, &period, by));
            something(&mut found);
            something(&mut expected);
            assert_eq!(found, expected, "{when}: {period:?}");
        }
        let one = Period {
            to: period.from,
            account: None,
            kind: None,
            ..period.clone()
        };
        let mut day = history.day(one.environment, one.from).await.unwrap();
        day.retain(|slice| slice.amount.currency() == one.currency);
        let (mut found, mut expected) = (told(&day), by_hand(rows, zone, &one, By::Day));
        for sums in [&mut found, &mut expected] {
            sums.retain(|_, sums| *sums != Sums::default());
        }
        assert_eq!(found, expected, "{when}: all of {}", one.from);
        let reasons = history.failures(&period).await.unwrap();
        let reasons: BTreeMap<_, _> = reasons
            .into_iter()
            .map(|it| (it.reason, (it.count, parts(&it.amount))))
            .collect();
        assert_eq!(reasons, failed(rows, zone, &period), "{when}: {period:?}");
    }
}

#[tokio::test]
async fn a_period_of_days_says_what_its_rows_say_whatever_became_of_them() {
    let (_folder, store) = home().await;
    let mut rng = ChaCha8Rng::seed_from_u64(23);
    let mut zone: Tz = "Africa/Kampala".parse().unwrap();
    store.history.set_time_zone(zone.name()).await.unwrap();
    let mut kept = rows(&mut rng);
    for page in kept.chunks(50) {
        store.history.upsert(page).await.unwrap();
    }
    check(&store, &kept, zone, &mut rng, "written").await;
    for _ in 0..6 {
        let mut page = Vec::new();
        for t in kept.iter_mut().filter(|_| rng.random_bool(0.1)) {
            let mut rng = ChaCha8Rng::seed_from_u64(t.amount.ten_thousandths().unwrap() as u64);
            change(t, &mut rng);
            page.push(t.clone());
        }
        store.history.upsert(&page).await.unwrap();
        check(&store, &kept, zone, &mut rng, "changed").await;
    }
    zone = "Europe/Paris".parse().unwrap();
    store.history.set_time_zone(zone.name()).await.unwrap();
    check(&store, &kept, zone, &mut rng, "in another zone").await;
    store.history.rebuild_derived().await.unwrap();
    check(&store, &kept, zone, &mut rng, "made anew").await;
}

#[tokio::test]
async fn the_currencies_are_those_that_were_ever_told_of() {
    let (_folder, store) = home().await;
    let told = |of| {
        let history = store.history.clone();
        async move { history.currencies(of).await.unwrap() }
    };
    assert!(told(Environment::Live).await.is_empty());
    store.history.upsert(&crowd(3, 60)).await.unwrap();
    let codes: Vec<&str> = told(Environment::Live)
        .await
        .iter()
        .map(|it| it.code())
        .collect();
    assert_eq!(codes, ["GNF", "RWF", "UGX", "XOF"]);
    assert!(told(Environment::Sandbox).await.is_empty());
}

//! A book of a million rows: the dashboards of any period against the raw sum over the same rows, to the last unit, and
//! the search against hand-written SQL, with nothing missed. A second argument of the benchmark says how many rows, a third
//! in which folder the book stays for the next time.

use crate::batch::{self, YARDSTICK};
use crate::memory::Memory;
use crate::{Failure, Limit, ROUNDS, core, floor, rows, spread, tell, tell_recall};
use chrono::{Duration as Days, NaiveDate};
use domain::{AccountId, Environment, Kind, Method, Money, Transaction, TransactionId};
use engine::{Engine, TrendDraft};
use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Page, Query, Row, Store};

const PAGE: u64 = 5_000;
/// A dashboard of any period.
const DASHBOARD: Limit = Limit {
    most: Duration::from_micros(16_700),
    floor: YARDSTICK,
};
/// A search for anything.
const SEARCH: Limit = Limit {
    most: Duration::from_millis(5),
    floor: YARDSTICK,
};
/// The rows of the benchmark lie within one year; a book has two.
const PERIODS: &[(&str, i64)] = &[
    ("a day", 1),
    ("30 days", 30),
    ("92 days", 92),
    ("200 days", 200),
    ("a year", 365),
    ("two years", 730),
];

pub(crate) async fn large(folder: &Path, count: u64) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)?;
    if !folder.join(store::HISTORY).exists() {
        fill(folder, count, Environment::Live).await?;
    }
    let engine = core::engine(folder).await?;
    dashboards(&engine, folder).await?;
    engine.close().await;
    let store = Store::open(folder).await?;
    search(&store, folder).await?;
    store.close().await;
    Ok(())
}

/// Three accounts of one currency, two kinds, three rails, four networks, over two years.
fn varied(t: &mut Transaction, number: u64, count: u64) -> Result<(), Failure> {
    let account =
        AccountId::parse(["acc_bench", "acc_benchtwo", "acc_benchthree"][pick(number, 3)])?;
    t.account = account;
    t.kind = [Kind::Charge, Kind::Charge, Kind::Charge, Kind::Payout][pick(number / 3, 4)];
    t.method = [None, Some(Method::MobileMoney), Some(Method::Card)][pick(number / 5, 3)];
    t.network =
        [None, Some("MTN"), Some("Airtel"), Some("Orange")][pick(number / 7, 4)].map(str::to_owned);
    t.fee = t.fee.filter(|_| !number.is_multiple_of(11));
    t.provider_message = Some(format!("Not enough money on 07724{number:06}"));
    let years = i64::try_from(730 * 86_400 * number / count.max(1))?;
    t.occurred_at = rows::begin() + Days::seconds(years);
    t.id = TransactionId::derive(&t.account, t.kind, &t.provider_reference);
    Ok(())
}

fn pick(number: u64, of: u64) -> usize {
    usize::try_from(number % of).unwrap_or(0)
}

/// Puts so many rows of an environment into a book, beside whatever stands there.
pub(crate) async fn fill(
    folder: &Path,
    count: u64,
    environment: Environment,
) -> Result<(), Failure> {
    let store = Store::open(folder).await?;
    store.history.set_time_zone("Africa/Kampala").await?;
    for first in (0..count).step_by(usize::try_from(PAGE)?) {
        let numbers = first..count.min(first + PAGE);
        let mut page = rows::transactions_in(numbers.clone())?;
        for (t, number) in page.iter_mut().zip(numbers) {
            varied(t, number, count)?;
            t.environment = environment;
        }
        store.history.upsert(&page).await?;
    }
    store.close().await;
    Ok(())
}

async fn dashboards(engine: &Engine, folder: &Path) -> Result<(), Failure> {
    engine
        .set_setting("time_zone", Some("Africa/Kampala"))
        .await?;
    let by_hand = floor::Search::open(&folder.join("history.db")).await?;
    let last: NaiveDate = (rows::begin() + Days::days(729)).date_naive();
    for (name, days) in PERIODS {
        let from = last - Days::days(days - 1);
        let draft = TrendDraft {
            environment: Environment::Live,
            from: from.to_string(),
            to: last.to_string(),
            currency: Some("UGX".to_owned()),
            account: None,
            kind: None,
        };
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            let begun = Instant::now();
            let told = engine.trend(&draft).await?;
            ours.push(begun.elapsed());
            if round < 3 {
                let begun = Instant::now();
                let (n, received, fees) = by_hand.sums(from, last).await?;
                floors.push(begun.elapsed());
                let rolled = (
                    told.whole.charges.count,
                    told.whole.received.amount.clone(),
                    told.whole.fees.amount.clone(),
                );
                let counted = (n, plain(received)?, plain(fees)?);
                if rolled != counted {
                    return Err(format!("{name}: {rolled:?} is not {counted:?}").into());
                }
                let steps: u64 = told.series.iter().map(|it| it.figures.charges.count).sum();
                if steps != n {
                    return Err(format!("{name}: its steps have {steps} of {n}").into());
                }
            }
        }
        let ours = spread(ours);
        tell(&format!("trend, {name}"), &ours, &spread(floors));
        DASHBOARD.judge(ours.p99, batch::yardstick()?);
    }
    overview(engine, &by_hand).await
}

/// The first page, beside the raw sum over the whole of that day a week ago, which it shows.
async fn overview(engine: &Engine, by_hand: &floor::Search) -> Result<(), Failure> {
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let begun = Instant::now();
        let told = engine.overview(Environment::Live, domain::Lang::En).await?;
        ours.push(begun.elapsed());
        if round < 3 {
            let then: NaiveDate = told.then.parse()?;
            let begun = Instant::now();
            let (n, received, _) = by_hand.sums(then, then).await?;
            floors.push(begun.elapsed());
            let ugx = told.currencies.iter().find(|it| it.currency == "UGX");
            let shown = ugx.map(|it| {
                let whole = &it.then_whole;
                (whole.charges.count, whole.received.amount.clone())
            });
            let counted = (n > 0).then_some((n, plain(received)?));
            if shown.clone().filter(|(n, _)| *n > 0) != counted {
                return Err(format!("overview: {shown:?} is not {n} of {received}").into());
            }
        }
    }
    let ours = spread(ours);
    tell("overview", &ours, &spread(floors));
    DASHBOARD.judge(ours.p99, batch::yardstick()?);
    Ok(())
}

/// Ten-thousandths as they are shown.
fn plain(parts: i64) -> Result<String, Failure> {
    let money = Money::from_ten_thousandths(parts, domain::Currency::parse("UGX")?);
    Ok(money.amount().normalize().to_string())
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell_memory(memory: &Memory) {
    println!(
        "  held for searching         {} MB, {} MB at most while it was read",
        memory.now() / 1_000_000,
        memory.most() / 1_000_000,
    );
}

async fn search(store: &Store, folder: &Path) -> Result<(), Failure> {
    let by_hand = floor::Search::open(&folder.join("history.db")).await?;
    let memory = Memory::begin();
    let begun = Instant::now();
    store.search(&Query::new(Environment::Live)).await?;
    let first = spread(vec![begun.elapsed()]);
    if let Some(memory) = memory {
        tell_memory(&memory);
    }
    let begun = Instant::now();
    by_hand.everything().await?;
    tell("open: first search", &first, &spread(vec![begun.elapsed()]));
    let (mut every, mut every_floor) = (Vec::new(), Vec::new());
    let (mut found, mut there) = (0, 0);
    for (name, texts) in rows::ASKED {
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for text in *texts {
            let query = Query {
                text: (*text).to_owned(),
                ..Query::new(Environment::Live)
            };
            for _ in 0..ROUNDS {
                let begun = Instant::now();
                store.search(&query).await?;
                ours.push(begun.elapsed());
            }
            let begun = Instant::now();
            let ids = by_hand.ids(text).await?;
            floors.push(begun.elapsed());
            // What stands in a row as it was typed is what a scan finds too; spellings find more.
            let mut wide = query.clone();
            wide.limit = 1_000;
            let page = store.search(&wide).await?;
            let mine: HashSet<String> = page.rows.iter().filter_map(rows::id_of).collect();
            for (id, at) in ids {
                if page.next.is_none() || is_on(&page, at) {
                    there += 1;
                    found += u64::from(mine.contains(&id));
                }
            }
        }
        every.extend(&ours);
        every_floor.extend(&floors);
        tell(&format!("search {name}"), &spread(ours), &spread(floors));
    }
    let every = spread(every);
    tell("search, all of these", &every, &spread(every_floor));
    SEARCH.judge(every.p99, batch::yardstick()?);
    tell_recall(found, there);
    Ok(())
}

/// Whether a row of this moment lies on the page: not older than its last one.
fn is_on(page: &Page, at: i64) -> bool {
    page.rows.last().is_some_and(|row| match row {
        Row::Transaction { transaction, .. } => at > transaction.occurred_at.timestamp_millis(),
        Row::Operation(_) => false,
    })
}

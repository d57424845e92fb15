//! How fast the store is, each figure beside a floor measured in the same run: `cargo xtask bench`.
//!
//! `fill FOLDER ROWS` puts rows into a sandbox book, for the window to be weighed with.
//!
//! An argument runs only the figures whose name holds it; one behind it is the number of rows to export. The floors are
//! hand-written SQL over the same driver and, for search and export, the same file. What a person waits for is measured again on a disk that takes 20 ms for a flush.

mod batch;
mod core;
mod during;
mod export;
mod floor;
mod large;
mod memory;
mod rows;
mod webhooks;

use chrono::{DateTime, Utc};
use domain::{Environment, State};
use std::path::Path;
use std::time::{Duration, Instant};
use store::{Actor, Change, Query, Recorded, Store};

const ROWS: u64 = 100_000;
/// A book of two busy years. It takes minutes to fill: only when asked for by name.
const LARGE: u64 = 1_000_000;
const PAGE: usize = 100;
const COMMITS: u64 = 300;
const ROUNDS: usize = 30;
const SLOW_SYNC: Duration = Duration::from_millis(20);

type Failure = Box<dyn std::error::Error>;

/// Half of the measurements are below the first, all but one in a hundred below the second.
struct Spread {
    p50: Duration,
    p99: Duration,
}

fn spread(mut times: Vec<Duration>) -> Spread {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    Spread {
        p50: at(50),
        p99: at(99),
    }
}

fn milliseconds(time: Duration) -> String {
    let micros = time.as_micros();
    format!("{}.{:03} ms", micros / 1_000, micros % 1_000)
}

/// In hundredths, since no float is needed to divide two times.
fn ratio(ours: u128, floor: u128) -> String {
    let hundredths = ours * 100 / floor.max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell(name: &str, ours: &Spread, floor: &Spread) {
    println!(
        "{name:<28} p50 {:>11}  p99 {:>11}  floor p50 {:>11}  p99 {:>11}  ratio p50 {:>6}  p99 {:>6}",
        milliseconds(ours.p50),
        milliseconds(ours.p99),
        milliseconds(floor.p50),
        milliseconds(floor.p99),
        ratio(ours.p50.as_nanos(), floor.p50.as_nanos()),
        ratio(ours.p99.as_nanos(), floor.p99.as_nanos()),
    );
}

/// What a thing may take, and what its floor took on the machine that this was found on. Elsewhere, and beside other work, it
/// is as many times the floor of the same run. Where the floor that stands beside a thing is what it is compared with and not
/// what its limit was found with, [`batch::yardstick`] tells how fast the machine is.
struct Limit {
    most: Duration,
    floor: Duration,
}

impl Limit {
    #[expect(clippy::print_stdout, reason = "what a benchmark is for")]
    fn judge(&self, ours: Duration, floor: Duration) {
        let said = |kept: bool| if kept { "kept" } else { "NOT kept" };
        let here = floor.as_nanos() * self.most.as_nanos() / self.floor.as_nanos().max(1);
        println!(
            "    at most {} where the floor takes {}, as many times the {} that it takes here: {}; by the clock alone: {}",
            milliseconds(self.most),
            milliseconds(self.floor),
            milliseconds(floor),
            said(ours.as_nanos() <= here),
            said(ours <= self.most),
        );
    }
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell_rate(name: &str, count: usize, ours: Duration, floor: Duration) {
    let rate = |time: Duration| count as u128 * 1_000_000 / time.as_micros().max(1);
    println!(
        "{name:<28} {:>7} rows/s  floor {:>7} rows/s  ratio of time {:>6}",
        rate(ours),
        rate(floor),
        ratio(ours.as_nanos(), floor.as_nanos()),
    );
}

#[expect(clippy::print_stdout, reason = "what a benchmark is for")]
fn tell_recall(found: u64, of: u64) {
    println!(
        "{:<28} {found} of {of} rows that a scan finds",
        "search, recall (100 %)"
    );
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let filter = std::env::args().nth(1).unwrap_or_default();
    let folder = tempfile::tempdir()?;
    let wanted = |name: &str| name.contains(&filter);
    if wanted("webhook") {
        webhooks::verification()?;
    }
    if wanted("batch, read") {
        batch::read()?;
    }
    if wanted("batch, journalled") {
        batch::journalled(&folder.path().join("batch")).await?;
    }
    if wanted("batch, whole") {
        batch::whole(&folder.path().join("whole")).await?;
    }
    if wanted("batch, rate") {
        batch::rate().await;
    }
    if wanted("journal") {
        journal(folder.path()).await?;
    }
    if wanted("charge") {
        core::charge(&folder.path().join("charge"), "charge, all of the core").await?;
    }
    if wanted("during a sync") {
        during::sync(&folder.path().join("during"), "commit during a sync (<= 3)").await?;
    }
    if wanted("slow disk") {
        slow_disk(folder.path()).await?;
    }
    if wanted("export") {
        let rows = std::env::args()
            .nth(2)
            .map_or(Ok(ROWS), |rows| rows.parse())?;
        export::export(&folder.path().join("export"), rows).await?;
    }
    if filter == "fill" {
        let arguments: Vec<String> = std::env::args().skip(2).collect();
        let [folder, rows] = arguments.as_slice() else {
            return Err("fill takes a book's folder and a number of rows".into());
        };
        return large::fill(Path::new(folder), rows.parse()?, Environment::Sandbox).await;
    }
    if filter == "large" {
        let rows = std::env::args()
            .nth(2)
            .map_or(Ok(LARGE), |rows| rows.parse())?;
        let kept = std::env::args().nth(3).map(std::path::PathBuf::from);
        large::large(&kept.unwrap_or(folder.path().join("large")), rows).await?;
    }
    if wanted("upsert") || wanted("search") || wanted("open") {
        history(folder.path(), &filter).await?;
    }
    Ok(())
}

/// The same again where a flush takes long. The files of the other figures lie elsewhere and stay quick.
async fn slow_disk(folder: &Path) -> Result<(), Failure> {
    let folder = folder.join("slow");
    std::fs::create_dir_all(&folder)?;
    let disk = bad_disk::under(&folder);
    disk.slow_syncs(Some(SLOW_SYNC));
    core::charge(&folder.join("charge"), "slow disk: charge").await?;
    during::sync(&folder.join("during"), "slow disk: during a sync").await?;
    Ok(())
}

fn now() -> DateTime<Utc> {
    Utc::now()
}

async fn journal(folder: &Path) -> Result<(), Failure> {
    let store = Store::open(folder).await?;
    let bare = floor::Bare::open(&folder.join("bare.db"), "FULL").await?;
    let actor = Actor {
        name: "bench".into(),
        by: "duka".into(),
    };
    store
        .journal
        .insert_account(&rows::account(), &actor, now())
        .await?;
    let (mut ours, mut floors) = (Vec::new(), Vec::new());
    for number in 0..COMMITS {
        let operation = rows::operation(number);
        let begun = Instant::now();
        let kept = match store
            .journal
            .record(&operation, &actor, "asked", now())
            .await?
        {
            Recorded::New(kept) | Recorded::Existing(kept) | Recorded::RefundedMeanwhile(kept) => {
                kept
            }
        };
        let sending = domain::Operation {
            state: State::Sending,
            ..kept.clone()
        };
        let change = Change {
            operation: &sending,
            from_version: kept.version,
            actor: &actor,
            cause: "sent",
            detail: None,
            at: now(),
            begin_attempt: None,
            end_attempt: None,
            open_doubts: Vec::new(),
            settle_doubts: Vec::new(),
        };
        store.journal.apply(&change).await?;
        ours.push(begun.elapsed());
        let begun = Instant::now();
        bare.commit(number).await?;
        bare.commit(number).await?;
        floors.push(begun.elapsed());
    }
    tell("journal record + apply", &spread(ours), &spread(floors));
    store.close().await;
    Ok(())
}

async fn history(folder: &Path, filter: &str) -> Result<(), Failure> {
    let transactions = rows::transactions(ROWS)?;
    let store = Store::open(folder).await?;
    let bare = floor::Bare::open(&folder.join("bare-history.db"), "NORMAL").await?;
    let begun = Instant::now();
    for page in transactions.chunks(PAGE) {
        store.history.upsert(page).await?;
    }
    let ours = begun.elapsed();
    let begun = Instant::now();
    for page in transactions.chunks(PAGE) {
        bare.insert(page).await?;
    }
    let insert = begun.elapsed();
    tell_rate("upsert new rows", transactions.len(), ours, insert);
    let begun = Instant::now();
    for page in transactions.chunks(PAGE) {
        store.history.upsert(page).await?;
    }
    let ours = begun.elapsed();
    tell_rate("upsert unchanged rows", transactions.len(), ours, insert);
    if "search".contains(filter) || "open".contains(filter) {
        search(&store, folder).await?;
    }
    Ok(())
}

async fn search(store: &Store, folder: &Path) -> Result<(), Failure> {
    let by_hand = floor::Search::open(&folder.join("history.db")).await?;
    let begun = Instant::now();
    store.search(&Query::new(Environment::Live)).await?;
    let first = begun.elapsed();
    let begun = Instant::now();
    by_hand.everything().await?;
    let all = begun.elapsed();
    let once = |time| Spread {
        p50: time,
        p99: time,
    };
    tell("open: first search", &once(first), &once(all));
    let (mut every, mut every_floor) = (Vec::new(), Vec::new());
    for (name, texts) in rows::ASKED {
        let (mut ours, mut floors) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            for text in *texts {
                let query = Query {
                    text: (*text).to_owned(),
                    ..Query::new(Environment::Live)
                };
                let begun = Instant::now();
                store.search(&query).await?;
                ours.push(begun.elapsed());
                // By hand takes a while: three rounds tell enough.
                if round < 3 {
                    let begun = Instant::now();
                    by_hand.search(text).await?;
                    floors.push(begun.elapsed());
                }
            }
        }
        every.extend(&ours);
        every_floor.extend(&floors);
        tell(&format!("search {name}"), &spread(ours), &spread(floors));
    }
    tell("search, all of these", &spread(every), &spread(every_floor));
    Ok(())
}

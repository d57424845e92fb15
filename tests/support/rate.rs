//! A file of payouts at a provider that takes so many requests in a second of its clock and refuses the rest: how full that
//! rate was kept, counted in what the provider saw.

use crate::{Shop, World};
use domain::State;
use engine::Engine;
use engine::batch::{BatchDraft, Counts, Wish};
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::watch;

/// What the provider saw of it.
#[derive(Debug)]
pub struct Kept {
    /// Rows of the file.
    pub rows: usize,
    /// Payouts that the provider made, whatever of them is the same.
    pub paid: usize,
    /// Different amounts among those. Each row of the file has its own.
    pub different: usize,
    /// Seconds of its clock from the first request to the last, both among them.
    pub seconds: usize,
    /// Requests that it refused, and those of them that came after the first second.
    pub refused: usize,
    /// See `refused`.
    pub refused_late: usize,
}

impl Kept {
    /// Rows taken, in hundredths of those that might have been.
    #[must_use]
    pub fn percent_of(&self, a_second: usize) -> usize {
        self.paid * 100 / (self.seconds * a_second).max(1)
    }
}

/// A file of so many payouts, each with an amount of its own: the least, and one more from row to row.
#[must_use]
pub fn wages(shop: Shop, rows: usize, least: usize) -> String {
    let mut file = "reference,phone,amount,name,network,note\n".to_owned();
    for row in 0..rows {
        file += &format!(
            "SAL-{row:04},{}01,{},Moses Okello,{},Wages\n",
            shop.customer,
            least + row,
            shop.network
        );
    }
    file
}

/// Sends so many rows to a provider that takes so many requests a second. Time passes while nothing seems under way: on a busy
/// machine a request may still arrive in a later second than it left in, so that the rate looks less full than it is.
pub async fn kept(world: &World, shop: Shop, rows: usize, a_second: usize) -> Kept {
    world.fund();
    let most = u64::try_from(a_second).unwrap();
    world.control.limit_rate(shop.provider, Some(most)).unwrap();
    let draft = BatchDraft {
        account: world.account(shop),
        file_name: "wages.csv".to_owned(),
        file: wages(shop, rows, 1_000).into_bytes(),
        despite: Vec::new(),
        mapping: engine::batch_file::Mapping::default(),
        mends: engine::batch_file::Mends::default(),
    };
    let review = world.engine.review_batch(draft).await.unwrap();
    assert_eq!(review.summary.faulty, 0, "{:?}", review.file.rows);
    let batch = world.engine.confirm_batch(&review.nonce).await.unwrap();
    let before = posts(world).len();
    let id = batch.id.unwrap();
    let running = tokio::spawn(run(world.engine.clone(), id.clone()));
    let (mut last, mut same) = (None, 0);
    while !running.is_finished() {
        let now = standing(world, &id).await;
        same = if last.as_ref() == Some(&now) {
            same + 1
        } else {
            0
        };
        last = Some(now);
        // It waits for a time to come, and nothing moved in several readings.
        if same >= 5 && world.clock.sleepers() > 0 {
            world.pass(chrono::Duration::seconds(1));
            same = 0;
        }
        tokio::task::yield_now().await;
    }
    let counts = running.await.unwrap();
    assert_eq!(counts.at(State::Recorded), 0, "{counts:?}");
    seen(world, rows, before)
}

async fn run(engine: Engine, id: String) -> Counts {
    let (_wish, mut wished) = watch::channel(Wish::Go);
    engine.run_batch(&id, &mut wished, &|_| {}).await.unwrap()
}

/// What is under way shows in the provider's log, or in the journal.
async fn standing(world: &World, batch: &str) -> (usize, Vec<State>) {
    let journal = &world.engine.store().journal;
    let operations = journal.operations_of_batch(batch).await.unwrap();
    let states = operations.iter().map(|operation| operation.state).collect();
    (posts(world).len(), states)
}

/// The second of each request that would have moved money.
fn posts(world: &World) -> Vec<i64> {
    let seen = world.control.seen();
    let asked = |seen: &&simulator::Seen| seen.method == "POST";
    let second = |seen: &simulator::Seen| seen.at.timestamp();
    seen.iter().filter(asked).map(second).collect()
}

fn seen(world: &World, rows: usize, before: usize) -> Kept {
    let ledger = world.taken();
    let paid: Vec<_> = ledger.iter().filter(|row| row.kind == "payout").collect();
    let different: BTreeSet<_> = paid.iter().map(|row| row.amount).collect();
    let mut of_second: BTreeMap<i64, usize> = BTreeMap::new();
    for second in posts(world).split_off(before) {
        *of_second.entry(second).or_default() += 1;
    }
    let mut taken_in: BTreeMap<i64, usize> = BTreeMap::new();
    for row in &paid {
        *taken_in.entry(row.committed_at.timestamp()).or_default() += 1;
    }
    let refused_in = |(second, asked): (&i64, &usize)| {
        asked.saturating_sub(taken_in.get(second).copied().unwrap_or(0))
    };
    let first = of_second.keys().next().copied().unwrap_or(0);
    let last = of_second.keys().next_back().copied().unwrap_or(0);
    Kept {
        rows,
        paid: paid.len(),
        different: different.len(),
        seconds: usize::try_from(last - first + 1).unwrap(),
        refused: of_second.iter().map(refused_in).sum(),
        refused_late: of_second.iter().skip(1).map(refused_in).sum(),
    }
}

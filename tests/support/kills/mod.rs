//! The real program, killed without mercy in the middle of its work, again and again.
//!
//! A real `dukactl run` works through charges, payouts and refunds that are recorded beside it on the same home, as a window would. Each round kills
//! it with SIGKILL at another moment of a send's life, from its recording to a while after its answer would have been written
//! down, and starts it again. In the end the books must agree: nothing that a provider took is lost, and nobody was
//! asked or paid twice. A file of payouts is killed in the middle, too, and given again. What is wanted of the books stands in [`judge`], which shares no code with the engine.

mod deed;
mod desk;
mod file;
mod judge;
mod quiet;
mod report;
mod road;
mod round;

pub use report::Report;

use desk::Desk;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use std::path::Path;
use std::time::Instant;

/// How many kills one home lives through before its books are judged.
const KILLS_A_HOME: u32 = 50;
/// How far into a send's life a kill may fall, in thousandths of it: beyond its end, too.
const LATEST: u32 = 1_300;

/// Kills `program`, which is dukactl, so many times.
pub async fn killed(program: &Path, kills: u32, seed: u64) -> Report {
    let begun = Instant::now();
    let mut report = Report::default();
    let mut left = kills;
    let mut chance = StdRng::seed_from_u64(seed);
    while left > 0 {
        let here = left.min(KILLS_A_HOME);
        one_home(program, here, chance.random(), &mut report).await;
        left -= here;
    }
    report.took = begun.elapsed();
    report
}

async fn one_home(program: &Path, kills: u32, seed: u64, report: &mut Report) {
    let mut desk = Desk::new(program, seed).await;
    let mut chance = StdRng::seed_from_u64(seed);
    // A few more for the rounds that are only measured.
    desk.customers_pay(kills + kills / round::MEASURE_EVERY + 1);
    // While they pay, the files are given, killed, and given again. What breaks there hides nothing of the rest.
    let given = file::each_given_again(&mut desk, &mut chance, report).await;
    for broken in [given, desk.customers_have_paid().await] {
        let broken = broken.err();
        report
            .violations
            .extend(broken.map(|law| format!("home {seed}: {law}")));
    }
    let mut moments = moments(kills, &mut chance);
    while let Some(moment) = moments.pop() {
        if let Err(broken) = round::round(&mut desk, moment, &mut chance, report).await {
            report.violations.push(format!("home {seed}: {broken}"));
            // It may live on after a round that was given up, and nobody else could bring the home to rest.
            let _ = desk.kill().await;
            break;
        }
    }
    let broken = judge::judge(&desk, &quiet::reached(&desk).await, report).await;
    report
        .violations
        .extend(broken.into_iter().map(|law| format!("home {seed}: {law}")));
}

/// The moments of the kills, spread evenly over a send's life and then shuffled: chance alone would leave gaps.
fn moments(kills: u32, chance: &mut StdRng) -> Vec<u32> {
    let mut moments: Vec<u32> = (0..kills)
        .map(|place| (place * LATEST + chance.random_range(0..LATEST)) / kills)
        .collect();
    moments.shuffle(chance);
    moments
}

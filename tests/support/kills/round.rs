//! One round: the program runs, charges are recorded, and at a moment of their life it is killed.

use super::desk::{Desk, until};
use super::report::Report;
use domain::{Operation, State};
use rand::RngExt;
use rand::rngs::StdRng;
use simulator::{Fault, LedgerEntry, Planned};
use std::time::{Duration, Instant};

/// So many charges a round, recorded at once.
const BATCH: usize = 6;
/// A send's life is measured anew after so many rounds: the home has grown.
const MEASURE_EVERY: u32 = 10;
/// The program looks for what others recorded at its own beat. The charges come at any moment of it.
const BEAT_MS: u64 = 500;

pub(super) async fn round(
    desk: &mut Desk,
    moment: u32,
    chance: &mut StdRng,
    report: &mut Report,
) -> Result<(), String> {
    desk.start().await?;
    if desk.rounds.is_multiple_of(MEASURE_EVERY) {
        let life = measured(desk).await?;
        desk.life = Some(life);
        report.lives.push(life);
    }
    desk.rounds += 1;
    let life = desk.life.unwrap_or_default();

    tokio::time::sleep(Duration::from_millis(chance.random_range(0..BEAT_MS))).await;
    bad_luck(desk, chance);
    let born = Instant::now();
    let batch = recorded(desk).await?;
    let dies = born + life * moment / 1_000;
    tokio::time::sleep_until(dies.into()).await;

    // Read before the kill: what stands here now was seen while the program lived.
    let ledger = desk.control.ledger();
    desk.kill().await?;
    report.kills += 1;
    let mut taken = 0;
    let mut cut = 0;
    for charge in &batch {
        let state = state(desk, charge).await?;
        if !ledger.iter().any(|entry| is_of(entry, charge)) {
            continue;
        }
        taken += 1;
        match state {
            State::Sending => cut += 1,
            State::Recorded | State::AwaitingApproval => {
                return Err(format!(
                    "the provider took {} and the journal says {}",
                    charge.id,
                    state.as_str()
                ));
            }
            _ => {}
        }
    }
    report.after_seen += u32::from(taken > 0);
    report.before += u32::from(taken == 0);
    report.in_flight += u32::from(cut > 0);
    Ok(())
}

/// Now and then a connection hangs and breaks, before or after the charge was taken.
fn bad_luck(desk: &Desk, chance: &mut StdRng) {
    desk.control.clear_faults();
    let ms = chance.random_range(20..200);
    let fault = match chance.random_range(0..8) {
        0 => Fault::HangBeforeCommit { ms },
        1 | 2 => Fault::HangAfterCommit { ms },
        _ => return,
    };
    let queued = desk.control.fault(Planned::next_post(fault));
    queued.expect("the queue was cleared a moment ago");
}

async fn recorded(desk: &mut Desk) -> Result<Vec<Operation>, String> {
    let mut batch = Vec::new();
    for _ in 0..BATCH {
        batch.push(desk.record().await?);
    }
    Ok(batch)
}

/// How long it takes from the recording of a round's charges until the last answer is written down.
async fn measured(desk: &mut Desk) -> Result<Duration, String> {
    desk.control.clear_faults();
    let born = Instant::now();
    let batch = recorded(desk).await?;
    let desk = &*desk;
    for charge in &batch {
        let answered = until(|| async {
            !matches!(
                state(desk, charge).await,
                Ok(State::Recorded | State::Sending) | Err(_)
            )
        });
        if !answered.await {
            return Err(format!("{} was never answered", charge.id));
        }
    }
    Ok(born.elapsed())
}

async fn state(desk: &Desk, charge: &Operation) -> Result<State, String> {
    match desk.clerk.store().journal.operation(&charge.id).await {
        Ok(Some(now)) => Ok(now.state),
        Ok(None) => Err(format!("{} is gone", charge.id)),
        Err(error) => Err(format!("the journal could not be read: {error}")),
    }
}

/// Each charge here has an amount of its own.
pub(super) fn is_of(entry: &LedgerEntry, charge: &Operation) -> bool {
    entry.provider == charge.provider.as_str() && entry.amount == charge.amount.amount()
}

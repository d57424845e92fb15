//! One round: the program runs, money is asked for, sent and given back, and at a moment of all that it is killed.

use super::deed::DEEDS;
use super::desk::{Desk, until};
use super::report::Report;
use domain::{Operation, State};
use rand::RngExt;
use rand::rngs::StdRng;
use simulator::{Fault, LedgerEntry, Planned};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// A send's life is measured anew after so many rounds: the home has grown.
pub(super) const MEASURE_EVERY: u32 = 10;
/// The program looks for what others recorded at its own beat. The deeds come at any moment of it.
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
    let mut of_kind = BTreeSet::new();
    for deed in &batch {
        let state = state(desk, deed).await?;
        if !ledger.iter().any(|entry| is_of(entry, deed)) {
            continue;
        }
        taken += 1;
        match state {
            State::Sending => {
                cut += 1;
                of_kind.insert(kind_at(deed));
            }
            State::Recorded | State::AwaitingApproval => {
                return Err(format!(
                    "the provider took {} and the journal says {}",
                    deed.id,
                    state.as_str()
                ));
            }
            _ => {}
        }
    }
    report.after_seen += u32::from(taken > 0);
    report.before += u32::from(taken == 0);
    report.in_flight += u32::from(cut > 0);
    for kind in of_kind {
        *report.cut.entry(kind).or_default() += 1;
    }
    Ok(())
}

/// Now and then a connection hangs and breaks, before or after it was taken.
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
    for _ in DEEDS {
        batch.push(desk.record().await?);
    }
    Ok(batch)
}

/// How long it takes from the recording of a round's deeds until the last answer is written down.
async fn measured(desk: &mut Desk) -> Result<Duration, String> {
    desk.control.clear_faults();
    let born = Instant::now();
    let batch = recorded(desk).await?;
    let desk = &*desk;
    for deed in &batch {
        let answered = until(|| async {
            !matches!(
                state(desk, deed).await,
                Ok(State::Recorded | State::Sending) | Err(_)
            )
        });
        if !answered.await {
            return Err(format!("{} was never answered", deed.id));
        }
    }
    Ok(born.elapsed())
}

async fn state(desk: &Desk, deed: &Operation) -> Result<State, String> {
    match desk.clerk.store().journal.operation(&deed.id).await {
        Ok(Some(now)) => Ok(now.state),
        Ok(None) => Err(format!("{} is gone", deed.id)),
        Err(error) => Err(format!("the journal could not be read: {error}")),
    }
}

/// What it is to a person, and where.
fn kind_at(operation: &Operation) -> String {
    let kind = operation.shown_kind().as_str();
    format!("{kind} at {}", operation.provider.as_str())
}

/// Each deed here has an amount of its own.
pub(super) fn is_of(entry: &LedgerEntry, deed: &Operation) -> bool {
    entry.provider == deed.provider.as_str()
        && entry.kind == deed.kind.as_str()
        && entry.amount == deed.amount.amount()
}

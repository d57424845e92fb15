//! What became of a file: its rows by state, and the results that go back to whoever wrote it.

use super::BatchRecorded;
use crate::batch_file::RowResult;
use crate::core::Engine;
use crate::error::Result;
use crate::words::state_word;
use domain::{Lang, Money, Operation, State, Text};
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows by where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    /// Of these operations.
    #[must_use]
    pub fn of(operations: &[Operation]) -> Self {
        let mut counts = Self::default();
        for operation in operations {
            counts.add(operation.state);
        }
        counts
    }

    /// Of so many in each state.
    pub(super) fn of_states(states: Vec<(State, usize)>) -> Self {
        let named = |(state, count): (State, usize)| (state.as_str(), count);
        Self(states.into_iter().map(named).collect())
    }

    /// How many stand there.
    #[must_use]
    pub fn at(&self, state: State) -> usize {
        self.0.get(state.as_str()).copied().unwrap_or(0)
    }

    /// How many there are.
    #[must_use]
    pub fn all(&self) -> usize {
        self.0.values().sum()
    }

    /// Each state with how many stand there.
    pub fn by_state(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(state, count)| (*state, *count))
    }

    fn add(&mut self, state: State) {
        *self.0.entry(state.as_str()).or_default() += 1;
    }

    pub(super) fn moved(&mut self, from: State, to: State) {
        if let Some(count) = self.0.get_mut(from.as_str()) {
            *count = count.saturating_sub(1);
        }
        self.add(to);
        self.0.retain(|_, count| *count > 0);
    }

    /// The command line's exit code: the worst that there is.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        let any = |states: &[State]| states.iter().any(|state| self.at(*state) > 0);
        if any(&[State::InDoubt, State::Sending]) {
            4
        } else if any(&[State::Failed, State::Expired]) {
            3
        } else if any(&[State::Pending, State::NeedsAction, State::AwaitingApproval]) {
            6
        } else if any(&[State::Recorded, State::Cancelled]) {
            7
        } else {
            0
        }
    }
}

/// What became of a file, earlier runs of it included.
#[derive(Clone, Debug)]
pub struct BatchEnd {
    /// Its rows by where they stand. Those with faults are not among them.
    pub counts: Counts,
    /// What was sent out, by currency: the rows that succeeded.
    pub sent: Vec<Money>,
    /// Each row's operation, by its line in the file.
    pub rows: BTreeMap<u32, Operation>,
    /// The file with what became of each row beside it.
    pub results: Vec<u8>,
}

impl Engine {
    /// What became of every row of a file.
    pub async fn batch_end(&self, batch: &BatchRecorded, lang: Lang) -> Result<BatchEnd> {
        let lines: BTreeMap<&str, u32> = batch
            .file
            .rows
            .iter()
            .filter(|row| row.payable().is_some())
            .filter_map(|row| Some((row.reference()?, row.line)))
            .collect();
        let references: Vec<&str> = lines.keys().copied().collect();
        let journal = &self.store().journal;
        let kept = journal
            .rows_of_references(&batch.account, &references)
            .await?;
        let rows: BTreeMap<u32, Operation> = kept
            .into_iter()
            .filter_map(|row| Some((*lines.get(row.reference.as_str())?, row.operation)))
            .collect();
        let operations: Vec<Operation> = rows.values().cloned().collect();
        let told: BTreeMap<u32, RowResult> = rows
            .iter()
            .map(|(line, operation)| (*line, result(operation)))
            .collect();
        Ok(BatchEnd {
            counts: Counts::of(&operations),
            sent: sent(&operations)?,
            results: batch.file.results(&told, lang)?,
            rows,
        })
    }
}

impl Engine {
    /// Polls the rows of a file that left, until none is open or the time is up.
    pub async fn wait_for_batch(&self, end: &BatchEnd, seconds: u64) -> Result<()> {
        let began = self.now();
        for operation in end.rows.values() {
            let spent = u64::try_from((self.now() - began).num_seconds()).unwrap_or(0);
            let left = seconds.saturating_sub(spent);
            if left == 0 {
                return Ok(());
            }
            if operation.state.may_have_left() && !operation.state.is_final() {
                self.wait(&operation.id, left).await?;
            }
        }
        Ok(())
    }
}

fn sent(operations: &[Operation]) -> Result<Vec<Money>> {
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for operation in operations.iter().filter(|it| it.state == State::Succeeded) {
        let amount = operation.amount;
        let code = operation.amount.currency().code();
        let sum = match sums.get(code) {
            Some(sum) => sum
                .checked_add(&amount)
                .map_err(|error| crate::error::bad_amount(&error))?,
            None => amount,
        };
        sums.insert(code, sum);
    }
    Ok(sums.into_values().collect())
}

fn result(operation: &Operation) -> RowResult {
    let (kind, state) = (operation.shown_kind().as_str(), operation.state.as_str());
    let word = |lang| state_word(kind, state, None, lang);
    RowResult {
        state: Text::new(word(Lang::En), word(Lang::Fr)),
        provider_reference: operation.provider_reference.clone(),
        our_reference: Some(operation.our_reference.clone()),
        error: operation
            .reason
            .as_ref()
            .filter(|_| operation.state != State::Succeeded)
            .map(|reason| reason.message.clone()),
    }
}

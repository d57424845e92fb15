//! Money that two people have to say yes to: what is above an amount waits in the journal until another owner approves it.
//!
//! It waits as long as nobody answers, over restarts too: nothing leaves late by that, since the approval is the last click,
//! and everything that was asked when it was recorded is asked again then.

mod answer;
mod file;
mod list;
mod threshold;

pub use answer::Approved;

pub(crate) use threshold::currency_of;

use crate::core::Engine;
use crate::error::{EngineError, Result};
use domain::{Direction, Money, Operation, State};

impl Engine {
    /// The state in which an operation is written down: what is above the threshold of its currency waits for a second
    /// person.
    pub(crate) async fn first_state(&self, operation: &Operation) -> Result<State> {
        let asks = operation.state == State::Recorded
            && operation.kind.direction() == Direction::Out
            && self.is_above(&operation.amount).await?;
        Ok(if asks {
            State::AwaitingApproval
        } else {
            operation.state
        })
    }

    /// Lets a whole file wait where what it comes to is above the threshold: many small payments are one large one.
    pub(crate) async fn file_waits<'a>(
        &self,
        operations: impl Iterator<Item = &'a Operation>,
    ) -> Result<bool> {
        for total in totals(operations)? {
            if self.is_above(&total).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// What operations come to, each currency by itself.
pub(crate) fn totals<'a>(operations: impl Iterator<Item = &'a Operation>) -> Result<Vec<Money>> {
    let mut sums: Vec<Money> = Vec::new();
    for operation in operations {
        let amount = operation.amount;
        let place = sums
            .iter()
            .position(|sum| sum.currency() == amount.currency());
        match place {
            Some(place) => {
                sums[place] = sums[place]
                    .checked_add(&amount)
                    .map_err(|error| crate::error::bad_amount(&error))?;
            }
            None => sums.push(amount),
        }
    }
    Ok(sums)
}

/// It does not wait (any more).
fn not_waiting(operation: Operation) -> EngineError {
    EngineError::bad(
        "operation",
        "not_waiting",
        "This does not wait for a second person. Nothing was done.",
        "Ceci n’attend pas de deuxième personne. Rien n’a été fait.",
    )
    .next("Look at where it stands.", "Regardez où elle en est.")
    .about(operation)
}

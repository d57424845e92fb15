//! Bulk payouts: a file is judged, reviewed by a person, journalled whole, and sent row by row in front of that person.
//!
//! A row's reference is good once for ever. What was sent, or may have been, keeps its reference; only a row that never
//! left may be recorded anew. So the same file can be given again after a stop, a crash or a lost line, and pays nobody
//! twice.

mod ended;
mod facts;
mod judge;
mod kept;
mod pace;
mod review;
mod run;
mod several;
mod unsent;

pub use ended::{BatchEnd, Counts};
pub use kept::BatchStanding;
pub use review::{BatchRecorded, BatchReview};
pub use run::Wish;

pub(crate) use review::KeptBatch;

use crate::batch_file::{Mapping, Mends};
use crate::core::{Engine, locked};
use crate::draft::SEND_WITHIN_MINUTES;
use chrono::Duration;
use domain::{AccountId, Operation, OperationId};

/// A file of payouts, as it was handed over.
#[derive(Clone, Debug)]
pub struct BatchDraft {
    /// Through which account it pays.
    pub account: AccountId,
    /// What the file is called.
    pub file_name: String,
    /// Its bytes.
    pub file: Vec<u8>,
    /// Earlier operations that the double-pay guard named, and that are owed once more.
    pub despite: Vec<OperationId>,
    /// What a person says that its columns mean.
    pub mapping: Mapping,
    /// Cells that a person mended.
    pub mends: Mends,
}

impl BatchDraft {
    /// A file as it is.
    #[must_use]
    pub fn new(account: AccountId, file_name: String, file: Vec<u8>) -> Self {
        Self {
            account,
            file_name,
            file,
            despite: Vec::new(),
            mapping: Mapping::default(),
            mends: Mends::default(),
        }
    }
}

impl Engine {
    /// True while this very process runs the file that the operation is a row of, in front of a person.
    pub(crate) fn runs_batch_of(&self, operation: &Operation) -> bool {
        operation
            .batch()
            .is_some_and(|batch| locked(&self.inner.batches_here).contains(batch))
    }

    /// A row may be sent as long as its file runs: its time begins when its turn comes.
    pub(crate) fn extend_in_batch(&self, operation: &mut Operation) {
        if self.runs_batch_of(operation) {
            let until = self.now() + Duration::minutes(SEND_WITHIN_MINUTES);
            operation.send_by = operation.send_by.max(until);
        }
    }
}

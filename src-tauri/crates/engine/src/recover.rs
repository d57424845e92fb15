//! At start: whatever an earlier executor left half done is called by its name.

use crate::core::Engine;
use crate::error::Result;
use crate::observe::Doubts;
use domain::{DoubtKind, Operation, OperationId, Reason, State, Text};

impl Engine {
    /// If nobody executes, puts right what an earlier run left. Every command of a terminal begins with it, so that what it
    /// prints is true.
    pub async fn settle_at_start(&self) -> Result<()> {
        if let Some(_holding) = self.try_hold().await? {
            for operation in self.store().journal.open_operations(None).await? {
                let late = operation.state == State::Recorded
                    && self.now() >= operation.send_by
                    && !self.runs_batch_of(&operation);
                if late {
                    self.cancel_unsent(&operation.id).await?;
                }
            }
        }
        Ok(())
    }

    /// The new executor's first act. Only the lock's holder sends, so what stands in `sending` now was cut off in the middle:
    /// it may have left, it may not.
    pub(crate) async fn put_right(&self) -> Result<()> {
        self.verify_journal_once().await?;
        self.store().journal.stop_batches(self.now()).await?;
        for operation in self.store().journal.open_operations(None).await? {
            if operation.state == State::Sending {
                self.doubt_what_was_cut_off(&operation.id).await?;
            }
        }
        if self.lock_kept().await?.is_some() {
            self.doubt_what_was_recorded().await?;
        }
        self.copy_journal_when_due().await;
        Ok(())
    }

    /// What stands in `sending` and is in nobody's hand was cut off: by a death, or by a disk that did not take the end of it.
    pub(crate) async fn doubt_what_was_cut_off(&self, id: &OperationId) -> Result<Operation> {
        self.change(id, &self.itself(), "found_sending", None, |operation| {
            if operation.state != State::Sending {
                return None;
            }
            operation.state = State::InDoubt;
            operation.checks.next_at = Some(self.now());
            operation.reason = Some(Reason {
                code: "cut_off_while_sending".to_owned(),
                message: Text::new(
                    "Duka was cut off while it was sending this. It may have arrived. Do not send it again; Duka looks it up.",
                    "Duka a été coupé pendant l’envoi. La demande est peut-être arrivée. Ne renvoyez pas ; Duka vérifie.",
                ),
                provider_message: None,
            });
            Some(Doubts::open(DoubtKind::FateUnknown))
        })
        .await
    }
}

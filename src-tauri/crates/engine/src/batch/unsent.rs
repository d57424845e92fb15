//! Rows that never left are called off together: their references are free again.

use crate::core::{Changed, Engine};
use crate::error::Result;
use chrono::{DateTime, Utc};
use domain::{Operation, OperationId, Reason, State, Text};
use store::{Actor, Change, StoreError};

/// How many go into one commit.
const AT_ONCE: usize = 500;

impl Engine {
    /// Cancels what is still recorded of these. Whatever is not recorded any more is left as it is.
    pub(super) async fn call_off(&self, ids: &[OperationId]) -> Result<()> {
        let actor = self.itself();
        for piece in ids.chunks(AT_ONCE) {
            let mut wanted = Vec::with_capacity(piece.len());
            for id in piece {
                let before = self.operation(id).await?;
                if before.state == State::Recorded {
                    wanted.push((before.version, called_off(before)));
                }
            }
            let at = self.now();
            let changes: Vec<Change<'_>> = wanted
                .iter()
                .map(|(version, after)| change(after, *version, &actor, at))
                .collect();
            match self.store().journal.apply_all(&changes).await {
                Ok(_) => {}
                // Somebody was faster with one of them: each by itself.
                Err(StoreError::Stale { .. }) => {
                    for (_, after) in &wanted {
                        self.cancel_unsent(&after.id).await?;
                    }
                }
                Err(error) => return Err(error.into()),
            }
            self.tell(Changed {
                operations: piece.to_vec(),
                ..Changed::default()
            });
        }
        Ok(())
    }
}

fn called_off(mut operation: Operation) -> Operation {
    operation.state = State::Cancelled;
    operation.checks.next_at = None;
    operation.reason = Some(Reason {
        code: "not_sent".to_owned(),
        message: Text::new(
            "Its file was stopped before its turn came. Nothing left this computer, so nothing can have been paid. Give the file again to send it.",
            "Son fichier a été arrêté avant son tour. Rien n’est parti de cet ordinateur, donc rien n’a pu être payé. Redonnez le fichier pour l’envoyer.",
        ),
        provider_message: None,
    });
    operation
}

pub(super) fn change<'a>(
    operation: &'a Operation,
    from_version: i64,
    actor: &'a Actor,
    at: DateTime<Utc>,
) -> Change<'a> {
    Change {
        operation,
        from_version,
        actor,
        cause: "not_sent",
        detail: None,
        at,
        begin_attempt: None,
        end_attempt: None,
        open_doubts: Vec::new(),
        settle_doubts: Vec::new(),
    }
}

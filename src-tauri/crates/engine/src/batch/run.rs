//! A file on its way: as many requests at once as the account may have, no faster than the provider takes them, and only as
//! long as somebody stands in front of it.

use super::ended::Counts;
use super::pace::Pace;
use super::review::elsewhere;
use crate::core::{Engine, locked};
use crate::error::{EngineError, Result};
use chrono::{DateTime, Utc};
use domain::{AccountId, Operation, OperationId, State};
use futures::future::BoxFuture;
use futures::stream::{FuturesUnordered, StreamExt as _};
use std::collections::VecDeque;
use store::BatchState;
use tokio::sync::watch;

/// A row that could not be handed over so often in a row: the line is down, and a person has to see to it.
const MOST_TRIES: u32 = 8;

/// What the person in front of it wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// Go on.
    #[default]
    Go,
    /// Send nothing more for now.
    Pause,
    /// Send nothing more. What did not leave is called off.
    Stop,
}

/// Says that the batch runs here, as long as it lives.
struct Here<'a> {
    engine: &'a Engine,
    batch: &'a str,
}

impl<'a> Here<'a> {
    fn begin(engine: &'a Engine, batch: &'a str) -> Self {
        locked(&engine.inner.batches_here).insert(batch.to_owned());
        Self { engine, batch }
    }
}

impl Drop for Here<'_> {
    fn drop(&mut self) {
        locked(&self.engine.inner.batches_here).remove(self.batch);
    }
}

/// What became of the rows of one request.
type Sent = (Vec<OperationId>, Result<Vec<Operation>>);

struct Run<'a> {
    engine: &'a Engine,
    waiting: VecDeque<OperationId>,
    on_the_way: FuturesUnordered<BoxFuture<'a, Sent>>,
    pace: Pace,
    at_once: usize,
    per_call: usize,
    counts: Counts,
    trouble: Option<EngineError>,
}

impl Engine {
    /// Sends the rows of a confirmed file, tells how far it is after each answer, and returns when nothing is on its way and
    /// nothing is left to send, or the wish is to stop. Rows that did not leave are then called off.
    pub async fn run_batch(
        &self,
        id: &str,
        wish: &mut watch::Receiver<Wish>,
        tell: &(dyn Fn(&Counts) + Sync),
    ) -> Result<Counts> {
        let _holding = self.try_hold().await?.ok_or_else(elsewhere)?;
        let Some(batch) = self.store().journal.batch(id).await? else {
            return Err(EngineError::no_such("batch", "fichier", id));
        };
        let operations = self.store().journal.operations_of_batch(id).await?;
        if batch.state == BatchState::AwaitingApproval {
            return Ok(Counts::of(&operations));
        }
        let _here = Here::begin(self, id);
        let (at_once, per_call) = self.width(&batch.account).await?;
        let mut run = Run {
            engine: self,
            counts: Counts::of(&operations),
            // What an earlier run recorded is offered again, never sent.
            waiting: operations
                .into_iter()
                .filter(|it| it.state == State::Recorded && it.recorded_by == self.inner.run)
                .map(|it| it.id)
                .collect(),
            on_the_way: FuturesUnordered::new(),
            pace: Pace::default(),
            at_once,
            per_call,
            trouble: None,
        };
        run.until_the_end(id, wish, tell).await?;
        let left: Vec<OperationId> = run.waiting.iter().cloned().collect();
        let trouble = run.trouble.take();
        drop(run);
        let ended = match (&trouble, left.is_empty()) {
            (None, true) => BatchState::Done,
            _ => BatchState::Stopped,
        };
        let called_off = self.call_off(&left).await;
        let journal = &self.store().journal;
        let noted = journal.set_batch_state(id, ended, self.now()).await;
        if let Some(error) = trouble {
            return Err(error);
        }
        called_off?;
        noted?;
        Ok(Counts::of_states(journal.states_of_batch(id).await?))
    }

    /// How many requests at once, and how many rows in each.
    async fn width(&self, account: &AccountId) -> Result<(usize, usize)> {
        let account = self.account(account).await?;
        let provider = self.provider_of(&account)?;
        let facts = provider.manifest();
        let per_call = match provider.create_payouts() {
            Some(_) => facts.payouts_per_call.max(1),
            None => 1,
        };
        Ok((facts.concurrency.max(1), per_call))
    }
}

impl Run<'_> {
    async fn until_the_end(
        &mut self,
        id: &str,
        wish: &mut watch::Receiver<Wish>,
        tell: &(dyn Fn(&Counts) + Sync),
    ) -> Result<()> {
        let mut noted = BatchState::Running;
        loop {
            // Whoever could wish anything is gone: so is the person in front of it.
            let alone = wish.has_changed().is_err();
            let wanted = if alone || self.trouble.is_some() {
                Wish::Stop
            } else {
                *wish.borrow_and_update()
            };
            let state = match wanted {
                Wish::Pause => BatchState::Paused,
                Wish::Go | Wish::Stop => BatchState::Running,
            };
            if state != noted {
                let journal = &self.engine.store().journal;
                journal
                    .set_batch_state(id, state, self.engine.now())
                    .await?;
                noted = state;
            }
            let resume_at = match wanted {
                Wish::Go => self.send_what_may_leave(),
                Wish::Pause | Wish::Stop => None,
            };
            let nothing_left = self.waiting.is_empty() || wanted == Wish::Stop;
            if self.on_the_way.is_empty() && nothing_left {
                return Ok(());
            }
            let engine = self.engine;
            let later = async move {
                match resume_at {
                    Some(at) => engine.clock().sleep_until(at).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                Some(sent) = self.on_the_way.next(), if !self.on_the_way.is_empty() => {
                    self.take(sent);
                    tell(&self.counts);
                }
                _ = wish.changed(), if wanted != Wish::Stop => {}
                () = later => {}
            }
        }
    }

    /// Fills the account's places. Says when the next row may leave, where it may not leave now.
    fn send_what_may_leave(&mut self) -> Option<DateTime<Utc>> {
        while self.on_the_way.len() < self.at_once && !self.waiting.is_empty() {
            let now = self.engine.now();
            if let Some(later) = self.pace.wait(now) {
                return Some(later);
            }
            self.pace.leaves(now);
            let count = self.per_call.min(self.waiting.len());
            let ids: Vec<OperationId> = self.waiting.drain(..count).collect();
            let engine = self.engine;
            self.on_the_way.push(Box::pin(async move {
                let sent = engine.send_rows(&ids).await;
                (ids, sent)
            }));
        }
        None
    }

    fn take(&mut self, (ids, sent): Sent) {
        let sent = match sent {
            Ok(sent) => sent,
            Err(error) => {
                // What stands in `sending` is called doubt by the executor; what does not is called off.
                self.waiting.extend(ids);
                self.trouble.get_or_insert(error);
                return;
            }
        };
        let mut refused_for = None;
        for operation in sent {
            self.counts.moved(State::Recorded, operation.state);
            if operation.state != State::Recorded {
                continue;
            }
            let code = operation.reason.as_ref().map(|it| it.code.as_str());
            if code == Some("not_reached") && operation.checks.count >= MOST_TRIES {
                self.trouble.get_or_insert_with(line_down);
            }
            // A line that is down and a session that is over say nothing of haste.
            match (code, operation.checks.next_at) {
                (None | Some("not_reached"), Some(at)) => self.pace.pause(at),
                (_, at) => refused_for = refused_for.max(at),
            }
            self.waiting.push_back(operation.id);
        }
        if let Some(at) = refused_for {
            self.pace.refused(at);
        }
    }
}

fn line_down() -> EngineError {
    EngineError::new(
        crate::error::Class::Failed,
        "not_reached",
        "The provider could not be reached several times in a row. The rest of the file was not sent.",
        "Le fournisseur n’a pas pu être joint plusieurs fois de suite. Le reste du fichier n’a pas été envoyé.",
    )
    .next(
        "Look at the line, then give the same file again.",
        "Vérifiez la connexion, puis déposez à nouveau le même fichier.",
    )
}

//! One process sends. Who that is, and what it does next.

use crate::core::{Engine, locked};
use crate::error::{Class, EngineError, Result};
use crate::lock::FileLock;
use crate::schedule::back_off;
use crate::system_words::why_refused;
use chrono::{DateTime, Duration, Utc};
use domain::{Checks, Operation, OperationId, State};
use std::collections::{HashMap, HashSet};
use store::KeptDelivery;

/// The executor's lock as this process has it. Several parts of one process may hold it at once.
#[derive(Default)]
pub(crate) struct Hold {
    lock: Option<FileLock>,
    holders: usize,
    /// What stood recorded when the lock was taken, as it was wished for then. The clock is not asked: it may have been set
    /// back since.
    found: Option<HashMap<OperationId, Checks>>,
}

/// Held while one part of this process executes.
pub(crate) struct Holding<'a>(&'a Engine);

impl Drop for Holding<'_> {
    fn drop(&mut self) {
        let mut hold = locked(&self.0.inner.hold);
        hold.holders = hold.holders.saturating_sub(1);
        if hold.holders == 0 {
            hold.lock = None;
            hold.found = None;
        }
    }
}

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// Send it.
    Send(OperationId),
    /// Its time to be sent is over.
    TooLate(OperationId),
    /// Ask what became of it.
    Look(OperationId),
    /// Its sending was cut off in this very process.
    CutOff(OperationId),
    /// Look up what a delivery names: this operation, or a transaction of none.
    Follow(Box<KeptDelivery>, Option<OperationId>),
}

impl Work {
    fn operation(&self) -> Option<&OperationId> {
        match self {
            Self::Send(id) | Self::TooLate(id) | Self::Look(id) | Self::CutOff(id) => Some(id),
            Self::Follow(_, id) => id.as_ref(),
        }
    }
}

/// What one step did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// How many pieces of work were done.
    pub done: usize,
    /// When the next one is due, as far as is known now. UTC.
    pub next: Option<DateTime<Utc>>,
}

impl Engine {
    /// True while this process is the executor.
    #[must_use]
    pub fn is_executor(&self) -> bool {
        locked(&self.inner.hold).lock.is_some()
    }

    /// Tries to be the executor. Whoever becomes it first puts right what an earlier one left.
    pub(crate) async fn try_hold(&self) -> Result<Option<Holding<'_>>> {
        let fresh = {
            let mut hold = locked(&self.inner.hold);
            if hold.lock.is_some() {
                hold.holders += 1;
                false
            } else {
                let path = self.inner.home.join("executor.lock");
                let taken = FileLock::try_acquire(&path).map_err(|error| {
                    let path = path.display();
                    let (en, fr) = why_refused(&error);
                    EngineError::new(
                        Class::Failed,
                        "home_not_writable",
                        format!("{path} cannot be locked: {en}. Nothing was sent."),
                        format!("{path} ne peut pas être verrouillé : {fr}. Rien n’a été envoyé."),
                    )
                })?;
                let Some(lock) = taken else { return Ok(None) };
                hold.lock = Some(lock);
                hold.holders = 1;
                true
            }
        };
        let holding = Holding(self);
        if fresh {
            // Rare and deep: kept off the stack of whoever asks.
            Box::pin(self.put_right()).await?;
            let open = self.store().journal.open_operations(None).await?;
            let recorded = open.into_iter().filter(|o| o.state == State::Recorded);
            locked(&self.inner.hold).found = Some(recorded.map(|o| (o.id, o.checks)).collect());
        }
        Ok(Some(holding))
    }

    /// Does everything that is due now, one after the other, so that the same world gives the same steps. Nothing when
    /// another process is the executor. [`Engine::run`] does the same work side by side.
    pub async fn step(&self) -> Result<Step> {
        let Some(_holding) = self.try_hold().await? else {
            return Ok(Step::default());
        };
        let (due, _) = self.due().await?;
        let done = due.len();
        for work in due {
            self.do_work(work).await;
        }
        let (_, next) = self.due().await?;
        Ok(Step { done, next })
    }

    /// What is due, and when something is due next.
    pub(crate) async fn due(&self) -> Result<(Vec<Work>, Option<DateTime<Utc>>)> {
        let now = self.now();
        let found = locked(&self.inner.hold).found.clone();
        let running: Vec<String> = locked(&self.inner.batches_here).iter().cloned().collect();
        let journal = &self.store().journal;
        let open = journal.open_operations_besides(&running).await?;
        let (mut due, mut next) = self.deliveries_due(&open).await?;
        // One look is enough, whoever asked for it.
        let followed: HashSet<OperationId> =
            due.iter().filter_map(Work::operation).cloned().collect();
        for operation in open {
            let in_hand = locked(&self.inner.in_hand).contains(&operation.id);
            if in_hand || followed.contains(&operation.id) {
                continue;
            }
            let earlier = found
                .as_ref()
                .is_none_or(|found| found.get(&operation.id) == Some(&operation.checks));
            match self.next_for(&operation, now, earlier) {
                Some((at, work)) if at <= now => due.push(work),
                Some((at, _)) => next = Some(next.map_or(at, |known| known.min(at))),
                None => {}
            }
        }
        Ok((due, next))
    }

    /// What an open operation needs next, and when.
    fn next_for(
        &self,
        operation: &Operation,
        now: DateTime<Utc>,
        recorded_earlier: bool,
    ) -> Option<(DateTime<Utc>, Work)> {
        let id = operation.id.clone();
        if operation.state == State::Recorded && operation.batch().is_some() {
            // A row is sent by who runs its file in front of a person, and by nobody else.
            let ends = (operation.send_by, Work::TooLate(id));
            return (!self.runs_batch_of(operation)).then_some(ends);
        }
        match operation.state {
            State::Recorded if now >= operation.send_by => {
                Some((operation.send_by, Work::TooLate(id)))
            }
            State::Recorded => {
                // What an earlier run recorded is offered again to a person, never sent by itself.
                let ours = operation.recorded_by == self.inner.run || !recorded_earlier;
                let wanted = operation.checks.next_at.unwrap_or(operation.created_at);
                if ours && wanted < operation.send_by {
                    Some((wanted, Work::Send(id)))
                } else {
                    Some((operation.send_by, Work::TooLate(id)))
                }
            }
            // For a person, however long that takes.
            State::AwaitingApproval => None,
            State::Pending | State::NeedsAction | State::InDoubt => {
                let mut at = operation.checks.next_at.unwrap_or(operation.updated_at);
                if self.is_watched(&operation.id) {
                    let last = operation.checks.last_at.unwrap_or(operation.updated_at);
                    at = at.min(last + Duration::seconds(60));
                }
                Some((at, Work::Look(id)))
            }
            // In nobody's hand: the disk did not take the end of its sending.
            State::Sending => Some((now, Work::CutOff(id))),
            State::Succeeded | State::Failed | State::Expired | State::Cancelled => None,
        }
    }

    /// Wishes once more for what this run recorded and another process is to send, a second after it was last wished for.
    /// An executor that took the lock just after it was recorded takes it for what a dead run left, until a living one
    /// speaks of it again.
    pub(crate) async fn wish_again(&self, operation: &Operation) -> Result<()> {
        let wished = operation.checks.next_at.unwrap_or(operation.created_at);
        let mine = operation.state == State::Recorded
            && operation.batch().is_none()
            && operation.recorded_by == self.inner.run;
        if mine && self.now() >= wished + Duration::seconds(1) {
            let mut checks = operation.checks.clone();
            checks.next_at = Some(self.now());
            self.store()
                .journal
                .note_check(&operation.id, &checks)
                .await?;
        }
        Ok(())
    }

    /// Does one piece of work. Trouble is logged and met again at the next step: the journal has the truth.
    pub(crate) async fn do_work(&self, work: Work) {
        let id = match &work {
            Work::Follow(delivery, operation) => {
                return self.follow(delivery, operation.as_ref()).await;
            }
            Work::Send(id) | Work::TooLate(id) | Work::Look(id) | Work::CutOff(id) => id.clone(),
        };
        if !locked(&self.inner.in_hand).insert(id.clone()) {
            return;
        }
        let done = match &work {
            Work::Send(id) => self.send_recorded(id).await.map(drop),
            Work::TooLate(id) => self.cancel_unsent(id).await.map(drop),
            Work::Look(id) => self.look(id).await.map(drop),
            Work::CutOff(id) => self.doubt_what_was_cut_off(id).await.map(drop),
            Work::Follow(..) => Ok(()),
        };
        locked(&self.inner.in_hand).remove(&id);
        if let Err(error) = done {
            tracing::warn!(operation.id = %id, error.code = %error.code, "work was put off");
            self.put_off(&work, &error).await;
        }
    }

    /// What could not be sent for a reason of ours (keys out of reach, say) is tried again a little later, not at once.
    async fn put_off(&self, work: &Work, error: &EngineError) {
        let Work::Send(id) = work else { return };
        let Ok(operation) = self.operation(id).await else {
            return;
        };
        if operation.state != State::Recorded {
            return;
        }
        let mut checks = operation.checks;
        checks.next_at = Some(self.now() + back_off(checks.count, self.chance()));
        checks.last_failure = Some(error.code.clone());
        checks.count = checks.count.saturating_add(1);
        if let Err(error) = self.store().journal.note_check(id, &checks).await {
            tracing::warn!(%error, operation.id = %id, "a delay was not written down");
        }
        self.tell_operation(id);
    }
}

//! The practice world: the sandboxes with their books, the clock, the fault plan and the log.
//! Pure but for the log; one request is taken at a time, so the books have one order.

mod by_hand;
mod stall;
mod telling;

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde_json::json;

use stall::{Pace, Stall};

use crate::birth::{birth, newcomers};
use crate::book::{Book, Entry};
use crate::clock::{Clock, Timepiece};
use crate::damage::{Delivery, deliver};
use crate::dice::dice;
use crate::faults::Fault;
use crate::ledger::{LedgerEntry, Seen, entries};
use crate::log::{HomeError, Line, Log};
use crate::movement::Origin;
use crate::plan::FaultPlan;
use crate::post::Parcel;
use crate::post_faults::Post;
use crate::registry::SANDBOXES;
use crate::sandbox::{Access, Answer, Desk, Sandbox};
use crate::story::Delays;
use crate::wire::{Reply, Request};

/// Requests remembered for whoever asks what was seen.
const MOST_SEEN: usize = 2_000;

pub(crate) struct World {
    stalls: Vec<Stall>,
    timepiece: Timepiece,
    seed: u64,
    delays: Delays,
    pub(crate) faults: FaultPlan,
    pub(crate) post: Post,
    parcels: Vec<Parcel>,
    seen: VecDeque<Seen>,
    log: Option<Log>,
    closed: bool,
}

/// What a world is made of.
pub(crate) struct Plan<'a> {
    pub(crate) home: Option<&'a Path>,
    pub(crate) seed: u64,
    pub(crate) clock: Clock,
    pub(crate) history: usize,
    pub(crate) delays: Delays,
}

impl World {
    /// Opens or bears a world, with the port it had before.
    pub(crate) fn open(plan: &Plan<'_>) -> Result<(Self, Option<u16>), HomeError> {
        let timepiece = Timepiece::new(plan.clock);
        let birth = || birth(plan.seed, timepiece.now(), plan.history);
        let (log, lines) = match plan.home {
            Some(home) => {
                let (log, lines) = Log::open(home, birth)?;
                (Some(log), lines)
            }
            None => (None, birth()),
        };
        let stalls = SANDBOXES.iter().map(|sandbox| Stall {
            sandbox: *sandbox,
            access: Access::default(),
            book: Book::default(),
            pace: Pace::default(),
            told: Vec::new(),
            posted: Vec::new(),
        });
        let mut world = Self {
            stalls: stalls.collect(),
            timepiece,
            seed: plan.seed,
            delays: plan.delays,
            faults: FaultPlan::default(),
            post: Post::default(),
            parcels: Vec::new(),
            seen: VecDeque::new(),
            log,
            closed: false,
        };
        let mut port = None;
        lines
            .into_iter()
            .for_each(|line| world.take(line, &mut port));
        world
            .welcome(plan.history)
            .map_err(|source| HomeError::Io {
                path: plan.home.unwrap_or(Path::new("")).to_owned(),
                source,
            })?;
        // What happened before this start was told then, or never.
        world.take_deliveries();
        world.take_parcels();
        Ok((world, port))
    }

    /// A sandbox that this home was born without.
    fn welcome(&mut self, history: usize) -> std::io::Result<()> {
        let has_account = |id: &str| {
            let mut stalls = self.stalls.iter();
            stalls.any(|stall| stall.sandbox.id() == id && !stall.access.credentials.is_empty())
        };
        let lines = newcomers(has_account, self.seed, self.timepiece.now(), history);
        lines.into_iter().try_for_each(|line| self.write(line))
    }

    fn take(&mut self, line: Line, port: &mut Option<u16>) {
        match line {
            Line::Born { seed, .. } => self.seed = seed,
            Line::Port(number) => *port = Some(number),
            Line::Wound { ms } => self.timepiece.wind(ms),
            Line::Access { sandbox, access } => {
                if let Some(stall) = self.stall(&sandbox) {
                    stall.access = access;
                }
            }
            Line::Entries { sandbox, entries } => {
                if let Some(stall) = self.stall(&sandbox) {
                    entries.into_iter().for_each(|entry| stall.book.add(entry));
                }
            }
            Line::Charge { sandbox, charge } => {
                if let Some(stall) = self.stall(&sandbox) {
                    stall.book.add(Entry::Movement(charge));
                }
            }
        }
    }

    fn write(&mut self, line: Line) -> std::io::Result<()> {
        if self.closed {
            return Err(std::io::Error::other("the simulator is shut down"));
        }
        if let Some(log) = &mut self.log {
            log.append(&line)?;
        }
        self.take(line, &mut None);
        Ok(())
    }

    fn stall(&mut self, id: &str) -> Option<&mut Stall> {
        self.stalls
            .iter_mut()
            .find(|stall| stall.sandbox.id() == id)
    }

    /// Takes a request whose path is still whole. `None` when no sandbox lives there.
    pub(crate) fn receive(&mut self, mut request: Request, origin: &str) -> Option<Delivery> {
        if self.closed {
            return Some(Delivery {
                wait: Duration::ZERO,
                ending: crate::damage::Ending::Reset,
            });
        }
        let now = self.timepiece.now();
        let stall = self
            .stalls
            .iter_mut()
            .find(|stall| below(stall.sandbox.base_path(), &request.path).is_some())?;
        let sandbox = stall.sandbox;
        request.path = below(sandbox.base_path(), &request.path)?.to_owned();
        request.base_url = format!("{origin}{}", sandbox.base_path());
        stall.pace.count(now);
        let fault = self
            .faults
            .draw(sandbox.id(), &request.method, &request.path);
        let mut committed = None;
        let reply = if fault.as_ref().is_none_or(Fault::commits) {
            let (reply, reference) = self.answer(sandbox, &request, now);
            committed = reference;
            Some(reply)
        } else {
            None
        };
        self.remember(Seen {
            at: now,
            provider: sandbox.id().to_owned(),
            method: request.method,
            path: request.path,
            fault: fault.clone(),
            committed,
        });
        let reply = match (fault, reply) {
            (None, Some(reply)) => return Some(reply.into()),
            (None, None) => return None,
            (Some(fault), reply) => {
                let words = match fault {
                    Fault::RateLimited { .. } => sandbox.too_many(),
                    _ => sandbox.failure(),
                };
                deliver(&fault, reply, &words, now)
            }
        };
        Some(reply)
    }

    fn answer(
        &mut self,
        sandbox: &'static dyn Sandbox,
        request: &Request,
        now: DateTime<Utc>,
    ) -> (Reply, Option<String>) {
        let Some(desk) = self.desk(sandbox.id(), now) else {
            return (Reply::json(500, &sandbox.failure()), None);
        };
        let Answer { reply, commit } = sandbox.answer(&desk, request);
        let reference = by_hand::reference(&commit);
        match self.commit(sandbox.id(), commit) {
            Ok(()) => (reply, reference),
            Err(error) => {
                tracing::error!(%error, "a practice request could not be written down");
                (Reply::json(500, &sandbox.failure()), None)
            }
        }
    }

    fn commit(&mut self, sandbox: &str, entries: Vec<Entry>) -> std::io::Result<()> {
        if entries.is_empty() {
            return Ok(());
        }
        self.write(Line::Entries {
            sandbox: sandbox.to_owned(),
            entries,
        })
    }

    fn desk(&self, id: &str, now: DateTime<Utc>) -> Option<Desk<'_>> {
        let stall = self.stalls.iter().find(|stall| stall.sandbox.id() == id)?;
        Some(stall.desk(now, self.seed, &self.delays))
    }

    fn remember(&mut self, seen: Seen) {
        if self.seen.len() == MOST_SEEN {
            self.seen.pop_front();
        }
        self.seen.push_back(seen);
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.timepiece.now()
    }

    pub(crate) fn wind(&mut self, ms: u64) -> std::io::Result<()> {
        self.write(Line::Wound { ms })
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.iter().cloned().collect()
    }

    pub(crate) fn set_port(&mut self, port: u16) -> std::io::Result<()> {
        self.write(Line::Port(port))
    }

    /// From here on nothing is taken and nothing is written; the home is free for another.
    pub(crate) fn close(&mut self) {
        self.closed = true;
        self.log = None;
    }

    pub(crate) fn accesses(&self) -> BTreeMap<String, Access> {
        self.stalls
            .iter()
            .map(|stall| (stall.sandbox.id().to_owned(), stall.access.clone()))
            .collect()
    }

    /// Changes an account; `None` when there is no such sandbox.
    pub(crate) fn change_access(
        &mut self,
        id: &str,
        change: impl FnOnce(&mut Access),
    ) -> Option<std::io::Result<Access>> {
        let mut access = self.stall(id)?.access.clone();
        change(&mut access);
        let line = Line::Access {
            sandbox: id.to_owned(),
            access: access.clone(),
        };
        Some(self.write(line).map(|()| access))
    }

    /// New keys for old; the old ones are refused from now on.
    pub(crate) fn rotate(&mut self, id: &str) -> Option<std::io::Result<Access>> {
        let seed = self.seed;
        let sandbox = self.stall(id)?.sandbox;
        self.change_access(id, |access| {
            access.rotations += 1;
            access.keys_disabled = false;
            let label = format!("{id} keys");
            let mut keys = sandbox.credentials(&mut dice(seed, &label, access.rotations));
            for field in sandbox.merchant_fields() {
                if let Some(same) = access.credentials.remove(*field) {
                    keys.insert((*field).to_owned(), same);
                }
            }
            access.credentials = keys;
        })
    }

    /// What was committed, oldest first; the past only when it is asked for.
    pub(crate) fn ledger(&self, with_past: bool) -> Vec<LedgerEntry> {
        let now = self.timepiece.now();
        let rows = self
            .stalls
            .iter()
            .flat_map(|stall| entries(stall.sandbox.id(), &stall.book, now));
        let mut rows: Vec<LedgerEntry> = rows
            .filter(|row| with_past || row.origin != Origin::Past)
            .collect();
        rows.sort_by_key(|row| row.committed_at);
        rows
    }

    pub(crate) fn base_paths(&self) -> BTreeMap<String, &'static str> {
        self.stalls
            .iter()
            .map(|stall| (stall.sandbox.id().to_owned(), stall.sandbox.base_path()))
            .collect()
    }

    pub(crate) fn nobody_here(&self) -> Reply {
        let paths: Vec<&str> = self
            .stalls
            .iter()
            .map(|stall| stall.sandbox.base_path())
            .collect();
        Reply::json(
            404,
            &json!({"error": "no sandbox lives here", "base_paths": paths}),
        )
    }
}

/// The rest of a path below a base, with its leading slash.
fn below<'a>(base: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(base)
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

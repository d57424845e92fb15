//! Which faults were really met. A fault that nobody meets is no fault.

use super::request::may_move;
use simulator::{Fault, RetryAfter, Seen};
use std::collections::BTreeMap;

/// Faults by name, each with how often it was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Met(BTreeMap<String, u64>);

impl Met {
    /// One more of these.
    pub fn note(&mut self, fault: impl Into<String>) {
        *self.0.entry(fault.into()).or_default() += 1;
    }

    /// One more of these, on a request for money or on a reading.
    pub fn note_on(&mut self, fault: &str, money: bool) {
        let what = if money { "money" } else { "reading" };
        self.note(format!("{fault} ({what})"));
    }

    /// What a provider's own bad day brought.
    pub fn note_seen(&mut self, seen: &[Seen]) {
        for seen in seen {
            if let Some(fault) = &seen.fault {
                self.note_on(&name_of(fault), may_move(&seen.method, &seen.path));
            }
        }
    }

    /// So many of these.
    pub fn add(&mut self, fault: &str, times: u64) {
        *self.0.entry(fault.to_owned()).or_default() += times;
    }

    /// All that another met, too.
    pub fn merge(&mut self, other: &Self) {
        for (fault, times) in &other.0 {
            self.add(fault, *times);
        }
    }

    /// How often a fault was met.
    #[must_use]
    pub fn times(&self, fault: &str) -> u64 {
        self.0.get(fault).copied().unwrap_or_default()
    }

    /// Every fault that was met, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(fault, times)| (fault.as_str(), *times))
    }
}

/// The simulator's faults, by what they are and not by how long or how much.
fn name_of(fault: &Fault) -> String {
    let when = if fault.commits() {
        "after commit"
    } else {
        "before commit"
    };
    let what = match fault {
        Fault::ResetBeforeCommit => "reset",
        Fault::HangBeforeCommit { .. } | Fault::HangAfterCommit { .. } => "time-out",
        Fault::DropReplyAfterCommit => "no byte of an answer",
        Fault::CutReply { .. } => "answer cut",
        Fault::StatusBeforeCommit { .. } | Fault::StatusAfterCommit { .. } => "5xx",
        Fault::HtmlForbidden { .. } | Fault::HtmlOk { .. } => "html",
        Fault::EmptyBody { .. } => "empty",
        Fault::TruncatedJson { .. } => "truncated",
        Fault::Garbage { .. } => "garbage",
        Fault::HugeBody { .. } => "huge",
        Fault::Redirect { .. } => "redirect",
        Fault::FailureInside200 { .. } => "200 with failure inside",
        Fault::NumberAsString => return "number as string".to_owned(),
        Fault::SlowBy { .. } => return "slow".to_owned(),
        Fault::RateLimited { retry_after } => {
            return match retry_after {
                RetryAfter::Seconds(_) | RetryAfter::HttpDate(_) => "429 with a good Retry-After",
                RetryAfter::Absurd => "429 with an absurd Retry-After",
                RetryAfter::None => "429 without Retry-After",
            }
            .to_owned();
        }
    };
    format!("{what} {when}")
}

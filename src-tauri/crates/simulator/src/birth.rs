//! What a world begins with: accounts, and a past at each provider. A home that was born before a sandbox existed gets
//! that one's account and past when it is next opened.

use chrono::{DateTime, Utc};

use crate::book::Entry;
use crate::dice::dice;
use crate::log::{Line, born};
use crate::registry::SANDBOXES;
use crate::sandbox::{Access, Sandbox};

/// The first lines of a new world.
pub(crate) fn birth(seed: u64, now: DateTime<Utc>, history: usize) -> Vec<Line> {
    let mut lines = vec![born(seed, now)];
    for (at, sandbox) in SANDBOXES.iter().enumerate() {
        lines.push(account(*sandbox, seed));
        let past = past(at, *sandbox, seed, now, history).into_iter();
        lines.extend(past.map(|entry| Line::Entries {
            sandbox: sandbox.id().to_owned(),
            entries: vec![entry],
        }));
    }
    lines
}

/// What a home lacks that has accounts at `known` sandboxes only. The account comes first: an end between the two lines
/// costs a past, and never brings one twice.
pub(crate) fn newcomers(
    known: impl Fn(&str) -> bool,
    seed: u64,
    now: DateTime<Utc>,
    history: usize,
) -> Vec<Line> {
    let missing = SANDBOXES.iter().enumerate();
    let missing = missing.filter(|(_, sandbox)| !known(sandbox.id()));
    missing
        .flat_map(|(at, sandbox)| {
            let past = Line::Entries {
                sandbox: sandbox.id().to_owned(),
                entries: past(at, *sandbox, seed, now, history),
            };
            [account(*sandbox, seed), past]
        })
        .collect()
}

fn account(sandbox: &dyn Sandbox, seed: u64) -> Line {
    let mut credentials = sandbox.credentials(&mut dice(seed, sandbox.id(), u64::MAX));
    // Whose account it is hangs on no seed: the same shop lives every life.
    let mut first = sandbox.credentials(&mut dice(0, sandbox.id(), u64::MAX));
    for field in sandbox.merchant_fields() {
        credentials.extend(first.remove_entry(*field));
    }
    Line::Access {
        sandbox: sandbox.id().to_owned(),
        access: Access {
            credentials,
            ..Access::default()
        },
    }
}

/// An even share of the history; the first sandboxes take what is left over.
fn past(
    at: usize,
    sandbox: &dyn Sandbox,
    seed: u64,
    now: DateTime<Utc>,
    history: usize,
) -> Vec<Entry> {
    let count = (history + SANDBOXES.len() - 1 - at) / SANDBOXES.len();
    sandbox.past(seed, now, count)
}

//! A stretch of rows in the order of time, their text in one piece: scanned at the speed of memory, and made anew
//! when one of its rows changes. Searches that run meanwhile keep the old one.

use super::term::{Clause, Term, letters};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// How many rows a stretch holds at most: small enough to be made anew for one row in a fraction of a millisecond.
const LARGEST: usize = 4_096;

/// A place in the order of time, and which file the row is in: transactions come before operations of the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) row: i64,
    pub(crate) of: Of,
}

/// Which file a row is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Of {
    History,
    Journal,
}

/// What filters look at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub(crate) environment: domain::Environment,
    pub(crate) account: u16,
    pub(crate) kind: domain::Kind,
    pub(crate) status: domain::Status,
    pub(crate) amount: i64,
    pub(crate) currency: domain::Currency,
}

/// A row to be held.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) facts: Facts,
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    key: Key,
    facts: Facts,
    letters: u64,
    start: usize,
    end: usize,
}

/// A stretch of rows.
#[derive(Debug, Default)]
pub(crate) struct Segment {
    entries: Vec<Entry>,
    text: Vec<u8>,
}

impl Segment {
    fn push(&mut self, key: Key, facts: Facts, text: &[u8]) {
        let start = self.text.len();
        self.text.extend_from_slice(text);
        let end = self.text.len();
        // No word holds a space, so none is ever found across two rows.
        self.text.push(b' ');
        self.entries.push(Entry {
            key,
            facts,
            letters: letters(text),
            start,
            end,
        });
    }

    fn first(&self) -> Option<Key> {
        self.entries.first().map(|entry| entry.key)
    }

    /// Newest first, every row that passes, until `take` says that it is enough.
    pub(crate) fn walk(
        &self,
        clauses: &[Clause],
        passes: &impl Fn(Key, &Facts) -> bool,
        take: &mut impl FnMut(Key, &Facts) -> bool,
    ) -> bool {
        let wanted = clauses.iter().fold(0, |mask, c| mask | c.letters());
        let found = match clauses.iter().find_map(Clause::only_term) {
            Some(term) => self.mark(term),
            None => vec![true; self.entries.len()],
        };
        for (entry, found) in self.entries.iter().zip(&found).rev() {
            let text = &self.text[entry.start..entry.end];
            let fits = *found
                && entry.letters & wanted == wanted
                && passes(entry.key, &entry.facts)
                && clauses.iter().all(|c| c.holds(text, entry.facts.amount));
            if fits && !take(entry.key, &entry.facts) {
                return false;
            }
        }
        true
    }

    /// In which rows a term is found: one pass over the whole text for each needle, from row to row.
    fn mark(&self, term: &Term) -> Vec<bool> {
        let has = |entry: &Entry| term.amounts.contains(&entry.facts.amount);
        let mut found: Vec<bool> = self.entries.iter().map(has).collect();
        for needle in &term.needles {
            let mut at = 0;
            let mut row = 0;
            while let Some(hit) = needle.find(&self.text[at..]) {
                let hit = at + hit;
                row += self.entries[row..].partition_point(|entry| entry.end <= hit);
                let Some(entry) = self.entries.get(row) else {
                    break;
                };
                found[row] = true;
                at = entry.end;
            }
        }
        found
    }

    pub(crate) fn newest(&self) -> Option<Key> {
        self.entries.last().map(|entry| entry.key)
    }
}

/// Puts and takes out rows; stretches without a change stay as they are.
pub(crate) fn change(
    segments: &[Arc<Segment>],
    changes: &BTreeMap<Key, Option<Held>>,
) -> Vec<Arc<Segment>> {
    let empty = [Arc::new(Segment::default())];
    let segments = if segments.is_empty() {
        &empty
    } else {
        segments
    };
    let mut made = Vec::with_capacity(segments.len());
    for (at, segment) in segments.iter().enumerate() {
        let from = match (at, segment.first()) {
            (0, _) | (_, None) => Bound::Unbounded,
            (_, Some(first)) => Bound::Included(first),
        };
        let to = segments
            .get(at + 1)
            .and_then(|next| next.first())
            .map_or(Bound::Unbounded, Bound::Excluded);
        let mut here = changes.range((from, to)).peekable();
        if here.peek().is_none() {
            made.push(Arc::clone(segment));
        } else {
            made.extend(merge(segment, here));
        }
    }
    made.retain(|segment| !segment.entries.is_empty());
    made
}

fn merge<'a>(
    segment: &Segment,
    changes: impl Iterator<Item = (&'a Key, &'a Option<Held>)>,
) -> Vec<Arc<Segment>> {
    let mut rows: BTreeMap<Key, (Facts, &[u8])> = segment
        .entries
        .iter()
        .map(|e| (e.key, (e.facts, &segment.text[e.start..e.end])))
        .collect();
    for (key, change) in changes {
        match change {
            None => {
                rows.remove(key);
            }
            Some(held) => {
                rows.insert(*key, (held.facts, held.text.as_bytes()));
            }
        }
    }
    // Halves rather than one full and one nearly empty, unless rows only came at the end.
    let pieces = rows.len().div_ceil(LARGEST).max(1);
    let size = rows.len().div_ceil(pieces).max(1);
    let mut made = vec![Segment::default()];
    for (key, (facts, text)) in rows {
        if made.last().is_some_and(|last| last.entries.len() == size) {
            made.push(Segment::default());
        }
        if let Some(last) = made.last_mut() {
            last.push(key, facts, text);
        }
    }
    made.into_iter().map(Arc::new).collect()
}

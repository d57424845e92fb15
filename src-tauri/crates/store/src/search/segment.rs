//! A stretch of rows in the order of time, their text in one piece: scanned at the speed of memory where its signs do not
//! pass it over, and made anew when one of its rows changes. Searches that run meanwhile keep the old one.

use super::facts::{Facts, Filter};
use super::signs::{BLOCK, Sign, Signs};
use super::term::{Clause, Places, Term, letters};
use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

/// How many rows a stretch holds at most: as many blocks as a sign has bits, and few enough to be made anew for one row.
const LARGEST: usize = 64 * BLOCK;
/// Up to so many rows of a block are looked through one by one; more are found in one pass over the text of all.
const FEW: u32 = 6;

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
}

/// Rows of the same facts, their amounts apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// Those of any one of them; its amount means nothing.
    pub(crate) facts: Facts,
    pub(crate) n: u64,
    pub(crate) amount: i128,
}

/// What is looked for in every stretch.
pub(crate) struct Asked {
    pub(crate) clauses: Vec<Clause>,
    pub(crate) filter: Filter,
    letters: u64,
    signs: Vec<Vec<Sign>>,
}

impl Asked {
    pub(crate) fn new(clauses: Vec<Clause>, filter: Filter) -> Self {
        Self {
            letters: clauses.iter().fold(0, |mask, c| mask | c.letters()),
            signs: filter.signs(),
            clauses,
            filter,
        }
    }
}

/// A stretch of rows.
#[derive(Debug, Default)]
pub(crate) struct Segment {
    entries: Vec<Entry>,
    // What every row of a block is asked for lies beside each other.
    /// What letters each row has.
    letters: Vec<u64>,
    /// The amount of each row, in ten-thousandths.
    amounts: Vec<i64>,
    /// Where the text of each row ends; that of the next begins behind one space.
    ends: Vec<u32>,
    text: Vec<u8>,
    signs: Signs,
    groups: Vec<Group>,
}

impl Segment {
    fn push(&mut self, key: Key, facts: Facts, text: &[u8]) {
        let block = self.entries.len() / BLOCK;
        self.text.extend_from_slice(text);
        let end = u32::try_from(self.text.len()).expect("a stretch is far from four gigabytes");
        self.ends.push(end);
        // No word holds a space, so none is ever found across two rows.
        self.text.push(b' ');
        self.letters.push(letters(text));
        self.amounts.push(facts.amount);
        self.signs.put_text(text, block);
        facts.put_into(&mut self.signs, block);
        self.count(&facts);
        self.entries.push(Entry { key, facts });
    }

    /// Where the text of a row stands.
    fn span(&self, row: usize) -> Range<usize> {
        let before = row.checked_sub(1);
        let start = before.map_or(0, |before| self.ends[before] as usize + 1);
        start..self.ends[row] as usize
    }

    fn count(&mut self, facts: &Facts) {
        let alike = Facts {
            amount: 0,
            ..*facts
        };
        let amount = i128::from(facts.amount);
        match self.groups.iter_mut().find(|group| group.facts == alike) {
            Some(group) => {
                group.n += 1;
                group.amount += amount;
            }
            None => self.groups.push(Group {
                facts: alike,
                n: 1,
                amount,
            }),
        }
    }

    /// What a list grew by in advance is given back: of hundreds of stretches it is a third.
    fn without_spare(mut self) -> Self {
        self.entries.shrink_to_fit();
        self.letters.shrink_to_fit();
        self.amounts.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.text.shrink_to_fit();
        self.groups.shrink_to_fit();
        self
    }

    fn first(&self) -> Option<Key> {
        self.entries.first().map(|entry| entry.key)
    }

    pub(crate) fn newest(&self) -> Option<Key> {
        self.entries.last().map(|entry| entry.key)
    }

    /// The rows by their facts, where all of them lie in this time: no row need be looked at.
    pub(crate) fn groups(&self, rows: &Range<i64>) -> Option<&[Group]> {
        let inside = rows.contains(&self.first()?.row) && rows.contains(&self.newest()?.row);
        inside.then_some(self.groups.as_slice())
    }

    /// The blocks in which there may be what is asked for.
    fn blocks(&self, asked: &Asked) -> u64 {
        let any = |signs: &Vec<Sign>| signs.iter().fold(0, |all, s| all | self.signs.blocks(*s));
        let mut blocks = asked
            .signs
            .iter()
            .fold(u64::MAX, |all, signs| all & any(signs));
        for clause in &asked.clauses {
            if blocks == 0 {
                break;
            }
            blocks &= clause.blocks(&self.signs);
        }
        blocks
    }

    /// Newest first, every row that passes, until `take` says that it is enough.
    pub(crate) fn walk(&self, asked: &Asked, take: &mut impl FnMut(Key, &Facts) -> bool) -> bool {
        let mut blocks = self.blocks(asked);
        if blocks == 0 {
            return true;
        }
        let only = asked.clauses.iter().find_map(Clause::only_term);
        let only = only.map(|term| (term, term.places(&self.signs)));
        while blocks != 0 {
            let block = 63 - blocks.leading_zeros();
            blocks &= !(1 << block);
            let from = block as usize * BLOCK;
            let rows = from..self.entries.len().min(from + BLOCK);
            let mut found = self.with_letters(&rows, asked.letters);
            if let Some((term, places)) = &only
                && found.count_ones() > FEW
            {
                found &= self.mark(&rows, term, places, 1 << block);
            }
            while found != 0 {
                let row = 63 - found.leading_zeros();
                found &= !(1 << row);
                let row = from + row as usize;
                let entry = &self.entries[row];
                let text = &self.text[self.span(row)];
                let fits = asked.filter.passes(entry.key.row, &entry.facts)
                    && asked
                        .clauses
                        .iter()
                        .all(|c| c.holds(text, entry.facts.amount));
                if fits && !take(entry.key, &entry.facts) {
                    return false;
                }
            }
        }
        true
    }

    /// Which rows of a block have all of these letters.
    fn with_letters(&self, rows: &Range<usize>, wanted: u64) -> u64 {
        let letters = self.letters[rows.clone()].iter().enumerate();
        letters.fold(0, |found, (at, has)| {
            found | u64::from(has & wanted == wanted) << at
        })
    }

    /// In which rows of a block a term is found: one pass over their text for each needle that may be there, from row to row.
    fn mark(&self, rows: &Range<usize>, term: &Term, places: &Places, block: u64) -> u64 {
        let ends = &self.ends[rows.clone()];
        let Some(last) = ends.last() else {
            return 0;
        };
        let mut found = 0;
        if places.amounts & block != 0 {
            for (at, amount) in self.amounts[rows.clone()].iter().enumerate() {
                found |= u64::from(term.amounts.contains(amount)) << at;
            }
        }
        let start = self.span(rows.start).start;
        let text = &self.text[..*last as usize];
        let needles = term.needles.iter().zip(&places.needles);
        for (needle, _) in needles.filter(|(_, may)| **may & block != 0) {
            let mut at = start;
            let mut row = 0;
            while let Some(hit) = needle.find(&text[at..]) {
                let hit = at + hit;
                row += ends[row..].partition_point(|end| *end as usize <= hit);
                let Some(end) = ends.get(row) else {
                    break;
                };
                found |= 1 << row;
                at = *end as usize;
            }
        }
        found
    }
}

/// Rows that come in their order, for stretches that are made at once: none is held twice meanwhile.
#[derive(Default)]
pub(crate) struct Laid {
    full: Vec<Arc<Segment>>,
    last: Segment,
}

impl Laid {
    pub(crate) fn put(&mut self, key: Key, held: &Held) {
        if self.last.entries.len() == LARGEST {
            let full = std::mem::take(&mut self.last);
            self.full.push(Arc::new(full.without_spare()));
        }
        self.last.push(key, held.facts, held.text.as_bytes());
    }

    pub(crate) fn done(mut self) -> Vec<Arc<Segment>> {
        if !self.last.entries.is_empty() {
            self.full.push(Arc::new(self.last.without_spare()));
        }
        self.full
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
        .enumerate()
        .map(|(row, e)| (e.key, (e.facts, &segment.text[segment.span(row)])))
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
    let made = made.into_iter().map(Segment::without_spare);
    made.map(Arc::new).collect()
}

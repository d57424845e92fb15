//! Tells whether anybody, in this process or another, changed a file.

/// Both files' counters of commits. Another mark means that something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChangeMark {
    pub(crate) journal: i64,
    pub(crate) history: i64,
}

//! One box over everything: transactions, and operations that no transaction is tied to yet.
//!
//! The text of every row is held in memory in stretches of a few thousand rows and scanned, for any text at all, of any
//! length. Each stretch knows by signs which of its blocks cannot hold what is asked for, and passes them over: what is
//! frequent is found at once, and what is rare is looked for in few places.

mod facts;
mod fold;
mod index;
mod newest;
mod page;
mod query;
mod segment;
mod signs;
mod tally;
mod term;
mod whole;

pub use query::{Count, Having, Order, Page, Query, Row};
pub use tally::{Tally, TallySum};
pub use whole::Whole;

pub(crate) use index::Index;

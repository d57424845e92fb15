//! One box over everything: transactions, and operations that no transaction is tied to yet.
//!
//! The text of every row is held in memory in stretches of a few thousand rows and scanned. At a hundred thousand rows
//! that is a few milliseconds for any text at all, of any length, with no case in which an index cannot help. A file
//! ten times as large wants stretches passed over by what they cannot hold; nothing outside this folder would change.

mod fold;
mod index;
mod page;
mod query;
mod segment;
mod term;
mod whole;

pub use query::{Count, Page, Query, Row};
pub use whole::Whole;

pub(crate) use index::Index;

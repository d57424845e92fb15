//! One box over everything: transactions, and operations that no transaction is tied to yet.

mod query;

pub use query::{Count, Page, Query, Row};

/// What is searched, held in memory.
#[derive(Default)]
pub(crate) struct Index {}

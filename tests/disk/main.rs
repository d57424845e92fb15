//! A disk that fails at the n-th write, for every n: of one charge, and of one sync.

#![expect(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

mod again;
mod charge;
mod ground;
mod judge;
mod sync;

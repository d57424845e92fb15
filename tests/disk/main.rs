//! A disk that fails at the n-th write, for every n: of one charge, one payout, one refund, and one sync.

#![expect(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

mod again;
mod charge;
mod ground;
mod judge;
mod payout;
mod play;
mod refund;
mod sync;

//! The real binary against a real simulator. Each test has a home and a simulator of its own.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that is not as it should be is a failed test"
)]

mod accounts;
mod backup;
mod batches;
mod bench;
mod books;
mod charges;
mod contract;
mod doubts;
mod exports;
mod input;
mod payouts;
mod people;
mod places;
mod secrets;
mod serving;
mod webhooks;

//! What the window may ask. A command takes input, calls the engine, returns a view; it decides nothing.

pub(crate) mod accounts;
pub(crate) mod balances;
pub(crate) mod boot;
pub(crate) mod charge;
pub(crate) mod doubts;
pub(crate) mod ledger;
pub(crate) mod lock;
pub(crate) mod operation;
pub(crate) mod review;
pub(crate) mod webhooks;

//! What the window may ask. A command takes input, calls the engine, returns a view; it decides nothing.

pub(crate) mod accounts;
pub(crate) mod backup;
pub(crate) mod balances;
pub(crate) mod batch;
pub(crate) mod boot;
pub(crate) mod card;
pub(crate) mod charge;
pub(crate) mod contacts;
pub(crate) mod conversion;
pub(crate) mod counter;
pub(crate) mod doubts;
pub(crate) mod handing_in;
pub(crate) mod ledger;
pub(crate) mod links;
pub(crate) mod lists;
pub(crate) mod lock;
pub(crate) mod operation;
pub(crate) mod overview;
pub(crate) mod page;
pub(crate) mod paper;
pub(crate) mod payout;
pub(crate) mod people;
pub(crate) mod refund;
pub(crate) mod review;
pub(crate) mod share;
pub(crate) mod webhooks;

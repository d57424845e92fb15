//! Papers and backups, through the engine over real files: what is printed is written down first, says no more than is known,
//! and a backup brings a desk back that sends nothing until it knows everything.

#![expect(clippy::unwrap_used, reason = "a test that cannot begin has failed")]

mod backup;
mod evidence;
mod pages;
mod receipts;

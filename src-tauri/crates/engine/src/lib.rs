#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod accounts;
mod adopt;
mod balances;
pub mod batch_file;
mod charge;
mod core;
mod decide;
mod deliveries;
mod delivery_door;
mod doubts;
mod draft;
mod error;
mod exchange;
mod executor;
mod gap;
mod guard;
mod journal_copy;
mod key_test;
pub mod lock;
mod lock_words;
mod look;
mod observe;
pub mod ports;
mod read_phone;
mod reading;
mod recover;
mod reference;
mod review;
mod run;
mod schedule;
mod send;
mod sending_lock;
mod settings;
mod sync;
#[cfg(test)]
mod testing;
pub mod view;
mod zone;

pub use crate::accounts::{AccountChange, AccountDraft};
pub use crate::core::{Changed, Engine, Parts};
pub use crate::deliveries::DeliveryTaken;
pub use crate::delivery_door::{DeliveryDoor, Guest, Knock, MOST_A_SECOND};
pub use crate::draft::ChargeDraft;
pub use crate::error::{Class, EngineError, Result};
pub use crate::executor::Step;
pub use crate::journal_copy::{export_journal, journal_copies, restore_journal};
pub use crate::read_phone::PhoneRead;
pub use crate::reading::SearchDraft;
pub use crate::review::{Confirmed, Review};
pub use crate::send::exit_code;
pub use crate::settings::KNOWN_SETTINGS;
pub use crate::sync::SyncProgress;
pub use providers::Received;

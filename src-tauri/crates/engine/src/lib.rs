#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod accounts;
mod adopt;
mod authorise;
mod balances;
pub mod batch;
pub mod batch_file;
mod conversion;
mod core;
mod decide;
mod deliveries;
mod delivery_door;
mod doubts;
mod draft;
mod error;
mod exchange;
mod executor;
pub mod export;
mod fees;
mod gap;
mod guard;
mod intent;
mod journal_copy;
mod key_test;
mod links;
pub mod lock;
mod lock_words;
mod look;
mod observe;
mod people;
mod places;
pub mod ports;
mod question;
mod read_phone;
mod reading;
mod recover;
mod reference;
mod registrations;
mod retry;
mod review;
mod run;
mod schedule;
mod send;
mod sending_lock;
mod session;
mod settings;
mod statement;
mod stats;
mod sync;
#[cfg(test)]
mod testing;
pub mod view;
pub mod words;
mod zone;

pub use crate::accounts::{AccountChange, AccountDraft};
pub use crate::authorise::waits_for;
pub use crate::core::{Changed, Engine, Parts};
pub use crate::deliveries::DeliveryTaken;
pub use crate::delivery_door::{DeliveryDoor, Guest, Knock, MOST_A_SECOND};
pub use crate::draft::{
    ChargeDraft, ConversionDraft, Draft, FeeSeen, LinkDraft, PayoutDraft, RefundDraft,
};
pub use crate::error::{Class, EngineError, Result};
pub use crate::executor::Step;
pub use crate::journal_copy::{export_journal, journal_copies, restore_journal};
pub use crate::links::LinkChange;
pub use crate::people::{CONTACT_SORTS, ContactDraft};
pub use crate::read_phone::PhoneRead;
pub use crate::reading::SearchDraft;
pub use crate::review::{Confirmed, Review};
pub use crate::send::exit_code;
pub use crate::settings::KNOWN_SETTINGS;
pub use crate::statement::StatementDraft;
pub use crate::stats::{StatsBy, StatsDraft};
pub use crate::sync::SyncProgress;
pub use providers::{Authorisation, BillingAddress, Received, SealedCard, SealedPin};

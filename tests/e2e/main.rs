//! The real window, driven as a person would: tauri-driver, WebKitWebDriver, the real binary, a home of its own.
//!
//! Nothing here sleeps. What is waited for is looked for inside the page, until it is there or time is up.
#![cfg(target_os = "linux")]

mod accounts;
mod approvals;
mod axe;
mod batch;
mod blocked;
mod card;
mod card_vectors;
mod charge;
mod contacts;
mod convert;
mod counter;
mod doubts;
mod environments;
mod first_run;
mod hard_moments;
mod hostile;
mod keyboard;
mod language;
mod leaving;
mod ledger;
mod links;
mod locked;
mod overview;
mod palette;
mod paper;
mod payout;
mod people;
mod policy;
mod refund;
mod screens;
mod settings;
mod staff;
mod support;
mod transactions;
mod two_processes;
mod walk;
mod webhooks;

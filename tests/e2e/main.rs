//! The real window, driven as a person would: tauri-driver, WebKitWebDriver, the real binary, a home of its own.
//!
//! Nothing here sleeps. What is waited for is looked for inside the page, until it is there or time is up.
#![cfg(target_os = "linux")]

mod accounts;
mod axe;
mod blocked;
mod card;
mod card_vectors;
mod charge;
mod doubts;
mod counter;
mod environments;
mod first_run;
mod hostile;
mod keyboard;
mod language;
mod leaving;
mod ledger;
mod locked;
mod palette;
mod policy;
mod screens;
mod staff;
mod support;
mod transactions;
mod two_processes;

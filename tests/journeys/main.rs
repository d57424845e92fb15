//! Whole journeys through the engine: real files, real HTTP to the simulated providers, time wound by hand.

#![expect(clippy::unwrap_used, reason = "a journey that cannot begin has failed")]

mod absent;
mod approval_questions;
mod approvals;
mod bad_input;
mod banks;
mod batch;
mod before_answer;
mod cards;
mod charge;
mod conversion;
mod conversion_beside;
mod deliveries;
mod door;
mod doubt;
mod executor;
mod export;
mod gone_back;
mod guard;
mod keyed;
mod killed;
mod links;
mod listener;
mod new_keys;
mod note;
mod one_shot;
mod other_desk;
mod out_figures;
mod overview;
mod own_sales;
mod owners;
mod payout;
mod people;
mod refund;
mod retry;
mod review;
mod settings;
mod staff;
mod statement;
mod storm;
mod story;
mod sync;
mod told;

//! Whole journeys through the engine: real files, real HTTP to the simulated providers, time wound by hand.

#![expect(clippy::unwrap_used, reason = "a journey that cannot begin has failed")]

mod absent;
mod bad_input;
mod before_answer;
mod charge;
mod conversion;
mod deliveries;
mod door;
mod doubt;
mod executor;
mod export;
mod guard;
mod killed;
mod listener;
mod one_shot;
mod other_desk;
mod payout;
mod refund;
mod review;
mod storm;
mod story;
mod sync;
mod told;

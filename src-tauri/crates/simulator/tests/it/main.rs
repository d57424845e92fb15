//! The simulator over real HTTP, as another program meets it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its scene has failed"
)]

mod cards;
mod control;
mod convert;
mod dgspay;
mod disburse;
mod djamo;
mod djomy;
mod faults;
mod home;
mod links;
mod loopback;
mod past;
mod post;
mod receiver;
mod statement;
mod stories;
mod support;
mod transfers;
mod webhooks;
mod zengapay;

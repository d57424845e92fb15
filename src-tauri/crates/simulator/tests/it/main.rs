//! The simulator over real HTTP, as another program meets it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its scene has failed"
)]

mod control;
mod dgspay;
mod djamo;
mod djomy;
mod faults;
mod home;
mod loopback;
mod past;
mod stories;
mod support;
mod webhooks;
mod zengapay;

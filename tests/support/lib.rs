//! What journeys stand on: a real engine over real files and real HTTP, a simulated provider, and a clock wound by hand.

#![expect(
    clippy::unwrap_used,
    reason = "a world that cannot be built fails its journey"
)]

pub mod clock;
pub mod kills;
pub mod lives;
mod one_core;
pub mod rate;
pub mod webhook;
pub mod world;

pub use clock::HandClock;
pub use one_core::on_one_core;
pub use world::{Shop, World};

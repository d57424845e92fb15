//! What journeys stand on: a real engine over real files and real HTTP, a simulated provider, and a clock wound by hand.

#![expect(
    clippy::unwrap_used,
    reason = "a world that cannot be built fails its journey"
)]

pub mod clock;
pub mod kills;
pub mod lives;
pub mod rate;
pub mod webhook;
pub mod world;

pub use clock::HandClock;
pub use world::{Shop, World};

//! What journeys stand on: a real engine over real files and real HTTP, a simulated provider, and a clock wound by hand.

pub mod clock;
pub mod world;

pub use clock::HandClock;
pub use world::{Shop, World};

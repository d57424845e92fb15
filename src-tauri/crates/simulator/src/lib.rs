//! The sandboxes of the providers, on loopback: practice mode, the demo, and the test bench.
//!
//! It reads the vendors' documents for itself and imports nothing of ours. An adapter and a fake
//! that share wire types would agree in their mistakes too.
//!
//! Inside, a sandbox is a pure function from a desk and a request to an answer (`sandbox.rs`). The
//! shell around it listens, waits, cuts connections and writes down what was committed.

mod birth;
mod book;
mod clock;
mod control;
mod damage;
mod dgspay;
mod dice;
mod djamo;
mod djomy;
mod faults;
mod fields;
mod inside;
mod ledger;
mod log;
mod movement;
mod outbox;
mod past;
mod plan;
mod post;
mod post_faults;
mod practice;
mod registry;
mod running;
mod sandbox;
mod server;
mod story;
mod wire;
mod world;
mod zengapay;

pub use clock::Clock;
pub use control::{Control, ControlError};
pub use faults::{Fault, RetryAfter};
pub use inside::Told;
pub use ledger::{LedgerEntry, Seen};
pub use log::HomeError;
pub use movement::Origin;
pub use outbox::SignedDelivery;
pub use plan::{BadDay, Planned};
pub use post::Posted;
pub use post_faults::{PlannedPost, PostFault};
pub use practice::Practice;
pub use running::{Config, Running, Simulator, StartError};
pub use sandbox::{Credentials, LinkPayment, OutsidePayment};
pub use story::Delays;

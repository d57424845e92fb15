//! Time, order and promises.
pub mod ports;

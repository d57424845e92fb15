//! Hard ends: the real process is killed, the disk is full, the file is of a newer Duka, a second copy runs.

#![expect(
    clippy::unwrap_used,
    reason = "a desk that cannot be set up has failed"
)]

mod desk;
mod disk;
mod killed;
mod kills;
mod restored;
mod together;

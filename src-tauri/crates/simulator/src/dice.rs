//! Seeded luck. Every draw hangs on the seed, a label and a number, never on what was drawn before,
//! so a restart goes on exactly where the last run stopped.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest as _, Sha256};

pub(crate) type Dice = ChaCha8Rng;

pub(crate) fn dice(seed: u64, label: &str, number: u64) -> Dice {
    let mut hash = Sha256::new();
    hash.update(seed.to_be_bytes());
    hash.update(number.to_be_bytes());
    hash.update(label.as_bytes());
    ChaCha8Rng::from_seed(hash.finalize().into())
}

/// An identifier as most providers write them.
pub(crate) fn uuid(dice: &mut Dice) -> String {
    let id: [u8; 16] = dice.random();
    let id = hex::encode(id);
    let parts = [&id[..8], &id[8..12], &id[13..16], &id[17..20], &id[20..]];
    let [time, more, version, variant, node] = parts;
    format!("{time}-{more}-4{version}-9{variant}-{node}")
}

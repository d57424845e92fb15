//! Seeded luck. Every draw hangs on the seed, a label and a number, never on what was drawn before,
//! so a restart goes on exactly where the last run stopped.

use rand::SeedableRng as _;
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

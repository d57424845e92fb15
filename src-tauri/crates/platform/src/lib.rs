#![doc = include_str!("../README.md")]

mod atomic_file;
mod clock;
mod home;
mod http;
mod http_failure;
mod keys_json;
mod machine;
mod open_vault;
mod vault;

pub use clock::SystemClock;
pub use home::{Home, HomeError, HomeLock};
pub use http::{HttpSetUpError, MAX_BODY, NetworkHttp};
pub use machine::machine_id;
pub use open_vault::{PassphraseFor, VaultKind, open_vault};
pub use vault::file::FileVault;
pub use vault::keyring::{KeyringVault, SERVICE};
pub use vault::practice::PracticeVault;

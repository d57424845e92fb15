#![doc = include_str!("../README.md")]

mod atomic_file;
mod clock;
mod home;
mod home_vault;
mod http;
mod http_failure;
mod keys_json;
mod listener;
mod machine;
mod open_vault;
mod vault;

pub use clock::SystemClock;
pub use home::{Home, HomeError};
pub use home_vault::{HomeVault, PassphraseSource};
pub use http::{HttpSetUpError, MAX_BODY, NetworkHttp};
pub use listener::{HOOKS, Listener};
pub use machine::{desk_name, machine_id};
pub use open_vault::{PassphraseFor, VaultKind, open_vault};
pub use vault::file::FileVault;
pub use vault::keyring::{KeyringVault, SERVICE};
pub use vault::practice::PracticeVault;

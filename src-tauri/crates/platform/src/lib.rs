#![doc = include_str!("../README.md")]

mod atomic_file;
mod backup;
mod clock;
mod home;
mod home_vault;
mod http;
mod http_failure;
mod keys_json;
mod listener;
mod machine;
mod open_vault;
mod printer;
mod trust;
mod vault;
mod viewer;

pub use backup::{
    BackupError, BackupMade, BackupOpened, BackupRestored, ENDING, SHORTEST_PASSPHRASE,
    make_backup, open_backup, restore_backup,
};
pub use clock::SystemClock;
pub use home::{Home, HomeError};
pub use home_vault::{HomeVault, PassphraseSource};
pub use http::{HttpSetUpError, MAX_BODY, NetworkHttp};
pub use listener::{HOOKS, Listener};
pub use machine::{desk_name, machine_id};
pub use open_vault::{PassphraseFor, VaultKind, open_vault};
pub use printer::{PrintJob, PrinterError, Spooler};
pub use vault::file::FileVault;
pub use vault::keyring::{KeyringVault, SERVICE};
pub use vault::practice::PracticeVault;
pub use viewer::show_file;

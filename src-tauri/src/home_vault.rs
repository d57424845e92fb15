//! The vault of the shop's own home, as the environment asks for it: a window has no terminal to ask a passphrase at.

use crate::error::passphrase_needed;
use domain::Secret;
use engine::EngineError;
use engine::ports::VaultError;
use platform::{Home, HomeVault, VaultKind};
use std::sync::Arc;

const PASSPHRASE: &str = "DUKA_PASSPHRASE";

/// The vault of a home: the kind it was set up with; before that the one that `DUKA_VAULT` asks for, else the keyring.
pub(crate) fn of(home: &Home) -> Result<HomeVault, EngineError> {
    let asked = std::env::var("DUKA_VAULT")
        .ok()
        .and_then(|word| VaultKind::parse(&word));
    of_kind(home, asked)
}

/// The vault of a home that asks for this kind.
pub(crate) fn of_kind(home: &Home, asked: Option<VaultKind>) -> Result<HomeVault, EngineError> {
    let source = Arc::new(|_| passphrase().ok_or(VaultError::WrongPassphrase));
    Ok(HomeVault::of(home, asked, source)?)
}

/// What the shop should know at the start: keys in a file cannot be reached without its passphrase.
pub(crate) fn what_is_missing(vault: &HomeVault) -> Option<EngineError> {
    let missing = vault.its_kind() == VaultKind::File && passphrase().is_none();
    missing.then(passphrase_needed)
}

fn passphrase() -> Option<Secret<String>> {
    std::env::var(PASSPHRASE)
        .ok()
        .filter(|value| !value.is_empty())
        .map(Secret::new)
}

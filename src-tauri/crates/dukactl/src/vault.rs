//! The vault of the home that a command works on.

use crate::passphrase::{self, Source};
use domain::Lang;
use engine::EngineError;
use engine::ports::VaultError;
use platform::{Home, HomeVault, VaultKind};
use std::sync::Arc;

/// The vault of a home. `asked` is what `--vault` says; `ask` is false where no person may be asked for the passphrase.
pub(crate) async fn of(
    home: &Home,
    asked: Option<VaultKind>,
    ask: bool,
    lang: Lang,
) -> Result<HomeVault, EngineError> {
    let source = Arc::new(move |purpose| {
        let source = Source::find(ask, lang).map_err(|_| VaultError::WrongPassphrase)?;
        source.read(purpose)
    });
    let first_use = VaultKind::of(home)?.is_none() && asked == Some(VaultKind::File);
    let vault = HomeVault::of(home, asked, source)?;
    // The first use fixes the kind, also when it needs no keys; unless that would mean to ask for a passphrase.
    if first_use && passphrase::is_in_environment() {
        reach(&vault, ask, lang).await?;
    }
    Ok(vault)
}

/// Opens it now, so that what is wrong with it is said before anything else is begun.
pub(crate) async fn reach(vault: &HomeVault, ask: bool, lang: Lang) -> Result<(), EngineError> {
    if vault.its_kind() == VaultKind::File {
        Source::find(ask, lang)?;
    }
    Ok(vault.reach().await?)
}

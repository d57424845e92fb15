//! The home's vault, opened when it is first needed: to look at the books needs no keyring and no passphrase.

use crate::error::passphrase_needed;
use domain::{AccountId, Credentials, Secret};
use engine::EngineError;
use engine::ports::{Vault, VaultError};
use platform::{Home, VaultKind, open_vault};
use std::sync::Arc;
use tokio::sync::OnceCell;

const PASSPHRASE: &str = "DUKA_PASSPHRASE";

/// A vault that may not be open yet.
pub(crate) struct HomeVault {
    home: Home,
    kind: VaultKind,
    open: OnceCell<Arc<dyn Vault>>,
}

impl HomeVault {
    /// The vault of a home: the kind it was set up with; before that the one that `DUKA_VAULT` asks for, else the keyring.
    pub(crate) fn of(home: &Home) -> Result<Self, EngineError> {
        let asked = std::env::var("DUKA_VAULT")
            .ok()
            .and_then(|word| VaultKind::parse(&word));
        let set_up = VaultKind::of(home)?;
        if let (Some(set_up), Some(asked)) = (set_up, asked)
            && set_up != asked
        {
            return Err(VaultError::OtherKind {
                set_up: set_up.to_string(),
                asked: asked.to_string(),
            }
            .into());
        }
        Ok(Self::of_kind(
            home,
            set_up.or(asked).unwrap_or(VaultKind::Keyring),
        ))
    }

    pub(crate) fn of_kind(home: &Home, kind: VaultKind) -> Self {
        Self {
            home: home.clone(),
            kind,
            open: OnceCell::new(),
        }
    }

    /// What the shop should know at the start: keys in a file cannot be reached without its passphrase.
    pub(crate) fn what_is_missing(&self) -> Option<EngineError> {
        let missing = self.kind == VaultKind::File && passphrase().is_none();
        missing.then(passphrase_needed)
    }

    async fn opened(&self) -> Result<&Arc<dyn Vault>, VaultError> {
        self.open
            .get_or_try_init(|| {
                open_vault(&self.home, self.kind, |_| {
                    passphrase().ok_or(VaultError::WrongPassphrase)
                })
            })
            .await
    }
}

fn passphrase() -> Option<Secret<String>> {
    std::env::var(PASSPHRASE)
        .ok()
        .filter(|value| !value.is_empty())
        .map(Secret::new)
}

#[async_trait::async_trait]
impl Vault for HomeVault {
    fn kind(&self) -> &'static str {
        self.kind.as_str()
    }

    async fn read(&self, account: &AccountId) -> Result<Credentials, VaultError> {
        self.opened().await?.read(account).await
    }

    async fn write(
        &self,
        account: &AccountId,
        credentials: &Credentials,
    ) -> Result<(), VaultError> {
        self.opened().await?.write(account, credentials).await
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        self.opened().await?.remove(account).await
    }
}

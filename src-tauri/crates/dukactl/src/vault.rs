//! The home's vault, opened when it is first needed: reading the books asks for no passphrase and no keyring.

use crate::passphrase::{self, Source};
use domain::{AccountId, Credentials, Lang};
use engine::EngineError;
use engine::ports::{Vault, VaultError};
use platform::{Home, VaultKind, open_vault};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// A vault that may not be open yet.
pub(crate) struct HomeVault {
    home: Home,
    kind: VaultKind,
    /// Whether a person may be asked for the passphrase.
    ask: bool,
    lang: Lang,
    open: OnceCell<Arc<dyn Vault>>,
}

impl HomeVault {
    /// The vault of a home. `asked` is what `--vault` says; another kind than the home's is refused at once.
    pub(crate) async fn of(
        home: &Home,
        asked: Option<VaultKind>,
        ask: bool,
        lang: Lang,
    ) -> Result<Self, EngineError> {
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
        let vault = Self {
            home: home.clone(),
            kind: set_up.or(asked).unwrap_or(VaultKind::Keyring),
            ask,
            lang,
            open: OnceCell::new(),
        };
        // The first use fixes the kind, also when it needs no keys; unless that would mean to ask for a passphrase.
        let first_use = set_up.is_none() && asked == Some(VaultKind::File);
        if first_use && passphrase::is_in_environment() {
            vault.reach().await?;
        }
        Ok(vault)
    }

    /// Opens it now, so that what is wrong with it is said before anything else is begun.
    pub(crate) async fn reach(&self) -> Result<(), EngineError> {
        if self.kind == VaultKind::File {
            Source::find(self.ask, self.lang)?;
        }
        self.opened().await?;
        Ok(())
    }

    async fn opened(&self) -> Result<&Arc<dyn Vault>, VaultError> {
        let (ask, lang) = (self.ask, self.lang);
        self.open
            .get_or_try_init(|| {
                open_vault(&self.home, self.kind, move |purpose| {
                    let source =
                        Source::find(ask, lang).map_err(|_| VaultError::WrongPassphrase)?;
                    source.read(purpose)
                })
            })
            .await
    }
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

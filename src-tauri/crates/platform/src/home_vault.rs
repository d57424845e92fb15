//! The home's vault, opened when it is first needed: reading the books asks for no passphrase and no keyring.

use crate::home::Home;
use crate::open_vault::{PassphraseFor, VaultKind, open_vault};
use domain::{AccountId, Credentials, Secret};
use engine::ports::{Vault, VaultError};
use std::fmt;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Where a passphrase comes from when one is needed. It may block: it is called on a thread of its own.
pub type PassphraseSource =
    Arc<dyn Fn(PassphraseFor) -> Result<Secret<String>, VaultError> + Send + Sync>;

/// A vault that may not be open yet.
pub struct HomeVault {
    home: Home,
    kind: VaultKind,
    passphrase: PassphraseSource,
    open: OnceCell<Arc<dyn Vault>>,
}

impl fmt::Debug for HomeVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HomeVault({})", self.kind)
    }
}

impl HomeVault {
    /// The vault of a home: the kind it was set up with; before that the one that is asked for, else the keyring. Another
    /// kind than the home's is refused at once.
    pub fn of(
        home: &Home,
        asked: Option<VaultKind>,
        passphrase: PassphraseSource,
    ) -> Result<Self, VaultError> {
        let set_up = VaultKind::of(home)?;
        if let (Some(set_up), Some(asked)) = (set_up, asked)
            && set_up != asked
        {
            return Err(VaultError::OtherKind {
                set_up: set_up.to_string(),
                asked: asked.to_string(),
            });
        }
        Ok(Self {
            home: home.clone(),
            kind: set_up.or(asked).unwrap_or(VaultKind::Keyring),
            passphrase,
            open: OnceCell::new(),
        })
    }

    /// Opens it now, so that what is wrong with it is said before anything else is begun.
    pub async fn reach(&self) -> Result<(), VaultError> {
        self.opened().await.map(|_| ())
    }

    /// The kind, which is fixed by the first opening.
    #[must_use]
    pub fn its_kind(&self) -> VaultKind {
        self.kind
    }

    async fn opened(&self) -> Result<&Arc<dyn Vault>, VaultError> {
        let passphrase = Arc::clone(&self.passphrase);
        self.open
            .get_or_try_init(|| {
                open_vault(&self.home, self.kind, move |purpose| passphrase(purpose))
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

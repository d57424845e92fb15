//! The keys of a life, kept in memory: they outlive the process as a keyring does, and cost no file.

use domain::{AccountId, Credentials};
use engine::ports::{Vault, VaultError};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A keyring that is always open.
#[derive(Default)]
pub(super) struct Keys(Mutex<BTreeMap<AccountId, Credentials>>);

#[async_trait::async_trait]
impl Vault for Keys {
    fn kind(&self) -> &'static str {
        "practice"
    }

    async fn read(&self, account: &AccountId) -> Result<Credentials, VaultError> {
        let keys = self.0.lock().unwrap();
        keys.get(account).cloned().ok_or(VaultError::Missing)
    }

    async fn write(
        &self,
        account: &AccountId,
        credentials: &Credentials,
    ) -> Result<(), VaultError> {
        let mut keys = self.0.lock().unwrap();
        keys.insert(account.clone(), credentials.clone());
        Ok(())
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        self.0.lock().unwrap().remove(account);
        Ok(())
    }
}

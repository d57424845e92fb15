//! The vault of a practice home.
//!
//! Practice needs no keyring: its keys open nothing but the simulator on this machine, which made them up. They stand in
//! a plain file, `practice-keys.json`, so that trying Duka asks for no password and works on a machine without any
//! keyring. **It must never hold a real key.** The vault sees no addresses and cannot tell; that practice homes get
//! accounts of the simulator only is kept by whoever makes the account.

use crate::atomic_file;
use crate::keys_json::{Keys, from_json, to_json};
use domain::{AccountId, Credentials};
use engine::lock::FileLock;
use engine::ports::{Vault, VaultError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const FILE: &str = "practice-keys.json";

/// Made-up keys in a plain file.
#[derive(Clone, Debug)]
pub struct PracticeVault {
    path: PathBuf,
}

impl PracticeVault {
    /// The vault of the practice home at `home`.
    #[must_use]
    pub fn new(home: &Path) -> Self {
        Self {
            path: home.join(FILE),
        }
    }

    fn load(&self) -> Result<Keys, VaultError> {
        match std::fs::read(&self.path).map(Zeroizing::new) {
            Ok(text) => from_json(&text),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Keys::new()),
            Err(error) => Err(broken(&error)),
        }
    }

    /// Reads, changes and replaces the file while no other process does.
    fn change(&self, with: impl FnOnce(&mut Keys)) -> Result<(), VaultError> {
        let _lock =
            FileLock::wait(&self.path.with_file_name("vault.lock")).map_err(|e| broken(&e))?;
        let mut keys = self.load()?;
        with(&mut keys);
        atomic_file::replace(&self.path, &to_json(&keys)).map_err(|e| broken(&e))
    }
}

fn broken(error: &std::io::Error) -> VaultError {
    VaultError::Broken(format!("the file of practice keys: {error}"))
}

#[async_trait::async_trait]
impl Vault for PracticeVault {
    fn kind(&self) -> &'static str {
        "practice"
    }

    async fn read(&self, account: &AccountId) -> Result<Credentials, VaultError> {
        self.load()?.remove(account).ok_or(VaultError::Missing)
    }

    async fn write(
        &self,
        account: &AccountId,
        credentials: &Credentials,
    ) -> Result<(), VaultError> {
        self.change(|keys| {
            keys.insert(account.clone(), credentials.clone());
        })
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        self.change(|keys| {
            keys.remove(account);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Secret;

    #[tokio::test]
    async fn practice_keys_are_kept_by_account_and_forgotten_on_request() {
        let home = tempfile::tempdir().unwrap();
        let vault = PracticeVault::new(home.path());
        let account = AccountId::parse("acc_1").unwrap();
        let keys: Credentials = [("api_key".to_owned(), Secret::from("practice"))].into();
        assert_eq!(vault.read(&account).await, Err(VaultError::Missing));
        vault.write(&account, &keys).await.unwrap();
        let again = PracticeVault::new(home.path());
        assert_eq!(again.read(&account).await.as_ref(), Ok(&keys));
        again.remove(&account).await.unwrap();
        again.remove(&account).await.unwrap();
        assert_eq!(vault.read(&account).await, Err(VaultError::Missing));
    }
}

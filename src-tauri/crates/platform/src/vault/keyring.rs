//! The vault in the system's own keyring: Secret Service, Keychain, Credential Manager.
//!
//! Each credential is an entry of its own, named `<account id>:<field>`, so that a person can find and judge it with the
//! system's tools and none grows past what a system takes. Beside them stands one entry named `<account id>` with the
//! names of the fields: it makes them one thing. It says "not whole" while the fields are being written, so that a
//! process killed half-way leaves no mixture of old and new keys that would be read as keys.

use crate::vault::system_keyring::{open, retold};
use domain::{AccountId, Credentials, Secret};
use engine::ports::{Vault, VaultError};
use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use zeroize::Zeroize;

/// Under what name the entries stand in the keyring.
pub const SERVICE: &str = "africa.duka.console";

/// What is written and removed to learn whether an absent entry is absent.
const PROBE: &str = "probe";

/// Keys in the system's keyring.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyringVault;

impl KeyringVault {
    /// Whether a keyring service answers on this session. Says nothing on whether it is unlocked.
    pub async fn reach() -> Result<(), VaultError> {
        aside(|_| Ok(())).await
    }
}

/// Runs `work` with the keyring where it may block: it talks over a bus, and may ask the person for a password.
///
/// The keyring is reached anew each time. That costs some ten milliseconds, and survives a keyring service that was
/// restarted, with which a kept session would be dead for as long as the window is open.
async fn aside<T: Send + 'static>(
    work: impl FnOnce(&Shelf) -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    tokio::task::spawn_blocking(move || work(&Shelf { store: open()? }))
        .await
        .map_err(|_| VaultError::Broken("the work on the keyring was stopped".to_owned()))?
}

#[async_trait::async_trait]
impl Vault for KeyringVault {
    fn kind(&self) -> &'static str {
        "keyring"
    }

    async fn read(&self, account: &AccountId) -> Result<Credentials, VaultError> {
        let account = account.clone();
        aside(move |shelf| shelf.read(&account)).await
    }

    async fn write(
        &self,
        account: &AccountId,
        credentials: &Credentials,
    ) -> Result<(), VaultError> {
        let (account, credentials) = (account.clone(), credentials.clone());
        aside(move |shelf| shelf.replace(&account, &credentials)).await
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        let account = account.clone();
        aside(move |shelf| shelf.remove(&account)).await
    }
}

/// The entry that makes the others one thing.
#[derive(Serialize, Deserialize)]
struct Index {
    /// Every field that may have an entry.
    fields: BTreeSet<String>,
    /// Whether they all do, and belong together.
    whole: bool,
}

/// Duka's part of the keyring, open.
struct Shelf {
    store: Arc<CredentialStore>,
}

impl Shelf {
    fn read(&self, account: &AccountId) -> Result<Credentials, VaultError> {
        let index = match self.index(account)? {
            None => {
                // A locked keyring without a way to ask for its password also says "no entry". Writing tells them
                // apart, and where it can be asked for, it now is; so the answer is worth a second look.
                self.probe()?;
                self.index(account)?
            }
            found => found,
        };
        let Some(Index {
            fields,
            whole: true,
        }) = index
        else {
            return Err(VaultError::Missing);
        };
        self.values(account, &fields)
    }

    fn replace(&self, account: &AccountId, credentials: &Credentials) -> Result<(), VaultError> {
        let index = self.index(account)?;
        let before = match &index {
            Some(Index {
                fields,
                whole: true,
            }) => match self.values(account, fields) {
                // Somebody took an entry away: there is nothing whole to go back to.
                Err(VaultError::Missing) => None,
                values => Some(values?),
            },
            _ => None,
        };
        let also_there = index.map(|index| index.fields).unwrap_or_default();
        let done = self.put(account, credentials, also_there);
        if done.is_err() {
            // Back to what was. Should that fail as well, the index still says "not whole", and nothing is read.
            drop(match &before {
                Some(before) => self.put(account, before, credentials.keys().cloned().collect()),
                None => self.remove(account),
            });
        }
        done
    }

    /// Writes the fields, takes away what else was there, and only then calls it whole.
    fn put(
        &self,
        account: &AccountId,
        credentials: &Credentials,
        also_there: BTreeSet<String>,
    ) -> Result<(), VaultError> {
        let fields: BTreeSet<String> = credentials.keys().cloned().collect();
        self.set_index(
            account,
            &Index {
                fields: fields.union(&also_there).cloned().collect(),
                whole: false,
            },
        )?;
        for (field, value) in credentials {
            let entry = self.entry(&credential_name(account, field))?;
            entry
                .set_secret(value.reveal().as_bytes())
                .map_err(retold)?;
        }
        for field in also_there.difference(&fields) {
            self.forget(&credential_name(account, field))?;
        }
        self.set_index(
            account,
            &Index {
                fields,
                whole: true,
            },
        )
    }

    fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        let Some(index) = self.index(account)? else {
            return self.probe();
        };
        for field in &index.fields {
            self.forget(&credential_name(account, field))?;
        }
        self.forget(account.as_str())
    }

    fn values(
        &self,
        account: &AccountId,
        fields: &BTreeSet<String>,
    ) -> Result<Credentials, VaultError> {
        let mut credentials = Credentials::new();
        for field in fields {
            let entry = self.entry(&credential_name(account, field))?;
            let value =
                String::from_utf8(entry.get_secret().map_err(retold)?).map_err(|error| {
                    error.into_bytes().zeroize();
                    VaultError::Broken("an entry in the keyring is not text".to_owned())
                })?;
            credentials.insert(field.clone(), Secret::new(value));
        }
        Ok(credentials)
    }

    fn index(&self, account: &AccountId) -> Result<Option<Index>, VaultError> {
        match self.entry(account.as_str())?.get_secret() {
            // An index that cannot be read was not written by us: as good as none, and replaced by the next write.
            Ok(text) => Ok(serde_json::from_slice(&text).ok()),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(retold(error)),
        }
    }

    fn set_index(&self, account: &AccountId, index: &Index) -> Result<(), VaultError> {
        let text = serde_json::to_vec(index).expect("names and a flag can be written to memory");
        self.entry(account.as_str())?
            .set_secret(&text)
            .map_err(retold)
    }

    fn probe(&self) -> Result<(), VaultError> {
        let entry = self.entry(PROBE)?;
        entry.set_secret(b"may be removed").map_err(retold)?;
        self.forget(PROBE)
    }

    fn forget(&self, name: &str) -> Result<(), VaultError> {
        match self.entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(retold(error)),
        }
    }

    fn entry(&self, name: &str) -> Result<Entry, VaultError> {
        self.store.build(SERVICE, name, None).map_err(retold)
    }
}

fn credential_name(account: &AccountId, field: &str) -> String {
    format!("{account}:{field}")
}

//! One home, one kind of vault.
//!
//! A vault that quietly becomes another one is how keys end up in two places, or in a place the person did not choose.
//! So the kind is written down at the first use, in plain text, and asking for another one later is an error.

use crate::atomic_file;
use crate::home::Home;
use crate::vault::file::FileVault;
use crate::vault::keyring::KeyringVault;
use crate::vault::practice::PracticeVault;
use domain::Secret;
use engine::lock::FileLock;
use engine::ports::{Vault, VaultError};
use std::fmt;
use std::io::ErrorKind;
use std::sync::Arc;

const FILE: &str = "vault-kind";

/// Where a home's keys live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultKind {
    /// The system's keyring.
    Keyring,
    /// An encrypted file with a passphrase.
    File,
    /// Made-up keys in a plain file, for practice.
    Practice,
}

impl VaultKind {
    /// The kind of that name.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Keyring, Self::File, Self::Practice]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::File => "file",
            Self::Practice => "practice",
        }
    }

    /// The kind this home was set up with; `None` before its first use.
    pub fn of(home: &Home) -> Result<Option<Self>, VaultError> {
        let word = match std::fs::read_to_string(home.file(FILE)) {
            Ok(word) => word,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(broken(&error)),
        };
        Self::parse(word.trim())
            .map(Some)
            .ok_or_else(|| VaultError::Broken(format!("`{FILE}` names no kind of vault")))
    }
}

impl fmt::Display for VaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a passphrase is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseFor {
    /// To open the vault that is there.
    Opening,
    /// To make a new one: ask twice.
    Making,
}

/// Opens the home's vault, as the kind that was asked for and no other.
///
/// The kind is fixed by the first call that succeeds. A first call for the keyring where no service answers is
/// `NoService` and fixes nothing, so that the person can choose the file instead; a home that *is* set up with the
/// keyring opens without touching it, and each read says for itself what is wrong. `passphrase` is called for a file
/// only, on a thread where it may wait for a person.
pub async fn open_vault(
    home: &Home,
    kind: VaultKind,
    passphrase: impl FnOnce(PassphraseFor) -> Result<Secret<String>, VaultError> + Send + 'static,
) -> Result<Arc<dyn Vault>, VaultError> {
    let set_up = same_kind(home, kind)?;
    let vault: Arc<dyn Vault> = match kind {
        VaultKind::Keyring => {
            if !set_up {
                KeyringVault::reach().await?;
            }
            Arc::new(KeyringVault)
        }
        VaultKind::File => {
            let root = home.path().to_owned();
            let work = move || {
                let purpose = if FileVault::exists(&root) {
                    PassphraseFor::Opening
                } else {
                    PassphraseFor::Making
                };
                FileVault::open(&root, passphrase(purpose)?)
            };
            let opened = tokio::task::spawn_blocking(work)
                .await
                .map_err(|_| VaultError::Broken("opening the vault was stopped".to_owned()))?;
            Arc::new(opened?)
        }
        VaultKind::Practice => Arc::new(PracticeVault::new(home.path())),
    };
    if !set_up {
        fix_kind(home, kind)?;
    }
    Ok(vault)
}

/// Whether the home is set up with this kind already; an error when it is with another.
fn same_kind(home: &Home, asked: VaultKind) -> Result<bool, VaultError> {
    match VaultKind::of(home)? {
        None => Ok(false),
        Some(kind) if kind == asked => Ok(true),
        Some(kind) => Err(VaultError::OtherKind {
            set_up: kind.to_string(),
            asked: asked.to_string(),
        }),
    }
}

/// Writes the kind down, unless another process was first with another one.
fn fix_kind(home: &Home, kind: VaultKind) -> Result<(), VaultError> {
    let _lock = FileLock::wait(&home.file("vault.lock")).map_err(|e| broken(&e))?;
    if same_kind(home, kind)? {
        return Ok(());
    }
    let line = format!("{kind}\n");
    atomic_file::replace(&home.file(FILE), line.as_bytes()).map_err(|e| broken(&e))
}

fn broken(error: &std::io::Error) -> VaultError {
    VaultError::Broken(format!("the home's kind of vault: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unasked(_: PassphraseFor) -> Result<Secret<String>, VaultError> {
        panic!("nobody needs a passphrase here")
    }

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::open(folder.path()).unwrap();
        (folder, home)
    }

    #[tokio::test]
    async fn a_home_keeps_one_kind_of_vault() {
        let (_folder, home) = home();
        let vault = open_vault(&home, VaultKind::Practice, unasked)
            .await
            .unwrap();
        assert_eq!(vault.kind(), "practice");
        assert_eq!(
            std::fs::read_to_string(home.file(FILE)).unwrap(),
            "practice\n"
        );
        let refused = open_vault(&home, VaultKind::File, unasked).await.err();
        let expected = VaultError::OtherKind {
            set_up: "practice".to_owned(),
            asked: "file".to_owned(),
        };
        assert_eq!(refused, Some(expected));
        assert!(
            open_vault(&home, VaultKind::Practice, unasked)
                .await
                .is_ok()
        );
    }

    #[tokio::test]
    async fn a_passphrase_is_asked_for_once_to_make_and_then_to_open() {
        let (_folder, home) = home();
        let cancelled = open_vault(&home, VaultKind::File, |_| Err(VaultError::Denied)).await;
        assert_eq!(cancelled.err(), Some(VaultError::Denied));
        assert_eq!(
            VaultKind::of(&home),
            Ok(None),
            "nothing is fixed by giving up"
        );
        for expected in [PassphraseFor::Making, PassphraseFor::Opening] {
            let vault = open_vault(&home, VaultKind::File, move |purpose| {
                assert_eq!(purpose, expected);
                Ok(Secret::from("kigali"))
            });
            assert_eq!(vault.await.unwrap().kind(), "file");
        }
        let wrong = open_vault(&home, VaultKind::File, |_| Ok(Secret::from("kampala"))).await;
        assert_eq!(wrong.err(), Some(VaultError::WrongPassphrase));
    }

    #[tokio::test]
    async fn a_kind_that_cannot_be_read_is_not_guessed() {
        let (_folder, home) = home();
        std::fs::write(home.file(FILE), "").unwrap();
        let opened = open_vault(&home, VaultKind::Practice, unasked).await;
        assert!(matches!(opened.err(), Some(VaultError::Broken(_))));
    }
}

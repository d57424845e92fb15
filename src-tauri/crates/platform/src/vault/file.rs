//! The vault for a machine without a keyring: one file, encrypted with a passphrase.
//!
//! The file is `vault.age` in the age format, which other tools can open with the same passphrase. It is decrypted once
//! and then kept open in memory; only when another process has replaced it is it read anew. A change takes a lock, reads
//! what stands there now, and replaces the file whole, so that the window and a command beside it lose nothing to each other.

use crate::atomic_file;
use crate::keys_json::{Keys, from_json, to_json};
use age::secrecy::SecretString;
use age::{DecryptError, Decryptor, scrypt};
use domain::{AccountId, Credentials, Secret};
use engine::lock::FileLock;
use engine::ports::{Vault, VaultError};
use std::io::{ErrorKind, Read, Write};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

const FILE: &str = "vault.age";

/// How much work it is to try one passphrase: 2 to this power rounds. Fixed, since a measured one would make a vault that
/// was made on a fast machine slow to open on the shop's old one.
const WORK_FACTOR: u8 = 16;

/// More than this is not ours, and would only keep the machine busy.
const MOST_WORK: u8 = 18;

/// No vault of credentials comes near this; a file that does is not one.
const MAX_FILE: u64 = 10 * 1024 * 1024;

/// Keys in an encrypted file.
#[derive(Clone)]
pub struct FileVault {
    open: Arc<OpenVault>,
}

struct OpenVault {
    path: PathBuf,
    passphrase: Secret<String>,
    seen: Mutex<Seen>,
}

/// What the file held when it was last looked at.
struct Seen {
    sealed: Vec<u8>,
    keys: Keys,
}

impl FileVault {
    /// Whether the home has a vault file, and so a passphrase that was chosen before.
    #[must_use]
    pub fn exists(home: &Path) -> bool {
        home.join(FILE).exists()
    }

    /// Opens the vault of a home, or makes an empty one with this passphrase. Takes the time of one passphrase trial.
    pub fn open(home: &Path, passphrase: Secret<String>) -> Result<Self, VaultError> {
        if passphrase.reveal().is_empty() {
            return Err(VaultError::WrongPassphrase);
        }
        let path = home.join(FILE);
        let _lock = lock(&path)?;
        let seen = match read_file(&path)? {
            Some(sealed) => Seen {
                keys: unseal(&sealed, &passphrase)?,
                sealed,
            },
            None => {
                let keys = Keys::new();
                let sealed = seal(&keys, &passphrase)?;
                atomic_file::replace(&path, &sealed).map_err(|e| broken(&e))?;
                Seen { sealed, keys }
            }
        };
        let open = OpenVault {
            path,
            passphrase,
            seen: Mutex::new(seen),
        };
        Ok(Self {
            open: Arc::new(open),
        })
    }

    /// Runs `work` where it may block: disk and passphrase work would hold up everything else.
    async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&OpenVault) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let open = Arc::clone(&self.open);
        tokio::task::spawn_blocking(move || work(&open))
            .await
            .map_err(|_| VaultError::Broken("the work on the vault was stopped".to_owned()))?
    }
}

impl OpenVault {
    /// Lets `with` see what the file holds now.
    fn current<T>(&self, with: impl FnOnce(&mut Seen) -> T) -> Result<T, VaultError> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let sealed = read_file(&self.path)?
            .ok_or_else(|| VaultError::Broken("the vault file is gone".to_owned()))?;
        if sealed != seen.sealed {
            seen.keys = unseal(&sealed, &self.passphrase)?;
            seen.sealed = sealed;
        }
        Ok(with(&mut seen))
    }

    fn change(&self, with: impl FnOnce(&mut Keys)) -> Result<(), VaultError> {
        let _lock = lock(&self.path)?;
        self.current(|seen| {
            let mut keys = seen.keys.clone();
            with(&mut keys);
            let sealed = seal(&keys, &self.passphrase)?;
            atomic_file::replace(&self.path, &sealed).map_err(|e| broken(&e))?;
            *seen = Seen { sealed, keys };
            Ok(())
        })?
    }
}

#[async_trait::async_trait]
impl Vault for FileVault {
    fn kind(&self) -> &'static str {
        "file"
    }

    async fn read(&self, account: &AccountId) -> Result<Credentials, VaultError> {
        let account = account.clone();
        self.aside(move |open| {
            open.current(|seen| seen.keys.get(&account).cloned())?
                .ok_or(VaultError::Missing)
        })
        .await
    }

    async fn write(
        &self,
        account: &AccountId,
        credentials: &Credentials,
    ) -> Result<(), VaultError> {
        let (account, credentials) = (account.clone(), credentials.clone());
        self.aside(move |open| {
            open.change(|keys| {
                keys.insert(account, credentials);
            })
        })
        .await
    }

    async fn remove(&self, account: &AccountId) -> Result<(), VaultError> {
        let account = account.clone();
        self.aside(move |open| {
            open.change(|keys| {
                keys.remove(&account);
            })
        })
        .await
    }
}

fn lock(path: &Path) -> Result<FileLock, VaultError> {
    FileLock::wait(&path.with_file_name("vault.lock")).map_err(|e| broken(&e))
}

fn broken(error: &std::io::Error) -> VaultError {
    VaultError::Broken(format!("the vault file: {error}"))
}

fn damaged() -> VaultError {
    VaultError::Broken("the vault file is damaged".to_owned())
}

fn read_file(path: &Path) -> Result<Option<Vec<u8>>, VaultError> {
    let file = match std::fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(broken(&error)),
    };
    let mut sealed = Vec::new();
    file.take(MAX_FILE + 1)
        .read_to_end(&mut sealed)
        .map_err(|e| broken(&e))?;
    if sealed.len() as u64 > MAX_FILE {
        return Err(damaged());
    }
    Ok(Some(sealed))
}

fn for_age(passphrase: &Secret<String>) -> SecretString {
    SecretString::from(passphrase.reveal().clone())
}

fn seal(keys: &Keys, passphrase: &Secret<String>) -> Result<Vec<u8>, VaultError> {
    let mut recipient = scrypt::Recipient::new(for_age(passphrase));
    recipient.set_work_factor(WORK_FACTOR);
    let encryptor = age::Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .map_err(|_| VaultError::Broken("the vault cannot be encrypted".to_owned()))?;
    let mut sealed = Vec::new();
    let mut writer = encryptor.wrap_output(&mut sealed).map_err(|e| broken(&e))?;
    writer.write_all(&to_json(keys)).map_err(|e| broken(&e))?;
    writer.finish().map_err(|e| broken(&e))?;
    Ok(sealed)
}

fn unseal(sealed: &[u8], passphrase: &Secret<String>) -> Result<Keys, VaultError> {
    let decryptor = Decryptor::new_buffered(sealed).map_err(|_| damaged())?;
    let mut identity = scrypt::Identity::new(for_age(passphrase));
    identity.set_max_work_factor(MOST_WORK);
    let mut reader = decryptor
        .decrypt(iter::once(&identity as &dyn age::Identity))
        .map_err(|error| match error {
            // The header's key did not open. It is the passphrase, or damage in the very bytes that would tell.
            DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => {
                VaultError::WrongPassphrase
            }
            DecryptError::ExcessiveWork { .. } => VaultError::Broken(
                "the vault file asks for more work than Duka ever uses".to_owned(),
            ),
            _ => damaged(),
        })?;
    // As much room as the sealed file: the contents are shorter, so that no growing buffer leaves copies behind.
    let mut text = Zeroizing::new(Vec::with_capacity(sealed.len() + 1));
    reader.read_to_end(&mut text).map_err(|_| damaged())?;
    from_json(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(text: &str) -> AccountId {
        AccountId::parse(text).unwrap()
    }

    fn keys(value: &str) -> Credentials {
        [("api_key".to_owned(), Secret::from(value))].into()
    }

    fn open(home: &Path, passphrase: &str) -> Result<FileVault, VaultError> {
        FileVault::open(home, Secret::from(passphrase))
    }

    #[tokio::test]
    async fn the_file_vault_opens_with_its_passphrase_only() {
        let home = tempfile::tempdir().unwrap();
        let vault = open(home.path(), "kigali").unwrap();
        assert_eq!(
            vault.read(&account("acc_1")).await,
            Err(VaultError::Missing)
        );
        vault
            .write(&account("acc_1"), &keys("zp-secret-1"))
            .await
            .unwrap();
        let sealed = std::fs::read(home.path().join(FILE)).unwrap();
        assert!(sealed.starts_with(b"age-encryption.org/v1\n-> scrypt "));
        assert!(!sealed.windows(9).any(|part| part == b"zp-secret"));
        let other = open(home.path(), "kampala").err();
        assert_eq!(other, Some(VaultError::WrongPassphrase));
        let again = open(home.path(), "kigali").unwrap();
        assert_eq!(again.read(&account("acc_1")).await, Ok(keys("zp-secret-1")));
        again.remove(&account("acc_1")).await.unwrap();
        assert_eq!(
            again.read(&account("acc_1")).await,
            Err(VaultError::Missing)
        );
    }

    #[tokio::test]
    async fn two_processes_do_not_lose_each_others_keys() {
        let home = tempfile::tempdir().unwrap();
        let window = open(home.path(), "kigali").unwrap();
        let command = open(home.path(), "kigali").unwrap();
        window.write(&account("acc_1"), &keys("one")).await.unwrap();
        command
            .write(&account("acc_2"), &keys("two"))
            .await
            .unwrap();
        assert_eq!(window.read(&account("acc_2")).await, Ok(keys("two")));
        assert_eq!(window.read(&account("acc_1")).await, Ok(keys("one")));
    }

    #[test]
    fn a_wrong_passphrase_is_told_apart_from_damage() {
        let home = tempfile::tempdir().unwrap();
        drop(open(home.path(), "kigali").unwrap());
        assert_eq!(
            open(home.path(), "kampala").err(),
            Some(VaultError::WrongPassphrase)
        );
        assert_eq!(
            open(home.path(), "").err(),
            Some(VaultError::WrongPassphrase)
        );
        let path = home.path().join(FILE);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
        assert_eq!(open(home.path(), "kigali").err(), Some(damaged()));
        std::fs::write(&path, "no vault at all").unwrap();
        assert_eq!(open(home.path(), "kigali").err(), Some(damaged()));
        assert_eq!(
            std::fs::read(&path).unwrap(),
            b"no vault at all",
            "kept for whoever can mend it"
        );
    }

    #[test]
    fn a_file_that_asks_for_too_much_work_is_refused_unread() {
        let home = tempfile::tempdir().unwrap();
        drop(open(home.path(), "kigali").unwrap());
        let path = home.path().join(FILE);
        let sealed = std::fs::read(&path).unwrap();
        let header_end = sealed.iter().skip(22).position(|b| *b == b'\n').unwrap() + 22;
        let header = String::from_utf8(sealed[..header_end].to_vec()).unwrap();
        let heavy = header.strip_suffix(" 16").unwrap().to_owned() + " 30";
        std::fs::write(&path, [heavy.as_bytes(), &sealed[header_end..]].concat()).unwrap();
        let error = open(home.path(), "kigali").err().unwrap();
        assert!(error.to_string().contains("more work"), "{error}");
    }
}

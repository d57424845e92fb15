//! Which keyring this system has, and what its errors mean to a person.

use engine::ports::VaultError;
use keyring_core::Error;
use keyring_core::api::CredentialStore;
use std::sync::Arc;

#[cfg(target_os = "linux")]
pub(crate) fn open() -> Result<Arc<CredentialStore>, VaultError> {
    // Opening does nothing but find the bus, the service on it, and agree on a session with it. Whatever fails there,
    // no service can be used; only a bus that forbids it is a "no".
    match zbus_secret_service_keyring_store::Store::new() {
        Ok(store) => Ok(store),
        Err(error) => match retold(error) {
            VaultError::Denied => Err(VaultError::Denied),
            _ => Err(VaultError::NoService),
        },
    }
}

#[cfg(target_os = "macos")]
pub(crate) fn open() -> Result<Arc<CredentialStore>, VaultError> {
    let store = apple_native_keyring_store::keychain::Store::new();
    store
        .map(|store| store as Arc<CredentialStore>)
        .map_err(|_| VaultError::NoService)
}

#[cfg(target_os = "windows")]
pub(crate) fn open() -> Result<Arc<CredentialStore>, VaultError> {
    let store = windows_native_keyring_store::Store::new();
    store
        .map(|store| store as Arc<CredentialStore>)
        .map_err(|_| VaultError::NoService)
}

/// The keyring's error in the vault's words. Only words of our own, and of errors that hold no contents: some of the
/// keyring's carry the secret they could not read.
pub(crate) fn retold(error: Error) -> VaultError {
    match error {
        Error::NoEntry => VaultError::Missing,
        Error::NoStorageAccess(cause) => by_system(&*cause).unwrap_or(VaultError::Denied),
        Error::PlatformFailure(cause) => {
            by_system(&*cause).unwrap_or_else(|| VaultError::Broken(cause.to_string()))
        }
        Error::Ambiguous(_) => VaultError::Broken("several entries have one name".to_owned()),
        Error::TooLong(..) => {
            VaultError::Broken("a key is longer than the keyring takes".to_owned())
        }
        Error::BadEncoding(_) | Error::BadDataFormat(..) | Error::BadStoreFormat(_) => {
            VaultError::Broken("an entry in the keyring cannot be read".to_owned())
        }
        _ => VaultError::Broken("the keyring refused the call".to_owned()),
    }
}

/// What the Secret Service's own error means, where it means one of our words.
#[cfg(target_os = "linux")]
fn by_system(cause: &(dyn std::error::Error + 'static)) -> Option<VaultError> {
    use secret_service::Error as Service;
    match cause.downcast_ref::<Service>()? {
        // "No result": there is no keyring yet and nobody to ask for its password. "Prompt": it was asked for and not
        // given, or the question could not be shown; the two look the same, and either way it is still locked.
        Service::Locked | Service::NoResult | Service::Prompt => Some(VaultError::Locked),
        Service::Unavailable | Service::PromptDisconnected => Some(VaultError::NoService),
        error => {
            // What came over the bus has its meaning in its name.
            let name = format!("{error:?}");
            if name.contains("AccessDenied") {
                Some(VaultError::Denied)
            } else if name.contains("Secret.Error.IsLocked") {
                Some(VaultError::Locked)
            } else {
                None
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn by_system(_cause: &(dyn std::error::Error + 'static)) -> Option<VaultError> {
    None
}

//! The keyring vault against a real keyring: each scene has its own bus, its own daemon and its own home, so that the
//! keyring of whoever runs the tests is neither read nor touched.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its stage should stop"
)]
#![cfg(target_os = "linux")]

use domain::{AccountId, Credentials, Secret};
use engine::ports::{Vault, VaultError};
use keyring_core::Entry;
use keyring_core::api::CredentialStore;
use platform::{Home, KeyringVault, SERVICE, VaultKind, open_vault};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

const SCENE: &str = "DUKA_TEST_SCENE";

/// What stands behind the session's bus.
#[derive(Clone, Copy)]
enum Keyring {
    /// A keyring, unlocked; it is made when there is none.
    Open,
    /// The same keyring after a new login without its password.
    Locked,
    /// A bus on which nobody provides a keyring.
    Nobody,
    /// An unlocked keyring on a bus that lets nobody speak to it, as a sandbox does.
    Forbidden,
    /// No bus.
    NoBus,
}

const UNLOCKED: &str = r#"eval "$(printf %s test | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)"; exec "$@""#;
const LOCKED: &str =
    r#"eval "$(gnome-keyring-daemon --start --components=secrets 2>/dev/null)"; exec "$@""#;
/// The rules of a bus of our own: what it may start by itself, and what it forbids.
fn bus(services: &str, denied: &str) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>{services}<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>{denied}</policy></busconfig>"#
    )
}

const SILENCE: &str = r#"<deny send_destination="org.freedesktop.secrets" send_interface="org.freedesktop.Secret.Service"/>"#;

/// Runs this very test again, as `scene`, in a session of its own below `folder`.
fn play(test: &str, scene: &str, folder: &Path, keyring: Keyring) {
    let me = std::env::current_exe().unwrap();
    let rules = folder.join("bus.conf");
    let on_a_bus = |script: &str, rules: Option<&Path>| {
        let mut command = Command::new("dbus-run-session");
        if let Some(rules) = rules {
            command.arg("--config-file").arg(rules);
        }
        command.args(["--", "bash", "-c", script, "_"]).arg(&me);
        command
    };
    let mut command = match keyring {
        Keyring::Open => on_a_bus(UNLOCKED, None),
        Keyring::Locked => on_a_bus(LOCKED, None),
        Keyring::Nobody => {
            std::fs::write(&rules, bus("", "")).unwrap();
            on_a_bus(r#"exec "$@""#, Some(&rules))
        }
        Keyring::Forbidden => {
            std::fs::write(&rules, bus("<standard_session_servicedirs/>", SILENCE)).unwrap();
            on_a_bus(UNLOCKED, Some(&rules))
        }
        Keyring::NoBus => Command::new(&me),
    };
    let run = folder.join("run");
    let data = folder.join(".local/share");
    std::fs::create_dir_all(data.join("keyrings")).unwrap();
    std::fs::create_dir_all(&run).unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o700);
    std::fs::set_permissions(&run, private).unwrap();
    command
        .args(["--exact", "--nocapture", test])
        .env(SCENE, scene)
        .env("HOME", folder)
        .env("XDG_RUNTIME_DIR", run)
        .env("XDG_DATA_HOME", data)
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
        .env_remove("GNOME_KEYRING_CONTROL")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    let output = command.output().expect("dbus-run-session is installed");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "scene {scene}:\n{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The scene to be played here; `None` in the test that only sets the stage.
fn scene() -> Option<String> {
    std::env::var(SCENE).ok()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn account() -> AccountId {
    AccountId::parse("acc_1").unwrap()
}

fn keys(fields: &[(&str, &str)]) -> Credentials {
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).to_owned(), Secret::from(*value)))
        .collect()
}

/// One entry, read past the vault.
fn entry(user: &str) -> Entry {
    let store: Arc<CredentialStore> = zbus_secret_service_keyring_store::Store::new().unwrap();
    store.build(SERVICE, user, None).unwrap()
}

fn count_entries() -> usize {
    let store: Arc<CredentialStore> = zbus_secret_service_keyring_store::Store::new().unwrap();
    store.search(&[("service", SERVICE)].into()).unwrap().len()
}

#[tokio::test]
async fn a_credential_is_one_entry_of_the_real_keyring() {
    if scene().is_none() {
        let test = "a_credential_is_one_entry_of_the_real_keyring";
        return play(test, "all", folder().path(), Keyring::Open);
    }
    let kept = keys(&[("client_id", "c-1"), ("client_secret", "s\u{e9}cret \n2")]);
    KeyringVault.write(&account(), &kept).await.unwrap();
    assert_eq!(KeyringVault.read(&account()).await, Ok(kept));
    assert_eq!(entry("acc_1:client_id").get_password().unwrap(), "c-1");
    assert_eq!(count_entries(), 3, "two credentials and the names of both");

    let other = keys(&[("api_key", "k-2"), ("client_id", "c-2")]);
    KeyringVault.write(&account(), &other).await.unwrap();
    assert_eq!(KeyringVault.read(&account()).await, Ok(other));
    assert_eq!(count_entries(), 3, "the field that is no more went away");

    KeyringVault.remove(&account()).await.unwrap();
    KeyringVault.remove(&account()).await.unwrap();
    assert_eq!(count_entries(), 0);
    assert_eq!(
        KeyringVault.read(&account()).await,
        Err(VaultError::Missing)
    );
}

#[tokio::test]
async fn keyring_without_the_entry_asks_for_the_keys() {
    if scene().is_none() {
        let test = "keyring_without_the_entry_asks_for_the_keys";
        return play(test, "all", folder().path(), Keyring::Open);
    }
    assert_eq!(
        KeyringVault.read(&account()).await,
        Err(VaultError::Missing)
    );
    assert_eq!(count_entries(), 0, "looking leaves nothing behind");
    let kept = keys(&[("api_key", "k-1"), ("secret", "s-1")]);
    KeyringVault.write(&account(), &kept).await.unwrap();
    entry("acc_1:secret").delete_credential().unwrap();
    let half = KeyringVault.read(&account()).await;
    assert_eq!(half, Err(VaultError::Missing), "half the keys are no keys");
    KeyringVault.write(&account(), &kept).await.unwrap();
    assert_eq!(
        KeyringVault.read(&account()).await,
        Ok(kept),
        "and can be entered again"
    );
}

#[tokio::test]
async fn keys_half_written_when_the_process_died_are_not_read_from_the_keyring() {
    if scene().is_none() {
        let test = "keys_half_written_when_the_process_died_are_not_read_from_the_keyring";
        return play(test, "all", folder().path(), Keyring::Open);
    }
    let old = keys(&[("api_key", "old"), ("secret", "old")]);
    KeyringVault.write(&account(), &old).await.unwrap();
    // As a write leaves it that was killed after its first field.
    let unfinished = r#"{"fields":["api_key","secret"],"whole":false}"#;
    entry("acc_1").set_password(unfinished).unwrap();
    entry("acc_1:api_key").set_password("new").unwrap();
    assert_eq!(
        KeyringVault.read(&account()).await,
        Err(VaultError::Missing)
    );
    KeyringVault.remove(&account()).await.unwrap();
    assert_eq!(count_entries(), 0, "and all of it can be removed");
}

#[tokio::test]
async fn keyring_that_is_locked_is_not_an_empty_one() {
    let test = "keyring_that_is_locked_is_not_an_empty_one";
    match scene().as_deref() {
        None => {
            let folder = folder();
            play(test, "store", folder.path(), Keyring::Open);
            play(test, "locked", folder.path(), Keyring::Locked);
            play(test, "open again", folder.path(), Keyring::Open);
        }
        Some("store") => {
            let kept = keys(&[("api_key", "k-1")]);
            KeyringVault.write(&account(), &kept).await.unwrap();
        }
        Some("locked") => {
            KeyringVault::reach().await.unwrap();
            let other = AccountId::parse("acc_2").unwrap();
            for account in [account(), other] {
                let read = KeyringVault.read(&account).await;
                assert_eq!(read, Err(VaultError::Locked), "{account}");
                let written = KeyringVault
                    .write(&account, &keys(&[("api_key", "k-2")]))
                    .await;
                assert_eq!(written, Err(VaultError::Locked), "{account}");
                let removed = KeyringVault.remove(&account).await;
                assert_eq!(removed, Err(VaultError::Locked), "{account}");
            }
        }
        Some(_) => {
            let kept = keys(&[("api_key", "k-1")]);
            assert_eq!(KeyringVault.read(&account()).await, Ok(kept));
        }
    }
}

#[tokio::test]
async fn keyring_never_set_up_says_that_it_is_locked() {
    if scene().is_none() {
        let test = "keyring_never_set_up_says_that_it_is_locked";
        return play(test, "all", folder().path(), Keyring::Locked);
    }
    assert_eq!(KeyringVault.read(&account()).await, Err(VaultError::Locked));
}

#[tokio::test]
async fn keyring_without_a_session_bus_says_so() {
    let test = "keyring_without_a_session_bus_says_so";
    let Some(scene) = scene() else {
        play(test, "no bus", folder().path(), Keyring::NoBus);
        return play(test, "nobody", folder().path(), Keyring::Nobody);
    };
    let read = KeyringVault.read(&account()).await;
    assert_eq!(read, Err(VaultError::NoService), "{scene}");
    let folder = folder();
    let home = Home::open(folder.path()).unwrap();
    let unasked = |_| -> Result<Secret<String>, VaultError> { panic!("not asked") };
    let opened = open_vault(&home, VaultKind::Keyring, unasked).await;
    assert_eq!(opened.err(), Some(VaultError::NoService));
    assert_eq!(VaultKind::of(&home), Ok(None), "so the file can be chosen");
    let opened = open_vault(&home, VaultKind::File, |_| Ok(Secret::from("kigali"))).await;
    assert_eq!(opened.unwrap().kind(), "file");
}

#[tokio::test]
async fn keyring_that_denies_says_so() {
    if scene().is_none() {
        let test = "keyring_that_denies_says_so";
        return play(test, "all", folder().path(), Keyring::Forbidden);
    }
    let denied = Err(VaultError::Denied);
    assert_eq!(KeyringVault.read(&account()).await, denied);
    let kept = keys(&[("api_key", "k-1")]);
    let written = KeyringVault.write(&account(), &kept).await;
    assert_eq!(written, Err(VaultError::Denied));
}

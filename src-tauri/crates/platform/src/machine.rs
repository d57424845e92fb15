//! Which machine this is, so that a copied home is noticed.

use sha2::{Digest, Sha256};
use std::path::Path;

/// A name for this machine that stays the same over restarts and differs on another one; `None` when the system
/// gives itself no name at all. It is a hash: the system's own id is asked not to be shown around.
#[must_use]
pub fn machine_id() -> Option<String> {
    let raw = raw_id()?;
    let mut hash = Sha256::new();
    hash.update(b"africa.duka.console machine\0");
    hash.update(raw.as_bytes());
    Some(hex::encode(&hash.finalize()[..16]))
}

/// A name for this desk: the machine, and the place of the home on it. A home that is copied or moved finds another one.
/// Practice money can be sent twice, so practice is the same desk everywhere.
#[must_use]
pub fn desk_name(home: &Path, vault_kind: &str) -> String {
    if vault_kind == "practice" {
        return vault_kind.to_owned();
    }
    let mut hash = Sha256::new();
    hash.update(b"africa.duka.console place\0");
    hash.update(home.as_os_str().as_encoded_bytes());
    let machine = machine_id().unwrap_or_else(|| "unnamed".to_owned());
    format!("{machine}-{}", hex::encode(&hash.finalize()[..8]))
}

fn named(text: &str) -> Option<String> {
    let text = text.trim();
    // A system image not yet set up says this instead of an id.
    (!text.is_empty() && text != "uninitialized").then(|| text.to_owned())
}

#[cfg(target_os = "linux")]
fn raw_id() -> Option<String> {
    // The host's name comes last: it is not unique, but a home copied elsewhere mostly lands under another one.
    [
        "/etc/machine-id",
        "/var/lib/dbus/machine-id",
        "/proc/sys/kernel/hostname",
    ]
    .iter()
    .find_map(|path| named(&std::fs::read_to_string(path).ok()?))
}

#[cfg(target_os = "macos")]
fn raw_id() -> Option<String> {
    let text = output_of("/usr/sbin/ioreg", &["-rd1", "-c", "IOPlatformExpertDevice"])?;
    let line = text.lines().find(|line| line.contains("IOPlatformUUID"))?;
    named(line.split('"').nth(3)?)
}

#[cfg(target_os = "windows")]
fn raw_id() -> Option<String> {
    let key = r"HKLM\SOFTWARE\Microsoft\Cryptography";
    let text = output_of("reg", &["query", key, "/v", "MachineGuid"])?;
    named(text.split_whitespace().last()?)
}

#[cfg(any(target_os = "macos", target_os = "windows"))]
fn output_of(program: &str, arguments: &[&str]) -> Option<String> {
    let output = std::process::Command::new(program)
        .args(arguments)
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_keeps_its_name_and_does_not_show_its_own() {
        let id = machine_id().expect("this machine has a name");
        assert_eq!(machine_id().as_ref(), Some(&id));
        assert_eq!(id.len(), 32);
        assert_ne!(raw_id(), Some(id));
    }

    #[test]
    fn a_home_in_another_place_is_another_desk() {
        let at = |path: &str, vault: &str| desk_name(Path::new(path), vault);
        assert_eq!(at("/home/a/duka", "file"), at("/home/a/duka", "file"));
        assert_ne!(at("/home/a/duka", "file"), at("/home/a/copy", "file"));
        assert_eq!(
            at("/home/a/duka", "practice"),
            at("/home/a/copy", "practice")
        );
    }

    #[test]
    fn an_image_that_was_never_set_up_has_no_name() {
        assert_eq!(named("uninitialized\n"), None);
        assert_eq!(named(" \n"), None);
        assert_eq!(named("4f3c\n").as_deref(), Some("4f3c"));
    }
}

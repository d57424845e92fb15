//! A session with a bus, a keyring and a home of its own, so that nobody's own keys are read or touched.

use std::fs::{DirBuilder, create_dir_all};
use std::os::unix::fs::DirBuilderExt as _;
use std::process::Command;

/// Says that this process runs inside of the session.
const INSIDE: &str = "DUKA_TEST_KEYRING_SESSION";

const UNLOCKED: &str = r#"eval "$(printf %s test | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)"; exec "$@""#;

/// Runs the test of this name again, in a private session with an unlocked keyring. True: this is that run.
pub(crate) fn in_a_session_with_a_keyring(test: &str) -> bool {
    if std::env::var_os(INSIDE).is_some() {
        return true;
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let (run, data) = (folder.path().join("run"), folder.path().join("data"));
    create_dir_all(data.join("keyrings")).expect("a folder can be made");
    DirBuilder::new()
        .mode(0o700)
        .create(&run)
        .expect("a folder can be made");
    let output = Command::new("dbus-run-session")
        .args(["--", "bash", "-c", UNLOCKED, "_"])
        .arg(std::env::current_exe().expect("a test knows its program"))
        .args(["--exact", "--nocapture", test])
        .env(INSIDE, "1")
        .env("HOME", folder.path())
        .env("XDG_RUNTIME_DIR", run)
        .env("XDG_DATA_HOME", data)
        .env_remove("GNOME_KEYRING_CONTROL")
        .output()
        .expect("dbus-run-session is installed");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    false
}

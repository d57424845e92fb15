//! The packages, made of what the tests were built with.

#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

#[test]
fn both_packages_install_and_open_their_window() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["dist", "--debug"])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for package in [".deb", ".rpm"] {
        let opened = |line: &str| line.contains(package) && line.contains("window painted after");
        assert!(said.lines().any(opened), "{package}: {said}");
    }
}

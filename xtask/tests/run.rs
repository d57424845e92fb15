//! The first of the two commands, as a newcomer's computer would run it.

#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

#[test]
fn a_computer_without_a_display_gets_a_picture_and_exit_zero() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("run")
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("no display"), "{said}");
    let printed = String::from_utf8_lossy(&output.stdout);
    let picture = std::fs::read(printed.trim()).unwrap();
    assert!(picture.starts_with(b"\x89PNG"), "{printed}");
}

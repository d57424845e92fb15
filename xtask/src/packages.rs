//! What the operating system must bring. On Debian and Ubuntu it is installed; elsewhere it is
//! named, because guessing package names of systems we have not run on helps nobody.

use std::process::Command;

use crate::project::on_path;
use crate::steps::{Outcome, step};

/// To compile the window.
const COMPILE: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// To show it where there is no display, with a keyring of its own, and photograph it.
const HEADLESS: &[&str] = &[
    "xvfb",
    "dbus",
    "gnome-keyring",
    "at-spi2-core",
    "fonts-dejavu-core",
    "imagemagick",
    "procps",
];
/// To make packages and to install them aside.
const PACKED: &[&str] = &["rpm"];
/// To drive it from a test.
const DRIVEN: &[&str] = &["webkit2gtk-driver"];

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    Build,
    Headless,
    Packages,
    Tests,
}

fn wanted(need: Need) -> Vec<&'static str> {
    let sets: &[&[&str]] = match need {
        Need::Build => &[COMPILE],
        Need::Headless => &[COMPILE, HEADLESS],
        Need::Packages => &[COMPILE, HEADLESS, PACKED],
        Need::Tests => &[COMPILE, HEADLESS, DRIVEN, PACKED],
    };
    sets.concat()
}

pub(crate) fn install(need: Need) -> Outcome {
    if let Some(needed) = needed_on(std::env::consts::OS) {
        eprintln!("{needed}\nDuka has been built on Linux only so far. Trying the build:");
        return Ok(());
    }
    let wanted = wanted(need);
    if on_path("apt-get").is_none() || on_path("dpkg-query").is_none() {
        eprintln!(
            "This Linux has no apt. Duka needs what Debian calls:\n    {}\nGoing on as if it were there.",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing = missing(&wanted, &dpkg_says(&wanted));
    if missing.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "apt-get install --no-install-recommends {}",
        missing.join(" ")
    );
    eprintln!("Missing from this system: {}", missing.join(" "));
    let Some(prefix) = as_root(user_id().as_deref(), on_path("sudo").is_some()) else {
        return Err(format!(
            "installing them needs root, and there is no sudo here. As root, run:\n    {by_hand}"
        )
        .into());
    };
    step("apt-get update", apt(prefix).args(["update", "--quiet"]))?;
    step(
        "apt-get install",
        apt(prefix)
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(&missing),
    )
}

fn apt(prefix: &[&str]) -> Command {
    let mut words = prefix.iter().copied().chain([
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        // Another installation may be running, as on every first start of a cloud machine.
        "-o",
        "DPkg::Lock::Timeout=120",
    ]);
    let mut command = Command::new(words.next().expect("the list holds apt-get"));
    command.args(words);
    command
}

fn user_id() -> Option<String> {
    let id = Command::new("id").arg("-u").output().ok()?;
    Some(String::from_utf8_lossy(&id.stdout).trim().to_owned())
}

/// What goes before a command that needs root: nothing for root, `sudo` for others, `None` where neither can be.
fn as_root(user_id: Option<&str>, has_sudo: bool) -> Option<&'static [&'static str]> {
    match (user_id, has_sudo) {
        (Some("0"), _) => Some(&[]),
        (_, true) => Some(&["sudo"]),
        (_, false) => None,
    }
}

fn dpkg_says(packages: &[&str]) -> String {
    // It answers for those it knows and exits with 1 for the rest: the output is the answer.
    Command::new("dpkg-query")
        .args(["--show", "--showformat", "${Package} ${Status}\n"])
        .args(packages)
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

fn missing<'a>(wanted: &[&'a str], dpkg_says: &str) -> Vec<&'a str> {
    wanted
        .iter()
        .filter(|package| {
            let installed = format!("{package} install ok installed");
            !dpkg_says.lines().any(|line| line == installed)
        })
        .copied()
        .collect()
}

/// For systems where nothing is installed for people: what they need, in the words of that system.
fn needed_on(os: &str) -> Option<&'static str> {
    match os {
        "linux" => None,
        "macos" => Some(
            "On macOS Duka needs the Xcode command line tools (`xcode-select --install`), Rust and Node.",
        ),
        "windows" => Some(
            "On Windows Duka needs the Microsoft C++ build tools (\"Desktop development with C++\"), \
             the WebView2 runtime (part of Windows 11), Rust and Node.",
        ),
        _ => Some("Duka needs a C compiler, pkg-config, WebKitGTK 4.1, Rust and Node."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_dpkg_does_not_hold_is_installed() {
        let says = "xvfb install ok installed\ndbus deinstall ok config-files\n";
        assert_eq!(
            missing(&["xvfb", "dbus", "imagemagick"], says),
            ["dbus", "imagemagick"]
        );
    }

    #[test]
    fn who_is_not_root_installs_through_sudo() {
        let words = |prefix: &[&str]| {
            let command = apt(prefix);
            let program = command.get_program().to_string_lossy().into_owned();
            let first = command
                .get_args()
                .next()
                .map(|word| word.to_string_lossy().into_owned());
            (program, first.unwrap_or_default())
        };
        let of = |user, has_sudo| as_root(user, has_sudo).map(words);
        assert_eq!(
            of(Some("0"), false),
            Some(("env".into(), "DEBIAN_FRONTEND=noninteractive".into()))
        );
        assert_eq!(of(Some("1000"), true), Some(("sudo".into(), "env".into())));
        assert_eq!(of(Some("1000"), false), None);
    }

    #[test]
    fn macos_and_windows_are_told_what_is_needed() {
        assert!(
            needed_on("macos")
                .unwrap()
                .contains("xcode-select --install")
        );
        assert!(needed_on("windows").unwrap().contains("WebView2"));
        assert_eq!(needed_on("linux"), None);
    }

    #[test]
    fn a_test_run_needs_everything_a_build_needs() {
        let tests = wanted(Need::Tests);
        for package in wanted(Need::Build)
            .into_iter()
            .chain(wanted(Need::Headless))
        {
            assert!(tests.contains(&package), "{package}");
        }
    }
}

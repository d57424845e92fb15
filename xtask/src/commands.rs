//! What each command does, in order. Cheap steps come first, and the first failure ends it.
//!
//! Cargo is always asked for the whole workspace and then for the programs in it: asked for one
//! package it would choose other features for shared crates, and build those twice.

use std::process::Command;

use crate::display::{self, Display};
use crate::packages::{self, Need};
use crate::private_env::PrivateUser;
use crate::project::{built, cargo, npm, root, target};
use crate::steps::{Outcome, last_step, step};
use crate::{fuzz, screens, tools, versions, window};

fn set_up(need: Need) -> Outcome {
    versions::check()?;
    packages::install(need)?;
    screens::prepare()
}

pub(crate) fn run() -> Outcome {
    let linux = cfg!(target_os = "linux");
    let headless = linux && !display::is_there();
    set_up(if headless {
        Need::Headless
    } else {
        Need::Build
    })?;
    step(
        "cargo build",
        &mut cargo(["build", "--workspace", "--bin", "duka", "--bin", "dukactl"]),
    )?;
    if headless {
        window::photograph()
    } else if linux {
        window::open()
    } else {
        eprintln!("Built: {}", built("duka").display());
        Ok(())
    }
}

pub(crate) fn lint() -> Outcome {
    set_up(Need::Build)?;
    for (what, mut command) in checks() {
        step(what, &mut command)?;
    }
    Ok(())
}

/// Everything that can fail without running a test, the quickest first.
fn checks() -> Vec<(&'static str, Command)> {
    let ui = |script| npm(["run", "--silent", script]);
    vec![
        ("rustfmt", cargo(["fmt", "--all", "--check"])),
        ("prettier", ui("format:check")),
        ("eslint", ui("lint")),
        ("svelte-check", ui("check")),
        (
            "clippy",
            cargo([
                "clippy",
                "--workspace",
                "--all-targets",
                "--quiet",
                "--",
                "-D",
                "warnings",
            ]),
        ),
    ]
}

/// What is built before the tests, in the ordinary environment: only the tests live in the private one.
fn before_the_tests() -> Vec<(&'static str, Command)> {
    vec![
        ("vitest", npm(["run", "--silent", "test"])),
        // The laws read the whole workspace without the network, what is built on other systems included.
        ("cargo fetch", cargo(["fetch", "--locked", "--quiet"])),
        // One test runs the first of the two commands: what that builds is built here, where nothing waits for it.
        (
            "build duka and dukactl",
            cargo([
                "build",
                "--workspace",
                "--bin",
                "duka",
                "--bin",
                "dukactl",
                "--quiet",
            ]),
        ),
        (
            "build the tests",
            cargo(["test", "--workspace", "--no-run", "--quiet"]),
        ),
    ]
}

pub(crate) fn test() -> Outcome {
    set_up(Need::Tests)?;
    let nextest = tools::ready(&tools::NEXTEST)?;
    let driver = tools::ready(&tools::TAURI_DRIVER)?;
    for (what, mut command) in checks().into_iter().chain(before_the_tests()) {
        step(what, &mut command)?;
    }
    let display = Display::start()?;
    let user = PrivateUser::for_tests()?;
    // The last lines are the runner's own summary, of success and of failure.
    last_step(
        "nextest",
        user.session(&display)
            .arg(nextest)
            .args(["nextest", "run", "--workspace"])
            .env("TAURI_DRIVER", driver),
    )
}

/// What is written out of the code: the types of the screens, and the front page's table of what providers can do.
pub(crate) fn bindings() -> Outcome {
    set_up(Need::Build)?;
    let write = |name, only| {
        let mut command = cargo(["test", "--quiet", "--workspace", "--test", name, "--", only]);
        command.env("DUKA_UPDATE_BINDINGS", "1");
        command
    };
    step("bindings", &mut write("bindings", ""))?;
    step("README.md", &mut write("contract", "the_front_page_says"))
}

/// Which of the photographs are shown in the project, and where.
const SHOWN: &[(&str, &str)] = &[
    ("transactions-en-light-full.png", "docs/window.png"),
    (
        "overview-en-light-full.png",
        "docs/screens/overview-en-light.png",
    ),
    (
        "transactions-fr-dark-full.png",
        "docs/screens/transactions-fr-dark.png",
    ),
    (
        "first-run-en-light-full.png",
        "docs/screens/first-run-en-light.png",
    ),
    (
        "take-payment-fr-light-full.png",
        "docs/screens/take-payment-fr-light.png",
    ),
    (
        "balances-en-dark-full.png",
        "docs/screens/balances-en-dark.png",
    ),
    (
        "locked-fr-light-full.png",
        "docs/screens/locked-fr-light.png",
    ),
];

pub(crate) fn screens() -> Outcome {
    set_up(Need::Tests)?;
    let nextest = tools::ready(&tools::NEXTEST)?;
    let driver = tools::ready(&tools::TAURI_DRIVER)?;
    let pictures = target().join("screens");
    step(
        "build the window and its tests",
        &mut cargo([
            "test",
            "--workspace",
            "--test",
            "e2e",
            "--no-run",
            "--quiet",
        ]),
    )?;
    let display = Display::start()?;
    let user = PrivateUser::for_tests()?;
    step(
        "photograph the screens",
        user.session(&display)
            .arg(nextest)
            .args(["nextest", "run", "--workspace", "--test", "e2e", "screens"])
            .env("TAURI_DRIVER", driver)
            .env("DUKA_SCREENS", &pictures),
    )?;
    std::fs::create_dir_all(root().join("docs/screens"))
        .map_err(|error| format!("docs/screens could not be made: {error}"))?;
    for (photograph, place) in SHOWN {
        std::fs::copy(pictures.join(photograph), root().join(place))
            .map_err(|error| format!("{place} was not refreshed from {photograph}: {error}"))?;
    }
    eprintln!("The pictures are in {}", pictures.display());
    Ok(())
}

/// `bench start` weighs the window; everything else is the benchmark's.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    if arguments == ["start"] {
        set_up(Need::Tests)?;
        step(
            "build Duka and a bare window",
            &mut cargo([
                "build",
                "--workspace",
                "--bin",
                "duka",
                "--bin",
                "dukactl",
                "--bin",
                "bench",
                "--example",
                "bare",
                "--quiet",
            ]),
        )?;
        return crate::start::compare();
    }
    versions::check()?;
    packages::install(Need::Build)?;
    step(
        "build the benchmark",
        &mut cargo(["build", "--workspace", "--bin", "bench", "--quiet"]),
    )?;
    last_step(
        "bench",
        Command::new(built("bench"))
            .current_dir(root())
            .args(arguments),
    )
}

/// Lives of a shop, as many as are asked for, then fuzzing; the other arguments are the soak's own.
pub(crate) fn soak(arguments: &[String]) -> Outcome {
    let (fuzz_seconds, arguments) = fuzz::seconds(arguments)?;
    versions::check()?;
    if fuzz_seconds > 0 {
        fuzz::nightly()?;
    }
    packages::install(Need::Build)?;
    step(
        "build the soak",
        &mut cargo([
            "build",
            "--workspace",
            "--bin",
            "soak",
            "--bin",
            "dukactl",
            "--quiet",
        ]),
    )?;
    last_step(
        "soak",
        Command::new(built("soak"))
            .current_dir(root())
            .args(arguments),
    )?;
    if fuzz_seconds > 0 {
        fuzz::run(fuzz_seconds)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_runs_and_runs_before_the_tests() {
        let names: Vec<&str> = checks().iter().map(|(what, _)| *what).collect();
        assert_eq!(
            names,
            ["rustfmt", "prettier", "eslint", "svelte-check", "clippy"]
        );
        let (_, clippy) = checks().pop().unwrap();
        let words: Vec<String> = clippy
            .get_args()
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        assert!(
            words.ends_with(&["--".into(), "-D".into(), "warnings".into()]),
            "{words:?}"
        );
        assert!(words.contains(&"--all-targets".into()) && words.contains(&"--workspace".into()));
        assert_eq!(
            before_the_tests().first().map(|(what, _)| *what),
            Some("vitest")
        );
    }
}

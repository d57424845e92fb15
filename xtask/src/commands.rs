//! What each command does, in order. Cheap steps come first, and the first failure ends it.

use std::process::Command;

use crate::display::{self, Display};
use crate::packages::{self, Need};
use crate::private_env::PrivateUser;
use crate::project::{built, cargo, npm, root, target};
use crate::steps::{Outcome, last_step, step};
use crate::{screens, tools, versions, window};

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
        &mut cargo(["build", "--package", "duka", "--package", "dukactl"]),
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
    checks()
}

fn checks() -> Outcome {
    step("rustfmt", &mut cargo(["fmt", "--all", "--check"]))?;
    step("prettier", &mut npm(["run", "--silent", "format:check"]))?;
    step("eslint", &mut npm(["run", "--silent", "lint"]))?;
    step("svelte-check", &mut npm(["run", "--silent", "check"]))?;
    step(
        "clippy",
        &mut cargo([
            "clippy",
            "--workspace",
            "--all-targets",
            "--quiet",
            "--",
            "-D",
            "warnings",
        ]),
    )
}

pub(crate) fn test() -> Outcome {
    set_up(Need::Tests)?;
    let nextest = tools::ready(&tools::NEXTEST)?;
    let driver = tools::ready(&tools::TAURI_DRIVER)?;
    checks()?;
    step("vitest", &mut npm(["run", "--silent", "test"]))?;
    // Built in the ordinary environment, so that only the tests themselves live in the private one.
    step(
        "build the tests",
        &mut cargo([
            "test",
            "--workspace",
            "--all-targets",
            "--no-run",
            "--quiet",
        ]),
    )?;
    step(
        "build dukactl",
        &mut cargo(["build", "--package", "dukactl", "--quiet"]),
    )?;
    let display = Display::start()?;
    let user = PrivateUser::for_tests()?;
    last_step(
        "nextest",
        user.session(&display)
            .arg(nextest)
            .args(["nextest", "run", "--workspace"])
            .env("TAURI_DRIVER", driver),
    )
}

pub(crate) fn bindings() -> Outcome {
    set_up(Need::Build)?;
    step(
        "bindings",
        cargo(["test", "--quiet", "--package", "duka", "--test", "bindings"])
            .env("DUKA_UPDATE_BINDINGS", "1"),
    )
}

/// The picture at the top of the README.
const README_PICTURE: &str = "transactions-en-light-full.png";

pub(crate) fn screens() -> Outcome {
    set_up(Need::Tests)?;
    let nextest = tools::ready(&tools::NEXTEST)?;
    let driver = tools::ready(&tools::TAURI_DRIVER)?;
    let pictures = target().join("screens");
    step(
        "build the window and its tests",
        &mut cargo([
            "test",
            "--package",
            "duka",
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
            .args([
                "nextest",
                "run",
                "--package",
                "duka",
                "--test",
                "e2e",
                "screens",
            ])
            .env("TAURI_DRIVER", driver)
            .env("DUKA_SCREENS", &pictures),
    )?;
    let picture = pictures.join(README_PICTURE);
    if picture.is_file() {
        let shown = root().join("docs/window.png");
        std::fs::create_dir_all(root().join("docs"))
            .and_then(|()| std::fs::copy(&picture, &shown))
            .map_err(|error| format!("{} could not be written: {error}", shown.display()))?;
    }
    eprintln!("The pictures are in {}", pictures.display());
    Ok(())
}

pub(crate) fn bench(arguments: &[String]) -> Outcome {
    versions::check()?;
    let mut command: Command = cargo([
        "run",
        "--quiet",
        "--package",
        "tests",
        "--bin",
        "bench",
        "--",
    ]);
    last_step("bench", command.args(arguments))
}

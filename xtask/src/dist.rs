//! Packages for Debian, Ubuntu, Fedora and what descends from them; and the proof that they install and open a window.
//!
//! Each is installed by its own program into a folder of ours instead of the system, so that nothing of this computer changes,
//! and then started from there.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::display::Display;
use crate::packages::{self, Need};
use crate::private_env::PrivateUser;
use crate::project::{npm, root, target};
use crate::steps::{Outcome, step};
use crate::window::first_paint;
use crate::{screens, versions};

/// Makes the packages; of the same minor version as the crate.
const PACKER: &str = "@tauri-apps/cli@2.12.5";

/// What is packed: the program as it is given out, or the one that the tests were built with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Build {
    Release,
    Debug,
}

impl Build {
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Debug => "debug",
        }
    }
}

/// Builds the packages, installs each aside and opens its window. `--debug` packs what stands, which is quick.
pub(crate) fn dist(arguments: &[String]) -> Outcome {
    let build = match arguments {
        [] => Build::Release,
        [word] if word == "--debug" => Build::Debug,
        _ => return Err("`cargo xtask dist` takes `--debug` or nothing.".into()),
    };
    if !cfg!(target_os = "linux") {
        return Err(format!(
            "packages for this system are made by `npm exec --package {PACKER} -- tauri build`; {} says more.",
            root().join("docs").join("packages.md").display()
        )
        .into());
    }
    versions::check()?;
    packages::install(Need::Packages)?;
    screens::prepare()?;
    pack(build)?;
    let display = Display::start()?;
    let user = PrivateUser::for_tests()?;
    for kind in [Kind::Deb, Kind::Rpm] {
        let package = kind.find(build)?;
        let installed = kind.install_aside(&package)?;
        let home = target().join("dist").join(format!("home-{}", kind.word()));
        emptied(&home)?;
        let painted = first_paint(&user, &display, &installed.join("usr/bin/duka"), &home)?;
        let bytes = std::fs::metadata(&package).map_or(0, |it| it.len());
        eprintln!(
            "    {} ({} kB): installed, and its window painted after {} ms",
            package.display(),
            bytes / 1_000,
            painted.after_ms
        );
    }
    Ok(())
}

fn pack(build: Build) -> Outcome {
    // Not among the screens' own tools: most clones never pack, and its lock would name a program for every system there is.
    // It looks for the app below the folder it is called in.
    let tauri = |words: &[&str]| {
        let mut command = npm(["exec", "--yes", "--package", PACKER, "--", "tauri"]);
        command.args(words).current_dir(root());
        command
    };
    match build {
        Build::Release => step(
            "tauri build",
            &mut tauri(&["build", "--bundles", "deb,rpm", "--ci"]),
        ),
        Build::Debug => step(
            "tauri bundle",
            &mut tauri(&["bundle", "--debug", "--bundles", "deb,rpm", "--ci"]),
        ),
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Deb,
    Rpm,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Deb => "deb",
            Self::Rpm => "rpm",
        }
    }

    /// The newest of its kind.
    fn find(self, build: Build) -> Outcome<PathBuf> {
        let folder = target()
            .join(build.folder())
            .join("bundle")
            .join(self.word());
        let mut found: Vec<_> = std::fs::read_dir(&folder)
            .map_err(|error| format!("{} cannot be read: {error}", folder.display()))?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|it| it == self.word()))
            .collect();
        found.sort_by_key(|path| path.metadata().and_then(|it| it.modified()).ok());
        found
            .pop()
            .ok_or_else(|| format!("no .{} in {}.", self.word(), folder.display()).into())
    }

    /// Its own program installs it below a folder of ours.
    fn install_aside(self, package: &Path) -> Outcome<PathBuf> {
        let aside = target().join("dist").join(self.word());
        emptied(&aside)?;
        let mut command = match self {
            Self::Deb => {
                // Its dependencies must exist for this system; nothing is installed by asking.
                step(
                    "what the .deb depends on",
                    Command::new("apt-get")
                        .args(["install", "--simulate", "--quiet", "--yes"])
                        .arg(package),
                )?;
                for part in ["info", "updates", "triggers"] {
                    made(&aside.join("var/lib/dpkg").join(part))?;
                }
                for file in ["status", "available"] {
                    let file = aside.join("var/lib/dpkg").join(file);
                    std::fs::write(&file, "")
                        .map_err(|error| format!("{}: {error}", file.display()))?;
                }
                let mut command = Command::new("dpkg");
                command
                    .args([
                        "--force-not-root",
                        "--force-depends",
                        "--force-script-chrootless",
                    ])
                    .arg(format!("--root={}", aside.display()))
                    .arg("--install");
                command
            }
            Self::Rpm => {
                let mut command = Command::new("rpm");
                command
                    .args(["--install", "--nodeps", "--noscripts", "--root"])
                    .arg(&aside);
                command
            }
        };
        step(
            match self {
                Self::Deb => "install the .deb aside",
                Self::Rpm => "install the .rpm aside",
            },
            command.arg(package),
        )?;
        Ok(aside)
    }
}

fn emptied(folder: &Path) -> Outcome {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .map_err(|error| format!("{} cannot be emptied: {error}", folder.display()))?;
    }
    made(folder)
}

fn made(folder: &Path) -> Outcome {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{} cannot be made: {error}", folder.display()).into())
}

//! Coverage-guided fuzzing of everything that reads what strangers write. It wants a nightly compiler, which nothing
//! else here does; a machine without one is told so, for a soak that left it out would prove less than it says.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::project::{on_path, root, set_by_outer_cargo, target};
use crate::steps::{Outcome, Stop, step};
use crate::tools;

/// The binaries of `fuzz/Cargo.toml`.
const TARGETS: &[&str] = &[
    "provider_reply",
    "search_text",
    "delivery",
    "money_and_phone",
    "batch_file",
];

/// What a target may hold: 64 MB of its own, and what the sanitizer and the program itself take before the first input.
const MEMORY_MB: u64 = 64 + OUTSIDE_MB;
const OUTSIDE_MB: u64 = 224;
/// Longer than any honest reply that is not a list; a list's page is no other matter for its length.
const LONGEST_INPUT: u64 = 16 * 1024;
/// Freed memory is kept back to catch its use; the usual 256 MB would hide what a target really holds. SQLite defines a
/// table of its own twice, which harms nobody.
const SANITIZER: &str = "quarantine_size_mb=16:detect_leaks=0:detect_odr_violation=0";

/// How long each target is fuzzed unless told.
const USUAL_SECONDS: u64 = 60;
const SECONDS: &str = "--fuzz-seconds";

/// Takes `--fuzz-seconds F` out of a soak's arguments. None is for a machine that cannot fuzz, and is asked for.
pub(crate) fn seconds(arguments: &[String]) -> Outcome<(u64, Vec<String>)> {
    let mut rest = arguments.to_vec();
    let Some(place) = rest.iter().position(|word| word == SECONDS) else {
        return Ok((USUAL_SECONDS, rest));
    };
    let told: Vec<String> = rest.drain(place..rest.len().min(place + 2)).collect();
    match told.get(1).and_then(|told| told.parse().ok()) {
        Some(seconds) => Ok((seconds, rest)),
        None => Err(format!("{SECONDS} wants a number of seconds; 0 leaves fuzzing out.").into()),
    }
}

/// Where a soak's fuzzing keeps what it makes.
struct Place {
    binaries: PathBuf,
    folder: PathBuf,
}

/// Builds every target and runs each for so many seconds. A find is kept and named, and fails the command.
pub(crate) fn run(seconds_each: u64) -> Outcome {
    let host = nightly()?;
    let tool = tools::ready(&tools::CARGO_FUZZ)?;
    let folder = target().join("fuzz");
    let mut build = Command::new(tool);
    build
        .current_dir(root())
        .args(["build", "--fuzz-dir", "fuzz", "--target-dir"])
        .arg(&folder)
        .env("RUSTUP_TOOLCHAIN", "nightly");
    for (name, _) in std::env::vars_os() {
        if set_by_outer_cargo(&name.to_string_lossy()) {
            build.env_remove(name);
        }
    }
    step("build the fuzz targets", &mut build)?;
    let place = Place {
        binaries: folder.join(host).join("release"),
        folder,
    };
    let mut broken = Vec::new();
    for name in TARGETS {
        if !place.fuzz(name, seconds_each)? {
            broken.push(*name);
        }
    }
    if broken.is_empty() {
        return Ok(());
    }
    Err(Stop::Because(format!(
        "fuzzing found an input that breaks {}. Mend what it found, and keep the input in fuzz/seeds, where the \
         ordinary tests read it.",
        broken.join(" and ")
    )))
}

/// The nightly compiler's own system, by its word; without one, how to get it.
pub(crate) fn nightly() -> Outcome<String> {
    const WANTED: &str = "Fuzzing needs a nightly Rust compiler, which is not here. ";
    if on_path("rustup").is_none() {
        let sentence = format!(
            "{WANTED}Install rustup, from https://rustup.rs, then run `rustup toolchain install nightly`."
        );
        return Err(Stop::Because(sentence));
    }
    let output = Command::new("rustup")
        .args(["run", "nightly", "rustc", "-vV"])
        .output();
    output
        .ok()
        .filter(|output| output.status.success())
        .and_then(|output| host(&String::from_utf8_lossy(&output.stdout)))
        .ok_or_else(|| {
            format!("{WANTED}Run `rustup toolchain install nightly`, then this command again.")
                .into()
        })
}

fn host(told: &str) -> Option<String> {
    let line = told.lines().find_map(|line| line.strip_prefix("host: "))?;
    Some(line.trim().to_owned())
}

impl Place {
    /// One target. False when it found something.
    fn fuzz(&self, name: &str, seconds: u64) -> Outcome<bool> {
        let inputs = self.folder.join("inputs");
        let corpus = self.made(&format!("corpus/{name}"))?;
        let finds = self.made(&format!("finds/{name}"))?;
        let homes = self.made("homes")?;
        let log = self.folder.join(format!("{name}.log"));
        let written = File::create(&log)
            .map_err(|error| format!("{} could not be written: {error}", log.display()))?;
        // Read once more at its start, so that what was once found is never let pass by a shorter run.
        fs::create_dir_all(inputs.join(name))
            .map_err(|error| format!("{} could not be made: {error}", inputs.display()))?;
        let mut dictionary = inputs.join(name).into_os_string();
        dictionary.push(".dict");
        let ran = step(
            &format!("fuzz {name} for {seconds} s"),
            Command::new(self.binaries.join(name))
                .current_dir(root())
                .args(flags(seconds, &finds, Path::new(&dictionary)))
                .args([&corpus, &inputs.join(name)])
                .env("DUKA_FUZZ_INPUTS", &inputs)
                .env("ASAN_OPTIONS", SANITIZER)
                // Telling the stack of a broken promise can take a second of its own, and would be called a hang.
                .env("RUST_BACKTRACE", "0")
                .env("TMPDIR", &homes)
                .stderr(written),
        );
        // What a shop left behind that was killed with its process.
        let _ = fs::remove_dir_all(&homes);
        let told = fs::read(&log).unwrap_or_default();
        let told = String::from_utf8_lossy(&told);
        match (ran, Seen::read(&told)) {
            (Ok(()), Some(seen)) if seen.inputs > 0 => {
                eprintln!("    {name}: {}, no find", seen.line(seconds));
                Ok(true)
            }
            (Ok(()), _) => Err(format!("`{name}` ran no input: see {}", log.display()).into()),
            (Err(_), _) => {
                let kept = found(&told).unwrap_or("nothing was kept");
                eprintln!("    {name} FOUND: {}\n    {kept}", said(&told));
                eprintln!("    more in {}", log.display());
                Ok(false)
            }
        }
    }

    fn made(&self, below: &str) -> Outcome<PathBuf> {
        let folder = self.folder.join(below);
        fs::create_dir_all(&folder)
            .map_err(|error| format!("{} could not be made: {error}", folder.display()))?;
        Ok(folder)
    }
}

/// Performance's promise: no panic, no input that takes a second, no more memory than that.
fn flags(seconds: u64, finds: &Path, dictionary: &Path) -> Vec<String> {
    vec![
        format!("-max_total_time={seconds}"),
        "-timeout=1".to_owned(),
        format!("-rss_limit_mb={MEMORY_MB}"),
        "-malloc_limit_mb=64".to_owned(),
        format!("-max_len={LONGEST_INPUT}"),
        "-print_final_stats=1".to_owned(),
        format!("-artifact_prefix={}/", finds.display()),
        format!("-dict={}", dictionary.display()),
    ]
}

/// What a run tells at its end.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    inputs: u64,
    branches: u64,
    memory_mb: u64,
}

impl Seen {
    fn read(log: &str) -> Option<Self> {
        let stat = |name: &str| {
            let line = log.lines().rev().find_map(|line| line.strip_prefix(name))?;
            line.trim().parse().ok()
        };
        let covered = log.lines().rev().find_map(|line| {
            let (_, rest) = line.split_once(" cov: ")?;
            rest.split(' ').next()?.parse().ok()
        });
        Some(Self {
            inputs: stat("stat::number_of_executed_units:")?,
            branches: covered?,
            memory_mb: stat("stat::peak_rss_mb:")?,
        })
    }

    fn line(&self, seconds: u64) -> String {
        let each = self.inputs / seconds.max(1);
        format!(
            "{} inputs ({each} a second), {} branches, {} MB at most",
            self.inputs, self.branches, self.memory_mb
        )
    }
}

/// The broken promise in its own words, or what the fuzzer calls it.
fn said(log: &str) -> &str {
    let mut lines = log.lines();
    let panicked = lines.by_ref().any(|line| line.contains("panicked at "));
    let words = if panicked { lines.next() } else { None };
    words
        .or_else(|| log.lines().find(|line| line.contains("ERROR: ")))
        .unwrap_or("it ended without a word")
}

fn found(log: &str) -> Option<&str> {
    log.lines()
        .find(|line| line.contains("Test unit written to "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: &str = "\
#100\tNEW    cov: 9 ft: 12 corp: 3/9b exec/s: 0 rss: 41Mb
#8300\tDONE   cov: 2031 ft: 7000 corp: 400/31Kb lim: 4096 exec/s: 138 rss: 97Mb
Done 8300 runs in 60 second(s)
stat::number_of_executed_units: 8300
stat::average_exec_per_sec:     138
stat::peak_rss_mb:              97
";

    #[test]
    fn a_run_is_told_by_its_inputs_branches_and_memory() {
        let seen = Seen::read(QUIET).unwrap();
        assert_eq!(
            seen.line(60),
            "8300 inputs (138 a second), 2031 branches, 97 MB at most"
        );
        assert_eq!(Seen::read("it never began"), None);
    }

    #[test]
    fn a_find_is_told_in_the_words_of_the_broken_promise() {
        let log = "\
thread '<unnamed>' panicked at src/sightings.rs:20:13:
paid, by an answer that says no
==1== ERROR: libFuzzer: deadly signal
artifact_prefix='finds/'; Test unit written to finds/crash-1
";
        assert_eq!(said(log), "paid, by an answer that says no");
        assert!(found(log).unwrap().ends_with("finds/crash-1"));
        let slow = "==1== ERROR: libFuzzer: timeout after 1 seconds\n";
        assert!(said(slow).contains("timeout"));
    }

    #[test]
    fn every_target_is_fuzzed() {
        let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
        let binaries: Vec<&str> = manifest
            .lines()
            .filter_map(|line| {
                line.strip_prefix("path = \"targets/")?
                    .strip_suffix(".rs\"")
            })
            .collect();
        assert_eq!(binaries, TARGETS);
    }

    #[test]
    fn a_soak_fuzzes_for_a_minute_unless_it_is_told_otherwise() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let taken = |text: &str| seconds(&words(text)).ok();
        assert_eq!(taken("--seed 7"), Some((60, words("--seed 7"))));
        let told = taken("--episodes 5 --fuzz-seconds 90 --seed 7");
        assert_eq!(told, Some((90, words("--episodes 5 --seed 7"))));
        assert_eq!(taken("--seed 7 --fuzz-seconds"), None);
        assert_eq!(taken("--fuzz-seconds soon"), None);
    }

    #[test]
    fn the_host_is_read_as_rustc_tells_it() {
        let told = "rustc 1.97.0-nightly (x)\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\n";
        assert_eq!(host(told).as_deref(), Some("x86_64-unknown-linux-gnu"));
    }
}

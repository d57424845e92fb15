//! The project's own commands, so that a fresh clone needs Rust and Node and nothing else.
//!
//! It has no dependency: it is compiled before anything else can be, often on a machine that
//! has nothing yet, and the first thing it does is to say what is missing.

mod commands;
mod display;
mod dist;
mod fuzz;
mod packages;
mod private_env;
mod project;
mod screens;
mod start;
mod steps;
mod tools;
mod versions;
mod window;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run          install what is missing, build, and open Duka with practice money
  test         the same set-up, then every check and every test
  lint         the checks without the tests: formatting, clippy, types, eslint, prettier
  bindings     write ui/src/bindings.ts anew from the Rust views, and the table of capabilities in README.md
  screens      photograph the screens into target/screens, refresh docs/window.png
  bench [..]   measure the promises about speed; arguments go to the benchmark
  bench start  weigh Duka's window against a bare one: start and memory
  dist         make the .deb and the .rpm, install each aside and open its window; `--debug` packs the debug build
  soak [..]    live thousands of lives of a shop under seeds; arguments go to the soak;
               then fuzz each reader of strange input, 60 s unless --fuzz-seconds says otherwise
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match (command.as_str(), rest.is_empty()) {
        ("run", true) => commands::run(),
        ("test", true) => commands::test(),
        ("lint", true) => commands::lint(),
        ("bindings", true) => commands::bindings(),
        ("screens", true) => commands::screens(),
        ("bench", _) => commands::bench(&rest),
        ("soak", _) => commands::soak(&rest),
        ("dist", _) => dist::dist(&rest),
        ("" | "help" | "--help" | "-h", _) => {
            eprint!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!(
                "cargo xtask does not know `{command} {}`.\n",
                rest.join(" ")
            );
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(steps::Stop::Said) => ExitCode::FAILURE,
        Err(steps::Stop::Because(sentence)) => {
            eprintln!("\nStopped: {sentence}");
            ExitCode::FAILURE
        }
    }
}

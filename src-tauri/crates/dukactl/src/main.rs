#![doc = include_str!("../README.md")]

mod answer;
mod cli;
mod commands;
mod desk;
mod keys;
mod log;
mod passphrase;
mod print;
mod stop;
mod vault;

use answer::Answer;
use clap::Parser as _;
use cli::Cli;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return answer::usage(&error),
    };
    log::begin();
    let json = cli.json;
    let done = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(commands::perform(cli)),
        Err(error) => Answer::of_error(
            &engine::EngineError::new(
                engine::Class::Failed,
                "system",
                format!("The system gave Duka no room to work: {error}. Nothing was sent."),
                format!(
                    "Le système n’a pas laissé de place à Duka : {error}. Rien n’a été envoyé."
                ),
            ),
            desk::language_of_the_system(),
        ),
    };
    done.print(json)
}

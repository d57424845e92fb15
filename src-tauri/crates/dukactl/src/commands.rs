//! One file a command group. A command takes what was typed, asks the engine, and returns an answer.

mod account;
mod backup;
mod balance;
mod batch;
mod batch_words;
mod charge;
mod convert;
mod desk_lock;
mod doubts;
mod export;
mod flags;
mod link;
mod payout;
mod places;
mod provider;
mod refund;
mod resolve;
mod reviewed;
mod run;
mod sandbox;
mod search;
mod setting;
mod show;
mod statement;
mod stats;
mod sync;
mod webhook;

use crate::answer::{Answer, DONE};
use crate::cli::{
    AccountCommand, BankCommand, ChargeCommand, Cli, Command, DeskCommand, NetworkCommand,
    PayoutCommand, ProviderCommand, RefundCommand, SettingCommand,
};
use crate::desk::{self, Desk};
use crate::print;
use domain::Operation;
use engine::{Class, EngineError};

/// Does what was typed. Whatever goes wrong is an answer too.
pub(crate) async fn perform(cli: Cli) -> Answer {
    let lang = cli.lang.unwrap_or_else(desk::language_of_the_system);
    if let Command::Sandbox(args) = &cli.command {
        return sandbox::serve(args)
            .await
            .unwrap_or_else(|error| Answer::of_error(&error, lang));
    }
    if let Command::Journal(command) = &cli.command {
        return desk_lock::journal(&cli, command)
            .await
            .unwrap_or_else(|error| Answer::of_error(&error, lang));
    }
    if let Command::Backup(command) = &cli.command {
        return backup::backup(&cli, command)
            .await
            .unwrap_or_else(|error| Answer::of_error(&error, lang));
    }
    let desk = match Desk::open(&cli).await {
        Ok(desk) => desk,
        Err(error) => return Answer::of_error(&error, lang),
    };
    let done = on_desk(&desk, cli.command).await;
    desk.engine.close().await;
    done.unwrap_or_else(|error| Answer::of_error(&error, desk.lang))
}

async fn on_desk(desk: &Desk, command: Command) -> Result<Answer, EngineError> {
    match command {
        Command::Provider(ProviderCommand::List) => Ok(provider::list(desk)),
        Command::Account(command) => match command {
            AccountCommand::Add(args) => account::add(desk, args).await,
            AccountCommand::List => account::list(desk).await,
            AccountCommand::Test { id } => account::test(desk, &id).await,
            AccountCommand::Update(args) => account::update(desk, args).await,
            AccountCommand::Remove { id } => account::remove(desk, &id).await,
        },
        Command::Charge(ChargeCommand::Create(args)) => charge::create(desk, *args).await,
        Command::Charge(ChargeCommand::Confirm(args)) => charge::confirm(desk, args).await,
        Command::Charge(ChargeCommand::Simulate { operation, phone }) => {
            charge::simulate(desk, &operation, &phone).await
        }
        Command::Payout(PayoutCommand::Create(args)) => payout::create(desk, *args).await,
        Command::Payout(PayoutCommand::Batch(args)) => batch::batch(desk, args).await,
        Command::Payout(PayoutCommand::Retry(args)) => payout::retry(desk, args).await,
        Command::Refund(RefundCommand::Create(args)) => refund::create(desk, args).await,
        Command::Convert(args) => convert::convert(desk, args).await,
        Command::Link(command) => link::link(desk, command).await,
        Command::Contact(command) => places::contact(desk, command).await,
        Command::Bank(BankCommand::List { account }) => places::banks(desk, &account).await,
        Command::Network(NetworkCommand::List { account }) => {
            places::networks(desk, &account).await
        }
        Command::Statement(args) => statement::statement(desk, args).await,
        Command::Balance(args) => balance::balance(desk, &args).await,
        Command::Sync(args) => sync::sync(desk, &args).await,
        Command::Search(args) => search::search(desk, args).await,
        Command::Stats(args) => stats::stats(desk, &args).await,
        Command::Export(args) => export::export(desk, *args).await,
        Command::Show { id } => show::show(desk, &id).await,
        Command::Doubts => doubts::doubts(desk).await,
        Command::Resolve(args) => resolve::resolve(desk, args).await,
        Command::Cancel { operation } => cancel(desk, &operation).await,
        Command::Setting(SettingCommand::Get { key }) => setting::get(desk, &key).await,
        Command::Setting(SettingCommand::Set { key, value }) => {
            setting::set(desk, &key, value.as_deref()).await
        }
        Command::Webhook(command) => webhook::webhook(desk, command).await,
        Command::Run(args) => run::run(desk, &args).await,
        Command::Desk { command: None } => desk_lock::status(desk).await,
        Command::Desk {
            command: Some(DeskCommand::Confirm { yes }),
        } => desk_lock::confirm(desk, yes).await,
        Command::Journal(_) | Command::Backup(_) | Command::Sandbox(_) => {
            unreachable!("answered before the home was opened")
        }
    }
}

/// An operation as the answer, by its own exit code.
async fn fate(desk: &Desk, operation: &Operation) -> Result<Answer, EngineError> {
    let doubts = desk.engine.open_doubts(&operation.id).await?;
    ended(desk, engine::exit_code(operation, &doubts), operation).await
}

/// An operation as the answer of a command that asked no money to move.
async fn ended(desk: &Desk, exit: u8, operation: &Operation) -> Result<Answer, EngineError> {
    let view = desk.view(operation).await?;
    let text = print::operation(&view, desk.zone, desk.lang);
    Ok(Answer::new(exit, &view, text))
}

/// Has a recorded operation sent. Where it may have left and that could not be written down, the operation is the answer.
async fn send(desk: &Desk, recorded: Operation) -> Result<Operation, EngineError> {
    match desk.engine.send(&recorded.id).await {
        Err(error) if error.class == Class::InDoubt && error.operation.is_none() => {
            let stands = desk.engine.operation(&recorded.id).await;
            Err(error.about(stands.unwrap_or(recorded)))
        }
        ended => ended,
    }
}

async fn cancel(desk: &Desk, id: &str) -> Result<Answer, EngineError> {
    let operation = desk.engine.cancel(&desk::operation_id(id)?).await?;
    ended(desk, DONE, &operation).await
}

//! What may be typed. Names and flags are a contract; a command that is not here yet is unknown, not a promise.

mod export;
mod link;
mod out;
mod places;
mod webhook;

pub(crate) use export::{ExportArgs, Filters, StatsArgs};
pub(crate) use link::{LinkCommand, LinkCreate, LinkUpdate};
pub(crate) use out::{
    ConvertArgs, PayoutBatch, PayoutCommand, PayoutCreate, PayoutRetry, RefundCommand, RefundCreate,
};
pub(crate) use places::{BankCommand, ContactAdd, ContactCommand, NetworkCommand, StatementArgs};
pub(crate) use webhook::{WebhookCommand, WebhookVerify};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use domain::{Environment, Lang};
use std::path::PathBuf;

/// Duka for a terminal, a script and a nightly job: the same accounts, books and rules as the window.
#[derive(Debug, Parser)]
#[command(name = "dukactl", version, arg_required_else_help = true, after_help = EXITS)]
pub(crate) struct Cli {
    /// The folder with Duka's books; the system's place for a user's data when not given
    #[arg(
        long,
        global = true,
        help_heading = "Everywhere",
        value_name = "DIR",
        env = "DUKA_HOME",
        hide_env_values = true
    )]
    pub(crate) home: Option<PathBuf>,

    /// Where keys are kept. Fixed at a home's first use. `file` takes its passphrase from DUKA_PASSPHRASE or asks for it
    #[arg(long, global = true, help_heading = "Everywhere", value_name = "KIND", value_parser = PossibleValuesParser::new(["keyring", "file"]))]
    pub(crate) vault: Option<String>,

    /// Print one JSON value; progress and logs go to stderr, and nothing is ever asked
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,

    /// The language of sentences; the setting `language` when not given, then LANG, then English
    #[arg(long, global = true, help_heading = "Everywhere", value_parser = PossibleValuesParser::new(["en", "fr"]).map(|tag| language(&tag)))]
    pub(crate) lang: Option<Lang>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXITS: &str = "\
Exit codes:
  0  succeeded, or done where no money was asked to move
  1  failed for another reason: disk, keyring, network before sending
  2  bad usage or bad input, or a guard; nothing was sent
  3  the provider refused, or the operation ended failed, expired or cancelled
  4  in doubt: sent, fate unknown; look it up, do not send again
  5  no such thing
  6  accepted, not finished
  7  recorded, not sent; the same request id is safe to repeat";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The providers and what they need
    #[command(subcommand)]
    Provider(ProviderCommand),
    /// Accounts at providers
    #[command(subcommand)]
    Account(AccountCommand),
    /// Ask a customer for money
    #[command(subcommand)]
    Charge(ChargeCommand),
    /// Send money out
    #[command(subcommand)]
    Payout(PayoutCommand),
    /// Give a charge back
    #[command(subcommand)]
    Refund(RefundCommand),
    /// Make one currency into another inside an account
    Convert(ConvertArgs),
    /// Pages at a provider where a customer pays
    #[command(subcommand)]
    Link(LinkCommand),
    /// The address book, over all providers
    #[command(subcommand)]
    Contact(ContactCommand),
    /// Banks that can be paid
    #[command(subcommand)]
    Bank(BankCommand),
    /// Mobile networks
    #[command(subcommand)]
    Network(NetworkCommand),
    /// What moved in an account, as its provider writes it down
    Statement(StatementArgs),
    /// Read the wallets now
    Balance(OfAccount),
    /// Pull history and balances
    Sync(SyncArgs),
    /// Find transactions and operations by phone fragment, reference, name, note or amount
    ///
    /// Each item is a transaction; what was asked for here and is no transaction yet is an item of the operation's form,
    /// told apart by its `state`. A transaction that came from here names its operation, and stands once.
    /// Live items come before sandbox items, newest first within each.
    Search(SearchArgs),
    /// Show an operation or a transaction with its timeline
    Show {
        /// `op_…` or `tx_…`
        id: String,
    },
    /// List the open questions, oldest first, with what to tell the customer
    Doubts,
    /// Look again at an operation, or settle its doubt
    Resolve(ResolveArgs),
    /// Cancel an operation that was not sent; exit 0 when it is cancelled
    Cancel {
        /// `op_…`
        operation: String,
    },
    /// Add up what a period brought: each currency and each environment by itself
    Stats(StatsArgs),
    /// Write what a search finds into a file, of one environment, whole or not at all
    ///
    /// Of a CSV, the lines at its beginning that begin with # tell its filter, its period and the age of its data; a
    /// workbook tells that in its last sheet. Text that would be taken for a formula or a number, such as a phone, has an
    /// apostrophe before it in a CSV.
    Export(Box<ExportArgs>),
    /// Read or write a setting
    #[command(subcommand)]
    Setting(SettingCommand),
    /// Say whether this home may send: not while it was moved, copied, restored or damaged
    Desk {
        #[command(subcommand)]
        command: Option<DeskCommand>,
    },
    /// Copies of the journal: list, restore, export. Works on a damaged journal too
    #[command(subcommand)]
    Journal(JournalCommand),
    /// One encrypted file of the home's books: make it, or put it back. Keys are not in it
    #[command(subcommand)]
    Backup(BackupCommand),
    /// Webhooks that came another way
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Send, poll and sync in the foreground until interrupted
    Run(RunArgs),
    /// Serve simulated providers until interrupted; prints one JSON line with addresses and credentials
    Sandbox(SandboxArgs),
}

impl Command {
    /// Whether the command may speak to a provider, and so must be able to read keys.
    pub(crate) fn needs_keys(&self) -> bool {
        match self {
            Self::Account(account) => !matches!(account, AccountCommand::List),
            Self::Contact(contact) => !matches!(contact, ContactCommand::List),
            Self::Charge(_)
            | Self::Payout(_)
            | Self::Refund(_)
            | Self::Convert(_)
            | Self::Link(_)
            | Self::Bank(_)
            | Self::Network(_)
            | Self::Statement(_)
            | Self::Balance(_)
            | Self::Sync(_)
            | Self::Resolve(_)
            | Self::Webhook(_)
            | Self::Run(_) => true,
            Self::Provider(_)
            | Self::Search(_)
            | Self::Stats(_)
            | Self::Export(_)
            | Self::Show { .. }
            | Self::Doubts
            | Self::Cancel { .. }
            | Self::Setting(_)
            | Self::Desk { .. }
            | Self::Journal(_)
            | Self::Backup(_)
            | Self::Sandbox(_) => false,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ProviderCommand {
    /// Names, countries, currencies, capabilities and credential fields
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountCommand {
    /// Add an account. Its credentials are one JSON object on stdin, with the field names of `provider list`
    Add(AccountAdd),
    /// List the accounts; of credentials only whether they are set
    List,
    /// Make one harmless call with the account's keys, and say why it was refused
    Test {
        /// `acc_…`
        id: String,
    },
    /// Change name, settings or keys. New keys are one JSON object on stdin
    Update(AccountUpdate),
    /// Delete the keys and keep the history. Refused while anything is unsettled
    Remove {
        /// `acc_…`
        id: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AccountAdd {
    /// An id of `provider list`
    #[arg(long, value_name = "P")]
    pub(crate) provider: String,
    /// Practice money or real money
    #[arg(long, value_parser = PossibleValuesParser::new(["sandbox", "live"]).map(|word| environment(&word)))]
    pub(crate) environment: Environment,
    /// What the shop calls it
    #[arg(long, value_name = "N")]
    pub(crate) name: String,
    /// Where requests go, when not to the provider's usual address
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// A setting that is not secret; may be given several times
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub(crate) set: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct AccountUpdate {
    /// `acc_…`
    pub(crate) id: String,
    /// Another name
    #[arg(long, value_name = "N")]
    pub(crate) name: Option<String>,
    /// A setting that is not secret; may be given several times
    #[arg(long = "set", value_name = "KEY=VALUE", value_parser = key_and_value)]
    pub(crate) set: Vec<(String, String)>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ChargeCommand {
    /// Ask a customer for money; prints the operation
    Create(Box<ChargeCreate>),
    /// Send the code that the provider asked for
    Confirm(ChargeConfirm),
    /// Have the provider's sandbox pay a charge, as its customer would
    Simulate {
        /// `op_…`
        operation: String,
        /// One of the provider's test numbers
        #[arg(long, value_name = "P")]
        phone: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ChargeCreate {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// Digits only, for example 85000
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    pub(crate) amount: String,
    /// ISO 4217, for example UGX
    #[arg(long, value_name = "C")]
    pub(crate) currency: String,
    /// How the customer pays
    #[arg(long, value_name = "M", value_parser = PossibleValuesParser::new(["mobile-money", "wallet", "hosted"]))]
    pub(crate) method: String,
    /// The customer's phone, in any usual spelling
    #[arg(long, value_name = "P")]
    pub(crate) phone: Option<String>,
    /// MTN, Airtel, Orange, or the provider's own code
    #[arg(long, value_name = "N")]
    pub(crate) network: Option<String>,
    /// The customer's number at the provider's wallet, where that is not the phone
    #[arg(long, value_name = "NUMBER")]
    pub(crate) payer: Option<String>,
    /// The customer's country, by its two letters
    #[arg(long, value_name = "CC")]
    pub(crate) country: Option<String>,
    /// Who bears the provider's fee
    #[arg(long, value_parser = PossibleValuesParser::new(["customer", "merchant"]))]
    pub(crate) fee_payer: Option<String>,
    /// The customer's first name
    #[arg(long, value_name = "F")]
    pub(crate) first_name: Option<String>,
    /// The customer's last name
    #[arg(long, value_name = "L")]
    pub(crate) last_name: Option<String>,
    /// The customer's e-mail address
    #[arg(long, value_name = "E")]
    pub(crate) email: Option<String>,
    /// Message to the customer; it goes with the money
    #[arg(long, value_name = "T")]
    pub(crate) note: Option<String>,
    /// Your id for this charge: repeating it prints the first operation and sends nothing twice
    #[arg(long, value_name = "U")]
    pub(crate) request_id: Option<String>,
    /// A story for the provider's sandbox to play
    #[arg(long, value_name = "S")]
    pub(crate) scenario: Option<String>,
    /// Poll for so many seconds after the send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
    /// The earlier operation that looks the same, to say that this is a second payment
    #[arg(long, value_name = "OPERATION")]
    pub(crate) despite: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ChargeConfirm {
    /// `op_…`
    pub(crate) operation: String,
    /// The code that the customer received
    #[arg(long, value_name = "CODE")]
    pub(crate) otp: String,
    /// Poll for so many seconds after the send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
}

#[derive(Debug, Args)]
pub(crate) struct OfAccount {
    /// `acc_…`; every account when not given
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct SyncArgs {
    /// `acc_…`; every account when not given
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<String>,
    /// Read everything again, not only what is new
    #[arg(long)]
    pub(crate) full: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// How many items at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub(crate) limit: u32,
    /// Where to go on: `next` of the page before
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ResolveArgs {
    /// `op_…`
    pub(crate) operation: String,
    /// This transaction of the provider's is the one in doubt
    #[arg(long, value_name = "PROVIDER_REFERENCE", conflicts_with_all = ["send_again", "set_aside"])]
    pub(crate) adopt: Option<String>,
    /// It never arrived, as the provider's list proves: record a new operation and send that
    #[arg(long, conflicts_with = "set_aside")]
    pub(crate) send_again: bool,
    /// Accepts the review of `--send-again`
    #[arg(long, requires = "send_again")]
    pub(crate) yes: bool,
    /// Lay the doubt aside with a written reason; exit 0. Its state stays as it is, and it goes on blocking a second charge
    #[arg(long, value_name = "REASON")]
    pub(crate) set_aside: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SettingCommand {
    /// Print a setting
    Get {
        /// language, staff, business, time_zone or theme
        key: String,
    },
    /// Write a setting; without a value it is cleared
    Set {
        /// language, staff, business, time_zone or theme
        key: String,
        /// Its new value
        value: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeskCommand {
    /// Say that no other computer works with this shop's Duka, so that sending may begin again
    Confirm {
        /// Accepts the review
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum BackupCommand {
    /// Make one. Its passphrase comes from DUKA_BACKUP_PASSPHRASE or a prompt; without it nobody opens it again
    Make {
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Put the books of a backup in the place of this home's, which are kept beside them
    Restore {
        /// The backup
        from: PathBuf,
        /// Accepts the review
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum JournalCommand {
    /// List the copies, newest first
    Copies,
    /// Write what can be read into a file, one JSON object a line
    Export {
        /// The file to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Put a copy in the journal's place; the journal that is there is kept beside it
    Restore {
        /// A name of `journal copies`, or a file; the newest sound copy when not given
        #[arg(long, value_name = "COPY")]
        from: Option<PathBuf>,
        /// Accepts the review
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Take webhooks at this port of this machine, which no other machine can reach; 0 takes any that is free
    #[arg(long, value_name = "PORT")]
    pub(crate) webhooks: Option<u16>,
}

#[derive(Debug, Args)]
pub(crate) struct SandboxArgs {
    /// The port on this machine; any free one when not given
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// The same seed gives the same credentials and the same past
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
}

fn language(tag: &str) -> Lang {
    Lang::parse(tag).unwrap_or_default()
}

fn environment(word: &str) -> Environment {
    Environment::parse(word).unwrap_or(Environment::Sandbox)
}

fn key_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => {
            Ok((key.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as KEY=VALUE".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
    #[test]
    fn a_setting_is_written_as_key_and_value() {
        assert_eq!(
            key_and_value("payer_email=shop@example.org"),
            Ok(("payer_email".to_owned(), "shop@example.org".to_owned()))
        );
        assert!(key_and_value("payer_email").is_err());
        assert!(key_and_value("=x").is_err());
    }
}

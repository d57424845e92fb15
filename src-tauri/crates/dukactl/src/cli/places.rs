//! People, banks, networks, and what moved.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum ContactCommand {
    /// Write somebody down, at the provider too where it keeps a list
    Add(ContactAdd),
    /// List everybody
    List,
}

#[derive(Debug, Args)]
pub(crate) struct ContactAdd {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// The first name
    #[arg(long, value_name = "F")]
    pub(crate) first_name: String,
    /// The last name
    #[arg(long, value_name = "L")]
    pub(crate) last_name: Option<String>,
    /// The number, in any usual spelling
    #[arg(long, value_name = "P")]
    pub(crate) phone: String,
    /// beneficiary, employee, vendor or other
    #[arg(long = "type", value_name = "T", default_value = "other")]
    pub(crate) sort: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BankCommand {
    /// List banks that an account can pay
    List {
        /// `acc_…`
        #[arg(long, value_name = "ID")]
        account: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum NetworkCommand {
    /// List mobile networks of an account's provider
    List {
        /// `acc_…`
        #[arg(long, value_name = "ID")]
        account: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct StatementArgs {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// From this day on: a local day of the business (2026-11-21), or RFC 3339
    #[arg(long, value_name = "D")]
    pub(crate) from: Option<String>,
    /// To the end of this day, or to this moment
    #[arg(long, value_name = "D")]
    pub(crate) to: Option<String>,
    /// Only what stands so
    #[arg(long, value_name = "S", value_parser = PossibleValuesParser::new(["pending", "in_doubt", "succeeded", "failed", "expired"]))]
    pub(crate) status: Option<String>,
    /// transaction, or charges: what the provider took
    #[arg(long, value_name = "D")]
    pub(crate) designation: Option<String>,
    /// The provider's own code
    #[arg(long, value_name = "N")]
    pub(crate) network: Option<String>,
    /// How many rows at most
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub(crate) limit: u32,
    /// Where to go on: `next` of the page before
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
}

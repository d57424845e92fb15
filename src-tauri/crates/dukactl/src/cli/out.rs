//! What moves money and is not asked of a customer.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum PayoutCommand {
    /// Send money to one recipient; prints the operation
    Create(Box<PayoutCreate>),
    /// Send out what a CSV or XLSX file says, a row each; prints what became of them
    ///
    /// The file has a `reference` column, whose entries are good once for ever: the same file given again sends only what did
    /// not leave. Rows with a fault are told and not sent. Ctrl-C sends nothing more; what is on its way comes home first.
    Batch(PayoutBatch),
    /// Have the provider try a failed payout again, where it offers that; prints the new operation
    Retry(PayoutRetry),
}

#[derive(Debug, Args)]
pub(crate) struct PayoutBatch {
    /// The file
    pub(crate) file: PathBuf,
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// Only read it: what it would pay, and what is wrong with which row. Nothing is sent
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Accepts the review
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) yes: bool,
    /// Poll for so many seconds after the last send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
    /// An earlier operation that looks the same as a row, to say that the row is owed once more; may be given several times
    #[arg(long, value_name = "OPERATION")]
    pub(crate) despite: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PayoutRetry {
    /// `op_…`: the payout that failed
    pub(crate) operation: String,
    /// Poll for so many seconds after the send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
    /// Accepts the review
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PayoutCreate {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// Digits only, for example 85000
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    pub(crate) amount: String,
    /// ISO 4217, for example UGX
    #[arg(long, value_name = "C")]
    pub(crate) currency: String,
    /// How it is sent
    #[arg(long, value_name = "TO", value_parser = PossibleValuesParser::new(["mobile-money", "bank", "wallet", "contact"]))]
    pub(crate) to: String,
    /// `ct_…`, or the provider's own id of somebody on its list
    #[arg(long, value_name = "ID")]
    pub(crate) contact: Option<String>,
    /// The recipient's phone, in any usual spelling
    #[arg(long, value_name = "P")]
    pub(crate) phone: Option<String>,
    /// MTN, Airtel, Orange, or the provider's own code
    #[arg(long, value_name = "N")]
    pub(crate) network: Option<String>,
    /// The bank, as `bank list` calls it
    #[arg(long, value_name = "K")]
    pub(crate) bank: Option<String>,
    /// The number of the bank account
    #[arg(long, value_name = "N")]
    pub(crate) number: Option<String>,
    /// The bank's branch
    #[arg(long, value_name = "B")]
    pub(crate) branch: Option<String>,
    /// The recipient's name
    #[arg(long, value_name = "N")]
    pub(crate) name: Option<String>,
    /// The recipient's country, by its two letters
    #[arg(long, value_name = "CC")]
    pub(crate) country: Option<String>,
    /// Message to the recipient; it goes with the money
    #[arg(long, value_name = "T")]
    pub(crate) note: Option<String>,
    /// The amount is what has to arrive; needs a fee that is known
    #[arg(long)]
    pub(crate) recipient_gets: bool,
    /// Your id for this payout: repeating it prints the first operation and sends nothing twice
    #[arg(long, value_name = "U")]
    pub(crate) request_id: Option<String>,
    /// A story for the provider's sandbox to play
    #[arg(long, value_name = "S")]
    pub(crate) scenario: Option<String>,
    /// On behalf of which part of the business, by the provider's id of it
    #[arg(long, value_name = "ID")]
    pub(crate) sub_account: Option<String>,
    /// Poll for so many seconds after the send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
    /// Accepts the review
    #[arg(long)]
    pub(crate) yes: bool,
    /// The earlier operation that looks the same, to say that this is a second payment
    #[arg(long, value_name = "OPERATION")]
    pub(crate) despite: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RefundCommand {
    /// Give a charge back, whole or in part; prints the operation
    Create(RefundCreate),
}

#[derive(Debug, Args)]
pub(crate) struct RefundCreate {
    /// The charge: `op_…` or `tx_…`
    pub(crate) charge: String,
    /// How much; everything that is left when not given
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    pub(crate) amount: Option<String>,
    /// Message to the customer; it goes with the money
    #[arg(long, value_name = "T")]
    pub(crate) note: Option<String>,
    /// Your id for this refund: repeating it prints the first operation and sends nothing twice
    #[arg(long, value_name = "U")]
    pub(crate) request_id: Option<String>,
    /// A story for the provider's sandbox to play
    #[arg(long, value_name = "S")]
    pub(crate) scenario: Option<String>,
    /// Poll for so many seconds after the send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
    /// Accepts the review
    #[arg(long)]
    pub(crate) yes: bool,
    /// The earlier operation that looks the same, to say that this is a second payment
    #[arg(long, value_name = "OPERATION")]
    pub(crate) despite: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// ISO 4217: what is taken
    #[arg(long, value_name = "C")]
    pub(crate) from: String,
    /// ISO 4217: what is wanted
    #[arg(long, value_name = "C")]
    pub(crate) to: String,
    /// How much is taken, digits only
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    pub(crate) amount: String,
    /// Only ask for the rate; nothing moves
    #[arg(long)]
    pub(crate) preview: bool,
    /// Your id for this conversion: repeating it prints the first operation and sends nothing twice
    #[arg(long, value_name = "U")]
    pub(crate) request_id: Option<String>,
    /// Poll for so many seconds after the send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
    /// Accepts the review
    #[arg(long)]
    pub(crate) yes: bool,
}

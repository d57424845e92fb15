//! Payment links.

use super::OfAccount;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum LinkCommand {
    /// Make a payment link; prints the link
    Create(Box<LinkCreate>),
    /// List payment links, as their providers tell them now
    List(OfAccount),
    /// Show a payment link as it stands now
    Show {
        /// `ln_…`
        id: String,
    },
    /// Change a payment link
    Update(LinkUpdate),
    /// Turn a payment link off
    Revoke {
        /// `ln_…`
        id: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LinkCreate {
    /// `acc_…`
    #[arg(long, value_name = "ID")]
    pub(crate) account: String,
    /// What it is for; the customer reads it
    #[arg(long, value_name = "T")]
    pub(crate) title: String,
    /// Digits only; without it the customer types the amount
    #[arg(long, value_name = "A", allow_negative_numbers = true)]
    pub(crate) amount: Option<String>,
    /// The least that a customer may type
    #[arg(long, value_name = "A")]
    pub(crate) min: Option<String>,
    /// The most that a customer may type
    #[arg(long, value_name = "A")]
    pub(crate) max: Option<String>,
    /// ISO 4217
    #[arg(long, value_name = "C")]
    pub(crate) currency: String,
    /// How often it may be paid
    #[arg(long, value_name = "N")]
    pub(crate) uses: Option<u32>,
    /// RFC 3339, or 24h, or 7d
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<String>,
    /// The rails that the page offers; all of them when not given
    #[arg(long, value_name = "M", value_delimiter = ',')]
    pub(crate) methods: Vec<String>,
    /// To whom the provider sends it
    #[arg(long, value_name = "P")]
    pub(crate) phone: Option<String>,
    /// Have the provider send it as a text message
    #[arg(long, requires = "phone")]
    pub(crate) sms: bool,
    /// The text on the page; the title when not given
    #[arg(long, value_name = "T")]
    pub(crate) note: Option<String>,
    /// Your id for this link: repeating it prints the first one and makes none twice
    #[arg(long, value_name = "U")]
    pub(crate) request_id: Option<String>,
    /// Poll for so many seconds after the send
    #[arg(long, value_name = "SECONDS", default_value_t = 0, value_parser = clap::value_parser!(u64).range(..=86_400))]
    pub(crate) wait: u64,
}

#[derive(Debug, Args)]
pub(crate) struct LinkUpdate {
    /// `ln_…`
    pub(crate) id: String,
    /// What it is for
    #[arg(long, value_name = "T")]
    pub(crate) title: Option<String>,
    /// Digits only
    #[arg(long, value_name = "A")]
    pub(crate) amount: Option<String>,
    /// The least that a customer may type
    #[arg(long, value_name = "A")]
    pub(crate) min: Option<String>,
    /// The most that a customer may type
    #[arg(long, value_name = "A")]
    pub(crate) max: Option<String>,
    /// How often it may be paid
    #[arg(long, value_name = "N")]
    pub(crate) uses: Option<u32>,
    /// RFC 3339, or 24h, or 7d
    #[arg(long, value_name = "WHEN")]
    pub(crate) expires: Option<String>,
}

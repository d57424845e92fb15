//! Sums and files: `stats`, `export`, and the filters that `export` shares with `search`.

use super::environment;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::Environment;
use engine::StatsBy;
use engine::export::Separator;
use std::path::PathBuf;

/// Which rows. Everything that is given must hold.
#[derive(Clone, Debug, Args)]
pub(crate) struct Filters {
    /// Phone fragment in any spelling, reference, name, note or amount
    pub(crate) text: Option<String>,
    /// Only what stands so
    #[arg(long, value_name = "S", value_parser = PossibleValuesParser::new(["pending", "in_doubt", "succeeded", "failed", "expired"]))]
    pub(crate) status: Option<String>,
    /// `acc_…`; every account when not given
    #[arg(long, value_name = "ID")]
    pub(crate) account: Option<String>,
    /// From this day on: a local day of the business (2026-11-21), or RFC 3339
    #[arg(long, value_name = "D")]
    pub(crate) from: Option<String>,
    /// To the end of this day, or to this moment
    #[arg(long, value_name = "D")]
    pub(crate) to: Option<String>,
    /// The least amount
    #[arg(long, value_name = "A")]
    pub(crate) min: Option<String>,
    /// The greatest amount
    #[arg(long, value_name = "A")]
    pub(crate) max: Option<String>,
}

impl Filters {
    /// The same for the engine.
    pub(crate) fn narrowing(&self) -> engine::Filters {
        engine::Filters {
            text: self.text.clone().unwrap_or_default(),
            statuses: self.status.clone().into_iter().collect(),
            accounts: self.account.clone().into_iter().collect(),
            from: self.from.clone(),
            to: self.to.clone(),
            min: self.min.clone(),
            max: self.max.clone(),
            ..engine::Filters::default()
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct StatsArgs {
    /// From this day on: a local day of the business (2026-11-21), or RFC 3339
    #[arg(long, value_name = "D")]
    pub(crate) from: Option<String>,
    /// To the end of this day, or to this moment
    #[arg(long, value_name = "D")]
    pub(crate) to: Option<String>,
    /// What is told apart; one sum a currency when not given
    #[arg(long, value_name = "BY", value_parser = PossibleValuesParser::new(["day", "provider", "method", "status"]).map(|word| by(&word)))]
    pub(crate) by: Option<StatsBy>,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Text for any program, or a workbook in which amounts are numbers and phones are text
    #[arg(long, value_parser = PossibleValuesParser::new(["csv", "xlsx"]))]
    pub(crate) format: String,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Between the cells of a CSV; semicolon in French, comma in English when not given
    #[arg(long, value_name = "SEPARATOR", value_parser = PossibleValuesParser::new(["comma", "semicolon"]).map(|word| separator(&word)))]
    pub(crate) separator: Option<Separator>,
    /// Whose money, where the home has both: a file never holds both
    #[arg(long, value_parser = PossibleValuesParser::new(["sandbox", "live"]).map(|word| environment(&word)))]
    pub(crate) environment: Option<Environment>,
    #[command(flatten)]
    pub(crate) filters: Filters,
}

fn by(word: &str) -> StatsBy {
    StatsBy::parse(word).unwrap_or(StatsBy::Day)
}

fn separator(word: &str) -> Separator {
    match word {
        "semicolon" => Separator::Semicolon,
        _ => Separator::Comma,
    }
}

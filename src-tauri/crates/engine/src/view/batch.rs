//! A file of payouts, for eyes: its columns, its rows with what is said of them, what it would pay, where it stands.

use super::{BalanceView, MoneyView};
use crate::batch::{BatchReview, BatchStanding};
use crate::batch_file::{ByNetwork, Column, Field, Mends, ReadRow, Remark};
use chrono::{DateTime, Utc};
use domain::{Balance, Lang};
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchColumnView {
    /// Its title, as it stands there; empty where it has none.
    pub title: String,
    /// What it says, if that is anything to us.
    #[ts(type = "BatchField | null")]
    pub field: Option<&'static str>,
}

impl From<&Column> for BatchColumnView {
    fn from(column: &Column) -> Self {
        Self {
            title: column.title.clone(),
            field: column.field.map(Field::as_str),
        }
    }
}

/// What is said of a row: why it is not paid, or what to look at before it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RemarkView {
    /// A short word.
    pub code: String,
    /// The field it is about; null is the row as a whole.
    #[ts(type = "BatchField | null")]
    pub field: Option<&'static str>,
    /// What is so.
    pub message: String,
    /// What mends it.
    pub next: String,
    /// The earlier payment that it speaks of.
    pub operation: Option<String>,
}

impl RemarkView {
    fn new(remark: &Remark, lang: Lang) -> Self {
        Self {
            code: remark.code.to_owned(),
            field: remark.field.map(Field::as_str),
            message: remark.message.in_lang(lang).to_owned(),
            next: remark.next.in_lang(lang).to_owned(),
            operation: remark.earlier.as_ref().map(ToString::to_string),
        }
    }
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchRowView {
    /// Its line in the file, as Excel and an editor count it.
    pub line: u32,
    /// What stands in its cells, by field.
    #[ts(type = "Partial<Record<BatchField, string>>")]
    pub cells: BTreeMap<&'static str, String>,
    /// How much, where it can be paid.
    pub amount: Option<MoneyView>,
    /// `payable`, `faulty`, or `recorded`: an earlier run has it, and it is not sent again.
    #[ts(type = "\"payable\" | \"faulty\" | \"recorded\"")]
    pub state: &'static str,
    /// Every reason why it cannot be paid.
    pub faults: Vec<RemarkView>,
    /// What to look at before it is paid.
    pub warnings: Vec<RemarkView>,
    /// The fields that were mended on the screen.
    #[ts(type = "Array<BatchField>")]
    pub mended: Vec<&'static str>,
}

/// A stretch of the rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchRowsView {
    /// The rows.
    pub rows: Vec<BatchRowView>,
    /// How many there are of this sort.
    pub count: usize,
}

/// What would be paid in one currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchTotalView {
    /// The provider's code of the network; null for banks and contacts, and where all are added up.
    pub network: Option<String>,
    /// How many rows.
    pub count: usize,
    /// Their sum.
    pub total: MoneyView,
    /// The wallet that pays, where it is clear which.
    pub held: Option<BalanceView>,
    /// The wallet held less than that when it was last read.
    pub short: bool,
}

/// What a file would pay, as the core read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchReviewView {
    /// Stands for exactly this review.
    pub nonce: String,
    /// The file's own sum, for who compares two files.
    pub file_sha256: String,
    /// Rows below the header.
    pub rows: usize,
    /// Rows that would be sent.
    pub to_send: usize,
    /// Rows that cannot be paid.
    pub faulty: usize,
    /// Rows to look at before they are sent.
    pub warned: usize,
    /// Rows that an earlier run has: they are not sent again.
    pub recorded: usize,
    /// What would be sent, each currency by itself.
    pub totals: Vec<BatchTotalView>,
    /// The same, by network.
    pub by_network: Vec<BatchTotalView>,
    /// What has to be known of the way that the money takes.
    pub cautions: Vec<String>,
}

/// Which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchRows {
    /// Every one.
    All,
    /// Those that cannot be paid.
    Faulty,
    /// Those to look at.
    Warned,
}

impl BatchRows {
    /// The rows of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "all" => Some(Self::All),
            "faulty" => Some(Self::Faulty),
            "warned" => Some(Self::Warned),
            _ => None,
        }
    }

    fn has(self, row: &ReadRow) -> bool {
        match self {
            Self::All => true,
            Self::Faulty => row.payable().is_none(),
            Self::Warned => row.payable().is_some() && !row.warnings.is_empty(),
        }
    }
}

impl BatchReview {
    /// What it would pay, in one language.
    #[must_use]
    pub fn view(&self, lang: Lang) -> BatchReviewView {
        let summary = &self.summary;
        let total = |it: &ByNetwork, held: Option<&Balance>| BatchTotalView {
            network: it.network.map(str::to_owned),
            count: it.total.count,
            total: it.total.total.into(),
            held: held.map(BalanceView::from),
            short: held
                .and_then(|held| held.available)
                .is_some_and(|available| available.amount() < it.total.total.amount()),
        };
        let of_all = summary.totals.iter().map(|it| {
            let all = ByNetwork {
                network: None,
                total: it.clone(),
            };
            total(&all, self.held_by_all(&all))
        });
        BatchReviewView {
            nonce: self.nonce.clone(),
            file_sha256: self.file.sha256.clone(),
            rows: summary.rows,
            to_send: summary.to_send,
            faulty: summary.faulty,
            warned: summary.warned,
            recorded: summary.recorded,
            totals: of_all.collect(),
            by_network: summary
                .by_network
                .iter()
                .map(|it| total(it, self.held_for(it)))
                .collect(),
            cautions: self
                .cautions
                .iter()
                .map(|text| text.in_lang(lang).to_owned())
                .collect(),
        }
    }

    /// A stretch of the rows, with what stands in them.
    #[must_use]
    pub fn rows(
        &self,
        which: BatchRows,
        (from, most): (usize, usize),
        mends: &Mends,
        lang: Lang,
    ) -> BatchRowsView {
        let of_them = || {
            let rows = self.file.rows.iter().enumerate();
            rows.filter(|(_, row)| which.has(row))
        };
        let row = |(place, row): (usize, &ReadRow)| BatchRowView {
            line: row.line,
            cells: Field::ALL
                .iter()
                .filter_map(|field| {
                    let text = self.file.text(place, *field)?;
                    // A cell longer than anything that is paid by it is cut: it is only looked at.
                    Some((field.as_str(), text.chars().take(200).collect()))
                })
                .collect(),
            amount: row.payable().map(|row| row.amount.into()),
            state: match (row.payable(), &row.recorded) {
                (_, Some(_)) => "recorded",
                (Some(_), None) => "payable",
                (None, None) => "faulty",
            },
            faults: remarks(row.faults(), lang),
            warnings: remarks(&row.warnings, lang),
            mended: mends.of_line(row.line).map(Field::as_str).collect(),
        };
        BatchRowsView {
            rows: of_them().skip(from).take(most).map(row).collect(),
            count: of_them().count(),
        }
    }

    /// The wallet that pays a network's rows, where it is clear which.
    fn held_for(&self, of: &ByNetwork) -> Option<&Balance> {
        let currency = of.total.total.currency();
        let mut fitting = self
            .held
            .iter()
            .filter(|it| it.currency == currency)
            .filter(|it| it.network.is_none() || it.network.as_deref() == of.network);
        let first = fitting.next();
        first.filter(|_| fitting.next().is_none())
    }

    /// The one wallet of a currency, where there is one.
    fn held_by_all(&self, of: &ByNetwork) -> Option<&Balance> {
        self.held_for(of).filter(|held| held.network.is_none())
    }
}

fn remarks(all: &[Remark], lang: Lang) -> Vec<RemarkView> {
    all.iter().map(|it| RemarkView::new(it, lang)).collect()
}

/// A file that was given, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BatchView {
    /// `bt_…`
    pub id: String,
    /// `acc_…`
    pub account: String,
    /// What the file is called.
    pub file_name: String,
    /// Whether it waits for a second person, runs, was paused, was stopped before its last row, or is done.
    #[ts(type = "\"awaiting_approval\" | \"running\" | \"paused\" | \"stopped\" | \"done\"")]
    pub state: String,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// How many of its rows stand where.
    #[ts(type = "Partial<Record<State, number>>")]
    pub counts: BTreeMap<&'static str, usize>,
    /// Rows that never left and can be offered again.
    pub left: usize,
}

impl From<&BatchStanding> for BatchView {
    fn from(standing: &BatchStanding) -> Self {
        Self {
            id: standing.id.clone(),
            account: standing.account.to_string(),
            file_name: standing.file_name.clone(),
            state: standing.state.to_owned(),
            given_at: standing.given_at,
            counts: standing.counts.by_state().collect(),
            left: standing.counts.at(domain::State::Recorded)
                + standing.counts.at(domain::State::Cancelled),
        }
    }
}

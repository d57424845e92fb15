//! What only the window shows or types; the rest of its types are the engine's views.

mod address;
mod batch;
mod card;
mod link;
mod out;
mod paper;
mod statement;
mod within;

pub use address::AddressInput;
pub use batch::{
    BatchColumnInput, BatchMendInput, BatchOpenedView, BatchProgressView, SavedFileView,
};
pub use card::{CardFormView, SealedInput};
pub use link::{LinkChangeInput, LinkInput, LinksView};
pub use out::{PayoutInput, RefundInput};
pub use paper::{
    BackupFileView, BackupMadeView, EvidenceFormat, EvidenceView, PrintedView, RestoredView,
    SlipView, TypedSecret,
};
pub use statement::{StatementInput, StatementPageView};
pub use within::{ContactInput, ConversionInput};

use crate::bounds::short;
use crate::rights::Right;
use ::paper::Paper;
use domain::AccountId;
use domain::{Environment, OperationId, Secret, StaffId};
use engine::view::{ErrorView, MemberView, MoneyView, NameSeenView, OperationView};
use engine::{
    AccountChange, AccountDraft, BalanceHistoryDraft, ChargeDraft, Confirmed, EngineError, Filters,
    Pin, SavedViewDraft, SearchDraft, SecondOwner, TrendDraft,
};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Which book lies open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Practice money, at simulated providers.
    Practice,
    /// The providers' own sandboxes.
    Sandbox,
    /// Real money.
    Live,
}

impl Mode {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Sandbox => "sandbox",
            Self::Live => "live",
        }
    }

    /// The mode of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Practice, Self::Sandbox, Self::Live]
            .into_iter()
            .find(|mode| mode.as_str() == word)
    }

    /// The environment whose money it shows.
    #[must_use]
    pub fn environment(self) -> Environment {
        match self {
            Self::Practice | Self::Sandbox => Environment::Sandbox,
            Self::Live => Environment::Live,
        }
    }
}

/// How the start went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BootState {
    /// Nothing is set up yet.
    FirstRun,
    /// A book is open.
    Ready,
    /// No book can be opened; the error says why.
    Blocked,
}

/// What the window needs to know before it shows anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BootView {
    /// How the start went.
    pub state: BootState,
    /// Which book lies open.
    pub mode: Mode,
    /// The language of every sentence.
    #[ts(type = "\"en\" | \"fr\"")]
    pub lang: &'static str,
    /// Light, dark, or as the system has it.
    #[ts(type = "\"system\" | \"light\" | \"dark\"")]
    pub theme: String,
    /// Who works here.
    pub staff: Option<String>,
    /// What the shop is called.
    pub business: Option<String>,
    /// The zone of the business's days.
    pub time_zone: String,
    /// The country of the first account, by its two letters.
    pub country: Option<String>,
    /// This Duka's version.
    pub version: &'static str,
    /// Where the open book's keys live.
    #[ts(type = "\"keyring\" | \"file\" | \"practice\"")]
    pub vault: &'static str,
    /// May cards be keyed at this desk? The owner turns it on.
    pub card_entry: bool,
    /// What receipts come out on here, for who may not read the settings too.
    pub paper: Paper,
    /// How many live accounts there are.
    pub live_accounts: usize,
    /// How many sandbox accounts of the shop's own there are.
    pub sandbox_accounts: usize,
    /// Why the start is blocked, or what the shop should know besides.
    pub error: Option<ErrorView>,
}

/// A phone number as it is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PhoneView {
    /// As it will be sent; null while it cannot be.
    pub e164: Option<String>,
    /// As its country writes it.
    pub national: Option<String>,
    /// The network that its first digits belong to.
    pub network: Option<String>,
    /// What is wrong with it.
    pub message: Option<String>,
    /// Names seen with it before.
    pub names: Vec<NameSeenView>,
}

/// An account as it was typed. It holds keys, so it cannot be printed.
#[derive(Clone, Deserialize, TS)]
pub struct AccountInput {
    /// The provider's id.
    pub provider: String,
    /// Sandbox or live.
    #[ts(type = "Environment")]
    pub environment: Environment,
    /// What the shop calls it.
    pub name: String,
    /// Another base URL than the usual one.
    pub base_url: Option<String>,
    /// Settings by key.
    pub settings: BTreeMap<String, String>,
    /// Credentials by the provider's field names.
    pub credentials: BTreeMap<String, String>,
}

impl From<AccountInput> for AccountDraft {
    fn from(input: AccountInput) -> Self {
        Self {
            provider: input.provider,
            environment: input.environment,
            name: input.name,
            base_url: input.base_url,
            settings: input.settings,
            credentials: secret(input.credentials),
        }
    }
}

/// What is to change about an account. It may hold keys, so it cannot be printed.
#[derive(Clone, Deserialize, TS)]
pub struct AccountChangeInput {
    /// What the shop calls it; null keeps it.
    pub name: Option<String>,
    /// Settings by key; an empty value clears one.
    pub settings: BTreeMap<String, String>,
    /// New credentials, all of them; null keeps those that are there.
    pub credentials: Option<BTreeMap<String, String>>,
}

impl From<AccountChangeInput> for AccountChange {
    fn from(input: AccountChangeInput) -> Self {
        Self {
            name: input.name,
            settings: input.settings,
            credentials: input.credentials.map(secret),
        }
    }
}

fn secret(credentials: BTreeMap<String, String>) -> BTreeMap<String, Secret<String>> {
    credentials
        .into_iter()
        .map(|(field, value)| (field, Secret::new(value)))
        .collect()
}

/// A charge as it was typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ChargeInput {
    /// `acc_…`
    pub account: String,
    /// Plain decimal text.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    /// By which rail.
    pub method: String,
    /// Who pays.
    pub phone: Option<String>,
    /// The network that holds the wallet.
    pub network: Option<String>,
    /// Who pays, at providers that know payers by another name.
    pub payer: Option<String>,
    /// Two letters.
    pub country: Option<String>,
    /// `customer` or `merchant`.
    pub fee_payer: Option<String>,
    /// The customer's.
    pub first_name: Option<String>,
    /// The customer's.
    pub last_name: Option<String>,
    /// The customer's.
    pub email: Option<String>,
    /// Goes with the money; the customer sees it.
    pub note: Option<String>,
    /// Stands for exactly this content.
    pub request_id: Option<String>,
    /// A story of the sandbox.
    pub scenario: Option<String>,
}

impl TryFrom<ChargeInput> for ChargeDraft {
    type Error = EngineError;

    fn try_from(input: ChargeInput) -> Result<Self, EngineError> {
        Ok(Self {
            account: AccountId::parse(&input.account)?,
            amount: input.amount,
            currency: input.currency,
            method: input.method,
            phone: input.phone,
            network: input.network,
            payer: input.payer,
            country: input.country,
            fee_payer: input.fee_payer,
            first_name: input.first_name,
            last_name: input.last_name,
            email: input.email,
            note: input.note,
            request_id: input.request_id,
            scenario: input.scenario,
            despite: None,
        })
    }
}

/// A review as it is confirmed: what stands for it, and nothing of the form.
#[derive(Clone, Debug)]
pub(crate) struct ConfirmInput {
    /// Of the review.
    pub(crate) nonce: String,
    /// As it stood in the review.
    pub(crate) amount: MoneyView,
    /// As it stood in the review.
    pub(crate) recipient: Option<String>,
    /// The earlier operation that the guard named.
    pub(crate) despite: Option<String>,
}

impl TryFrom<ConfirmInput> for Confirmed {
    type Error = EngineError;

    fn try_from(input: ConfirmInput) -> Result<Self, EngineError> {
        Ok(Self {
            nonce: input.nonce,
            amount: input.amount,
            recipient: input.recipient,
            despite: input
                .despite
                .as_deref()
                .map(OperationId::parse)
                .transpose()?,
        })
    }
}

/// A search as it was typed.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SearchInput {
    /// What narrows it.
    pub filters: Filters,
    /// How it is sorted; null is the newest first.
    #[serde(default)]
    #[ts(type = "\"newest\" | \"amount\" | null")]
    pub order: Option<String>,
    /// How many rows.
    pub limit: u32,
    /// The cursor of the page before.
    pub after: Option<String>,
    /// Should totals be counted?
    pub totals: bool,
}

impl SearchInput {
    /// The search in one environment.
    #[must_use]
    pub fn in_environment(self, environment: Environment) -> SearchDraft {
        SearchDraft {
            environment,
            filters: self.filters,
            order: self.order,
            limit: self.limit,
            after: self.after,
            totals: self.totals,
        }
    }
}

/// Which trend is asked for.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct TrendInput {
    /// The first local day.
    pub from: String,
    /// The last local day.
    pub to: String,
    /// ISO 4217; null is the first that there is.
    pub currency: Option<String>,
    /// `acc_…`
    pub account: Option<String>,
    /// What it is.
    #[ts(type = "Kind | null")]
    pub kind: Option<String>,
}

impl TrendInput {
    /// The question in one environment.
    #[must_use]
    pub fn in_environment(self, environment: Environment) -> TrendDraft {
        TrendDraft {
            environment,
            from: self.from,
            to: self.to,
            currency: self.currency,
            account: self.account,
            kind: self.kind,
        }
    }
}

/// Which wallet is asked about, over which time.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct BalanceHistoryInput {
    /// `acc_…`
    pub account: String,
    /// ISO 4217.
    pub currency: String,
    /// Only of this network; null is all that the provider tells apart.
    pub network: Option<String>,
    /// The first local day.
    pub from: String,
    /// The last local day.
    pub to: String,
}

impl BalanceHistoryInput {
    /// The question in one environment.
    #[must_use]
    pub fn in_environment(self, environment: Environment) -> BalanceHistoryDraft {
        BalanceHistoryDraft {
            environment,
            account: self.account,
            currency: self.currency,
            network: self.network,
            from: self.from,
            to: self.to,
        }
    }
}

/// A view as it is to be saved.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct SavedViewInput {
    /// Which one it replaces; null makes a new one.
    pub id: Option<String>,
    /// What the shop calls it.
    pub name: String,
    /// What it shows. Without a period of its own it keeps the one that is open.
    pub filters: Filters,
    /// Which columns, in order; empty for the usual ones.
    pub columns: Vec<String>,
    /// How it is sorted.
    #[ts(type = "\"newest\" | \"amount\"")]
    pub order: String,
}

impl From<SavedViewInput> for SavedViewDraft {
    fn from(input: SavedViewInput) -> Self {
        Self {
            id: input.id,
            name: input.name,
            filters: input.filters,
            columns: input.columns,
            order: input.order,
        }
    }
}

/// What is to be exported of a list: exactly what it shows.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ExportInput {
    /// What narrows the list.
    pub filters: Filters,
    /// The columns that are shown, in order; empty for all there are.
    pub columns: Vec<String>,
    /// Which sort of file.
    #[ts(type = "\"csv\" | \"xlsx\"")]
    pub format: String,
    /// What stands between the cells of a CSV; null as the language has it.
    #[ts(type = "\",\" | \";\" | null")]
    pub separator: Option<String>,
}

/// Something changed in the open book. Who shows it reads it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct ChangedView {
    /// These operations; none, with `history` true, means that any may have.
    pub operations: Vec<String>,
    /// Transactions.
    pub history: bool,
    /// Balances.
    pub balances: bool,
    /// Accounts.
    pub accounts: bool,
    /// Settings.
    pub settings: bool,
}

/// How far the first filling of a book is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProgressView {
    /// `acc_…`
    pub account: String,
    /// Rows read.
    #[ts(type = "number")]
    pub rows: u64,
    /// How many the provider says there are.
    #[ts(type = "number | null")]
    pub total: Option<u64>,
}

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportProgressView {
    /// Rows so far.
    #[ts(type = "number")]
    pub rows: u64,
}

/// Who works here, and who sits at the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StaffView {
    /// Who works here, those who came first first.
    pub members: Vec<MemberView>,
    /// Who signed in; null where nobody did or nobody has to.
    pub me: Option<MemberView>,
    /// Somebody has to sign in before anything else is answered.
    pub locked: bool,
    /// Somebody works here by name: the desk locks.
    pub needed: bool,
    /// After how many minutes a desk that is left locks itself.
    pub lock_after_minutes: u32,
    /// What whoever sits here may do.
    #[ts(type = "Right[]")]
    pub rights: Vec<&'static str>,
}

/// Everything that somebody may be allowed to do.
#[must_use]
pub fn rights() -> Vec<&'static str> {
    Right::ALL.into_iter().map(Right::as_str).collect()
}

/// What was approved: one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ApprovedView {
    /// The payment, on its way from now on.
    pub operation: Option<OperationView>,
    /// The file, which leaves when it is run.
    pub batch: Option<String>,
}

/// A PIN as it was typed. It cannot be printed, and is wiped from memory.
#[derive(Clone)]
pub struct PinInput(Secret<String>);

impl<'de> Deserialize<'de> for PinInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|typed| Self(Secret::new(typed)))
    }
}

impl PinInput {
    /// The PIN, if it is one.
    pub(crate) fn read(self) -> Result<Pin, EngineError> {
        Pin::parse(self.0)
    }
}

/// Another owner who says yes: who, and their PIN.
#[derive(Clone, Deserialize, TS)]
pub struct SecondInput {
    /// `st_…`
    pub staff: String,
    /// As it was typed.
    #[ts(type = "string")]
    pub pin: PinInput,
}

impl SecondInput {
    /// Who says yes, if that is somebody.
    pub(crate) fn read(self) -> Result<SecondOwner, EngineError> {
        short("staff", &self.staff)?;
        Ok(SecondOwner {
            id: StaffId::parse(&self.staff)?,
            pin: self.pin.read()?,
        })
    }
}

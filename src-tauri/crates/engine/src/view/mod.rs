//! What leaves the engine: one spelling for the command line's JSON and for the window.
//!
//! Money is a pair of strings, times are RFC 3339 in UTC, sentences are in the language that was asked for.
//! Nothing here holds a secret.

mod account;
mod contact;
mod delivery;
mod doubt;
mod key_test;
mod link;
mod lock;
mod money;
mod operation;
mod place;
mod provider;
mod registration;
mod review;
mod search;
mod show;
mod statement;
mod stats;
mod transaction;

pub use account::{AccountView, BalanceView, CredentialView, SyncView};
pub use contact::{ContactAtView, ContactView};
pub use delivery::{DeliveriesView, DeliveryView, VerdictView};
pub use doubt::{CandidateView, DoubtView, SayView};
pub use key_test::{KeyTestStep, KeyTestView};
pub use link::LinkView;
pub use lock::{ExportView, JournalCopyView, LockAccountView, SendingLockView};
pub use money::MoneyView;
pub use operation::{ActionView, OperationView, ReasonView};
pub use place::{BankView, NetworkListedView, RecipientView, SubAccountView};
pub use provider::{
    AnnouncedView, ChargeMethodView, CredentialFieldView, HelpView, NetworkView, ProviderView,
    SettingFieldView, UrlsView,
};
pub use registration::RegistrationView;
pub use review::{PhraseView, ReviewView};
pub use search::{CoverageView, ListView, NameSeenView, RowView, SearchView};
pub use show::{AnswerView, ShowView, TimelineView};
pub use statement::{AccountSummaryView, StatementRowView};
pub use stats::{ExportedView, KindStatsView, StatsView};
pub use transaction::TransactionView;

use serde::Serialize;
use ts_rs::TS;

/// An error as it leaves: a word for the machine, a sentence for the person, the one safe next step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ErrorView {
    /// A short word.
    pub code: String,
    /// What happened, and what it means for the money.
    pub message: String,
    /// The input field to mend, by its name on the command line.
    pub field: Option<String>,
    /// The one safe next step.
    pub next: Option<String>,
    /// The operation it is about; for the double-pay guard, the earlier one.
    pub operation: Option<OperationView>,
}

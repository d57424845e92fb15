//! What leaves the engine: one spelling for the command line's JSON and for the window.
//!
//! Money is a pair of strings, times are RFC 3339 in UTC, sentences are in the language that was asked for.
//! Nothing here holds a secret.

mod account;
mod balance_history;
mod batch;
mod comment;
mod contact;
mod conversion;
mod delivery;
mod doubt;
mod figures;
mod key_test;
mod link;
mod link_facts;
mod lock;
mod money;
mod number_card;
mod operation;
mod overview;
mod payout_rail;
mod place;
mod provider;
mod refundable;
mod registration;
mod review;
mod sales;
mod saved;
mod search;
mod show;
mod staff;
mod statement;
mod stats;
mod tally;
mod transaction;
mod trend;

pub use account::{AccountView, BalanceView, CredentialView, SyncView};
pub use balance_history::BalancePointView;
pub use batch::{
    BatchColumnView, BatchReviewView, BatchRowView, BatchRows, BatchRowsView, BatchTotalView,
    BatchView, RemarkView,
};
pub use comment::CommentView;
pub use contact::{ContactAtView, ContactView};
pub use conversion::ConversionView;
pub use delivery::{DeliveriesView, DeliveryView, VerdictView};
pub use doubt::{CandidateView, DoubtView, SayView};
pub use figures::{CountsView, FiguresView};
pub use key_test::{KeyTestStep, KeyTestView};
pub use link::LinkView;
pub use link_facts::LinkFactsView;
pub use lock::{ExportView, JournalCopyView, LockAccountView, SendingLockView};
pub use money::MoneyView;
pub use number_card::{NetworkSeenView, NumberCardView, NumberSumsView, OpenDoubtView};
pub(crate) use operation::rail;
pub use operation::{ActionView, OperationView, ReasonView};
pub use overview::{NeedItemView, NeedView, OverviewView, TodayView};
pub use payout_rail::PayoutRailView;
pub use place::{BankView, NetworkListedView, RecipientView, SubAccountView};
pub use provider::{
    AnnouncedView, ChargeMethodView, CredentialFieldView, HelpView, NetworkView, ProviderView,
    ScenarioView, SettingFieldView, UrlsView,
};
pub use refundable::RefundableView;
pub use registration::RegistrationView;
pub use review::{FigureView, PhraseView, ReviewView};
pub use sales::{SalesSumView, SalesView};
pub use saved::SavedView;
pub use search::{CoverageView, ListView, NameSeenView, RowView, SearchView};
pub use show::{AnswerView, ShowView, TimelineView};
pub use staff::{
    ApprovalView, ApprovalsView, AuditRowView, AuditView, BatchApprovalView, MemberView,
};
pub use statement::{AccountSummaryView, StatementRowView};
pub use stats::{ExportedView, KindStatsView, StatsView};
pub use tally::{StatusCountView, TallySumView, TallyView};
pub use transaction::TransactionView;
pub use trend::{FailureView, TrendPointView, TrendShareView, TrendView};

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

#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod books;
mod cells;
mod error;
mod file;
pub mod history;
pub mod journal;
mod journal_copy;
mod journal_export;
mod mark;
mod migrate;
mod row_id;
mod rows_at_once;
pub mod search;

pub use books::{BooksRestored, HISTORY, JOURNAL, Shapes, copy_books, restore_books};
pub use error::StoreError;
pub use history::{
    BalancePoint, Failure, FeeKept, History, NameSeen, NetworkSeen, NumberSum, Period, Salvage,
    Seen, Slice, Sum, SumsApart, SyncState, Upserted,
};
pub use journal::{
    Act, Actor, Answer, Attempt, AuditKept, BatchKept, BatchReading, BatchState, Change, Comment,
    DeliveryKept, Depth, EndedAttempt, Inserted, Journal, JournalEnd, KeptDelivery, KnownReference,
    NewAnswer, NewAttempt, NewBatch, NewDelivery, NewPrint, NewRow, OpenSince, OpenSum, PaidBefore,
    PinTry, PrintsKept, ReceiptNumber, Recorded, RowKept, SavedViewKept, TimelineEntry, Waiting,
};
pub use journal_copy::{JournalCopy, Restored, copy_journal, journal_copies, restore_journal};
pub use journal_export::{Exported, export_journal};
pub use mark::ChangeMark;
pub use search::{Count, Having, Order, Page, Query, Row, Tally, TallySum, Whole};

use search::Index;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Both files, and the search over them.
#[derive(Clone)]
pub struct Store {
    /// What Duka was asked to do with money, and what became of it.
    pub journal: Journal,
    /// What providers say happened.
    pub history: History,
    /// What became of a history that was found damaged when this store was opened.
    pub salvaged: Option<Salvage>,
    index: Arc<Mutex<Index>>,
}

impl Store {
    /// Opens both files in the home folder, creates what is missing and brings them to the newest shape.
    /// Nothing is ever deleted.
    pub async fn open(home: &Path) -> Result<Self, StoreError> {
        let journal = Journal::open(&home.join("journal.db")).await?;
        let (history, salvaged) = History::open(&home.join("history.db")).await?;
        Ok(Self {
            journal,
            history,
            salvaged,
            index: Arc::default(),
        })
    }

    /// Closes both files once everything under way is done.
    pub async fn close(&self) {
        self.journal.file.close().await;
        self.history.file.close().await;
    }

    /// Differs from an earlier mark when anybody changed either file since.
    pub async fn change_mark(&self) -> Result<ChangeMark, StoreError> {
        Ok(ChangeMark {
            journal: self.journal.file.revision().await?,
            history: self.history.file.revision().await?,
        })
    }
}

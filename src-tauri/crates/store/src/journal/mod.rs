//! The journal: what Duka was asked to do with money, and everything that became of it. On disk before it is acted upon.

mod account;
mod answer;
mod approval;
mod attempt;
mod audit;
mod batch;
mod batch_known;
mod batch_reading;
mod change;
mod comment;
mod contact;
mod delivery;
mod doubt;
mod open;
mod operation;
#[cfg(test)]
mod plans;
mod print;
mod record;
mod saved_view;
mod setting;
mod staff;
mod sum;
mod timeline;
mod transition;
mod verify;

pub use account::Inserted;
pub use answer::{Answer, NewAnswer};
pub use approval::Waiting;
pub use attempt::{Attempt, EndedAttempt, NewAttempt};
pub use audit::{Act, AuditKept};
pub use batch::{BatchKept, BatchState, NewBatch, NewRow, RowKept};
pub use batch_known::{KnownReference, PaidBefore};
pub use batch_reading::BatchReading;
pub use change::Change;
pub use comment::Comment;
pub use delivery::{DeliveryKept, KeptDelivery, NewDelivery};
pub use open::{OpenSince, OpenSum};
pub use print::{NewPrint, PrintsKept, ReceiptNumber};
pub use record::Recorded;
pub use saved_view::SavedViewKept;
pub use staff::PinTry;
pub use timeline::TimelineEntry;
pub use verify::{Depth, JournalEnd};

pub(crate) use doubt::in_doubt;
pub(crate) use operation::{
    changed_since, given_back, named_references, naming, newest_in, read_all_by_rows,
};

use crate::error::StoreError;
use crate::file::File;
use crate::migrate::{self, Shape};
use std::fmt;
use std::path::Path;

pub(crate) const SHAPE: Shape = Shape {
    migrations: &[
        include_str!("../../migrations/journal/0001_operations.sql"),
        include_str!("../../migrations/journal/0002_deliveries.sql"),
        include_str!("../../migrations/journal/0003_sums.sql"),
        include_str!("../../migrations/journal/0004_kinds.sql"),
        include_str!("../../migrations/journal/0005_staff.sql"),
        include_str!("../../migrations/journal/0006_views.sql"),
        include_str!("../../migrations/journal/0007_prints.sql"),
        include_str!("../../migrations/journal/0008_batch_reading.sql"),
        include_str!("../../migrations/journal/0009_leaner_rows.sql"),
        include_str!("../../migrations/journal/0010_steps_alone.sql"),
        include_str!("../../migrations/journal/0011_rows_of_a_file.sql"),
    ],
    durable: true,
};

/// The open journal. Clones share its connections.
#[derive(Clone)]
pub struct Journal {
    pub(crate) file: File,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The staff member, or the user of the operating system.
    pub name: String,
    /// Through what: `window`, `dukactl`, or `duka` by itself.
    pub by: String,
}

impl Actor {
    /// What Duka is called where it acts by itself. Nobody else is.
    pub const ITSELF: &str = "Duka";

    /// True where a person acts.
    #[must_use]
    pub fn is_a_person(&self) -> bool {
        self.name != Self::ITSELF
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.name, self.by)
    }
}

impl Journal {
    pub(crate) async fn open(path: &Path) -> Result<Self, StoreError> {
        let file = File::open(path, &SHAPE).await?;
        // The journal is small, and is never trusted unread.
        if let Err(error) = file.check().await {
            file.close().await;
            return Err(error);
        }
        Ok(Self { file })
    }

    /// Writes a whole copy, or none.
    pub(crate) async fn copy_into(&self, target: &Path) -> Result<(), StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.writer().await?;
                migrate::copy(&mut conn, target).await
            })
            .await
    }
}

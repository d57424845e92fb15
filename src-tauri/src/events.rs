//! What the core tells the window on its own.

use crate::views::{BatchProgressView, ChangedView, ExportProgressView, ProgressView};
use domain::OperationId;
use engine::{Changed, SyncProgress};
use tauri::{AppHandle, Emitter as _};

/// Something changed in the open book.
pub(crate) fn changed(app: &AppHandle, what: ChangedView) {
    // A window that is closing hears nothing, and needs to hear nothing.
    let _ = app.emit_to(crate::windows::MAIN, "changed", what);
}

/// The first filling of a book went on.
pub(crate) fn progress(app: &AppHandle, how_far: &SyncProgress) {
    let view = ProgressView {
        account: how_far.account.to_string(),
        rows: how_far.rows,
        total: how_far.total,
    };
    let _ = app.emit_to(crate::windows::MAIN, "progress", view);
}

/// A file of a list went on.
pub(crate) fn export(app: &AppHandle, rows: u64) {
    let _ = app.emit_to(crate::windows::MAIN, "export", ExportProgressView { rows });
}

/// What was keyed in the card window was sent: the main window shows what became of it.
pub(crate) fn card_done(app: &AppHandle, operation: &OperationId) {
    let _ = app.emit_to(crate::windows::MAIN, "card_done", operation.to_string());
}

/// A file of payouts went on.
pub(crate) fn batch(app: &AppHandle, how_far: BatchProgressView) {
    let _ = app.emit_to(crate::windows::MAIN, "batch", how_far);
}

/// Somebody closes the window while a file of payouts runs: they are asked first.
pub(crate) fn leaving(app: &AppHandle) {
    let _ = app.emit_to(crate::windows::MAIN, "leaving", ());
}

impl ChangedView {
    /// So much was told that some of it was missed: anything may have changed.
    pub(crate) fn anything() -> Self {
        Self {
            operations: Vec::new(),
            history: true,
            balances: true,
            accounts: true,
            settings: true,
        }
    }
}

impl From<Changed> for ChangedView {
    fn from(changed: Changed) -> Self {
        Self {
            operations: changed.operations.iter().map(ToString::to_string).collect(),
            history: changed.history,
            balances: changed.balances,
            accounts: changed.accounts,
            settings: changed.settings,
        }
    }
}

//! What was done here, by whom, and whether the trail of it is whole.

use crate::core::Engine;
use crate::error::Result;
use crate::view::{AuditRowView, AuditView};
use domain::Environment;
use store::{AuditKept, Depth};

const PAGE: u32 = 100;
/// Enough of a desk's name to tell two apart.
const DESK_LETTERS: usize = 8;

impl Engine {
    /// A page of what was done, newest first: to the desk itself, and to what belongs to this environment. The chain is read
    /// with it: the whole of it on the first page.
    pub async fn audit_page(
        &self,
        before: Option<i64>,
        environment: Environment,
    ) -> Result<AuditView> {
        let journal = &self.store().journal;
        let depth = match before {
            None => Depth::Whole,
            Some(_) => Depth::Recent,
        };
        let broken_at = journal.audit_breaks_at(depth).await?;
        let kept = journal.audited(before, Some(environment), PAGE).await?;
        let last = kept.last().map(|row| row.seq);
        let full = kept.len() == PAGE as usize;
        Ok(AuditView {
            rows: kept.into_iter().map(row).collect(),
            next: last.filter(|_| full),
            broken_at,
        })
    }
}

pub(crate) fn row(kept: AuditKept) -> AuditRowView {
    AuditRowView {
        seq: kept.seq,
        at: kept.at,
        who: kept.actor.name,
        staff: kept.staff.map(|id| id.to_string()),
        desk: kept
            .desk
            .map(|desk| desk.chars().take(DESK_LETTERS).collect()),
        door: kept.actor.by,
        act: kept.what,
        about: kept.subject,
        before: kept.before,
        after: kept.detail,
    }
}

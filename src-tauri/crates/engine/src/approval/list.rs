//! Everything that waits for a second person, for eyes: operations one by one, files as one.

use super::totals;
use crate::core::Engine;
use crate::error::Result;
use crate::view::{ApprovalView, ApprovalsView, BatchApprovalView, MoneyView, OperationView};
use domain::{Environment, Lang};
use store::Waiting;

impl Engine {
    /// What waits in an environment.
    pub async fn approvals(&self, environment: Environment, lang: Lang) -> Result<ApprovalsView> {
        let waiting = self.store().journal.awaiting_approval(environment).await?;
        let (rows, single): (Vec<Waiting>, Vec<Waiting>) = waiting
            .into_iter()
            .partition(|it| it.operation.batch().is_some());
        let mut files: Vec<(String, Vec<Waiting>)> = Vec::new();
        for row in rows {
            let batch = row.operation.batch().unwrap_or_default().to_owned();
            match files.iter_mut().find(|(id, _)| *id == batch) {
                Some((_, rows)) => rows.push(row),
                None => files.push((batch, vec![row])),
            }
        }
        let mut batches = Vec::with_capacity(files.len());
        for (batch, rows) in &files {
            let kept = self.store().journal.batch(batch).await?;
            let (Some(kept), Some(first)) = (kept, rows.first()) else {
                continue;
            };
            let sums = totals(rows.iter().map(|row| &row.operation))?;
            batches.push(BatchApprovalView {
                batch: batch.clone(),
                account: kept.account.to_string(),
                file_name: kept.file_name,
                rows: rows.len(),
                totals: sums.into_iter().map(MoneyView::from).collect(),
                asked_by: first.asked_by.name.clone(),
                asked_at: first.asked_at,
            });
        }
        let thresholds = self.thresholds().await?;
        Ok(ApprovalsView {
            operations: single
                .iter()
                .map(|waiting| ApprovalView {
                    operation: OperationView::new(&waiting.operation, &[], lang),
                    asked_by: waiting.asked_by.name.clone(),
                    asked_at: waiting.asked_at,
                })
                .collect(),
            batches,
            thresholds: thresholds.into_iter().map(MoneyView::from).collect(),
        })
    }
}

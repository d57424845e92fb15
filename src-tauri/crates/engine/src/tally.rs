//! How many rows a list has, and what they come to.

use crate::core::Engine;
use crate::error::Result;
use crate::filters::Filters;
use crate::view::{StatusCountView, TallySumView, TallyView};
use domain::{Environment, Status};

impl Engine {
    /// What everything that the filters find comes to, however long the list is.
    pub async fn tally(&self, environment: Environment, filters: &Filters) -> Result<TallyView> {
        let query = self.narrowed(environment, filters).await?;
        let tally = self.store().tally(&query).await?;
        let count_of = |status: &Status| tally.statuses.get(status).copied().unwrap_or(0);
        Ok(TallyView {
            count: tally.count,
            statuses: Status::ALL
                .iter()
                .map(|status| StatusCountView {
                    status: status.as_str(),
                    count: count_of(status),
                })
                .collect(),
            in_question: tally.in_question,
            sums: tally
                .sums
                .iter()
                .map(|sum| TallySumView {
                    currency: sum.asked.currency().code().to_owned(),
                    kind: sum.kind.as_str(),
                    count: sum.count,
                    succeeded: sum.succeeded,
                    asked: sum.asked.into(),
                    moved: sum.moved.into(),
                })
                .collect(),
        })
    }
}

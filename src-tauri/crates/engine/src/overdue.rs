//! Open for longer than usual: a question of its own, asked after a while that this shop's own history tells.

use crate::core::Engine;
use crate::draft::said_yes_at;
use crate::error::Result;
use crate::observe::Doubts;
use crate::schedule::USUAL_S;
use chrono::{DateTime, Duration, Utc};
use domain::{DoubtKind, Operation, OperationId, State};

/// How many times as long as usual is longer than usual.
const TIMES_AS_LONG: u64 = 4;
/// The most that a person waits for the question, however long such operations took lately. Where a provider hangs for days,
/// days become usual, and what was lost among them must not be silent for weeks.
const LONGEST_S: u64 = 24 * 60 * 60;

impl Engine {
    /// Open for longer than usual is a question of its own.
    pub(crate) async fn notice_overdue(&self, id: &OperationId) -> Result<Operation> {
        let operation = self.operation(id).await?;
        let waits = matches!(operation.state, State::Pending | State::NeedsAction);
        if !waits || self.now() < self.overdue_at(&operation).await? {
            return Ok(operation);
        }
        if self.open_doubts(id).await?.contains(&DoubtKind::Overdue) {
            return Ok(operation);
        }
        self.change(id, &self.itself(), "longer_than_usual", None, |operation| {
            matches!(operation.state, State::Pending | State::NeedsAction)
                .then(|| Doubts::open(DoubtKind::Overdue))
        })
        .await
    }

    async fn overdue_at(&self, operation: &Operation) -> Result<DateTime<Utc>> {
        let usual = self.usual_s(operation).await?;
        Ok(said_yes_at(operation) + patience(usual))
    }

    /// How long such operations usually take here, from this shop's own history: the median, in seconds.
    pub(crate) async fn usual_s(&self, like: &Operation) -> Result<Option<u64>> {
        let since = self.now() - Duration::days(30);
        let mut took: Vec<i64> = self
            .store()
            .journal
            .recent_operations(like.environment, since, 500)
            .await?
            .into_iter()
            .filter(|o| {
                o.state == State::Succeeded && o.account == like.account && o.kind == like.kind
            })
            .map(|o| (o.updated_at - said_yes_at(&o)).num_seconds())
            .collect();
        if took.len() < 5 {
            return Ok(None);
        }
        took.sort_unstable();
        Ok(u64::try_from(took[took.len() / 2]).ok())
    }
}

/// How long one may be open before it is asked about; `usual` is the median, in seconds.
fn patience(usual: Option<u64>) -> Duration {
    let longer = usual.unwrap_or(0).saturating_mul(TIMES_AS_LONG);
    let seconds = longer.clamp(USUAL_S, LONGEST_S);
    Duration::seconds(i64::try_from(seconds).unwrap_or(i64::MAX / 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_for_four_times_as_long_as_usual_is_asked_about_and_for_a_day_always() {
        const HOUR: u64 = 60 * 60;
        for (usual, minutes) in [
            (None, 10),
            (Some(5), 10),
            (Some(HOUR), 4 * 60),
            (Some(6 * HOUR), 24 * 60),
            (Some(3 * 24 * HOUR), 24 * 60),
            (Some(u64::MAX), 24 * 60),
        ] {
            assert_eq!(patience(usual), Duration::minutes(minutes), "{usual:?}");
        }
    }
}

//! What happened to one operation, told in one row after the other.

use super::{Journal, answer, attempt, doubt, transition};
use crate::error::StoreError;
use chrono::{DateTime, Utc};
use domain::{OperationId, State};
use sqlx::SqliteConnection;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When. UTC.
    pub at: DateTime<Utc>,
    /// Who did it: `Justine N., window`. A provider's answer has the provider for an actor, shown as empty.
    pub actor: String,
    /// A machine word: `state:sending`, `attempt:began`, `attempt:ended`, `doubt:fate_unknown`,
    /// `settled:fate_unknown`, `aside:fate_unknown`, `answer`.
    pub what: String,
    /// The state that was left, on a step.
    pub from: Option<State>,
    /// The state that was reached, on a step.
    pub to: Option<State>,
    /// A machine word for why.
    pub cause: String,
    /// What else is known.
    pub detail: Option<String>,
}

fn entry(at: DateTime<Utc>, actor: String, what: String, cause: &str) -> TimelineEntry {
    TimelineEntry {
        at,
        actor,
        what,
        from: None,
        to: None,
        cause: cause.to_owned(),
        detail: None,
    }
}

async fn steps(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    entries: &mut Vec<TimelineEntry>,
) -> Result<(), StoreError> {
    for kept in transition::of(conn, operation).await? {
        entries.push(TimelineEntry {
            at: kept.at,
            actor: kept.actor.to_string(),
            what: format!("state:{}", kept.to.as_str()),
            from: kept.from,
            to: Some(kept.to),
            cause: kept.cause,
            detail: kept.detail,
        });
    }
    Ok(())
}

async fn attempts(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    entries: &mut Vec<TimelineEntry>,
) -> Result<(), StoreError> {
    for (attempt, actor) in attempt::of(conn, operation).await? {
        let mut began = entry(
            attempt.began_at,
            actor.to_string(),
            "attempt:began".to_owned(),
            "sending",
        );
        began.detail = Some(attempt.id.clone());
        entries.push(began);
        if let Some(at) = attempt.ended_at {
            let result = attempt.result.unwrap_or_default();
            let mut ended = entry(at, actor.to_string(), "attempt:ended".to_owned(), &result);
            ended.detail = Some(attempt.id);
            entries.push(ended);
        }
    }
    Ok(())
}

async fn doubts(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    entries: &mut Vec<TimelineEntry>,
) -> Result<(), StoreError> {
    for kept in doubt::of(conn, operation).await? {
        let kind = kept.doubt.kind.as_str();
        let mut opened = entry(
            kept.doubt.since,
            kept.opened_by,
            format!("doubt:{kind}"),
            kind,
        );
        opened.detail = Some(kept.doubt.detail.en);
        entries.push(opened);
        if let Some((at, reason)) = kept.doubt.set_aside {
            let by = kept.aside_by.unwrap_or_default();
            let mut aside = entry(at, by, format!("aside:{kind}"), kind);
            aside.detail = Some(reason);
            entries.push(aside);
        }
        if let Some(at) = kept.doubt.settled_at {
            let by = kept.settled_by.unwrap_or_default();
            entries.push(entry(at, by, format!("settled:{kind}"), kind));
        }
    }
    Ok(())
}

async fn answers(
    conn: &mut SqliteConnection,
    operation: &OperationId,
    entries: &mut Vec<TimelineEntry>,
) -> Result<(), StoreError> {
    for answer in answer::of(conn, operation).await?.into_iter().rev() {
        let mut came = entry(answer.at, String::new(), "answer".to_owned(), &answer.what);
        came.detail = Some(answer.status.to_string());
        entries.push(came);
    }
    Ok(())
}

impl Journal {
    /// Everything known about an operation, oldest first.
    pub async fn timeline(
        &self,
        operation: &OperationId,
    ) -> Result<Vec<TimelineEntry>, StoreError> {
        self.file
            .named(async {
                let mut conn = self.file.reader().await?;
                let mut entries = Vec::new();
                steps(&mut conn, operation, &mut entries).await?;
                attempts(&mut conn, operation, &mut entries).await?;
                answers(&mut conn, operation, &mut entries).await?;
                doubts(&mut conn, operation, &mut entries).await?;
                // Stable: what shares a moment keeps the order above, a step before what it brought.
                entries.sort_by_key(|entry| entry.at);
                Ok(entries)
            })
            .await
    }
}

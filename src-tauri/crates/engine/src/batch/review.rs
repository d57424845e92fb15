//! The review of a file: what it would pay, as the core read it; and its confirmation, which writes the whole file down.

use super::BatchDraft;
use super::judge::{Judged, turn_of};
use crate::batch_file::{BatchFile, Summary};
use crate::core::{Engine, locked};
use crate::error::{Class, EngineError, Result};
use chrono::{DateTime, Duration, Utc};
use domain::{AccountId, Balance, Environment, State, Text};
use sha2::{Digest, Sha256};
use store::{BatchReading, NewBatch, NewRow, StoreError};
use ulid::Ulid;

/// A review that nobody confirmed for so long is read again.
const LASTS_MINUTES: i64 = 10;

/// A file as the core read it: nothing of it is written down or sent.
#[derive(Debug)]
pub struct BatchReview {
    /// Stands for exactly this review.
    pub nonce: String,
    /// Sandbox or live.
    pub environment: Environment,
    /// The rows, judged.
    pub file: BatchFile,
    /// What it would pay.
    pub summary: Summary,
    /// What the account's wallets held when they were last read. They warn, and never block.
    pub held: Vec<Balance>,
    /// What has to be known of the way that the money takes.
    pub cautions: Vec<Text>,
}

/// A review that can still be confirmed.
pub(crate) struct KeptBatch {
    nonce: String,
    draft: BatchDraft,
    content: String,
    made_at: DateTime<Utc>,
}

/// A file that was confirmed.
#[derive(Debug)]
pub struct BatchRecorded {
    /// Names the batch; none where every row was recorded before or cannot be paid.
    pub id: Option<String>,
    /// Through which account it pays.
    pub account: AccountId,
    /// The rows, judged.
    pub file: BatchFile,
}

impl Engine {
    /// Judges a file and renders what it would pay.
    pub async fn review_batch(&self, draft: BatchDraft) -> Result<BatchReview> {
        let judged = self.judged(&draft, "").await?;
        let summary = judged.file.summary()?;
        let held = self
            .store()
            .history
            .balances(judged.account.environment)
            .await?
            .into_iter()
            .filter(|balance| balance.account == judged.account.id)
            .collect();
        let facts = self.provider_of(&judged.account)?.manifest();
        let used = |rail| {
            let mut rows = judged.rows.iter();
            rows.any(|(_, it)| matches!(&it.details, domain::Details::Payout(to) if to.to.rail() == rail))
        };
        let cautions = facts
            .payout_rails
            .iter()
            .filter(|rail| used(rail.rail))
            .filter_map(|rail| rail.caution.map(providers::manifest::Words::text))
            .collect();
        let mut cautions: Vec<Text> = cautions;
        if self
            .file_waits(judged.rows.iter().map(|(_, it)| it))
            .await?
        {
            cautions.push(crate::review::waits_for_another());
        }
        let nonce = format!("{:032x}", self.chance::<u128>());
        *locked(&self.inner.batch_review) = Some(KeptBatch {
            nonce: nonce.clone(),
            draft,
            content: content(&judged),
            made_at: self.now(),
        });
        Ok(BatchReview {
            nonce,
            environment: judged.account.environment,
            file: judged.file,
            summary,
            held,
            cautions,
        })
    }

    /// Writes the reviewed file down, with an operation for every row that is to be sent, if it still reads the same.
    /// Nothing is sent: that is [`Engine::run_batch`].
    pub async fn confirm_batch(&self, nonce: &str) -> Result<BatchRecorded> {
        let now = self.now();
        let kept = locked(&self.inner.batch_review)
            .take()
            .filter(|kept| kept.nonce == nonce && kept.made_at <= now)
            .filter(|kept| now < kept.made_at + Duration::minutes(LASTS_MINUTES))
            .ok_or_else(expired)?;
        // Rows are sent in front of whoever says yes: by this process, or not at all.
        let _holding = self.try_hold().await?.ok_or_else(elsewhere)?;
        let at = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let id = format!("bt_{}", Ulid::from_parts(at, self.chance()));
        let mut judged = self.judged(&kept.draft, &id).await?;
        if content(&judged) != kept.content {
            return Err(differs());
        }
        if self
            .file_waits(judged.rows.iter().map(|(_, it)| it))
            .await?
        {
            for (_, operation) in &mut judged.rows {
                operation.state = State::AwaitingApproval;
            }
        }
        let account = judged.account;
        if judged.rows.is_empty() {
            return Ok(BatchRecorded {
                id: None,
                account: account.id,
                file: judged.file,
            });
        }
        let contents: Vec<String> = judged.rows.iter().map(|(row, _)| row.content()).collect();
        let rows: Vec<NewRow<'_>> = judged
            .rows
            .iter()
            .zip(&contents)
            .map(|((row, operation), content)| NewRow {
                reference: &row.reference,
                content,
                line: row.line,
                operation,
            })
            .collect();
        let batch = NewBatch {
            id: &id,
            account: &account.id,
            environment: account.environment,
            file_name: &kept.draft.file_name,
            file_hash: &judged.file.sha256,
            file: &judged.file.original,
        };
        let journal = &self.store().journal;
        let reading = BatchReading {
            meanings: kept.draft.mapping.to_json(),
            mends: kept.draft.mends.to_json(),
        };
        journal.keep_batch_reading(&id, &reading).await?;
        match journal
            .record_batch(&batch, &rows, &self.actor(), now)
            .await
        {
            Ok(()) => {}
            Err(StoreError::ReferenceTaken { .. }) => return Err(differs()),
            Err(error) => return Err(error.into()),
        }
        Ok(BatchRecorded {
            id: Some(id),
            account: account.id,
            file: judged.file,
        })
    }
}

/// What would be sent: every reference with what it stands for, in order.
fn content(judged: &Judged) -> String {
    let mut hash = Sha256::new();
    for (row, operation) in &judged.rows {
        for part in [
            row.reference.as_str(),
            &operation.content_hash,
            &turn_of(&operation.request_id).to_string(),
            operation.note.as_deref().unwrap_or_default(),
        ] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
    }
    hex::encode(hash.finalize())
}

fn expired() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "review_expired",
        "This review is no longer open: it is older than ten minutes, or another file was read since. Nothing was sent.",
        "Cette relecture n’est plus ouverte : elle a plus de dix minutes, ou un autre fichier a été lu depuis. Rien n’a été envoyé.",
    )
    .next("Read it again.", "Relisez.")
}

fn differs() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "review_differs",
        "The file would pay something else now than what was reviewed. Nothing was sent.",
        "Le fichier paierait maintenant autre chose que ce qui a été relu. Rien n’a été envoyé.",
    )
    .next("Read it again.", "Relisez.")
}

pub(super) fn elsewhere() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "sends_elsewhere",
        "Another Duka on this computer is sending now, and a file is sent in front of the person who gave it. Nothing was sent.",
        "Un autre Duka envoie déjà sur cet ordinateur, et un fichier part devant la personne qui l’a donné. Rien n’a été envoyé.",
    )
    .next("Close the other one, or give the file there.", "Fermez l’autre, ou donnez le fichier là-bas.")
}

//! Files that were given before: where each stands, and the file itself, read again as it was read then.

use super::facts::rules;
use super::{BatchDraft, BatchRecorded, Counts};
use crate::batch_file::{BatchFile, Column, Mapping, Mends, columns_of};
use crate::core::Engine;
use crate::error::{EngineError, Result};
use chrono::{DateTime, Utc};
use domain::{AccountId, Environment};
use store::BatchKept;

/// More files than somebody looks through.
const MOST_LISTED: u32 = 50;

/// A file that was given, and where it stands.
#[derive(Clone, Debug)]
pub struct BatchStanding {
    /// Names it.
    pub id: String,
    /// Through which account it pays.
    pub account: AccountId,
    /// What the file is called.
    pub file_name: String,
    /// `awaiting_approval`, `running`, `paused`, `stopped` or `done`.
    pub state: &'static str,
    /// When it was given. UTC.
    pub given_at: DateTime<Utc>,
    /// Its rows by where they stand.
    pub counts: Counts,
}

impl Engine {
    /// The files of an environment, the newest first.
    pub async fn batches(&self, environment: Environment) -> Result<Vec<BatchStanding>> {
        let journal = &self.store().journal;
        let mut standings = Vec::new();
        for kept in journal.batches(environment, MOST_LISTED).await? {
            standings.push(self.standing(kept).await?);
        }
        Ok(standings)
    }

    /// Where one file stands.
    pub async fn batch_standing(
        &self,
        id: &str,
        environment: Environment,
    ) -> Result<BatchStanding> {
        let kept = self.kept_batch(id, environment).await?;
        self.standing(kept).await
    }

    /// A file that was given before, to be judged once more: what left or may have left keeps its reference, and is not sent
    /// again.
    pub async fn batch_again(&self, id: &str, environment: Environment) -> Result<BatchDraft> {
        let kept = self.kept_batch(id, environment).await?;
        let journal = &self.store().journal;
        let file = journal.batch_file(id).await?.unwrap_or_default();
        let reading = journal.batch_reading(id).await?.unwrap_or_default();
        Ok(BatchDraft {
            mapping: Mapping::from_json(&reading.meanings),
            mends: Mends::from_json(&reading.mends),
            ..BatchDraft::new(kept.account, kept.file_name, file)
        })
    }

    /// A file that was given before, for its results.
    pub async fn batch_recorded(
        &self,
        id: &str,
        environment: Environment,
    ) -> Result<BatchRecorded> {
        let draft = self.batch_again(id, environment).await?;
        let account = self.account(&draft.account).await?;
        let facts = self.provider_of(&account)?.manifest();
        let rules = rules(&account, facts)?;
        Ok(BatchRecorded {
            id: Some(id.to_owned()),
            account: account.id,
            file: BatchFile::read_mended(draft.file, &draft.mapping, &draft.mends, &rules)?,
        })
    }

    /// The columns of a file, with what each means: as it was said of a file with the same titles, else by themselves.
    pub async fn batch_columns(&self, file: &[u8]) -> Result<(Vec<Column>, Mapping)> {
        let columns = columns_of(file, &Mapping::default())?;
        let remembered = self
            .store()
            .journal
            .remembered_columns(&titles(&columns))
            .await?;
        let mapping = remembered.map_or_else(Mapping::default, |text| Mapping::from_json(&text));
        Ok((columns_of(file, &mapping)?, mapping))
    }

    /// Remembers what the columns of a file were said to mean, for the next one with the same titles.
    pub async fn remember_columns(&self, file: &[u8], mapping: &Mapping) -> Result<()> {
        let columns = columns_of(file, &Mapping::default())?;
        let journal = &self.store().journal;
        journal
            .remember_columns(&titles(&columns), &mapping.to_json(), self.now())
            .await?;
        Ok(())
    }

    async fn kept_batch(&self, id: &str, environment: Environment) -> Result<BatchKept> {
        let kept = self.store().journal.batch(id).await?;
        kept.filter(|kept| kept.environment == environment)
            .ok_or_else(|| EngineError::no_such("batch", "fichier", id))
    }

    async fn standing(&self, kept: BatchKept) -> Result<BatchStanding> {
        let states = self.store().journal.states_of_batch(&kept.id).await?;
        Ok(BatchStanding {
            id: kept.id,
            account: kept.account,
            file_name: kept.file_name,
            state: kept.state.as_str(),
            given_at: kept.created_at,
            counts: Counts::of_states(states),
        })
    }
}

/// The same for every file that has these titles in this order.
fn titles(columns: &[Column]) -> String {
    let titles: Vec<&str> = columns.iter().map(|it| it.title.as_str()).collect();
    titles.join("\u{1f}")
}

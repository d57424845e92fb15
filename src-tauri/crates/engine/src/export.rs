//! Everything that a search finds, as a file: CSV or XLSX, of one environment, whole or not at all.
//!
//! Rows are read a piece at a time and written by another thread as they come, so that a million of them need no more
//! memory than a page. The file has its name only once it is whole and on the disk.

mod about;
mod audit;
mod cell;
mod columns;
mod csv_file;
mod out_file;
#[cfg(test)]
mod round_trip;
mod write;
mod xlsx;

pub use csv_file::Separator;

use crate::core::Engine;
use crate::error::{Class, EngineError, Result};
use crate::reading::SearchDraft;
use crate::view::ExportedView;
use about::About;
use columns::{Column, Context};
use domain::{Environment, Lang};
use out_file::OutFile;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::Query;
use tokio::sync::mpsc;
use write::ToFile;

/// Pieces that may wait for the writer.
const WAITING: usize = 2;

/// Which sort of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Text that any program reads.
    Csv(Separator),
    /// A workbook: amounts are numbers, phones are text, the rest is told in a sheet of its own.
    Xlsx,
}

/// What is to be exported, and where to.
#[derive(Clone, Debug)]
pub struct ExportDraft {
    /// Which rows. Its page means nothing here: everything that it finds is exported.
    pub search: SearchDraft,
    /// Which columns, in order; all of them where none is named.
    pub columns: Vec<String>,
    /// Which sort of file.
    pub format: FileFormat,
    /// The file.
    pub out: PathBuf,
    /// Whether a file that is there may be replaced.
    pub force: bool,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportProgress {
    /// Rows so far.
    pub rows: u64,
}

/// The wish that something long should end. Clones are one wish.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Wishes it.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is wished.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Engine {
    /// Writes everything that a search finds into a file. Stopped, failed or dropped on the way, it leaves none.
    pub async fn export(
        &self,
        draft: ExportDraft,
        progress: &(dyn Fn(ExportProgress) + Send + Sync),
        stop: &Stop,
        lang: Lang,
    ) -> Result<ExportedView> {
        let out = OutFile::begin(&draft.out, draft.force)?;
        let environment = draft.search.environment;
        let columns = columns::chosen(&draft.columns).map_err(|key| no_such_column(&key))?;
        let with = self.export_context(environment, columns, lang).await?;
        let query = self.query(draft.search.clone()).await?;
        let coverage = self.coverage(environment).await?;
        let business = self.setting("business").await?;
        let now = self.now();
        let about = About::new(
            &draft.search,
            &query,
            &coverage,
            business.as_deref(),
            now,
            &with,
        );
        let mut whole = self.store().whole(&query).await?;
        let (to_file, rows) = mpsc::channel(WAITING);
        let (format, out_path) = (draft.format, draft.out.clone());
        let writer =
            tokio::task::spawn_blocking(move || write::write(out, format, &about, &with, rows));
        let mut count = 0_u64;
        loop {
            if stop.is_asked() {
                // The writer sees the channel end before the file does, and lets the file go.
                drop(to_file);
                let _ = writer.await;
                return Err(stopped());
            }
            let piece = whole.piece().await?;
            if piece.is_empty() {
                break;
            }
            count += piece.len() as u64;
            // A writer that is gone has met an error, and tells it below.
            if to_file.send(ToFile::Rows(piece)).await.is_err() {
                break;
            }
            progress(ExportProgress { rows: count });
        }
        let _ = to_file.send(ToFile::End).await;
        drop(to_file);
        let whole = writer
            .await
            .map_err(|error| out_file::failed(&std::io::Error::other(error), &out_path))??;
        let sha256 = whole.sha256().to_owned();
        // Here, and not in the writer's thread, which goes on when nobody waits for it any more. One folder is flushed
        // in it: were that waited for, somebody could turn away from a file that has its name.
        whole.take_its_name()?;
        Ok(ExportedView {
            path: out_path.display().to_string(),
            rows: count,
            sha256,
            environment: environment.as_str(),
        })
    }

    /// Whether an environment has any row at all.
    pub async fn has_rows(&self, environment: Environment) -> Result<bool> {
        let mut whole = self.store().whole(&Query::new(environment)).await?;
        Ok(!whole.piece().await?.is_empty())
    }

    async fn export_context(
        &self,
        environment: Environment,
        columns: Vec<&'static Column>,
        lang: Lang,
    ) -> Result<Context> {
        let accounts = self.accounts().await?;
        let providers = providers::all()
            .iter()
            .map(|provider| provider.manifest())
            .map(|known| (known.id.to_owned(), known.name.to_owned()))
            .collect();
        Ok(Context {
            lang,
            zone: self.zone().await?,
            environment,
            accounts: accounts
                .into_iter()
                .map(|account| (account.id.to_string(), account.name))
                .collect(),
            providers,
            doubts: self.doubt_kinds(environment).await?,
            columns,
        })
    }
}

/// The keys of all the columns that a list or a file may have, in their usual order.
pub fn column_keys() -> impl Iterator<Item = &'static str> {
    columns::COLUMNS.iter().map(|column| column.key)
}

/// True for the key of a column.
pub(crate) fn is_column(key: &str) -> bool {
    column_keys().any(|known| known == key)
}

fn no_such_column(key: &str) -> EngineError {
    EngineError::bad(
        "columns",
        "bad_column",
        format!("`{key}` is not a column. Nothing was written."),
        format!("« {key} » n’est pas une colonne. Rien n’a été écrit."),
    )
}

fn stopped() -> EngineError {
    EngineError::new(
        Class::Failed,
        "stopped",
        "The export was stopped. No part of the file was left behind.",
        "L’export a été arrêté. Il ne reste aucun morceau du fichier.",
    )
}

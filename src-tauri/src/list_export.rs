//! A list as a file, written where a person finds it. No path comes from a screen.

use crate::downloads;
use crate::error;
use crate::events;
use crate::here::Here;
use crate::views::ExportInput;
use crate::wiring::Wiring;
use domain::{Environment, Lang};
use engine::export::{ExportDraft, ExportProgress, FileFormat, Separator, Stop};
use engine::view::ExportedView;
use engine::{EngineError, SearchDraft};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use tauri::AppHandle;

/// How many rows to a word about them.
const TELL_EVERY: u64 = 10_000;

/// The export that is under way.
#[derive(Default)]
pub(crate) struct Exports(Mutex<Option<Stop>>);

impl Exports {
    /// Wishes that it end.
    pub(crate) fn stop(&self) {
        let under_way = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(stop) = under_way.as_ref() {
            stop.ask();
        }
    }

    fn begin(&self) -> Option<UnderWay<'_>> {
        let mut under_way = self
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if under_way.is_some() {
            return None;
        }
        let stop = Stop::default();
        *under_way = Some(stop.clone());
        Some(UnderWay { of: self, stop })
    }
}

/// The right to export, given back however it ends.
struct UnderWay<'a> {
    of: &'a Exports,
    stop: Stop,
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut under_way = self
            .of
            .0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *under_way = None;
    }
}

/// Writes the file; says where it is and how many rows it has.
pub(crate) async fn write(
    app: &AppHandle,
    wiring: &Wiring,
    here: &Here,
    exports: &Exports,
    list: ExportInput,
) -> Result<ExportedView, EngineError> {
    let under_way = exports.begin().ok_or_else(error::one_export)?;
    let environment = here.environment();
    let format = format(&list, here.lang).ok_or_else(|| error::not_understood("format"))?;
    let folder = downloads::folder(app, wiring)?;
    let draft = ExportDraft {
        search: SearchDraft {
            filters: list.filters,
            ..SearchDraft::newest(environment)
        },
        columns: list.columns,
        format,
        out: place(folder, environment, format),
        force: false,
    };
    let told = AtomicU64::new(0);
    let progress = |so_far: ExportProgress| {
        let step = so_far.rows / TELL_EVERY;
        if told.swap(step, Ordering::Relaxed) < step {
            events::export(app, so_far.rows);
        }
    };
    here.engine
        .export(draft, &progress, &under_way.stop, here.lang)
        .await
}

fn format(list: &ExportInput, lang: Lang) -> Option<FileFormat> {
    let separator = match (list.separator.as_deref(), lang) {
        (Some(","), _) | (None, Lang::En) => Separator::Comma,
        (Some(";"), _) | (None, Lang::Fr) => Separator::Semicolon,
        (Some(_), _) => return None,
    };
    match list.format.as_str() {
        "csv" => Some(FileFormat::Csv(separator)),
        "xlsx" => Some(FileFormat::Xlsx),
        _ => None,
    }
}

/// A name of its own each millisecond: no export takes the place of another file.
fn place(folder: PathBuf, environment: Environment, format: FileFormat) -> PathBuf {
    let end = match format {
        FileFormat::Csv(_) => "csv",
        FileFormat::Xlsx => "xlsx",
    };
    let at = chrono::Utc::now().format("%Y%m%dT%H%M%S%3fZ");
    folder.join(format!("duka-{}-{at}.{end}", environment.as_str()))
}

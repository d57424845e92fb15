//! What can be read of a damaged journal, written where a person finds it. No path comes from a screen.

use crate::downloads;
use crate::error::{self, Said};
use crate::here::Here;
use crate::rights::Right;
use crate::views::Mode;
use crate::wiring::Wiring;
use chrono::Utc;
use domain::Lang;
use engine::EngineError;
use engine::view::{ErrorView, ExportView};
use std::path::{Path, PathBuf};
use tauri::AppHandle;

/// What the store calls a file that it cannot open any more.
const DAMAGED: &str = "damaged_database";

/// Writes the export of the shop's own journal, when that is damaged: one that works is read in the window.
pub(crate) async fn of_the_damaged(app: &AppHandle, wiring: &Wiring) -> Said<ExportView> {
    let lang = match wiring.here(Right::Export).await {
        Ok(here) => lang_where_damaged(&here).await?,
        Err(error) if error.code == DAMAGED => wiring.system_lang(),
        Err(error) => return Err(error),
    };
    let told = |error: EngineError| -> Box<ErrorView> { Box::new(error.view(lang)) };
    let home = wiring.root().ok_or_else(|| told(error::no_home()))?;
    let out = place(&downloads::folder_beside(app, home));
    let done = engine::export_journal(home, &out).await.map_err(told)?;
    Ok(ExportView {
        path: out.display().to_string(),
        rows: done.rows,
        cut_short: done.cut_short,
    })
}

async fn lang_where_damaged(here: &Here) -> Said<Lang> {
    let lock = here.say(here.engine.sending_lock(here.lang).await)?;
    let damaged = lock.is_some_and(|lock| lock.why == "damaged");
    if damaged && here.mode != Mode::Practice {
        Ok(here.lang)
    } else {
        here.say(Err(error::not_damaged()))
    }
}

/// A name a minute: however often it is asked for, it does not fill the disk.
fn place(folder: &Path) -> PathBuf {
    let name = format!("journal-export-{}.jsonl", Utc::now().format("%Y%m%dT%H%MZ"));
    folder.join(name)
}

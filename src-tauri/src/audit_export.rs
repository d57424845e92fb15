//! What was done here, written where a person finds it. No path comes from a screen.

use crate::downloads;
use crate::here::Here;
use crate::wiring::Wiring;
use chrono::Utc;
use engine::EngineError;
use engine::view::ExportView;
use tauri::AppHandle;

/// Writes the audit of the open book as a CSV.
pub(crate) async fn of(
    app: &AppHandle,
    wiring: &Wiring,
    here: &Here,
) -> Result<ExportView, EngineError> {
    let folder = downloads::folder(app, wiring)?;
    // A name a minute: however often it is asked for, it does not fill the disk.
    let name = format!("duka-audit-{}.csv", Utc::now().format("%Y%m%dT%H%MZ"));
    here.engine
        .export_audit(&folder.join(name), here.environment(), here.lang)
        .await
}

//! What was done here, written where a person finds it. No path comes from a screen.

use crate::here::Here;
use crate::wiring::Wiring;
use chrono::Utc;
use engine::EngineError;
use engine::view::ExportView;
use tauri::{AppHandle, Manager as _};

/// Writes the audit of the open book as a CSV.
pub(crate) async fn of(
    app: &AppHandle,
    wiring: &Wiring,
    here: &Here,
) -> Result<ExportView, EngineError> {
    let downloads = app.path().download_dir().ok();
    let home = wiring.root().ok_or_else(crate::error::no_home)?;
    let folder = downloads
        .filter(|folder| folder.is_dir())
        .unwrap_or_else(|| home.to_owned());
    // A name a minute: however often it is asked for, it does not fill the disk.
    let name = format!("duka-audit-{}.csv", Utc::now().format("%Y%m%dT%H%MZ"));
    here.engine
        .export_audit(&folder.join(name), here.environment(), here.lang)
        .await
}

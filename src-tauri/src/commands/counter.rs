//! The counter: one cashier, one sale at a time.

use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::windows::MAIN;
use crate::wiring::Wiring;
use tauri::{AppHandle, Manager as _, State};

/// The counter may have the whole screen. A window manager that refuses takes nothing away.
#[tauri::command]
pub(crate) async fn full_screen(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    on: Given<bool>,
) -> Answer<()> {
    let here = wiring.here(Right::OwnSales).await?;
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.set_fullscreen(on.0);
    }
    here.show(Ok(()))
}

//! The lock on sending, and what leads out of it.

use crate::error::Answer;
use crate::journal_export;
use crate::rights::Right;
use crate::shown::Shown;
use crate::wiring::Wiring;
use engine::view::{ExportView, SendingLockView};
use tauri::{AppHandle, State};

#[tauri::command]
pub(crate) async fn sending_lock(wiring: State<'_, Wiring>) -> Answer<Option<SendingLockView>> {
    let here = wiring.here(Right::Look).await?;
    here.show(here.engine.sending_lock(here.lang).await)
}

/// Pulls every account of the home: the lock is the home's, so each of its accounts has to cover the gap, whichever sheet
/// lies open.
#[tauri::command]
pub(crate) async fn cover_gap(wiring: State<'_, Wiring>) -> Answer<Option<SendingLockView>> {
    let here = wiring.here(Right::SettleDoubts).await?;
    let lock = here.say(here.engine.sending_lock(here.lang).await)?;
    if lock.is_none() {
        return here.show(Ok(lock));
    }
    let pull = here.engine.sync(None, None, false, &|_| {}, here.lang);
    here.say(pull.await)?;
    here.show(here.engine.sending_lock(here.lang).await)
}

#[tauri::command]
pub(crate) async fn confirm_only_desk(
    wiring: State<'_, Wiring>,
) -> Answer<Option<SendingLockView>> {
    let here = wiring.here(Right::SettleDoubts).await?;
    here.say(here.engine.confirm_only_desk().await)?;
    here.show(here.engine.sending_lock(here.lang).await)
}

#[tauri::command]
pub(crate) async fn export_journal(
    app: AppHandle,
    wiring: State<'_, Wiring>,
) -> Answer<ExportView> {
    let export = journal_export::of_the_damaged(&app, &wiring).await?;
    Ok(Shown::as_it_is(export))
}

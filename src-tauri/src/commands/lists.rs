//! What a list comes to, the views that are saved of it, its file, and everything about one number.

use crate::bounds::{Bounded as _, few, short};
use crate::error::Answer;
use crate::given::Given;
use crate::list_export::{self, Exports};
use crate::rights::Right;
use crate::views::{ExportInput, SavedViewInput};
use crate::wiring::Wiring;
use engine::Filters;
use engine::view::{CommentView, ExportedView, NumberCardView, SavedView, TallyView};
use tauri::{AppHandle, State};

#[tauri::command]
pub(crate) async fn tally(wiring: State<'_, Wiring>, filters: Given<Filters>) -> Answer<TallyView> {
    let here = wiring.here(Right::Look).await?;
    here.say(filters.within_bounds())?;
    here.show(here.engine.tally(here.environment(), &filters).await)
}

#[tauri::command]
pub(crate) async fn number_card(
    wiring: State<'_, Wiring>,
    phone: Given<String>,
) -> Answer<NumberCardView> {
    let here = wiring.here(Right::Look).await?;
    here.say(short("phone", &phone))?;
    let card = here
        .engine
        .number_card(&phone, here.environment(), here.lang);
    here.show(card.await)
}

#[tauri::command]
pub(crate) async fn comment(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    text: Given<String>,
) -> Answer<Vec<CommentView>> {
    let here = wiring.here(Right::Comment).await?;
    here.say(short("id", &id))?;
    here.say(crate::bounds::page("text", &text))?;
    here.show(here.engine.comment(&id, here.environment(), &text).await)
}

#[tauri::command]
pub(crate) async fn saved_views(wiring: State<'_, Wiring>) -> Answer<Vec<SavedView>> {
    let here = wiring.here(Right::Look).await?;
    here.show(here.engine.saved_views().await)
}

#[tauri::command]
pub(crate) async fn save_view(
    wiring: State<'_, Wiring>,
    view: Given<SavedViewInput>,
) -> Answer<Vec<SavedView>> {
    let here = wiring.here(Right::Look).await?;
    here.say(view.within_bounds())?;
    here.show(here.engine.save_view(view.0.into()).await)
}

#[tauri::command]
pub(crate) async fn order_views(
    wiring: State<'_, Wiring>,
    ids: Given<Vec<String>>,
) -> Answer<Vec<SavedView>> {
    let here = wiring.here(Right::Look).await?;
    here.say(few("ids", &ids))?;
    here.show(here.engine.order_views(&ids).await)
}

#[tauri::command]
pub(crate) async fn remove_view(
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<Vec<SavedView>> {
    let here = wiring.here(Right::Look).await?;
    here.say(short("id", &id))?;
    here.show(here.engine.remove_view(&id).await)
}

/// Exactly what a list shows, as a file. One at a time; how far it is comes as `export`.
#[tauri::command]
pub(crate) async fn export_shown(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    exports: State<'_, Exports>,
    list: Given<ExportInput>,
) -> Answer<ExportedView> {
    let here = wiring.here(Right::Export).await?;
    here.say(list.within_bounds())?;
    let done = list_export::write(&app, &wiring, &here, &exports, list.0).await;
    here.show(done)
}

/// Ends the export that is under way; nothing of its file stays.
#[tauri::command]
pub(crate) async fn stop_export(
    wiring: State<'_, Wiring>,
    exports: State<'_, Exports>,
) -> Answer<()> {
    let here = wiring.here(Right::Export).await?;
    exports.stop();
    here.show(Ok(()))
}

//! The ledger: searching it, one row's whole story, and how complete it is.

use crate::bounds::{Bounded as _, short};
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::SearchInput;
use crate::wiring::Wiring;
use engine::EngineError;
use engine::view::{CoverageView, SearchView, ShowView, SyncView};
use tauri::State;

#[tauri::command]
pub(crate) async fn search(
    wiring: State<'_, Wiring>,
    query: Given<SearchInput>,
) -> Answer<SearchView> {
    let here = wiring.here(Right::Look).await?;
    here.say(query.within_bounds())?;
    let draft = query.0.in_environment(here.environment());
    here.show(here.engine.search(draft, here.lang).await)
}

#[tauri::command]
pub(crate) async fn show(wiring: State<'_, Wiring>, id: Given<String>) -> Answer<ShowView> {
    let here = wiring.here(Right::Look).await?;
    here.say(short("id", &id))?;
    let view = here.say(here.engine.show(&id, here.lang).await)?;
    let whose = view
        .operation
        .as_ref()
        .map(|o| o.environment)
        .or(view.transaction.as_ref().map(|t| t.environment));
    if whose == Some(here.environment().as_str()) {
        return here.show(Ok(view));
    }
    here.show(Err(EngineError::no_such("row", "ligne", &id)))
}

#[tauri::command]
pub(crate) async fn coverage(wiring: State<'_, Wiring>) -> Answer<Vec<CoverageView>> {
    let here = wiring.here(Right::Anybody).await?;
    here.show(here.engine.coverage(here.environment()).await)
}

#[tauri::command]
pub(crate) async fn sync_now(wiring: State<'_, Wiring>) -> Answer<Vec<SyncView>> {
    let here = wiring.here(Right::Look).await?;
    let environment = Some(here.environment());
    let pull = here
        .engine
        .sync(None, environment, false, &|_| {}, here.lang);
    here.show(pull.await)
}

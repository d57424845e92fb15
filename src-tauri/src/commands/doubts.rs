//! Open questions.

use crate::error::Answer;
use crate::rights::Right;
use crate::wiring::Wiring;
use engine::view::DoubtView;
use tauri::State;

#[tauri::command]
pub(crate) async fn doubts(wiring: State<'_, Wiring>) -> Answer<Vec<DoubtView>> {
    let here = wiring.here(Right::Look).await?;
    let doubts = here.engine.doubts(Some(here.environment()), here.lang);
    here.show(doubts.await)
}

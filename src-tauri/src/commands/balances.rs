//! Balances, as last read or read now.

use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::wiring::Wiring;
use engine::view::BalanceView;
use tauri::State;

#[tauri::command]
pub(crate) async fn balances(
    wiring: State<'_, Wiring>,
    refresh: Given<bool>,
) -> Answer<Vec<BalanceView>> {
    let here = wiring.here(Right::LookAtFigures).await?;
    let balances = here.engine.balances(here.environment(), refresh.0, None);
    here.show(balances.await)
}

//! Balances, as last read or read now.

use crate::error::Answer;
use crate::wiring::Wiring;
use engine::view::BalanceView;
use tauri::State;

#[tauri::command]
pub(crate) async fn balances(wiring: State<'_, Wiring>, refresh: bool) -> Answer<Vec<BalanceView>> {
    let here = wiring.here().await?;
    let balances = here.engine.balances(here.environment(), refresh, None);
    here.say(balances.await)
}

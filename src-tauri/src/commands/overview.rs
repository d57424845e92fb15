//! The first page, how a period went, and what lay in the wallets.

use crate::bounds::Bounded as _;
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::{BalanceHistoryInput, TrendInput};
use crate::wiring::Wiring;
use engine::view::{BalancePointView, OverviewView, TrendView};
use tauri::State;

#[tauri::command]
pub(crate) async fn overview(wiring: State<'_, Wiring>) -> Answer<OverviewView> {
    let here = wiring.here(Right::LookAtFigures).await?;
    here.show(here.engine.overview(here.environment(), here.lang).await)
}

#[tauri::command]
pub(crate) async fn trend(
    wiring: State<'_, Wiring>,
    period: Given<TrendInput>,
) -> Answer<TrendView> {
    let here = wiring.here(Right::LookAtFigures).await?;
    here.say(period.within_bounds())?;
    let draft = period.0.in_environment(here.environment());
    here.show(here.engine.trend(&draft).await)
}

#[tauri::command]
pub(crate) async fn balance_history(
    wiring: State<'_, Wiring>,
    wallet: Given<BalanceHistoryInput>,
) -> Answer<Vec<BalancePointView>> {
    let here = wiring.here(Right::LookAtFigures).await?;
    here.say(wallet.within_bounds())?;
    let draft = wallet.0.in_environment(here.environment());
    here.show(here.engine.balance_history(&draft).await)
}

//! What a provider itself says of an account: whose it is, and what moved in it. Asked now, and not kept.

use crate::bounds::Bounded as _;
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::{StatementInput, StatementPageView};
use crate::wiring::Wiring;
use engine::view::AccountSummaryView;
use tauri::State;

/// Asks the provider: this may take as long as its answer.
#[tauri::command]
pub(crate) async fn statement(
    wiring: State<'_, Wiring>,
    wanted: Given<StatementInput>,
) -> Answer<StatementPageView> {
    let here = wiring.here(Right::LookAtFigures).await?;
    here.say(wanted.within_bounds())?;
    let account = here.say(here.account(&wanted.account).await)?;
    let page = here.engine.statement(&account, wanted.0.into()).await;
    here.show(page.map(|page| StatementPageView {
        items: page.items,
        next: page.next,
    }))
}

/// The same.
#[tauri::command]
pub(crate) async fn account_summary(
    wiring: State<'_, Wiring>,
    account: Given<String>,
) -> Answer<AccountSummaryView> {
    let here = wiring.here(Right::LookAtFigures).await?;
    let account = here.say(here.account(&account).await)?;
    here.show(here.engine.account_summary(&account).await)
}

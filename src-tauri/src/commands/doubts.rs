//! Open questions, and what a person may do about one. There is no way to call it paid.

use super::operation::{found, found_to_move, view};
use crate::bounds::{short, within};
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::wiring::Wiring;
use engine::view::{DoubtView, OperationView};
use tauri::State;

/// More than the engine takes as a reason.
const REASON: usize = 2_500;

#[tauri::command]
pub(crate) async fn doubts(wiring: State<'_, Wiring>) -> Answer<Vec<DoubtView>> {
    let here = wiring.here(Right::Look).await?;
    let doubts = here.engine.doubts(Some(here.environment()), here.lang);
    here.show(doubts.await)
}

/// Ties an operation in doubt to a transaction that a person chose; the core judges whether it can be the one.
#[tauri::command]
pub(crate) async fn adopt(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    provider_reference: Given<String>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::SettleDoubts).await?;
    let operation = found(&here, &id).await?;
    here.say(short("provider-reference", &provider_reference))?;
    let adopted = here.engine.adopt(&operation.id, &provider_reference).await;
    view(&here, &here.say(adopted)?).await
}

/// Lays a question aside, with a reason. It keeps its state and blocks what it blocked.
#[tauri::command]
pub(crate) async fn set_aside(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    reason: Given<String>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::SettleDoubts).await?;
    let operation = found(&here, &id).await?;
    here.say(within("reason", &reason, REASON))?;
    let aside = here.engine.set_aside(&operation.id, &reason).await;
    view(&here, &here.say(aside)?).await
}

/// A new operation in place of one that is proven not to be there; the executor sends it.
#[tauri::command]
pub(crate) async fn send_again(
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::SettleDoubts).await?;
    let operation = found_to_move(&here, &id).await?;
    let again = here.say(here.engine.send_again(&operation.id).await)?;
    here.engine.watch_operation(&again.id);
    view(&here, &again).await
}

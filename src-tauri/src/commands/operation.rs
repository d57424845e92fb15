//! One operation: looking, looking again, cancelling.

use crate::bounds::short;
use crate::error::Answer;
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::wiring::Wiring;
use domain::Operation;
use engine::view::OperationView;
use tauri::State;

/// More than a cashier makes in a day.
const RECENT: u32 = 200;

#[tauri::command]
pub(crate) async fn operation(
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found(&here, &id).await?;
    here.engine.watch_operation(&operation.id);
    view(&here, &operation).await
}

#[tauri::command]
pub(crate) async fn check(wiring: State<'_, Wiring>, id: Given<String>) -> Answer<OperationView> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found(&here, &id).await?;
    let checked = here.say(here.engine.check(&operation.id).await)?;
    view(&here, &checked).await
}

#[tauri::command]
pub(crate) async fn cancel(wiring: State<'_, Wiring>, id: Given<String>) -> Answer<OperationView> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found(&here, &id).await?;
    let cancelled = here.say(here.engine.cancel(&operation.id).await)?;
    view(&here, &cancelled).await
}

#[tauri::command]
pub(crate) async fn recent(wiring: State<'_, Wiring>) -> Answer<Vec<OperationView>> {
    let here = wiring.here(Right::OwnSales).await?;
    let recent = here
        .engine
        .recent_operations(here.environment(), RECENT, here.lang);
    here.say(recent.await)
}

pub(super) async fn found(here: &Here, id: &str) -> Answer<Operation> {
    here.say(short("operation", id))?;
    here.say(here.operation(id).await)
}

pub(super) async fn view(here: &Here, operation: &Operation) -> Answer<OperationView> {
    here.say(here.engine.operation_view(operation, here.lang).await)
}

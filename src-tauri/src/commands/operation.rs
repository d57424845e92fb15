//! One operation: looking, looking again, cancelling.

use crate::bounds::short;
use crate::error::{Answer, Said};
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::wiring::Wiring;
use domain::Operation;
use engine::view::{OperationView, SalesView};
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
    let operation = found_to_move(&here, &id).await?;
    let cancelled = here.say(here.engine.cancel(&operation.id).await)?;
    view(&here, &cancelled).await
}

#[tauri::command]
pub(crate) async fn recent(wiring: State<'_, Wiring>) -> Answer<Vec<OperationView>> {
    let here = wiring.here(Right::OwnSales).await?;
    let recent = match here.cashier() {
        Some(name) => {
            let own = here
                .engine
                .asked_today_by(here.environment(), name, RECENT, here.lang);
            own.await
        }
        None => {
            here.engine
                .recent_operations(here.environment(), RECENT, here.lang)
                .await
        }
    };
    here.show(recent)
}

/// What whoever sits here sold today, and nothing of anybody else's.
#[tauri::command]
pub(crate) async fn own_sales(wiring: State<'_, Wiring>) -> Answer<SalesView> {
    let here = wiring.here(Right::OwnSales).await?;
    here.show(here.engine.own_sales(here.environment(), here.lang).await)
}

pub(super) async fn found(here: &Here, id: &str) -> Said<Operation> {
    here.say(short("operation", id))?;
    here.say(here.operation(id).await)
}

/// The same, for whoever may ask for such a one: nothing moves on by a lesser right than it began by.
pub(super) async fn found_to_move(here: &Here, id: &str) -> Said<Operation> {
    let operation = found(here, id).await?;
    here.say(here.must(Right::to_ask_for(operation.kind)))?;
    Ok(operation)
}

pub(super) async fn view(here: &Here, operation: &Operation) -> Answer<OperationView> {
    here.show(here.engine.operation_view(operation, here.lang).await)
}

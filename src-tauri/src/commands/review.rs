//! Saying yes to what was reviewed, whatever it is.

use crate::bounds::Bounded as _;
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::ConfirmInput;
use crate::wiring::Wiring;
use engine::Confirmed;
use engine::view::{MoneyView, OperationView};
use tauri::State;

/// Writes down what was reviewed and returns at once. The executor sends it, in this process or in another.
/// No field comes from the screen: only what stands for the review, as the core rendered it.
#[tauri::command]
pub(crate) async fn confirm(
    wiring: State<'_, Wiring>,
    nonce: Given<String>,
    amount: Given<MoneyView>,
    recipient: Given<Option<String>>,
    despite: Given<Option<String>>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::TakePayment).await?;
    let confirmed = ConfirmInput {
        nonce: nonce.0,
        amount: amount.0,
        recipient: recipient.0,
        despite: despite.0,
    };
    here.say(confirmed.within_bounds())?;
    // Whatever nobody reviewed here ends here; what was reviewed takes the right of what it is.
    let kind = here
        .engine
        .reviewed_kind(&confirmed.nonce, here.environment());
    here.say(here.must(Right::to_ask_for(here.say(kind)?)))?;
    let confirmed = here.say(Confirmed::try_from(confirmed))?;
    let operation = here.engine.confirm_review(confirmed, here.environment());
    let operation = here.say(operation.await)?;
    here.engine.watch_operation(&operation.id);
    here.show(here.engine.operation_view(&operation, here.lang).await)
}

//! Handing in what a charge waits for. None of it is kept here: it goes to the core once, and on to the provider.

use super::operation::{found_to_move, view};
use crate::bounds::{Bounded as _, short};
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::AddressInput;
use crate::wiring::Wiring;
use domain::Secret;
use engine::view::OperationView;
use engine::{Authorisation, BillingAddress};
use tauri::State;

#[tauri::command]
pub(crate) async fn hand_in_code(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    code: Given<String>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found_to_move(&here, &id).await?;
    here.say(short("code", &code))?;
    let code = Authorisation::Otp(Secret::new(code.0));
    let after = here.say(here.engine.authorise(&operation.id, code).await)?;
    here.engine.watch_operation(&after.id);
    view(&here, &after).await
}

#[tauri::command]
pub(crate) async fn hand_in_address(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    address: Given<AddressInput>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found_to_move(&here, &id).await?;
    here.say(address.within_bounds())?;
    let address = here.say(BillingAddress::try_from(address.0))?;
    let handed_in = Authorisation::Address(address);
    let after = here.say(here.engine.authorise(&operation.id, handed_in).await)?;
    here.engine.watch_operation(&after.id);
    view(&here, &after).await
}

/// Has the provider's sandbox play the customer. The engine refuses it for real money.
#[tauri::command]
pub(crate) async fn simulate_payment(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    phone: Given<String>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found_to_move(&here, &id).await?;
    here.say(short("phone", &phone))?;
    let paid = here.engine.simulate_payment(&operation.id, &phone).await;
    let paid = here.say(paid)?;
    view(&here, &paid).await
}

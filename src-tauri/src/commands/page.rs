//! The page that a customer pays on.

use super::operation::found;
use crate::browser;
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::wiring::Wiring;
use tauri::State;

/// Opens the page of an operation in the system's browser. It takes no address: a screen cannot send anybody anywhere.
#[tauri::command]
pub(crate) async fn open_page(wiring: State<'_, Wiring>, id: Given<String>) -> Answer<()> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found(&here, &id).await?;
    let page = here.say(browser::page_of(&operation))?;
    here.show(browser::open(&page))
}

//! Accounts. Keys that a person types go to the shop's own home, never into practice.

use crate::bounds::{Bounded as _, short};
use crate::error::Answer;
use crate::views::AccountInput;
use crate::wiring::Wiring;
use domain::AccountId;
use engine::view::{AccountView, KeyTestView, ProviderView};
use tauri::State;

#[tauri::command]
pub(crate) async fn providers(wiring: State<'_, Wiring>) -> Answer<Vec<ProviderView>> {
    let here = wiring.here().await?;
    Ok(here.engine.providers(here.lang))
}

#[tauri::command]
pub(crate) async fn accounts(wiring: State<'_, Wiring>) -> Answer<Vec<AccountView>> {
    let here = wiring.here().await?;
    let mut accounts = here.say(here.engine.account_views().await)?;
    accounts.retain(|account| account.environment == here.environment().as_str());
    Ok(accounts)
}

#[tauri::command]
pub(crate) async fn test_draft(
    wiring: State<'_, Wiring>,
    draft: AccountInput,
) -> Answer<KeyTestView> {
    let own = wiring.own().await?;
    own.say(draft.within_bounds())?;
    own.say(own.engine.test_draft(&draft.into(), own.lang).await)
}

#[tauri::command]
pub(crate) async fn add_account(
    wiring: State<'_, Wiring>,
    draft: AccountInput,
) -> Answer<AccountView> {
    let own = wiring.own().await?;
    own.say(draft.within_bounds())?;
    own.say(own.engine.add_account(draft.into()).await)
}

#[tauri::command]
pub(crate) async fn test_account(wiring: State<'_, Wiring>, id: String) -> Answer<KeyTestView> {
    let here = wiring.here().await?;
    let id = here.say(account_id(&id))?;
    here.say(here.engine.test_account(&id, here.lang).await)
}

#[tauri::command]
pub(crate) async fn remove_account(wiring: State<'_, Wiring>, id: String) -> Answer<AccountView> {
    let here = wiring.here().await?;
    let id = here.say(account_id(&id))?;
    here.say(here.engine.remove_account(&id).await)
}

pub(crate) fn account_id(text: &str) -> engine::Result<AccountId> {
    short("account", text)?;
    Ok(AccountId::parse(text)?)
}

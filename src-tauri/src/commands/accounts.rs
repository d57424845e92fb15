//! Accounts. Keys that a person types go to the shop's own home, never into practice.

use crate::bounds::Bounded as _;
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::shown::Eyes;
use crate::views::{AccountChangeInput, AccountInput};
use crate::wiring::Wiring;
use engine::view::{AccountView, KeyTestView, ProviderView};
use tauri::State;

#[tauri::command]
pub(crate) async fn providers(wiring: State<'_, Wiring>) -> Answer<Vec<ProviderView>> {
    let here = wiring.here(Right::Anybody).await?;
    here.show(Ok(here.engine.providers(here.lang)))
}

#[tauri::command]
pub(crate) async fn accounts(wiring: State<'_, Wiring>) -> Answer<Vec<AccountView>> {
    let here = wiring.here(Right::Anybody).await?;
    let mut accounts = here.say(here.engine.account_views().await)?;
    accounts.retain(|account| account.environment == here.environment().as_str());
    if here.eyes() != Eyes::Owner {
        // Which there are, to choose one; not how they are set up.
        for account in &mut accounts {
            account.settings.retain(|key, _| key == "country");
            account.credentials.clear();
            account.base_url.clear();
        }
    }
    here.show(Ok(accounts))
}

#[tauri::command]
pub(crate) async fn test_draft(
    wiring: State<'_, Wiring>,
    draft: Given<AccountInput>,
) -> Answer<KeyTestView> {
    let own = wiring.own(Right::Accounts).await?;
    own.say(draft.within_bounds())?;
    own.show(own.engine.test_draft(&draft.0.into(), own.lang).await)
}

#[tauri::command]
pub(crate) async fn add_account(
    wiring: State<'_, Wiring>,
    draft: Given<AccountInput>,
) -> Answer<AccountView> {
    let own = wiring.own(Right::Accounts).await?;
    own.say(draft.within_bounds())?;
    own.show(own.engine.add_account(draft.0.into()).await)
}

#[tauri::command]
pub(crate) async fn test_account(
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<KeyTestView> {
    let here = wiring.here(Right::Accounts).await?;
    let id = here.say(here.account(&id).await)?;
    here.show(here.engine.test_account(&id, here.lang).await)
}

/// New keys, another name, other settings. As with new accounts, keys never go into practice.
#[tauri::command]
pub(crate) async fn update_account(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    change: Given<AccountChangeInput>,
) -> Answer<AccountView> {
    let own = wiring.own(Right::Accounts).await?;
    let id = own.say(own.account(&id).await)?;
    own.say(change.within_bounds())?;
    own.show(own.engine.update_account(&id, change.0.into()).await)
}

#[tauri::command]
pub(crate) async fn remove_account(
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<AccountView> {
    let here = wiring.here(Right::Accounts).await?;
    let id = here.say(here.account(&id).await)?;
    here.show(here.engine.remove_account(&id).await)
}

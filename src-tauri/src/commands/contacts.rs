//! The address book: one over all providers.

use crate::bounds::{Bounded as _, short};
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::ContactInput;
use crate::wiring::Wiring;
use engine::ContactDraft;
use engine::view::{ContactView, NameSeenView};
use tauri::State;

/// Everybody whose name or number has what was typed.
#[tauri::command]
pub(crate) async fn contacts(
    wiring: State<'_, Wiring>,
    query: Given<String>,
) -> Answer<Vec<ContactView>> {
    let here = wiring.here(Right::Look).await?;
    here.say(short("query", &query))?;
    let wanted = query.trim().to_lowercase();
    let mut contacts = here.say(here.engine.contacts().await)?;
    contacts.retain(|one| fits(one, &wanted));
    here.show(Ok(contacts))
}

/// Writes somebody down: at the account's provider first, where that keeps a list. Who stands there is who gets money later.
#[tauri::command]
pub(crate) async fn add_contact(
    wiring: State<'_, Wiring>,
    draft: Given<ContactInput>,
) -> Answer<ContactView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(draft.within_bounds())?;
    here.say(here.account(&draft.account).await)?;
    let draft = here.say(ContactDraft::try_from(draft.0))?;
    here.show(here.engine.add_contact(draft).await)
}

/// The names that came with a number, as payments of this book told them.
#[tauri::command]
pub(crate) async fn names_seen(
    wiring: State<'_, Wiring>,
    phone: Given<String>,
) -> Answer<Vec<NameSeenView>> {
    let here = wiring.here(Right::Look).await?;
    here.say(short("phone", &phone))?;
    here.show(here.engine.names_seen(&phone, here.environment()).await)
}

fn fits(contact: &ContactView, wanted: &str) -> bool {
    let last = contact.last_name.as_deref().unwrap_or_default();
    let name = format!("{} {last}", contact.first_name).to_lowercase();
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    // A number is typed with the zero of its country or without.
    let digits = digits.trim_start_matches('0');
    name.contains(wanted) || (!digits.is_empty() && contact.phone.contains(digits))
}

//! The address book: one over all providers.

use crate::bounds::short;
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::wiring::Wiring;
use engine::view::ContactView;
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
    Ok(contacts)
}

fn fits(contact: &ContactView, wanted: &str) -> bool {
    let last = contact.last_name.as_deref().unwrap_or_default();
    let name = format!("{} {last}", contact.first_name).to_lowercase();
    let digits: String = wanted.chars().filter(char::is_ascii_digit).collect();
    // A number is typed with the zero of its country or without.
    let digits = digits.trim_start_matches('0');
    name.contains(wanted) || (!digits.is_empty() && contact.phone.contains(digits))
}

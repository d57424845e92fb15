//! Webhooks: which came, where the provider sends them, and a bench to judge one that somebody has at hand.

use crate::bounds::{short, within};
use crate::error::Answer;
use crate::given::Given;
use crate::pasted;
use crate::rights::Right;
use crate::wiring::Wiring;
use engine::Received;
use engine::view::{DeliveriesView, RegistrationView, VerdictView};
use tauri::State;

/// Headers and a body of any honest webhook, and enough beyond to say that one is too large.
const HEADERS: usize = 128 * 1024;
const BODY: usize = 2 * 1024 * 1024;

/// Judges a webhook by an account's key. It is not kept, and nothing is looked up or decided by it.
#[tauri::command]
pub(crate) async fn judge_webhook(
    wiring: State<'_, Wiring>,
    account: Given<String>,
    headers: Given<String>,
    body: Given<String>,
) -> Answer<VerdictView> {
    let here = wiring.here(Right::Accounts).await?;
    let account = here.say(here.account(&account).await)?;
    here.say(within("headers", &headers, HEADERS))?;
    here.say(within("body", &body, BODY))?;
    let request = here.say(pasted::request(&headers))?;
    let received = Received {
        method: &request.method,
        headers: &request.headers,
        body: body.as_bytes(),
    };
    let delivery = here.say(here.engine.read_delivery(&account, &received).await)?;
    here.show(Ok(VerdictView::from(&delivery)))
}

#[tauri::command]
pub(crate) async fn webhooks(
    wiring: State<'_, Wiring>,
    account: Given<String>,
) -> Answer<DeliveriesView> {
    let here = wiring.here(Right::Accounts).await?;
    let account = here.say(here.account(&account).await)?;
    here.show(here.engine.delivery_views(&account).await)
}

/// Asks the provider: this may take as long as its answer.
#[tauri::command]
pub(crate) async fn registrations(
    wiring: State<'_, Wiring>,
    account: Given<String>,
) -> Answer<Vec<RegistrationView>> {
    let here = wiring.here(Right::Accounts).await?;
    let account = here.say(here.account(&account).await)?;
    here.show(here.engine.registrations(&account).await)
}

#[tauri::command]
pub(crate) async fn register_webhook(
    wiring: State<'_, Wiring>,
    account: Given<String>,
    topic: Given<String>,
    url: Given<String>,
) -> Answer<RegistrationView> {
    let here = wiring.here(Right::Accounts).await?;
    let account = here.say(here.account(&account).await)?;
    here.say(short("topic", &topic))?;
    here.say(short("url", &url))?;
    here.show(here.engine.register_webhook(&account, &topic, &url).await)
}

//! Taking a payment: the form's questions, and the charge itself.

use crate::bounds::{Bounded as _, short};
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::{ChargeInput, PhoneView};
use crate::wiring::Wiring;
use engine::ChargeDraft;
use engine::view::ReviewView;
use tauri::State;

#[tauri::command]
pub(crate) async fn note_preview(
    wiring: State<'_, Wiring>,
    account: Given<String>,
    request_id: Given<String>,
    note: Given<Option<String>>,
) -> Answer<String> {
    let here = wiring.here(Right::TakePayment).await?;
    let account = here.say(here.account(&account).await)?;
    here.say(short("request-id", &request_id))?;
    here.say(short("note", note.as_deref().unwrap_or_default()))?;
    let preview = here
        .engine
        .note_preview(&account, &request_id, note.as_deref());
    here.show_typed(preview.await)
}

#[tauri::command]
pub(crate) async fn read_phone(
    wiring: State<'_, Wiring>,
    account: Given<String>,
    text: Given<String>,
) -> Answer<PhoneView> {
    let here = wiring.here(Right::TakePayment).await?;
    let account = here.say(here.account(&account).await)?;
    here.say(short("phone", &text))?;
    let read = here.say(here.engine.read_phone(&account, &text).await)?;
    let names = match &read.phone {
        Some(phone) => {
            here.engine
                .names_seen(phone.e164(), here.environment())
                .await
        }
        None => Ok(Vec::new()),
    };
    here.show_typed(Ok(PhoneView {
        e164: read.phone.as_ref().map(|phone| phone.e164().to_owned()),
        national: read.phone.as_ref().map(domain::Phone::national),
        network: read.network.map(str::to_owned),
        message: read
            .trouble
            .map(|trouble| trouble.message.in_lang(here.lang).to_owned()),
        names: here.say(names)?,
    }))
}

/// What a draft would ask for, in the core's own words. Nothing is written down.
#[tauri::command]
pub(crate) async fn review_charge(
    wiring: State<'_, Wiring>,
    draft: Given<ChargeInput>,
) -> Answer<ReviewView> {
    let here = wiring.here(Right::TakePayment).await?;
    here.say(draft.within_bounds())?;
    let draft = here.say(ChargeDraft::try_from(draft.0))?;
    let review = here.engine.review(draft, here.environment());
    let mut review = here.say(review.await)?.view(here.lang);
    review.guard = review.guard.map(|guard| here.told(guard));
    // Who is asked was typed by the same person, and has to be read once more before it is said yes to.
    here.show_typed(Ok(review))
}

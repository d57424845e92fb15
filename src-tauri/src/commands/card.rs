//! Cards: the main window asks for the card window, and the card window has two commands of its own.

use super::operation::found_to_move;
use crate::bounds::{Bounded as _, short};
use crate::card_window::{self, CardDesk, Matter};
use crate::error::Answer;
use crate::events;
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::views::{CardFormView, Mode, SealedInput};
use crate::wiring::Wiring;
use domain::{ActionKind, Operation, OperationId};
use engine::{Authorisation, Class, Confirmed, EngineError};
use tauri::{AppHandle, Manager as _, State};

/// Opens the card window for a charge that was reviewed here.
#[tauri::command]
pub(crate) async fn open_card(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    nonce: Given<String>,
    despite: Given<Option<String>>,
) -> Answer<()> {
    let here = wiring.here(Right::TakePayment).await?;
    here.say(short("nonce", &nonce))?;
    here.say(short("despite", despite.as_deref().unwrap_or_default()))?;
    let despite = here.say(
        despite
            .as_deref()
            .map(OperationId::parse)
            .transpose()
            .map_err(EngineError::from),
    )?;
    let kind = here.engine.reviewed_kind(&nonce, here.environment());
    here.say(here.must(Right::to_ask_for(here.say(kind)?)))?;
    let review = here.say(here.engine.reviewed(&nonce, here.environment()).await)?;
    let matter = Matter::Charge {
        nonce: nonce.0,
        despite,
    };
    card_window::open(&app, &here, &review.operation.account, matter).await?;
    here.show(Ok(()))
}

/// Opens the card window for the PIN that a card's charge waits for.
#[tauri::command]
pub(crate) async fn open_card_pin(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<()> {
    let here = wiring.here(Right::TakePayment).await?;
    let operation = found_to_move(&here, &id).await?;
    if engine::waits_for(&operation) != Some(ActionKind::Pin) {
        return here.show(Err(not_asked()));
    }
    let account = operation.account.clone();
    card_window::open(&app, &here, &account, Matter::Pin(operation.id)).await?;
    here.show(Ok(()))
}

/// What the card window shows, with the key that seals what is typed there. The one secret that ever leaves the core.
#[tauri::command]
pub(crate) async fn card_form(app: AppHandle, wiring: State<'_, Wiring>) -> Answer<CardFormView> {
    let here = wiring.here(Right::TakePayment).await?;
    let matter = here.say(app.state::<CardDesk>().matter())?;
    let (account, review, operation) = match &matter {
        Matter::Charge { nonce, .. } => {
            let review = here.say(here.engine.reviewed(nonce, here.environment()).await)?;
            let account = review.operation.account.clone();
            (account, Some(review.view(here.lang)), None)
        }
        Matter::Pin(id) => {
            let operation = here.say(here.operation(id.as_str()).await)?;
            let view = here.engine.operation_view(&operation, here.lang).await;
            (operation.account, None, Some(here.say(view)?))
        }
    };
    let key = here.say(here.engine.card_key(&account).await)?;
    let theme = here.say(here.engine.setting("theme").await)?;
    here.show(Ok(CardFormView {
        key: key.reveal().clone(),
        review,
        operation,
        live: here.mode == Mode::Live,
        lang: here.lang.tag(),
        theme: theme.unwrap_or_else(|| "system".to_owned()),
    }))
}

/// Takes in what was sealed, sends it at once, and closes the window. It is confirmed by the review's own nonce: what is
/// charged was settled before the window opened.
#[tauri::command]
pub(crate) async fn hand_in_card(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    sealed: Given<SealedInput>,
) -> Answer<()> {
    let here = wiring.here(Right::TakePayment).await?;
    here.say(sealed.within_bounds())?;
    let matter = here.say(app.state::<CardDesk>().matter())?;
    let operation = here.say(sent(&here, matter, sealed.0).await)?;
    here.engine.watch_operation(&operation.id);
    card_window::close(&app);
    events::card_done(&app, &operation.id);
    here.show(Ok(()))
}

async fn sent(here: &Here, matter: Matter, sealed: SealedInput) -> Result<Operation, EngineError> {
    match matter {
        Matter::Charge { nonce, despite } => {
            let card = sealed.card().ok_or_else(incomplete)?;
            let review = here.engine.reviewed(&nonce, here.environment()).await?;
            let shown = review.view(here.lang);
            let confirmed = Confirmed {
                nonce,
                amount: shown.amount,
                recipient: shown.recipient,
                despite,
            };
            let engine = &here.engine;
            engine
                .confirm_card(confirmed, card, here.environment())
                .await
        }
        Matter::Pin(id) => {
            let operation = here.operation(id.as_str()).await?;
            let pin = sealed.pin().ok_or_else(incomplete)?;
            here.engine
                .authorise(&operation.id, Authorisation::Pin(pin))
                .await
        }
    }
}

fn incomplete() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "card_incomplete",
        "Something of the card is missing. Nothing was sent.",
        "Il manque quelque chose de la carte. Rien n’a été envoyé.",
    )
}

fn not_asked() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "no_pin_asked",
        "This payment waits for no PIN. Nothing was sent.",
        "Ce paiement n’attend aucun code secret. Rien n’a été envoyé.",
    )
}

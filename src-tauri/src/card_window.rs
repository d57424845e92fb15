//! The card window: a window of its own, whose capability holds two commands and nothing else. What it is about stands
//! here, so that the window itself cannot say what is charged.

use crate::drawing;
use crate::error::Said;
use crate::here::Here;
use crate::windows;
use domain::{AccountId, OperationId};
use engine::{Class, EngineError};
use std::sync::{Mutex, PoisonError};
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager as _, WebviewUrl, WebviewWindowBuilder};

/// The window's label, by which its capability is found.
pub(crate) const CARD: &str = "card";

/// What the open card window is about.
#[derive(Clone)]
pub(crate) enum Matter {
    /// A reviewed charge.
    Charge {
        /// Of the review.
        nonce: String,
        /// The earlier payment that a person has looked at.
        despite: Option<OperationId>,
    },
    /// The PIN of a card that was charged.
    Pin(OperationId),
}

/// The one matter at a time.
#[derive(Default)]
pub(crate) struct CardDesk(Mutex<Option<Matter>>);

impl CardDesk {
    /// What the window is about.
    pub(crate) fn matter(&self) -> Result<Matter, EngineError> {
        let matter = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        matter.clone().ok_or_else(nothing_to_key)
    }

    fn set(&self, matter: Option<Matter>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = matter;
    }
}

/// Opens the window for one matter. The key of its account has to be there first: what would end in nothing is told at once.
pub(crate) async fn open(
    app: &AppHandle,
    here: &Here,
    account: &AccountId,
    matter: Matter,
) -> Said<()> {
    drop(here.say(here.engine.card_key(account).await)?);
    if let Some(open) = app.get_webview_window(CARD) {
        // Two cards at once is one too many: the first is finished or closed by a person.
        let _ = open.set_focus();
        return here.say(Err(open_already()));
    }
    let desk = app.state::<CardDesk>();
    desk.set(Some(matter));
    let mut window = WebviewWindowBuilder::new(app, CARD, WebviewUrl::App("card.html".into()))
        .title(if here.lang == domain::Lang::Fr {
            "Carte · Duka"
        } else {
            "Card · Duka"
        })
        .inner_size(520.0, 640.0)
        .min_inner_size(420.0, 560.0)
        .maximizable(false)
        .devtools(cfg!(debug_assertions))
        .on_navigation(windows::is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if let Some(folder) = windows::web_data(app) {
        window = window.data_directory(folder);
    }
    let window = here.say(window.build().map_err(|_| no_window()))?;
    drawing::suits_the_machine(&window);
    Ok(())
}

/// Nothing is left to be keyed: the window goes, and what it knew with it.
pub(crate) fn close(app: &AppHandle) {
    app.state::<CardDesk>().set(None);
    if let Some(window) = app.get_webview_window(CARD) {
        // A window that is gone already is as good as closed.
        let _ = window.destroy();
    }
}

fn nothing_to_key() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "nothing_to_key",
        "No card is asked for here any more. Nothing was sent.",
        "Aucune carte n’est plus demandée ici. Rien n’a été envoyé.",
    )
}

fn open_already() -> EngineError {
    EngineError::new(
        Class::BadInput,
        "card_window_open",
        "A card window is open already. Nothing was sent.",
        "Une fenêtre de carte est déjà ouverte. Rien n’a été envoyé.",
    )
    .next(
        "Finish there, or close it, then try again.",
        "Terminez là-bas, ou fermez-la, puis réessayez.",
    )
}

fn no_window() -> EngineError {
    EngineError::new(
        Class::Failed,
        "no_card_window",
        "The card window could not be opened. Nothing was sent.",
        "La fenêtre de carte n’a pas pu s’ouvrir. Rien n’a été envoyé.",
    )
}

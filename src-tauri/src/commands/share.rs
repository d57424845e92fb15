//! Handing a payment link to a customer.

use super::links::link_here;
use crate::bounds::short;
use crate::error::{Answer, Said};
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::wiring::Wiring;
use crate::{browser, share};
use domain::{AccountId, Lang};
use engine::EngineError;
use engine::view::LinkView;
use tauri::{AppHandle, Manager as _, State};

/// What a customer reads with the link, in their language.
#[tauri::command]
pub(crate) async fn link_message(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    lang: Given<String>,
) -> Answer<String> {
    let here = wiring.here(Right::MakeLinks).await?;
    let (_, link) = link_here(&here, &id).await?;
    here.show(Ok(worded(&here, &link, &lang).await?))
}

/// Begins a message in the system's own program. It takes no address and no words: both are made from the link.
#[tauri::command]
pub(crate) async fn share_link(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    channel: Given<String>,
    lang: Given<String>,
    phone: Given<Option<String>>,
) -> Answer<()> {
    let here = wiring.here(Right::MakeLinks).await?;
    let (_, link) = link_here(&here, &id).await?;
    here.say(short("channel", &channel))?;
    let channel = here.say(share::Channel::parse(&channel))?;
    let words = worded(&here, &link, &lang).await?;
    let typed = phone.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let phone = match typed {
        Some(typed) => Some(read(&here, &link, typed).await?),
        None => None,
    };
    let subject = link.title.as_deref().unwrap_or_default();
    let address = here.say(share::address(channel, &words, subject, phone.as_ref()))?;
    here.show(browser::open(&address))
}

/// Writes the picture of a link's code into the downloads. No path comes from a screen.
#[tauri::command]
pub(crate) async fn save_link_code(
    app: AppHandle,
    wiring: State<'_, Wiring>,
    id: Given<String>,
    picture: Given<Vec<u8>>,
) -> Answer<String> {
    let here = wiring.here(Right::MakeLinks).await?;
    let (_, link) = link_here(&here, &id).await?;
    let paths = app.path();
    let folder = [paths.download_dir(), paths.document_dir(), paths.home_dir()]
        .into_iter()
        .flatten()
        .find(|folder| folder.is_dir());
    let folder = here.say(folder.ok_or_else(crate::error::no_home))?;
    let written = share::keep_picture(&link, picture.0, &folder).await;
    let written = here.say(written)?;
    here.show(Ok(written.display().to_string()))
}

async fn worded(here: &Here, link: &LinkView, lang: &str) -> Said<String> {
    here.say(short("lang", lang))?;
    let lang = Lang::parse(lang).unwrap_or(here.lang);
    let business = here.say(here.engine.setting("business").await)?;
    let business = business.as_deref().filter(|name| !name.is_empty());
    here.say(share::message(link, business, lang))
}

async fn read(here: &Here, link: &LinkView, typed: &str) -> Said<domain::Phone> {
    here.say(short("phone", typed))?;
    let account = here.say(AccountId::parse(&link.account).map_err(EngineError::from))?;
    let read = here.say(here.engine.read_phone(&account, typed).await)?;
    here.say(read.phone.ok_or_else(|| {
        EngineError::bad(
            "phone",
            "bad_phone",
            "This is no whole phone number yet. Nothing was sent.",
            "Ce numéro n’est pas encore entier. Rien n’a été envoyé.",
        )
    }))
}

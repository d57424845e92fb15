//! Payment links: reading one through, the list, what was paid, changing and turning off.

use crate::bounds::{Bounded as _, short};
use crate::error::{Answer, Said, another_than_shown};
use crate::given::Given;
use crate::here::Here;
use crate::rights::Right;
use crate::views::{LinkChangeInput, LinkInput, LinksView};
use crate::wiring::Wiring;
use domain::LinkId;
use engine::view::{LinkView, ReviewView, TransactionView};
use engine::{EngineError, LinkDraft};
use tauri::State;

/// What a draft would ask for, in the core's own words. Nothing is written down.
#[tauri::command]
pub(crate) async fn review_link(
    wiring: State<'_, Wiring>,
    draft: Given<LinkInput>,
) -> Answer<ReviewView> {
    let here = wiring.here(Right::MakeLinks).await?;
    here.say(draft.within_bounds())?;
    let draft = here.say(LinkDraft::try_from(draft.0))?;
    let review = here.engine.review(draft, here.environment());
    let review = here.say(review.await)?;
    here.show(Ok(review.view(here.lang)))
}

/// The links as they are kept; with `fresh`, their providers are asked first.
#[tauri::command]
pub(crate) async fn links(wiring: State<'_, Wiring>, fresh: Given<bool>) -> Answer<LinksView> {
    let here = wiring.here(Right::MakeLinks).await?;
    let links = here.engine.links(here.environment(), None, fresh.0);
    let (links, trouble) = here.say(links.await)?;
    here.show(Ok(LinksView {
        links: own(&here, links).await?,
        trouble: trouble.map(|error| error.view(here.lang)),
    }))
}

/// What was paid through a link, asked now where its provider lists that.
#[tauri::command]
pub(crate) async fn link_payments(
    wiring: State<'_, Wiring>,
    id: Given<String>,
) -> Answer<Vec<TransactionView>> {
    let here = wiring.here(Right::MakeLinks).await?;
    let (id, _) = link_here(&here, &id).await?;
    here.show(here.engine.link_payments(&id).await)
}

/// Changes a link at its provider.
#[tauri::command]
pub(crate) async fn change_link(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    change: Given<LinkChangeInput>,
) -> Answer<LinkView> {
    let here = wiring.here(Right::MakeLinks).await?;
    here.say(change.within_bounds())?;
    let (id, _) = link_here(&here, &id).await?;
    here.show(here.engine.update_link(&id, change.0.into()).await)
}

/// Turns a link off. What was typed has to be its title: it may be for good.
#[tauri::command]
pub(crate) async fn turn_off_link(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    typed: Given<String>,
) -> Answer<LinkView> {
    let here = wiring.here(Right::MakeLinks).await?;
    here.say(short("title", &typed))?;
    let (id, link) = link_here(&here, &id).await?;
    let title = link.title.unwrap_or(link.provider_reference);
    if typed.trim() != title.trim() {
        return here.show(Err(another_than_shown()));
    }
    here.show(here.engine.revoke_link(&id).await)
}

/// A link of this environment, as it is kept; a cashier's own. Nothing of another is shown, shared or changed.
pub(super) async fn link_here(here: &Here, id: &str) -> Said<(LinkId, LinkView)> {
    here.say(short("link", id))?;
    let parsed = here.say(LinkId::parse(id).map_err(EngineError::from))?;
    let links = here.engine.links(here.environment(), None, false);
    let (links, _) = here.say(links.await)?;
    let found = links.into_iter().filter(|link| link.id == id).collect();
    let found = own(here, found).await?.pop();
    here.say(
        found
            .map(|link| (parsed, link))
            .ok_or_else(|| EngineError::no_such("link", "lien", id)),
    )
}

/// What of these whoever sits here may see: a cashier the pages that they made themselves.
async fn own(here: &Here, links: Vec<LinkView>) -> Said<Vec<LinkView>> {
    let Some(name) = here.cashier() else {
        return Ok(links);
    };
    let mut own = Vec::new();
    for link in links {
        let theirs = match &link.operation {
            Some(made_by) => here.engine.was_asked_for_by(made_by, name).await,
            None => Ok(false),
        };
        if here.say(theirs)? {
            own.push(link);
        }
    }
    Ok(own)
}

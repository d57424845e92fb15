//! Making one currency into another: what it would give now, and what earlier ones gave.

use crate::bounds::Bounded as _;
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::ConversionInput;
use crate::wiring::Wiring;
use engine::ConversionDraft;
use engine::view::{ConversionView, ReviewView};
use tauri::State;

/// Asks the rate now and says what a conversion would give. Nothing is written down, nothing moves.
#[tauri::command]
pub(crate) async fn review_conversion(
    wiring: State<'_, Wiring>,
    draft: Given<ConversionInput>,
) -> Answer<ReviewView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(draft.within_bounds())?;
    here.say(here.account(&draft.account).await)?;
    let draft = here.say(ConversionDraft::try_from(draft.0))?;
    let review = here.engine.review(draft, here.environment());
    let review = here.say(review.await)?;
    here.show(Ok(review.view(here.lang)))
}

/// The conversions of the last year, newest first, with the rates that were seen.
#[tauri::command]
pub(crate) async fn conversions(wiring: State<'_, Wiring>) -> Answer<Vec<ConversionView>> {
    let here = wiring.here(Right::LookAtFigures).await?;
    let conversions = here.engine.conversions(here.environment(), here.lang);
    here.show(conversions.await)
}

//! Giving a charge back.

use crate::bounds::{Bounded as _, short};
use crate::error::Answer;
use crate::given::Given;
use crate::rights::Right;
use crate::views::RefundInput;
use crate::wiring::Wiring;
use engine::RefundDraft;
use engine::view::{RefundableView, ReviewView};
use tauri::State;

/// What is left of a charge to give back. Nothing is asked of anybody.
#[tauri::command]
pub(crate) async fn refundable(
    wiring: State<'_, Wiring>,
    of: Given<String>,
) -> Answer<RefundableView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(short("charge", &of))?;
    let left = here.engine.refundable(&of, here.environment(), here.lang);
    here.show(left.await)
}

/// What a refund would give back to whom, in the core's own words. Nothing is written down.
#[tauri::command]
pub(crate) async fn review_refund(
    wiring: State<'_, Wiring>,
    draft: Given<RefundInput>,
) -> Answer<ReviewView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(draft.within_bounds())?;
    let draft = RefundDraft::from(draft.0);
    let review = here.engine.review(draft, here.environment());
    here.show_typed(review.await.map(|review| review.view(here.lang)))
}

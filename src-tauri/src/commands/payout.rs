//! Sending money out: the form's questions, the review, and having the provider try a failed payout again.

use crate::bounds::{Bounded as _, short};
use crate::error::{Answer, another_than_shown};
use crate::given::Given;
use crate::rights::Right;
use crate::views::PayoutInput;
use crate::wiring::Wiring;
use engine::PayoutDraft;
use engine::view::{BankView, MoneyView, OperationView, RecipientView, ReviewView};
use tauri::State;

/// What a draft would send to whom, in the core's own words. Nothing is written down.
#[tauri::command]
pub(crate) async fn review_payout(
    wiring: State<'_, Wiring>,
    draft: Given<PayoutInput>,
) -> Answer<ReviewView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(draft.within_bounds())?;
    let draft = here.say(PayoutDraft::try_from(draft.0))?;
    let review = here.engine.review(draft, here.environment());
    here.show_typed(review.await.map(|review| review.view(here.lang)))
}

/// Banks that an account can pay: asked of its provider.
#[tauri::command]
pub(crate) async fn banks(
    wiring: State<'_, Wiring>,
    account: Given<String>,
) -> Answer<Vec<BankView>> {
    let here = wiring.here(Right::SendMoney).await?;
    let account = here.say(here.account(&account).await)?;
    here.show(here.engine.banks(&account).await)
}

/// Whether a number can be paid, as its provider says. Nothing moves.
#[tauri::command]
pub(crate) async fn check_recipient(
    wiring: State<'_, Wiring>,
    account: Given<String>,
    phone: Given<String>,
) -> Answer<RecipientView> {
    let here = wiring.here(Right::SendMoney).await?;
    let account = here.say(here.account(&account).await)?;
    here.say(short("phone", &phone))?;
    here.show_typed(here.engine.check_recipient(&account, &phone).await)
}

/// Records that a failed payout is tried again, if it is the one that was shown. The executor sends it.
#[tauri::command]
pub(crate) async fn retry_payout(
    wiring: State<'_, Wiring>,
    id: Given<String>,
    amount: Given<MoneyView>,
    recipient: Given<Option<String>>,
) -> Answer<OperationView> {
    let here = wiring.here(Right::SendMoney).await?;
    here.say(short("operation", &id))?;
    here.say(short("amount", &amount.amount))?;
    here.say(short("currency", &amount.currency))?;
    here.say(short("recipient", recipient.as_deref().unwrap_or_default()))?;
    let failed = here.say(here.operation(&id).await)?;
    let phone = failed.phone.as_ref().map(|phone| phone.e164().to_owned());
    if *amount != MoneyView::from(failed.amount) || *recipient != phone {
        return here.say(Err(another_than_shown()));
    }
    let again = here.say(here.engine.retry_payout(&failed.id).await)?;
    here.engine.watch_operation(&again.id);
    here.show(here.engine.operation_view(&again, here.lang).await)
}

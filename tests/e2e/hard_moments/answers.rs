//! What comes back instead of an answer.

use super::{look_ups_fail, nothing_was_called_paid, says, times_taken, witness, witness_of};
use crate::charge::{ask, read_review};
use crate::payout::stands;
use crate::support::Market;
use serde_json::json;
use simulator::{Fault, RetryAfter};

const WHERE: &str = "collections";

#[tokio::test]
async fn what_came_back_instead_of_an_answer_is_doubt_and_settles_by_its_own_key() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.click("nav-charge").await;
    let strange = [
        ("71001", Fault::DropReplyAfterCommit),
        ("71002", Fault::CutReply { after: 20 }),
        ("71003", Fault::HtmlForbidden { committed: true }),
        ("71004", Fault::HtmlOk { committed: true }),
        ("71005", Fault::EmptyBody { committed: true }),
        ("71006", Fault::TruncatedJson { committed: true }),
        ("71007", Fault::Garbage { committed: true }),
        ("71008", Fault::StatusAfterCommit { status: 502 }),
        ("71009", Fault::Redirect { committed: true }),
    ];
    for (amount, fault) in strange {
        market.next_meets("zengapay", WHERE, fault.clone());
        look_ups_fail(&market, "zengapay");
        page.click("charge-new").await;
        page.wait("!document.querySelector('[data-test=result-state]')")
            .await;
        witness_of(page, "[data-test=result-state] [data-mark]").await;
        let id = ask(page, "0772418301", amount).await;
        stands(page, "in_doubt").await;
        says(
            page,
            &[
                "Being checked",
                "We do not know yet",
                "It may be paid. Do not send it again.",
            ],
        )
        .await;
        nothing_was_called_paid(page).await;
        assert_eq!(times_taken(&market, "charge", amount), 1, "{fault:?}");
        // The line is back: the shop's own reference proves it, and only then it is paid.
        market.control().clear_faults();
        page.until_state(&json!(id), "succeeded").await;
        says(page, &["Paid"]).await;
        assert_eq!(times_taken(&market, "charge", amount), 1, "{fault:?}");
    }
    session.close().await;
}

#[tokio::test]
async fn a_reset_is_doubt_although_nothing_was_taken() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    market.next_meets("zengapay", WHERE, Fault::ResetBeforeCommit);
    ask(page, "0772418301", "72001").await;
    stands(page, "in_doubt").await;
    says(page, &["We do not know yet"]).await;
    page.click("result-check").await;
    stands(page, "in_doubt").await;
    assert_eq!(times_taken(&market, "charge", "72001"), 0);
    // That it is not there yet proves nothing: it is neither paid, nor not paid, nor asked again.
    page.click("charge-new").await;
    page.write("charge-amount", "72001").await;
    page.write("charge-phone", "0772418301").await;
    read_review(page).await;
    page.click("charge-submit").await;
    page.wait_for("guard-dialog").await;
    assert!(
        !page.has("guard-yes").await,
        "there is no way round a doubt"
    );
    page.click("guard-no").await;
    assert_eq!(times_taken(&market, "charge", "72001"), 0);
    nothing_was_called_paid(page).await;
    session.close().await;
}

#[tokio::test]
async fn a_failure_inside_a_200_is_never_called_waiting_or_paid() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay", "dgspay"]).await;
    let page = &session.page;
    witness(page).await;
    market.next_meets(
        "zengapay",
        WHERE,
        Fault::FailureInside200 { committed: false },
    );
    let id = ask(page, "0772418301", "73001").await;
    page.wait("['failed', 'in_doubt'].includes(document.querySelector('[data-test=result-state]')?.dataset.state)")
        .await;
    let operation = page.invoke("operation", json!({ "id": id })).await;
    assert_ne!(operation["state"], "pending", "{operation}");
    nothing_was_called_paid(page).await;
    assert_eq!(times_taken(&market, "charge", "73001"), 0);
    session.close().await;
}

#[tokio::test]
async fn a_rate_limit_is_waited_for_and_the_charge_is_asked_once() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let wait = Fault::RateLimited {
        retry_after: RetryAfter::Seconds(2),
    };
    market.next_meets("zengapay", WHERE, wait);
    ask(page, "0772418301", "74001").await;
    stands(page, "succeeded").await;
    assert_eq!(times_taken(&market, "charge", "74001"), 1);
    session.close().await;
}

//! What could happen twice: an impatient hand, a page loaded anew, a process that dies.

use super::{nothing_was_called_paid, says, times_taken, witness};
use crate::charge::{ask, read_review};
use crate::payout::stands;
use crate::support::{Market, Page};
use serde_json::json;
use simulator::Fault;

async fn filled(page: &Page, phone: &str, amount: &str) {
    page.click("nav-charge").await;
    page.click("charge-new").await;
    page.write("charge-amount", amount).await;
    page.write("charge-phone", phone).await;
    read_review(page).await;
}

async fn how_many(page: &Page) -> usize {
    let recent = page.invoke("recent", json!({})).await;
    recent.as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn two_clicks_ask_once() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    market.next_meets("zengapay", "collections", Fault::SlowBy { ms: 1_500 });
    filled(page, "0772418301", "95001").await;
    page.run(
        "const send = document.querySelector('[data-test=charge-submit]');
         for (let nth = 0; nth < 5; nth += 1) send.click();",
        vec![],
    )
    .await;
    page.wait_for("result-state").await;
    page.run(
        "document.querySelector('[data-test=charge-submit]').click()",
        vec![],
    )
    .await;
    stands(page, "succeeded").await;
    assert_eq!(times_taken(&market, "charge", "95001"), 1);
    assert_eq!(how_many(page).await, 1);
    session.close().await;
}

#[tokio::test]
async fn the_same_sale_again_asks_first_and_is_blocked_by_a_doubt() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    ask(page, "0772418303", "96001").await;
    stands(page, "pending").await;
    filled(page, "0772418303", "96001").await;
    page.wait_for("charge-review-guard").await;
    page.click("charge-submit").await;
    page.wait_for("guard-dialog").await;
    page.click("guard-no").await;
    assert_eq!(times_taken(&market, "charge", "96001"), 1);

    ask(page, "0772418396", "96002").await;
    stands(page, "in_doubt").await;
    filled(page, "0772418396", "96002").await;
    page.click("charge-submit").await;
    page.wait_for("guard-dialog").await;
    assert!(
        !page.has("guard-yes").await,
        "there is no way round a doubt"
    );
    page.click("guard-no").await;
    assert_eq!(times_taken(&market, "charge", "96002"), 1);
    session.close().await;
}

#[tokio::test]
async fn an_amount_that_changes_after_it_was_read_is_read_again() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    filled(page, "0772418301", "9700").await;
    // In one breath: a digit more, and the click that was meant for the amount before.
    page.run(
        "const field = document.querySelector('[data-test=charge-amount]');
         field.value = '97001';
         field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: '1' }));
         document.querySelector('[data-test=charge-submit]').click();",
        vec![],
    )
    .await;
    page.wait_for_words("[data-test=charge-review]", "97,001")
        .await;
    assert_eq!(how_many(page).await, 0, "nothing was asked for unread");
    read_review(page).await;
    page.click("charge-submit").await;
    stands(page, "succeeded").await;
    assert_eq!(times_taken(&market, "charge", "97001"), 1);
    assert_eq!(market.taken("charge").len(), 1);
    session.close().await;
}

#[tokio::test]
async fn a_reload_in_the_middle_of_a_send_asks_once() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    market.next_meets("zengapay", "collections", Fault::SlowBy { ms: 3_000 });
    filled(page, "0772418303", "98001").await;
    page.click("charge-submit").await;
    page.wait_for("result-state").await;
    page.reload().await;
    page.wait_for("nav-charge").await;
    witness(page).await;
    page.click("nav-charge").await;
    page.click_words("main li button", "98,001").await;
    stands(page, "pending").await;
    says(page, &["Waiting for customer"]).await;
    nothing_was_called_paid(page).await;
    assert_eq!(times_taken(&market, "charge", "98001"), 1);
    assert_eq!(how_many(page).await, 1);
    session.close().await;
}

#[tokio::test]
async fn a_killed_process_finds_its_charge_in_doubt_and_asks_nobody_again() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    market.next_meets(
        "zengapay",
        "collections",
        Fault::HangAfterCommit { ms: 20_000 },
    );
    super::look_ups_fail(&market, "zengapay");
    filled(page, "0772418301", "99001").await;
    page.click("charge-submit").await;
    stands(page, "sending").await;
    session.kill().await;

    let session = market.open_again().await;
    let page = &session.page;
    witness(page).await;
    page.click("nav-charge").await;
    page.click_words("main li button", "99,001").await;
    stands(page, "in_doubt").await;
    says(page, &["We do not know yet", "Do not send it again"]).await;
    nothing_was_called_paid(page).await;
    assert_eq!(times_taken(&market, "charge", "99001"), 1);
    market.control().clear_faults();
    page.click("result-check").await;
    stands(page, "succeeded").await;
    assert_eq!(times_taken(&market, "charge", "99001"), 1);
    session.close().await;
}

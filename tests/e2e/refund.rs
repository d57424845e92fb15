//! Giving back: from the charge that was paid, never more than it, and to the number that paid.

use crate::payout::{shop, stands};
use crate::support::Page;
use serde_json::json;

async fn open(page: &Page) {
    page.choose("refund-open").await;
    page.wait_for("refund-note").await;
}

async fn read(page: &Page) -> String {
    page.wait("document.querySelector('[data-test=review][data-open=true]')")
        .await;
    page.text_of("[data-test=review]").await
}

#[tokio::test]
async fn a_paid_charge_is_given_back_in_part_and_never_beyond_what_was_paid() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let charge = crate::charge::ask(page, "0772418301", "85000").await;
    stands(page, "succeeded").await;

    open(page).await;
    page.choose("refund-part").await;
    page.write("refund-amount", "20000").await;
    let sentence = read(page).await;
    assert!(sentence.contains("20,000\u{a0}UGX"), "{sentence}");
    assert!(sentence.contains("0772\u{a0}418\u{a0}301"), "{sentence}");
    assert_eq!(market.taken("payout").len(), 0, "what is read is not sent");
    page.click("review-send").await;
    page.wait_for("refund-result").await;
    page.wait_for_words("[data-test=refund-result]", "Refunded")
        .await;
    let back = market.taken("payout");
    assert_eq!(back.len(), 1, "{back:?}");
    assert_eq!(back[0].phone, "256772418301");
    page.click("refund-close").await;

    // The charge stays paid, and what is left of it is the most that can go back.
    let operation = page.invoke("operation", json!({ "id": charge })).await;
    assert_eq!(operation["state"], "succeeded");
    open(page).await;
    page.wait_for_words("[role=dialog]", "20,000").await;
    page.wait_for_words("[role=dialog]", "65,000").await;
    page.choose("refund-part").await;
    page.write("refund-amount", "65001").await;
    page.click("refund-read").await;
    page.wait(
        "document.querySelector('[role=dialog] [aria-invalid=true], [role=dialog] [role=alert]')",
    )
    .await;
    assert!(!page.has("review-send").await, "there is nothing to send");
    assert_eq!(market.taken("payout").len(), 1);
    page.click("refund-close").await;

    // From the charge to its refund, and back.
    page.write("search-box", "85000").await;
    page.wait("document.querySelectorAll('[data-test=ledger-row]').length === 1")
        .await;
    page.choose("ledger-row").await;
    page.wait_for("refunds").await;
    page.click_words("[data-test=refunds] button", "20,000")
        .await;
    page.wait_for("refund-charge").await;
    page.choose("refund-charge").await;
    page.wait_for("refunds").await;
    session.close().await;
}

#[tokio::test]
async fn what_was_not_paid_has_nothing_to_give_back() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    for (phone, state) in [
        ("0772418303", "pending"),
        ("0772418302", "failed"),
        ("0772418396", "in_doubt"),
    ] {
        let id = crate::charge::ask(page, phone, "33000").await;
        stands(page, state).await;
        assert!(!page.has("refund-open").await, "{state}");
        let refused = page.try_invoke("refundable", json!({ "of": id })).await;
        assert!(refused.is_err(), "{state}: {refused:?}");
    }
    session.close().await;
}

//! Money above the shop's threshold: nothing leaves until another owner says yes with their own PIN.

use crate::payout::{read, shop, stands};
use crate::people::{id_of, with_people};
use crate::support::Page;
use serde_json::json;

/// Two owners, of whom the first sits there, and a second person above a hundred thousand.
async fn two_owners(page: &Page) -> serde_json::Value {
    let people = with_people(page).await;
    let above = json!({ "currency": "UGX", "above": "100000", "second": null });
    page.invoke("set_threshold", above).await;
    page.reload().await;
    page.wait_for("nav-payout").await;
    people
}

#[tokio::test]
async fn a_large_payout_leaves_only_after_a_second_owner_says_yes() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let people = two_owners(page).await;
    read(page, "0772418301", "250000").await;
    page.click("review-send").await;
    stands(page, "awaiting_approval").await;
    page.wait_for_words("[data-test=result-state]", "To approve")
        .await;
    assert_eq!(market.taken("payout").len(), 0, "nothing has left");

    page.click("approval").await;
    page.wait_for("approval-answer").await;
    page.wait_for_words(
        "[data-test=approval-answer]",
        "Nothing has left this computer",
    )
    .await;
    page.wait("document.querySelector('[data-test=approval-say][aria-disabled=true]')")
        .await;
    page.write("approval-pin", "0000").await;
    page.click("approval-say").await;
    page.wait("document.querySelector('[data-test=approval-answer] [role=alert]')")
        .await;
    assert_eq!(market.taken("payout").len(), 0, "a wrong PIN sends nothing");
    // Nobody says yes to their own, whatever the page would send.
    let id = page.invoke("recent", json!({})).await[0]["id"].clone();
    let own = json!({ "id": id, "second": { "staff": id_of(&people, "Chantal"), "pin": "4821" }, "despite": null });
    let refused = page.try_invoke("approve", own).await;
    refused.expect_err("the one who asked is not a second person");
    assert_eq!(market.taken("payout").len(), 0);

    page.write("approval-pin", "7716").await;
    page.click("approval-say").await;
    stands(page, "succeeded").await;
    page.wait("!document.querySelector('[data-test=approvals]')")
        .await;
    assert_eq!(market.taken("payout").len(), 1);
    let story = page.invoke("show", json!({ "id": id })).await;
    assert!(story.to_string().contains("Rose"), "who said yes is kept");
    session.close().await;
}

#[tokio::test]
async fn a_refused_payout_is_called_off_with_its_reason_and_nothing_leaves() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    two_owners(page).await;
    read(page, "0772418301", "250000").await;
    page.click("review-send").await;
    stands(page, "awaiting_approval").await;
    page.click("approval").await;
    page.choose("approval-no").await;
    page.write("approval-reason", "The rent was paid in cash")
        .await;
    page.click("approval-say").await;
    stands(page, "cancelled").await;
    page.wait_for_words("main", "The rent was paid in cash")
        .await;
    assert_eq!(market.taken("payout").len(), 0);
    // Below the threshold one person is enough.
    read(page, "0772418301", "90000").await;
    page.click("review-send").await;
    stands(page, "succeeded").await;
    session.close().await;
}

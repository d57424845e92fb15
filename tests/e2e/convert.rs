//! One wallet's money into another's: the rate is asked for, read, and what it really was is told afterwards.

use crate::payout::{fund, stands};
use crate::support::Market;
use serde_json::json;

#[tokio::test]
async fn a_conversion_is_previewed_read_done_once_and_shown_beside_its_preview() {
    let market = Market::with_past(0).await;
    fund(&market, "dgspay", "RWF");
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    page.invoke("balances", json!({ "refresh": true })).await;
    page.click("nav-convert").await;
    page.write("convert-amount", "140001").await;
    page.select("convert-to", "USD").await;
    assert!(!page.has("review-send").await, "no rate was asked for yet");
    page.click("convert-ask").await;
    page.wait("document.querySelector('[data-test=review][data-open=true]')")
        .await;
    page.wait_for_words("[data-test=review]", "140,001\u{a0}RWF")
        .await;
    page.wait_for_words("[data-test=review]", "USD").await;
    assert_eq!(market.taken("conversion").len(), 0, "asking is not doing");

    page.run(
        "const send = document.querySelector('[data-test=review-send]'); send.click(); send.click();",
        vec![],
    )
    .await;
    page.wait_for("result-state").await;
    stands(page, "succeeded").await;
    page.wait_for_words("[data-test=result-state]", "Converted")
        .await;
    assert_eq!(market.taken("conversion").len(), 1);
    page.wait_for("conversion").await;
    let seen = page.invoke("conversions", json!({})).await;
    assert_eq!(seen.as_array().map(Vec::len), Some(1), "{seen}");
    assert_ne!(seen[0]["previewed"], json!(null), "{seen}");
    session.close().await;
}

#[tokio::test]
async fn more_than_the_wallet_holds_is_refused_and_called_not_converted() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    page.click("nav-convert").await;
    page.write("convert-amount", "999999999").await;
    page.click("convert-ask").await;
    // Either the preview is refused, or the doing is: in no case is it converted.
    page.wait("document.querySelector('[data-test=review][data-open=true], form [role=alert], [aria-invalid=true]')")
        .await;
    if page.has("review-send").await {
        page.click("review-send").await;
        stands(page, "failed").await;
        page.wait_for_words("[data-test=result-state]", "Not converted")
            .await;
    }
    assert!(
        market
            .taken("conversion")
            .iter()
            .all(|row| row.status == "failed"),
    );
    session.close().await;
}

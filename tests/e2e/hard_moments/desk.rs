//! The computer itself: its keys out of reach.

use super::{nothing_was_called_paid, witness};
use crate::support::Market;
use serde_json::json;

#[tokio::test]
async fn without_the_keys_nothing_is_sent_and_the_book_can_be_read() {
    let mut market = Market::with_past(20).await;
    let session = market.open_at(&["zengapay"]).await;
    session.page.invoke("sync_now", json!({})).await;
    session.close().await;

    market
        .stage
        .set("DUKA_PASSPHRASE", "not the words it was closed with");
    let session = market.open_again().await;
    let page = &session.page;
    page.click("nav-charge").await;
    page.click("charge-new").await;
    witness(page).await;
    page.write("charge-amount", "25001").await;
    page.write("charge-phone", "0772418301").await;
    page.click("charge-submit").await;
    page.wait("document.querySelector('main [role=alert], [data-test=result-state], [aria-invalid=true]')")
        .await;
    assert_eq!(market.taken("charge").len(), 0);
    let shown = page.text_of("main").await;
    assert!(
        !shown.contains("Waiting for customer"),
        "nobody was asked: {shown}"
    );
    nothing_was_called_paid(page).await;
    page.click("nav-ledger").await;
    page.wait_for("ledger-row").await;
    let found = page
        .invoke("search", crate::first_run::search("25001"))
        .await;
    for row in found["rows"].as_array().into_iter().flatten() {
        assert_ne!(row["operation"]["state"], "pending", "{row}");
    }
    session.close().await;
}

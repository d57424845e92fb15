//! The counter: a sale with the numeric pad alone.

use crate::support::Stage;
use fantoccini::key::Key;
use serde_json::json;

#[tokio::test]
async fn a_cashier_sells_with_the_numeric_pad_alone() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.click("nav-charge").await;
    page.click("to-counter").await;
    page.wait("document.activeElement?.dataset.test === 'charge-amount'")
        .await;
    page.press("25000").await;
    page.press(&Key::Enter.to_string()).await;
    page.wait("document.activeElement?.dataset.test === 'charge-phone'")
        .await;
    page.press("0772418301").await;
    page.wait("document.querySelector('[data-test=counter-review][data-open=true]')")
        .await;
    page.press(&Key::Enter.to_string()).await;
    page.wait("document.querySelector('[data-test=sale][data-mark=paid]')")
        .await;
    page.wait_for_words("[data-test=counter-sum]", "1 paid, 25,000")
        .await;
    page.press("+").await;
    page.wait("document.querySelector('[data-test=sale][data-mark=none]')")
        .await;
    let sales = page.invoke("own_sales", json!({})).await;
    assert_eq!(sales["by"], "Achieng");
    assert_eq!(sales["sums"][0]["amount"]["amount"], "25000");
    session.close().await;
}

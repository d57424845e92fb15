//! The doubt desk, as somebody works on it in the real window.

use crate::support::Stage;
use serde_json::json;

/// Unclear for hours at the practice provider: nothing settles it while the test runs.
const UNCLEAR_FOR_HOURS: &str = "0772418396";

#[tokio::test]
async fn a_doubt_is_looked_at_set_aside_with_a_reason_and_never_called_paid() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let id = crate::charge::ask(page, UNCLEAR_FOR_HOURS, "47000").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=in_doubt]')")
        .await;

    page.click("nav-doubts").await;
    page.wait_for("doubt-line").await;
    page.wait_for_words("main", "47,000").await;
    // What its own key will settle is not offered to be tied by hand, nor sent again.
    page.wait("!document.querySelector('[data-test=candidate-adopt], [data-test=doubt-again]')")
        .await;
    page.click("act-doubt-check").await;
    page.wait_for_words("main", "We do not know yet").await;

    page.click("doubt-aside").await;
    page.wait_for("aside-dialog").await;
    page.write("aside-reason", "Asked the customer to come back tomorrow")
        .await;
    page.click("aside-yes").await;
    page.wait_for_words("main", "Set aside: Asked the customer")
        .await;

    let operation = page.invoke("operation", json!({ "id": id })).await;
    assert_eq!(operation["state"], "in_doubt");
    assert_eq!(operation["doubts"], json!(["fate_unknown"]));
    let doubts = page.invoke("doubts", json!({})).await;
    assert_eq!(
        doubts[0]["set_aside"],
        "Asked the customer to come back tomorrow"
    );
    session.close().await;
}

#[tokio::test]
async fn a_desk_without_doubts_says_so_plainly() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.click("nav-doubts").await;
    page.wait_for_words("main", "Nothing in doubt.").await;
    session.close().await;
}

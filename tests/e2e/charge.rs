//! Taking a payment.

use crate::support::{Page, Stage};
use serde_json::{Value, json};

/// Fills the form, sends it, and gives the operation's id once the result stands.
pub(crate) async fn ask(page: &Page, phone: &str, amount: &str) -> String {
    page.click("nav-charge").await;
    page.click("charge-new").await;
    page.write("charge-amount", amount).await;
    page.write("charge-phone", phone).await;
    page.click("charge-submit").await;
    page.wait_for("result-state").await;
    let recent = page.invoke("recent", json!({})).await;
    let id = recent[0]["id"].as_str();
    id.expect("what was asked stands in the journal").to_owned()
}

async fn ends(page: &Page, state: &str) {
    page.wait(&format!(
        "document.querySelector('[data-test=result-state][data-state={state}]')"
    ))
    .await;
}

#[tokio::test]
async fn a_charge_in_the_window_ends_paid() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let id = ask(page, "0772418301", "25000").await;
    ends(page, "succeeded").await;
    page.wait_for_words("[data-test=result-state]", "Paid")
        .await;
    let operation = page.invoke("operation", json!({ "id": id })).await;
    assert_eq!(
        operation["amount"],
        json!({ "amount": "25000", "currency": "UGX" })
    );
    assert_eq!(operation["phone"], "+256772418301");
    assert_eq!(operation["doubts"], json!([]));
    session.close().await;
}

#[tokio::test]
async fn a_declined_charge_in_the_window_ends_not_paid() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    ask(page, "0772418302", "12000").await;
    ends(page, "failed").await;
    page.wait_for_words("[data-test=result-state]", "Not paid")
        .await;
    let reason = page.invoke("recent", json!({})).await[0]["reason"].clone();
    assert!(!reason.is_null(), "why it was not paid is told");
    session.close().await;
}

#[tokio::test]
async fn an_open_charge_is_never_shown_paid() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    // Whatever mark the result ever bears is noted, also between two looks of this test.
    page.run(
        "window.__marks = new Set();
         const note = () => document.querySelectorAll('[data-test=result-state] [data-mark]')
           .forEach((mark) => window.__marks.add(mark.dataset.mark));
         new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });",
        vec![],
    )
    .await;
    let id = ask(page, "0772418303", "9000").await;
    ends(page, "pending").await;
    let mut seen: Vec<Value> = Vec::new();
    while seen.len() < 3 {
        page.click("result-check").await;
        let now = page.invoke("check", json!({ "id": id })).await;
        assert_eq!(now["state"], "pending");
        if !seen.contains(&now["last_check"]) {
            seen.push(now["last_check"].clone());
        }
    }
    let marks = page.run("return [...window.__marks]", vec![]).await;
    let marks: Vec<&str> = marks
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert!(marks.contains(&"waiting"), "{marks:?}");
    assert!(!marks.contains(&"paid"), "{marks:?}");
    let word = page.text_of("[data-test=result-state]").await;
    assert!(word.contains("Waiting for customer"), "{word}");
    session.close().await;
}

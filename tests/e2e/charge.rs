//! Taking a payment.

use crate::support::{PROVIDER, Page, Stage, account_at};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Waits until the core's sentence stands in the form and can be answered.
pub(crate) async fn read_review(page: &Page) -> String {
    page.wait("document.querySelector('[data-test=charge-review][data-open=true]')")
        .await;
    page.text_of("[data-test=charge-review]").await
}

/// Fills the form, reads the review, confirms it, and gives the operation's id once the result stands.
pub(crate) async fn ask(page: &Page, phone: &str, amount: &str) -> String {
    page.click("nav-charge").await;
    page.click("charge-new").await;
    let account = account_at(page, PROVIDER).await;
    page.select("charge-account", &account).await;
    page.write("charge-amount", amount).await;
    page.write("charge-phone", phone).await;
    read_review(page).await;
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

/// The draft of a charge, as the screens hand it over.
async fn draft(page: &Page, phone: &str) -> Value {
    let account = account_at(page, PROVIDER).await;
    json!({
        "account": account, "amount": "31000", "currency": "UGX", "method": "mobile-money", "phone": phone,
    })
}

#[tokio::test]
async fn enter_shows_what_is_asked_for_and_only_the_next_one_asks() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.click("nav-charge").await;
    page.write("charge-amount", "25000").await;
    page.write("charge-phone", "0772418301").await;
    // Held or struck twice: what has not stood on screen is not answered.
    page.press(&format!("{}{}", Key::Enter, Key::Enter)).await;
    let said = read_review(page).await;
    assert!(said.contains("25,000\u{a0}UGX"), "{said}");
    assert!(said.contains("0772\u{a0}418\u{a0}301"), "{said}");
    assert_eq!(page.invoke("recent", json!({})).await, json!([]));
    // Another amount is another sentence.
    page.write("charge-amount", "0").await;
    page.wait_for_words("[data-test=charge-review]", "250,000\u{a0}UGX")
        .await;
    read_review(page).await;
    page.press(&Key::Enter.to_string()).await;
    ends(page, "succeeded").await;
    let recent = page.invoke("recent", json!({})).await;
    assert_eq!(recent.as_array().map(Vec::len), Some(1));
    assert_eq!(recent[0]["amount"]["amount"], "250000");
    session.close().await;
}

#[tokio::test]
async fn the_window_takes_back_only_what_the_core_rendered() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let draft = draft(page, "0772418301").await;
    let refused = page
        .try_invoke("create_charge", json!({ "draft": draft }))
        .await;
    assert!(refused.is_err(), "no command takes a form and sends it");
    for (field, other) in [
        ("amount", json!({ "amount": "3100", "currency": "UGX" })),
        ("recipient", json!("+256772418302")),
        ("nonce", json!("0".repeat(32))),
    ] {
        let review = page
            .invoke("review_charge", json!({ "draft": draft }))
            .await;
        let mut confirmed = json!({
            "nonce": review["nonce"], "amount": review["amount"], "recipient": review["recipient"], "despite": null,
        });
        confirmed[field] = other;
        let error = page.try_invoke("confirm", confirmed).await;
        let code = error.expect_err(field)["code"].clone();
        let expected = if field == "nonce" {
            "review_expired"
        } else {
            "review_differs"
        };
        assert_eq!(code, expected, "{field}");
    }
    assert_eq!(page.invoke("recent", json!({})).await, json!([]));
    session.close().await;
}

#[tokio::test]
async fn a_second_payment_is_asked_about_in_the_review_and_in_a_question() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    ask(page, "0772418301", "25000").await;
    page.click("charge-new").await;
    page.write("charge-amount", "25000").await;
    page.write("charge-phone", "0772418301").await;
    page.wait_for("charge-review-guard").await;
    read_review(page).await;
    page.click("charge-submit").await;
    page.wait_for("guard-dialog").await;
    page.click("guard-yes").await;
    page.wait_for("result-state").await;
    let recent = page.invoke("recent", json!({})).await;
    assert_eq!(recent.as_array().map(Vec::len), Some(2));
    session.close().await;
}

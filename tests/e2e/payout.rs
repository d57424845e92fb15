//! Money that leaves: read first, sent once, and called sent only when the provider says that it arrived.

use crate::support::{Market, Page, account_at};
use fantoccini::key::Key;
use serde_json::json;

const PLENTY: &str = "5000000";

/// A shop with money in its wallet.
pub(crate) async fn shop() -> Market {
    let market = Market::with_past(0).await;
    for network in ["UGX-MTNMM", "UGX-ATLMM"] {
        fund(&market, "zengapay", network);
    }
    market
}

pub(crate) fn fund(market: &Market, provider: &str, currency: &str) {
    let plenty = PLENTY.parse().expect("it is a number");
    let funded = market.control().fund(provider, currency, plenty);
    funded.expect("the wallet is known");
}

/// Fills the form and has it read; the sentence that stands there then.
pub(crate) async fn read(page: &Page, phone: &str, amount: &str) -> String {
    page.click("nav-payout").await;
    if page.has("payout-new").await {
        page.click("payout-new").await;
    }
    let account = account_at(page, "zengapay").await;
    page.select("payout-account", &account).await;
    page.rewrite("payout-phone", phone).await;
    page.rewrite("payout-amount", amount).await;
    page.click("payout-read").await;
    page.wait("document.querySelector('[data-test=review][data-open=true]')")
        .await;
    page.text_of("[data-test=review]").await
}

pub(crate) async fn stands(page: &Page, state: &str) {
    page.wait(&format!(
        "document.querySelector('[data-test=result-state][data-state={state}]')"
    ))
    .await;
}

async fn says(page: &Page, words: &str) {
    page.wait_for_words("[data-test=result-state]", words).await;
}

#[tokio::test]
async fn a_payout_is_read_sent_once_and_ends_sent() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let sentence = read(page, "0772418301", "313100").await;
    assert!(sentence.contains("313,100\u{a0}UGX"), "{sentence}");
    assert!(sentence.contains("0772\u{a0}418\u{a0}301"), "{sentence}");
    assert_eq!(page.invoke("recent", json!({})).await, json!([]));
    assert_eq!(market.taken("payout").len(), 0, "what is read is not sent");

    // Twice in a row, as an impatient hand does.
    page.run(
        "const send = document.querySelector('[data-test=review-send]'); send.click(); send.click();",
        vec![],
    )
    .await;
    page.wait_for("result-state").await;
    stands(page, "succeeded").await;
    says(page, "Sent").await;
    let sent = market.taken("payout");
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(sent[0].amount.to_string(), "313100");
    session.close().await;
}

#[tokio::test]
async fn a_payout_on_its_way_is_never_called_sent() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    read(page, "0772418303", "52000").await;
    page.press(&format!("{}{}{}", Key::Control, Key::Enter, Key::Null))
        .await;
    stands(page, "pending").await;
    says(page, "On its way").await;
    says(page, "Accepted is not arrived").await;
    page.click("result-check").await;
    stands(page, "pending").await;
    assert_eq!(
        page.run(
            "return document.querySelectorAll('main [data-mark=paid]').length",
            vec![]
        )
        .await,
        0
    );
    session.close().await;
}

#[tokio::test]
async fn a_refused_payout_says_that_no_money_moved_and_the_form_is_there_for_the_next() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    read(page, "0772418302", "41000").await;
    page.click("review-send").await;
    stands(page, "failed").await;
    says(page, "Not sent").await;
    read(page, "0772418301", "41000").await;
    page.click("review-send").await;
    stands(page, "succeeded").await;
    session.close().await;
}

#[tokio::test]
async fn the_same_payout_again_asks_first_and_a_doubt_blocks() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    read(page, "0772418301", "60000").await;
    page.click("review-send").await;
    stands(page, "succeeded").await;

    read(page, "0772418301", "60000").await;
    page.wait_for("review-guard").await;
    page.wait("document.querySelector('[data-test=review-send][aria-disabled=true]')")
        .await;
    page.choose("guard-no").await;
    page.wait("document.querySelector('[data-test=review-send][aria-disabled=true]')")
        .await;
    page.choose("guard-yes").await;
    page.wait("document.querySelector('[data-test=review-send]:not([aria-disabled])')")
        .await;
    page.click("review-send").await;
    stands(page, "succeeded").await;
    assert_eq!(market.taken("payout").len(), 2);

    read(page, "0772418396", "70000").await;
    page.click("review-send").await;
    stands(page, "in_doubt").await;
    says(page, "Do not send it again").await;
    read(page, "0772418396", "70000").await;
    page.wait_for("review-blocked").await;
    assert!(
        !page.has("review-send").await,
        "there is no way to send from here"
    );
    assert_eq!(market.taken("payout").len(), 3);
    session.close().await;
}

//! Nobody answers, or answers that nobody may ask.

use super::{nothing_was_called_paid, says, witness};
use crate::charge::ask;
use crate::payout::stands;
use crate::support::{Market, account_at};
use serde_json::json;
use simulator::{Fault, Planned};

#[tokio::test]
async fn without_a_network_nothing_is_sent_and_that_is_said() {
    let mut market = Market::with_past(20).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.invoke("sync_now", json!({})).await;
    market.goes_dark().await;
    page.click("nav-charge").await;
    page.wait_for("charge-amount").await;
    witness(page).await;
    ask(page, "0772418301", "91001").await;
    stands(page, "recorded").await;
    says(page, &["Not sent yet"]).await;
    // What is written down can be taken back, since nothing has left.
    page.click_words("main button", "Take back").await;
    stands(page, "cancelled").await;
    says(page, &["Cancelled", "Nothing left this computer"]).await;
    nothing_was_called_paid(page).await;
    // The book is there all the same, and says of which hour it is.
    page.invoke("sync_now", json!({})).await;
    page.wait("document.querySelector('[data-test=footer-sync][data-state=failed]')")
        .await;
    page.click("nav-ledger").await;
    page.wait_for("ledger-row").await;
    session.close().await;
}

#[tokio::test]
async fn old_figures_stay_and_are_called_old() {
    let mut market = crate::payout::shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.invoke("balances", json!({ "refresh": true })).await;
    page.click("nav-balances").await;
    page.wait_for("balance-row").await;
    let before = page.text_of("[data-test=balance-row]").await;
    market.goes_dark().await;
    page.run("document.querySelector('main').focus()", vec![])
        .await;
    page.press("r").await;
    page.wait_for_words("main [role=alert]", "A balance could not be read")
        .await;
    let after = page.text_of("[data-test=balance-row]").await;
    let figure = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .take(7)
            .collect::<String>()
    };
    assert_eq!(figure(&before), figure(&after), "the figure is still there");
    session.close().await;
}

#[tokio::test]
async fn a_pull_that_fails_is_never_no_payments() {
    let market = Market::with_past(60).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.invoke("sync_now", json!({})).await;
    let before = page.invoke("search", crate::first_run::search("")).await;
    assert!(before["count"].as_u64() > Some(5), "{before}");
    let mut planned = Planned::next(Fault::FailureInside200 { committed: false })
        .at("zengapay")
        .times(100);
    planned.method = Some("GET".to_owned());
    let queued = market.control().fault(planned);
    queued.expect("the queue has room");
    page.invoke("sync_now", json!({})).await;
    page.wait("document.querySelector('[data-test=footer-sync][data-state=failed]')")
        .await;
    let after = page.invoke("search", crate::first_run::search("")).await;
    assert_eq!(after["count"], before["count"]);
    page.click("nav-ledger").await;
    page.wait_for("ledger-row").await;
    session.close().await;
}

#[tokio::test]
async fn a_wrong_key_asks_nobody_for_anything() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let disabled = market.control().disable_keys("zengapay", true);
    disabled.expect("it is known");
    witness(page).await;
    let id = ask(page, "0772418301", "93001").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=failed]')")
        .await;
    says(page, &["Not paid"]).await;
    let told = page.invoke("operation", json!({ "id": id })).await;
    assert!(!told["reason"].is_null(), "why is told: {told}");
    nothing_was_called_paid(page).await;
    assert_eq!(market.taken("charge").len(), 0);
    session.close().await;
}

#[tokio::test]
async fn an_address_that_is_not_admitted_is_told_as_that() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let blocked = market.control().block_ip("zengapay", true);
    blocked.expect("it is known");
    let account = account_at(page, "zengapay").await;
    let tested = page.invoke("test_account", json!({ "id": account })).await;
    assert_eq!(tested["code"], "address_not_admitted", "{tested}");
    witness(page).await;
    ask(page, "0772418301", "94001").await;
    // A page of HTML could come from anywhere on the way: it is no refusal.
    page.wait("['failed', 'in_doubt'].includes(document.querySelector('[data-test=result-state]')?.dataset.state)")
        .await;
    nothing_was_called_paid(page).await;
    assert_eq!(market.taken("charge").len(), 0);
    session.close().await;
}

#[tokio::test]
async fn no_answer_at_the_review_sends_nothing() {
    let market = Market::with_past(0).await;
    crate::payout::fund(&market, "dgspay", "RWF");
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    let planned = Planned::next(Fault::ResetBeforeCommit)
        .at("dgspay")
        .times(20);
    let queued = market.control().fault(planned);
    queued.expect("the queue has room");
    page.click("nav-convert").await;
    page.write("convert-amount", "140001").await;
    page.click("convert-ask").await;
    page.wait("document.querySelector('main form [role=alert], main form [aria-invalid=true]')")
        .await;
    assert!(
        !page.has("review-send").await,
        "there is nothing to confirm"
    );
    let kept = "return document.querySelector('[data-test=convert-amount]').value";
    assert_eq!(
        page.run(kept, vec![]).await,
        "140,001",
        "what was typed is there"
    );
    assert_eq!(market.taken("conversion").len(), 0);
    assert_eq!(page.invoke("recent", json!({})).await, json!([]));
    session.close().await;
}

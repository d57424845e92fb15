//! Without a mouse.

use crate::support::Stage;
use fantoccini::key::Key;
use serde_json::json;

#[tokio::test]
async fn a_charge_is_taken_and_found_without_a_mouse() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.run("document.querySelector('main').focus()", vec![])
        .await;
    page.press("n").await;
    page.wait("document.activeElement?.dataset.test === 'charge-amount'")
        .await;
    page.press("18500").await;
    tab_to(page, "charge-phone").await;
    page.press("0772418301").await;
    crate::charge::read_review(page).await;
    page.press(&format!("{}{}{}", Key::Control, Key::Enter, Key::Null))
        .await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    // A letter in a field is a letter; outside it acts.
    page.run("document.querySelector('main').focus()", vec![])
        .await;
    page.press("/").await;
    page.wait("document.activeElement?.dataset.test === 'search-box'")
        .await;
    page.press("18500").await;
    page.wait("document.querySelector('[data-test=ledger-row]')")
        .await;
    page.press(&Key::Enter.to_string()).await;
    page.wait("document.activeElement?.dataset.test === 'ledger-row'")
        .await;
    page.press(&Key::Enter.to_string()).await;
    page.wait_for("drawer").await;
    page.press(&Key::Escape.to_string()).await;
    page.wait("!document.querySelector('[data-test=drawer]')")
        .await;
    page.press("g").await;
    page.press("b").await;
    page.wait("location.hash === '#/balances'").await;
    let found = page
        .invoke("search", crate::first_run::search("18500"))
        .await;
    assert_eq!(
        found["rows"][0]["operation"]["amount"],
        json!({ "amount": "18500", "currency": "UGX" })
    );
    session.close().await;
}

async fn tab_to(page: &crate::support::Page, name: &str) {
    for _ in 0..12 {
        page.press(&Key::Tab.to_string()).await;
        let at = page
            .run("return document.activeElement?.dataset.test ?? ''", vec![])
            .await;
        if at == name {
            return;
        }
    }
    panic!("{name} is not reached with the tab key");
}

//! The palette: from the keyboard to a page, to a thing to do, to a payment.

use crate::support::Stage;
use fantoccini::key::Key;

#[tokio::test]
async fn the_palette_leads_to_pages_and_payments_without_a_mouse() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    crate::charge::ask(page, "0772418301", "31500").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;

    open(page).await;
    page.press("bala").await;
    page.wait_for("palette-go-balances").await;
    // Rows whose note speaks of a balance arrive later: Enter still does what it would have done before.
    page.wait_for("palette-row").await;
    page.press(&Key::Enter.to_string()).await;
    page.wait("location.hash === '#/balances' && !document.querySelector('[data-test=palette]')")
        .await;

    open(page).await;
    page.press("31500").await;
    page.wait_for("palette-row").await;
    page.press(&Key::Enter.to_string()).await;
    page.wait("location.hash === '#/ledger'").await;
    page.wait_for("drawer").await;
    page.wait_for_words("[data-test=drawer]", "31,500").await;

    open(page).await;
    page.press(&Key::Escape.to_string()).await;
    page.wait("!document.querySelector('[data-test=palette]')")
        .await;
    session.close().await;
}

async fn open(page: &crate::support::Page) {
    page.run("document.querySelector('main').focus()", vec![])
        .await;
    page.press(&format!("{}k{}", Key::Control, Key::Null)).await;
    page.wait("document.activeElement?.dataset.test === 'palette-box'")
        .await;
}

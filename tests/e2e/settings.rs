//! Settings: what is chosen holds at once and stays, and the books go into one file and come back out of it.

use crate::support::{Market, Page};
use serde_json::{Value, json};

const PASSPHRASE: &str = "nine words nobody guesses";

async fn of_root(page: &Page, what: &str) -> Value {
    page.run(&format!("return document.documentElement.{what}"), vec![])
        .await
}

#[tokio::test]
async fn language_theme_and_size_are_chosen_without_a_restart_and_stay() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.run("window.__same_page = true", vec![]).await;
    page.click("nav-settings").await;
    page.choose("setting-language-fr").await;
    page.wait_for_words("main h1", "Réglages").await;
    page.choose("setting-theme-dark").await;
    page.wait("document.documentElement.dataset.theme === 'dark'")
        .await;
    let before = of_root(page, "style.getPropertyValue('--text-size')").await;
    page.choose("setting-size-130").await;
    page.wait("document.documentElement.style.getPropertyValue('--text-size') === '1.3'")
        .await;
    assert_ne!(before, "1.3");
    page.choose("setting-language-en").await;
    page.wait_for_words("main h1", "Settings").await;
    assert_eq!(page.run("return window.__same_page", vec![]).await, true);
    session.close().await;

    let again = market.open_again().await;
    assert_eq!(of_root(&again.page, "lang").await, "en");
    assert_eq!(of_root(&again.page, "dataset.theme").await, "dark");
    again.close().await;
}

#[tokio::test]
async fn the_books_are_backed_up_and_restored_and_nothing_is_sent_until_the_gap_is_covered() {
    let market = crate::payout::shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.invoke(
        "set_setting",
        json!({ "key": "business", "value": "Duka Kampala" }),
    )
    .await;
    crate::charge::ask(page, "0772418301", "25000").await;
    crate::payout::stands(page, "succeeded").await;
    page.click("nav-settings").await;
    page.choose("settings-paper").await;

    // Typed twice: a file that nobody can open again is no backup.
    page.write("backup-passphrase", PASSPHRASE).await;
    page.write("backup-again", "nine words").await;
    page.click("backup-make").await;
    page.wait("document.querySelector('[data-test=backup-again][aria-invalid=true]')")
        .await;
    page.rewrite("backup-again", PASSPHRASE).await;
    page.click("backup-make").await;
    page.wait_for("backup-row").await;
    let said = page.text_of("main").await;
    assert!(!said.contains(PASSPHRASE), "{said}");

    // What happens after it is not in it.
    page.invoke(
        "set_setting",
        json!({ "key": "business", "value": "Another name" }),
    )
    .await;
    page.run(
        "document.querySelector('[data-test=backup-row] button').click()",
        vec![],
    )
    .await;
    page.wait_for("restore-dialog").await;
    page.write("restore-passphrase", "the wrong words").await;
    page.click("restore-yes").await;
    page.wait("document.querySelector('[data-test=restore-dialog] [role=alert]')")
        .await;
    assert_eq!(
        page.invoke("boot", json!({})).await["business"],
        "Another name"
    );
    page.write("restore-passphrase", PASSPHRASE).await;
    page.click("restore-yes").await;
    page.wait("!document.querySelector('[data-test=restore-dialog]')")
        .await;
    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(boot["business"], "Duka Kampala", "{boot}");
    // A book that was taken back sends nothing by itself.
    page.wait_for("lock-band").await;
    page.click("nav-charge").await;
    page.wait_for("charge-locked").await;
    session.close().await;
}

//! A home that was copied: the window says that nothing is sent from it, and leads back to sending.

use crate::support::{Page, Session, Shop, Stage};
use domain::Environment;
use serde_json::json;
use std::fs;
use std::path::Path;

/// Copies a home into another folder, as a person would who takes a backup back.
fn copy_home(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the home is there").flatten() {
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy_home(&path, &place);
        } else {
            fs::copy(&path, &place).expect("a file of the home can be copied");
        }
    }
}

/// A window on a copy of the shop's home, on the sandbox.
pub(crate) async fn open_copy(shop: &Shop) -> (Stage, Session) {
    let stage = shop.elsewhere();
    copy_home(&shop.stage.home(), &stage.home());
    fs::write(stage.home().join("window-mode"), "sandbox\n").expect("the copy can be written");
    let session = stage.open().await;
    session.page.wait_for("lock-band").await;
    (stage, session)
}

async fn what_came(page: &Page) -> usize {
    let recent = page.invoke("recent", json!({})).await;
    recent.as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn a_copied_home_says_that_nothing_is_sent_and_leads_back_to_sending() {
    let shop = Shop::set_up().await;
    let (stage, session) = open_copy(&shop).await;
    let page = &session.page;
    page.wait_for_words("[data-test=lock-band]", "Nothing is sent from here")
        .await;
    page.wait_for_words(
        "[data-test=lock-story]",
        "copied here from another computer",
    )
    .await;
    // No key and no button asks for anything meanwhile.
    let before = what_came(page).await;
    page.click("nav-charge").await;
    page.write("charge-amount", "25000").await;
    page.write("charge-phone", "0772418301").await;
    page.wait_for("charge-locked").await;
    page.wait("document.querySelector('[data-test=charge-submit][aria-disabled=true]')")
        .await;
    // On every screen, and folded it still says the one thing.
    for screen in ["ledger", "balances", "accounts", "settings"] {
        page.click(&format!("nav-{screen}")).await;
        page.wait_for("lock-band").await;
    }
    page.click("lock-fold").await;
    page.wait("!document.querySelector('[data-test=lock-story]')")
        .await;
    let folded = page.text_of("[data-test=lock-band]").await;
    assert!(folded.contains("Nothing is sent from here"), "{folded}");
    page.click("lock-fold").await;
    assert_eq!(what_came(page).await, before);
    // Every account of the home is brought up to date, also the ones of the other sheet.
    page.click("lock-cover").await;
    page.wait(
        "document.querySelectorAll('[data-test=lock-account]').length === 2
         && !document.querySelector('[data-test=lock-account][data-covered=false]')",
    )
    .await;
    page.click("lock-confirm").await;
    page.wait_for("lock-dialog").await;
    page.click("lock-no").await;
    page.wait_for("lock-band").await;
    page.click("lock-confirm").await;
    page.click("lock-yes").await;
    page.wait("!document.querySelector('[data-test=lock-band]')")
        .await;
    assert_eq!(page.invoke("sending_lock", json!({})).await, json!(null));
    let id = crate::charge::ask(page, "0772418301", "25000").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    let operation = page.invoke("operation", json!({ "id": id })).await;
    assert_eq!(operation["amount"]["amount"], "25000");
    session.close().await;
    drop(stage);
    let theirs = shop.operations(Environment::Sandbox).await;
    assert!(
        theirs.iter().all(|one| one.id.to_string() != id),
        "the copy has a book of its own"
    );
}

#[tokio::test]
async fn nothing_is_confirmed_or_exported_out_of_its_turn() {
    let shop = Shop::set_up().await;
    for books in [&shop.sandbox, &shop.live] {
        books
            .world
            .control()
            .block_ip(crate::support::PROVIDER, true)
            .expect("it is known");
    }
    let (_stage, session) = open_copy(&shop).await;
    let page = &session.page;
    page.wait("document.querySelector('[data-test=lock-confirm][aria-disabled=true]')")
        .await;
    let refused = page.try_invoke("confirm_only_desk", json!({})).await;
    assert_eq!(
        refused.expect_err("nothing was read")["code"],
        "gap_not_covered"
    );
    let refused = page.try_invoke("export_journal", json!({})).await;
    assert_eq!(refused.expect_err("it can be read")["code"], "not_damaged");
    page.wait_for("lock-band").await;
    session.close().await;
}

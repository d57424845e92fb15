//! When Duka may not open the book.

use crate::support::Stage;
use serde_json::json;

#[tokio::test]
async fn a_second_copy_is_told_that_duka_is_open_already() {
    let stage = Stage::practising();
    let first = stage.open_named().await;
    let second = stage.open().await;
    let page = &second.page;
    page.wait_for("blocked").await;
    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(boot["state"], "blocked");
    assert_eq!(boot["error"]["code"], "already_open");
    page.wait_for_words("[data-test=blocked]", "already open")
        .await;
    let refused = page.try_invoke("recent", json!({})).await;
    assert_eq!(
        refused.expect_err("it does nothing")["code"],
        "already_open"
    );
    // The first one goes on.
    crate::charge::ask(&first.page, "0772418301", "15000").await;
    second.close().await;
    first.close().await;
}

#[tokio::test]
async fn a_newer_database_is_told_in_the_window() {
    let stage = Stage::new();
    stage.open().await.close().await;
    let journal = stage.home().join("journal.db");
    // The driver ends Duka as a power cut would: what it had not folded into the file yet does not matter here.
    for beside in ["journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(stage.home().join(beside));
    }
    let mut bytes = std::fs::read(&journal).expect("there is a journal");
    // The file's version is a number at this place of SQLite's header.
    bytes
        .get_mut(60..64)
        .expect("a database has a header")
        .copy_from_slice(&u32::to_be_bytes(9_999));
    std::fs::write(&journal, &bytes).expect("the journal can be written");
    let session = stage.open().await;
    let page = &session.page;
    page.wait_for("blocked").await;
    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(boot["error"]["code"], "newer_database", "{boot}");
    page.wait_for_words("[data-test=blocked]", "newer Duka")
        .await;
    session.close().await;
    assert_eq!(std::fs::read(&journal).expect("it is still there"), bytes);
}

#[tokio::test]
async fn a_home_that_cannot_be_used_is_told_in_the_window() {
    let stage = Stage::new();
    std::fs::write(stage.home(), "a file where the folder should be").expect("it can be written");
    let session = stage.open().await;
    let page = &session.page;
    page.wait_for("blocked").await;
    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(boot["error"]["code"], "home");
    session.close().await;
}

//! Two languages.

use crate::support::Stage;
use serde_json::json;

#[tokio::test]
async fn the_language_switches_without_a_restart() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.run("window.__same_page = true", vec![]).await;
    page.wait_for_words("[data-test=nav-charge]", "Take payment")
        .await;
    page.choose("lang-fr").await;
    page.wait_for_words("[data-test=nav-charge]", "Encaisser")
        .await;
    assert_eq!(
        page.run("return document.documentElement.lang", vec![])
            .await,
        "fr"
    );
    // The core's own sentences follow.
    let refused = page
        .try_invoke("operation", json!({ "id": "op_nothing" }))
        .await
        .expect_err("there is no such operation");
    let message = refused["message"].as_str().unwrap_or_default();
    assert!(
        message.contains("pas") || message.contains("Rien"),
        "{message}"
    );
    page.choose("lang-en").await;
    page.wait_for_words("[data-test=nav-charge]", "Take payment")
        .await;
    assert_eq!(page.run("return window.__same_page", vec![]).await, true);
    session.close().await;
}

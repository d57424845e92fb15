//! The first minutes.

use crate::support::Stage;
use serde_json::json;

#[tokio::test]
async fn first_run_leads_into_practice_mode() {
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    page.wait_for("firstrun-account").await;
    page.click("firstrun-practice").await;
    page.write("staff-name", "Achieng").await;
    page.click("staff-save").await;
    page.wait_for("nav-charge").await;

    let boot = page.invoke("boot", json!({})).await;
    assert_eq!(boot["state"], "ready");
    assert_eq!(boot["mode"], "practice");
    assert_eq!(boot["vault"], "practice");
    assert_eq!(boot["live_accounts"], 0);
    assert_eq!(
        page.run("return document.documentElement.dataset.sheet", vec![])
            .await,
        "practice"
    );
    // The book was filled while the window counted: two years of it.
    let found = page.invoke("search", search("")).await;
    let count = found["count"].as_u64().unwrap_or_default();
    assert!(count >= 1_000, "{count} rows after the first filling");
    page.click("nav-ledger").await;
    page.wait_for("ledger-row").await;
    session.close().await;

    // What was chosen is there the next time.
    let again = stage.open().await;
    again.page.wait_for("nav-charge").await;
    let boot = again.page.invoke("boot", json!({})).await;
    assert_eq!(
        (&boot["mode"], &boot["staff"]),
        (&json!("practice"), &json!("Achieng"))
    );
    again.close().await;
}

#[tokio::test]
async fn the_staff_name_stands_on_what_it_did() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let id = crate::charge::ask(page, "0772418301", "25000").await;
    let story = page.invoke("show", json!({ "id": id })).await;
    let first = &story["timeline"][0]["actor"];
    assert!(
        first
            .as_str()
            .is_some_and(|actor| actor.contains("Achieng")),
        "{first}"
    );
    session.close().await;
}

pub(crate) fn search(text: &str) -> serde_json::Value {
    json!({ "query": {
        "filters": { "text": text }, "order": null, "limit": 50, "after": null, "totals": false,
    } })
}

//! Finding what happened.

use crate::charge::ask;
use crate::support::Stage;
use serde_json::json;

#[tokio::test]
async fn four_digits_of_a_phone_find_the_charge() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let id = ask(page, "0772 459 701", "31000").await;
    page.write("search-box", "9701").await;
    page.wait(
        "[...document.querySelectorAll('[data-test=ledger-row]')].some((row) => row.textContent.includes('31'))",
    )
    .await;
    let found = page
        .invoke("search", crate::first_run::search("9701"))
        .await;
    let rows = found["rows"].as_array().expect("a list of rows");
    assert!(rows.iter().any(|row| row["operation"]["id"] == json!(id)));
    for row in rows {
        // Four digits may stand in a reference too, across its dashes.
        let said: String = row
            .to_string()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        assert!(said.contains("9701"), "{row}");
    }
    session.close().await;
}

#[tokio::test]
async fn the_drawer_shows_the_timeline_and_an_answer_without_secrets() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let id = ask(page, "0772 418 301", "27513").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    page.write("search-box", "27513").await;
    page.wait("document.querySelector('[data-test=ledger-row]')?.textContent.includes('27,513')")
        .await;
    page.click("ledger-row").await;
    page.wait_for_words("[data-test=drawer]", "Timeline").await;
    page.wait_for_words("[data-test=drawer]", "Raw answer")
        .await;
    let story = page.invoke("show", json!({ "id": id })).await;
    let whats: Vec<&str> = story["timeline"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|line| line["what"].as_str())
        .collect();
    for step in ["state:recorded", "state:sending", "state:succeeded"] {
        assert!(whats.contains(&step), "{step} is not in {whats:?}");
    }
    let answers = story["answers"].as_array().expect("answers are kept");
    assert!(!answers.is_empty());
    let keys = std::fs::read_to_string(stage.home().join("practice/practice-keys.json"))
        .expect("practice has keys");
    let keys: serde_json::Value = serde_json::from_str(&keys).expect("the keys are JSON");
    let shown = page.text_of("body").await + &story.to_string();
    let accounts = keys.as_object().expect("accounts by id");
    for secret in accounts
        .values()
        .filter_map(|a| a.as_object())
        .flat_map(|a| a.values())
    {
        let secret = secret.as_str().expect("a key is text");
        assert!(!shown.contains(secret), "a key stands on the screen");
    }
    session.close().await;
}

//! Cards: who may call what, and a card from the form to the paid charge.

use crate::support::asked::{allowed, commands};
use crate::support::{Page, Stage, account_at};
use serde_json::{Value, json};

/// Calls a command with nothing right, and says whether the window may call it at all.
async fn may_call(page: &Page, command: &str) -> bool {
    let said = page.try_invoke(command, json!({})).await;
    let refused = said.err().map(|error| error.to_string());
    !refused.is_some_and(|text| text.contains("not allowed"))
}

#[tokio::test]
async fn the_main_window_cannot_call_what_the_card_window_may() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.invoke("set_setting", json!({ "key": "card_entry", "value": "on" }))
        .await;
    let of_card = allowed("card");
    assert_eq!(of_card, ["card_form", "hand_in_card"]);
    for command in &of_card {
        assert!(!may_call(page, command).await, "{command}");
    }
    assert!(may_call(page, "boot").await, "the question itself works");
    session.close().await;
}

#[tokio::test]
async fn a_card_is_typed_in_a_window_of_its_own_that_may_call_nothing_else_and_ends_paid() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.invoke("set_setting", json!({ "key": "card_entry", "value": "on" }))
        .await;
    page.reload().await;
    page.click("nav-charge").await;
    page.wait_for("charge-account").await;
    let account = account_at(page, "dgspay").await;
    page.select("charge-account", &account).await;
    page.wait("document.querySelector('input[type=radio][value=card]')")
        .await;
    page.run(
        "document.querySelector('input[type=radio][value=card]').click()",
        vec![],
    )
    .await;
    page.write("charge-amount", "25000").await;
    page.write("charge-phone", "0788123401").await;
    crate::charge::read_review(page).await;
    page.choose("charge-submit").await;
    page.wait_for("card-keying").await;

    page.to_window(true).await;
    page.wait_for("card-number").await;
    for command in commands() {
        let own = allowed("card").contains(&command.name);
        if !own {
            assert!(!may_call(page, &command.name).await, "{}", command.name);
        }
    }
    page.write("card-number", "4532123456789014").await;
    page.write("card-expiry", "12/32").await;
    page.write("card-cvv", "123").await;
    page.click("card-send").await;

    page.to_window(false).await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    let recent = page.invoke("recent", json!({})).await;
    assert_eq!(recent[0]["method"], json!("card"));
    assert_eq!(recent.as_array().map_or(0, Vec::len), 1);
    assert_ne!(recent[0]["provider_reference"], Value::Null);
    session.close().await;
}

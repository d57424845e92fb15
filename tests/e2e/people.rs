//! Who works here: a first owner, a locked desk, a cashier who is shown their own work and nothing else.

use crate::support::{Market, Page};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Two owners and a cashier. The first owner sits there afterwards.
pub(crate) async fn with_people(page: &Page) -> Value {
    let mut view = Value::Null;
    for (name, role, pin) in [
        ("Chantal", "owner", "4821"),
        ("Moses", "cashier", "5930"),
        ("Rose", "owner", "7716"),
    ] {
        let added = json!({ "name": name, "role": role, "pin": pin, "second": null });
        view = page.invoke("add_staff", added).await;
    }
    view
}

pub(crate) fn id_of(view: &Value, name: &str) -> Value {
    let members = view["members"].as_array().expect("there are members");
    let member = members.iter().find(|member| member["name"] == name);
    member.expect("they work here")["id"].clone()
}

/// Signs in at the keypad.
async fn sign_in(page: &Page, name: &str, pin: &str) {
    page.wait_for("sign-in").await;
    if page.has("sign-in-member").await {
        page.click_words("[data-test=sign-in-member]", name).await;
    }
    page.write("sign-in-pin", pin).await;
    page.click("sign-in-enter").await;
}

#[tokio::test]
async fn the_first_owner_is_added_the_desk_locks_and_only_the_right_pin_opens_it() {
    let market = Market::with_past(10).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.click("nav-settings").await;
    page.choose("settings-people").await;
    page.rewrite("person-name", "Chantal").await;
    page.write("person-pin", "4821").await;
    page.write("person-pin-again", "4822").await;
    page.click("person-save").await;
    page.wait("document.querySelector('[data-test=person-pin-again][aria-invalid=true]')")
        .await;
    page.rewrite("person-pin-again", "4821").await;
    page.click("person-save").await;
    page.wait_for_words("[data-test=person-row]", "Chantal")
        .await;

    page.run("document.querySelector('main').focus()", vec![])
        .await;
    page.press(&Key::F12.to_string()).await;
    page.wait_for("sign-in").await;
    let shown = page.text_of("body").await;
    assert!(
        !shown.contains("UGX"),
        "a locked desk shows no money: {shown}"
    );
    // A locked desk is read in one's own language, refusals too. Nobody sits there who could set it for the desk.
    page.choose("lang-fr").await;
    page.wait_for_words("[data-test=sign-in]", "Code PIN de Chantal")
        .await;
    sign_in(page, "Chantal", "0000").await;
    page.wait_for_words("[data-test=sign-in] [role=alert]", "Ce n’est pas le code")
        .await;
    assert_eq!(page.invoke("boot", json!({})).await["lang"], "en");
    let refused = page.try_invoke("recent", json!({})).await;
    assert_eq!(refused.expect_err("it is locked")["code"], "locked");
    sign_in(page, "Chantal", "4821").await;
    page.wait_for_words("[data-test=nav-charge]", "Encaisser")
        .await;
    assert_eq!(page.invoke("boot", json!({})).await["lang"], "fr");
    session.close().await;
}

#[tokio::test]
async fn a_cashier_is_shown_what_a_cashier_does_and_is_told_when_a_page_is_not_theirs() {
    let market = Market::with_past(10).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    with_people(page).await;
    page.invoke("sign_out", json!({})).await;
    page.reload().await;
    sign_in(page, "Moses", "5930").await;
    page.wait_for("counter-sum").await;
    // The language is theirs; how the desk is set up is not.
    page.choose("lang-fr").await;
    page.wait_for_words("[data-test=counter-sum]", "Vos ventes")
        .await;
    page.try_invoke(
        "set_setting",
        json!({ "key": "business", "value": "Moses" }),
    )
    .await
    .expect_err("a cashier does not name the shop");
    page.choose("lang-en").await;
    page.wait_for_words("[data-test=counter-sum]", "Your sales")
        .await;
    for closed in [
        "payout", "balances", "ledger", "doubts", "accounts", "webhooks",
    ] {
        page.run(&format!("location.hash = '#/{closed}'"), vec![])
            .await;
        page.reload().await;
        page.wait_for_words("main", "This is not yours to see here")
            .await;
        assert!(!page.has(&format!("nav-{closed}")).await, "{closed}");
    }
    // Nor is it called nothing: something may well stand there.
    page.wait_for_words("main", "Something may well stand there")
        .await;
    session.close().await;
}

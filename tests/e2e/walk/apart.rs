//! What stands before the screens, or instead of them: the first start, the keypad of a locked desk, a copied home, a start
//! that had to be stopped; and what only some may see.

use super::{LOOKS, Look, Screen, dress};
use crate::support::{Market, Page, Shop, Stage, account_at};
use serde_json::{Value, json};
use std::fs;

/// Walks through all of them in every look.
pub(crate) async fn apart(mut seen: impl AsyncFnMut(&Page, &Screen)) {
    first_start(&mut seen).await;
    copied(&mut seen).await;
    stopped(&mut seen).await;
    two_owners(&mut seen).await;
}

async fn see(
    page: &Page,
    what: &'static str,
    look: Look,
    face: &'static str,
    seen: &mut impl AsyncFnMut(&Page, &Screen),
) {
    let screen = Screen { what, look, face };
    eprintln!("{screen}");
    seen(page, &screen).await;
}

async fn first_start(seen: &mut impl AsyncFnMut(&Page, &Screen)) {
    let stage = Stage::new();
    let session = stage.open().await;
    let page = &session.page;
    for look in LOOKS {
        dress(page, look).await;
        page.wait_for("firstrun-practice").await;
        see(page, "first-run", look, "full", seen).await;
        page.click("firstrun-practice").await;
        page.wait_for("staff-name").await;
        see(page, "staff", look, "empty", seen).await;
    }
    page.invoke("set_setting", json!({ "key": "staff", "value": "Achieng" }))
        .await;
    for look in LOOKS {
        dress(page, look).await;
        page.click("firstrun-account").await;
        page.wait_for("account-env-sandbox").await;
        see(page, "add-account", look, "empty", seen).await;
    }
    session.close().await;
}

/// A home that was copied, before anything was cleared.
async fn copied(seen: &mut impl AsyncFnMut(&Page, &Screen)) {
    let shop = Shop::set_up().await;
    let (_stage, session) = crate::locked::open_copy(&shop).await;
    let page = &session.page;
    for look in LOOKS {
        dress(page, look).await;
        page.click("nav-charge").await;
        page.wait_for("charge-locked").await;
        see(page, "locked", look, "full", seen).await;
    }
    session.close().await;
}

/// A home that cannot be opened. Where nothing can be set, the system's language and theme stand.
async fn stopped(seen: &mut impl AsyncFnMut(&Page, &Screen)) {
    for look in [LOOKS[0], LOOKS[2]] {
        let stage = Stage::new().with(
            "LANG",
            format!("{}_{}.UTF-8", look.lang, look.lang.to_uppercase()),
        );
        fs::write(stage.home(), "a file where the folder should be").expect("it can be written");
        let session = stage.open().await;
        session.page.wait_for("blocked").await;
        see(&session.page, "blocked", look, "failing", seen).await;
        session.close().await;
    }
}

/// Where money needs two people: what waits, who works here, what a cashier is told, and the locked desk.
async fn two_owners(seen: &mut impl AsyncFnMut(&Page, &Screen)) {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let mut view = Value::Null;
    for (name, role, pin) in [
        ("Chantal", "owner", "4821"),
        ("Moses", "cashier", "5930"),
        ("Rose", "owner", "7716"),
    ] {
        let added = json!({ "name": name, "role": role, "pin": pin, "second": null });
        view = page.invoke("add_staff", added).await;
    }
    let above = json!({ "currency": "UGX", "above": "100000", "second": null });
    page.invoke("set_threshold", above).await;
    let account = account_at(page, "zengapay").await;
    let draft = json!({
        "account": account, "amount": "250000", "currency": "UGX", "to": "mobile-money", "phone": "0772418301", "network": "MTN",
        "name": "Grace Namuli", "note": "Rent", "recipient_gets": false,
    });
    page.confirmed("review_payout", draft).await;
    let sit = async |name: &str, pin: &str| {
        let members = view["members"].as_array().expect("there are members");
        let member = members.iter().find(|member| member["name"] == name);
        let id = &member.expect("they work here")["id"];
        page.invoke("sign_in", json!({ "id": id, "pin": pin }))
            .await;
    };
    for look in LOOKS {
        sit("Chantal", "4821").await;
        dress(page, look).await;
        page.click("nav-payout").await;
        page.click("approval").await;
        page.wait_for("approval-answer").await;
        see(page, "approvals", look, "full", seen).await;
        page.click("nav-settings").await;
        page.choose("settings-people").await;
        page.wait_for("threshold-set").await;
        see(page, "people", look, "full", seen).await;
        sit("Moses", "5930").await;
        page.run("location.hash = '#/balances'", vec![]).await;
        page.reload().await;
        page.wait("document.querySelector('main .empty')").await;
        see(page, "not-yours", look, "full", seen).await;
        page.invoke("sign_out", json!({})).await;
        page.reload().await;
        page.wait_for("sign-in").await;
        see(page, "sign-in", look, "full", seen).await;
        page.click_words("[data-test=sign-in-member]", "Rose").await;
        page.wait_for("sign-in-pin").await;
        see(page, "sign-in-pin", look, "full", seen).await;
    }
    session.close().await;
}

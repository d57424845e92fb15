//! Who works here, enforced by the core: a hostile page asks for everything while a cashier sits there, while support does,
//! and while nobody does.

use crate::hostile::{honest, nothing_came_out, standing};
use crate::support::asked::{Command, allowed, commands};
use crate::support::{Page, Session, Shop};
use serde_json::{Value, json};

const OWNER: &str = "4821";
const CASHIER: &str = "5930";
const SUPPORT: &str = "604815";

/// What a desk answers that nobody sits at: the start, and who may sit down.
const WHILE_LOCKED: [&str; 5] = ["boot", "painted", "staff", "sign_in", "sign_out"];
const OF_A_CASHIER: [&str; 4] = ["Anybody", "OwnSales", "TakePayment", "MakeLinks"];
/// What nobody may ask in a test: it closes the window.
const CLOSES: &str = "leave_batches";
const OF_SUPPORT: [&str; 3] = ["Anybody", "Look", "Comment"];
/// The numbers of those who stand in the shop's books, as they are told everywhere: without what comes before them.
const NUMBERS: [&str; 2] = ["418303", "951703"];

/// Adds an owner, a cashier and support. The owner sits there afterwards.
async fn with_staff(page: &Page) -> Value {
    let mut view = Value::Null;
    for (name, role, pin) in [
        ("Chantal", "owner", OWNER),
        ("Moses", "cashier", CASHIER),
        ("Grace", "support", SUPPORT),
    ] {
        let added = json!({ "name": name, "role": role, "pin": pin, "second": null });
        view = page.invoke("add_staff", added).await;
    }
    assert_eq!(view["me"]["name"], "Chantal", "the first one sits there");
    view
}

fn id_of(view: &Value, name: &str) -> Value {
    let members = view["members"].as_array().expect("there are members");
    let member = members.iter().find(|member| member["name"] == name);
    member.expect("they work here")["id"].clone()
}

async fn sit_down(page: &Page, view: &Value, name: &str, pin: &str) {
    let who = json!({ "id": id_of(view, name), "pin": pin });
    let view = page.invoke("sign_in", who).await;
    assert_eq!(view["me"]["name"], name);
}

/// Every command whose right is not among these.
fn not_among<'a>(all: &'a [Command], rights: &'a [&str]) -> impl Iterator<Item = &'a Command> {
    all.iter().filter(|command| match &command.right {
        Some(right) => !rights.contains(&right.as_str()),
        None => !WHILE_LOCKED.contains(&command.name.as_str()),
    })
}

async fn each_is_refused<'a>(
    shop: &Shop,
    page: &Page,
    commands: impl Iterator<Item = &'a Command>,
    code: &str,
) -> usize {
    let honest = honest(shop);
    let of_cards = allowed("card");
    let mut asked = 0;
    for command in commands {
        let taken = command.readable(&honest);
        let answer = page.try_invoke(&command.name, taken).await;
        let refused = answer.expect_err(&command.name);
        // What belongs to the window of cards alone is not even heard here.
        if of_cards.contains(&command.name) {
            assert!(
                refused.to_string().contains("not allowed on window"),
                "{refused}"
            );
            continue;
        }
        assert_eq!(refused["code"], code, "{}: {refused}", command.name);
        asked += 1;
    }
    asked
}

#[tokio::test]
async fn a_hostile_page_gets_nothing_from_a_desk_that_nobody_sits_at() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    with_staff(page).await;
    page.invoke("sign_out", json!({})).await;
    let (before, settings) = (standing(&shop).await, shop.settings().await);

    let all = commands();
    let closed = all
        .iter()
        .filter(|command| !WHILE_LOCKED.contains(&command.name.as_str()));
    let asked = each_is_refused(&shop, page, closed, "locked").await;

    assert!(asked > 20, "only {asked} commands were tried");
    let told = page.invoke("staff", json!({})).await;
    assert_eq!(told["locked"], true);
    assert_eq!(told["rights"], json!([]));
    // A new start is no way round it.
    page.reload().await;
    let refused = page.try_invoke("accounts", json!({})).await;
    assert_eq!(refused.expect_err("it is locked yet")["code"], "locked");
    assert_eq!(before, standing(&shop).await, "something moved");
    assert_eq!(settings, shop.settings().await, "something was set");
    nothing_came_out(&shop, &[OWNER]);
    session.close().await;
}

#[tokio::test]
async fn a_hostile_page_gets_from_a_cashier_what_a_cashier_may_do_and_nothing_else() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let view = with_staff(page).await;
    let (before, settings) = (standing(&shop).await, shop.settings().await);

    sit_down(page, &view, "Moses", CASHIER).await;
    let all = commands();
    let closed = not_among(&all, &OF_A_CASHIER);
    let asked = each_is_refused(&shop, page, closed, "not_allowed").await;
    assert!(asked > 12, "only {asked} commands were tried");
    // What somebody else asked for is not there for a cashier, and how the accounts are set up is not told.
    assert_eq!(page.invoke("recent", json!({})).await, json!([]));
    for command in ["operation", "check", "cancel"] {
        let taken = json!({ "id": shop.sandbox.open.as_str() });
        let refused = page.try_invoke(command, taken).await;
        assert_eq!(refused.expect_err(command)["code"], "not_found");
    }
    for command in ["receipt_preview", "save_receipt", "print_receipt"] {
        let taken = json!({ "id": shop.sandbox.open.as_str(), "paper": "a4" });
        let refused = page.try_invoke(command, taken).await;
        assert_eq!(refused.expect_err(command)["code"], "not_found");
    }
    let links = page.invoke("links", json!({ "fresh": false })).await;
    assert_eq!(links["links"], json!([]), "nobody else's pages");
    let accounts = page.invoke("accounts", json!({})).await;
    assert_eq!(accounts[0]["base_url"], "", "{accounts}");

    sit_down(page, &view, "Grace", SUPPORT).await;
    let closed = not_among(&all, &OF_SUPPORT);
    let asked = each_is_refused(&shop, page, closed, "not_allowed").await;
    assert!(asked > 12, "only {asked} commands were tried");

    assert_eq!(before, standing(&shop).await, "something moved");
    assert_eq!(settings, shop.settings().await, "something was set");
    nothing_came_out(&shop, &[OWNER, CASHIER]);
    session.close().await;
}

#[tokio::test]
async fn support_finds_a_payment_by_its_whole_number_and_is_told_no_number_whole() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let view = with_staff(page).await;
    let found = page.invoke("search", search("0772418303")).await;
    assert!(found.to_string().contains("772418303"), "an owner sees it");

    sit_down(page, &view, "Grace", SUPPORT).await;
    let found = page.invoke("search", search("0772418303")).await;
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1), "{found}");
    assert!(found.to_string().contains("0772 ••• 303"), "{found}");
    let honest = honest(&shop);
    for command in commands() {
        let open = command
            .right
            .as_ref()
            .is_some_and(|right| OF_SUPPORT.contains(&right.as_str()));
        if !open || command.name == CLOSES {
            continue;
        }
        let taken = command.readable(&honest);
        // A refusal is told no number either.
        let told = match page.try_invoke(&command.name, taken).await {
            Ok(told) | Err(told) => told,
        };
        no_number(&command.name, &told);
    }
    by_number_and_on_paper(&shop, page).await;
    let shown = page
        .invoke("show", json!({ "id": shop.sandbox.open.as_str() }))
        .await;
    no_number("show", &shown);
    assert_eq!(shown["operation"]["phone"], "0772 ••• 303");
    a_wrong_pin_keeps_the_chair(&session, &view).await;
    session.close().await;
}

/// Asked by a whole number, and for a paper that somebody else reads: the number comes back by no way.
async fn by_number_and_on_paper(shop: &Shop, page: &Page) {
    let open = shop.sandbox.open.as_str();
    let number = "+256772418303";
    for (command, taken) in [
        ("number_card", json!({ "phone": number })),
        ("names_seen", json!({ "phone": number })),
        ("contacts", json!({ "query": number })),
        ("evidence", json!({ "id": open })),
        (
            "comment",
            json!({ "id": open, "text": "She called from 0772 418 303." }),
        ),
        ("doubts", json!({})),
    ] {
        let told = page.invoke(command, taken).await;
        no_number(command, &told);
    }
    let card = page.invoke("number_card", json!({ "phone": number })).await;
    assert_eq!(card["phone"], "0772 ••• 303", "{card}");
    assert_ne!(card["rows"], json!([]), "it is found by it");
    for (command, taken) in [
        ("save_evidence", json!({ "id": open, "format": "text" })),
        ("receipt_preview", json!({ "id": open, "paper": "a4" })),
        ("overview", json!({})),
    ] {
        let refused = page.try_invoke(command, taken).await;
        assert_eq!(refused.expect_err(command)["code"], "not_allowed");
    }
}

#[tokio::test]
async fn a_cashier_does_not_say_yes_to_money_that_an_owner_was_about_to_send() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let view = with_staff(page).await;
    let before = standing(&shop).await;
    let draft = json!({ "draft": {
        "account": shop.sandbox.account.as_str(), "amount": "5000", "currency": "UGX", "to": "mobile-money",
        "contact": null, "phone": "0772418309", "network": "MTN", "bank": null, "number": null, "branch": null,
        "name": "Moses Okello", "country": null, "note": "Wages", "recipient_gets": false, "request_id": null,
        "scenario": null, "sub_account": null,
    } });
    let review = page.invoke("review_payout", draft).await;
    let yes = json!({
        "nonce": review["nonce"], "amount": review["amount"], "recipient": review["recipient"], "despite": null,
    });
    let nobodys = json!({
        "nonce": "00000000000000000000000000000000", "amount": review["amount"], "recipient": null, "despite": null,
    });

    sit_down(page, &view, "Moses", CASHIER).await;
    for taken in [&yes, &nobodys] {
        let refused = page.try_invoke("confirm", taken.clone()).await;
        assert_eq!(refused.expect_err("a payout")["code"], "review_expired");
        let card = json!({ "nonce": taken["nonce"], "despite": null });
        let refused = page.try_invoke("open_card", card).await;
        assert_eq!(refused.expect_err("no card")["code"], "review_expired");
    }
    sit_down(page, &view, "Grace", SUPPORT).await;
    let refused = page.try_invoke("confirm", yes).await;
    assert_eq!(refused.expect_err("support")["code"], "not_allowed");

    assert_eq!(before, standing(&shop).await, "something moved");
    session.close().await;
}

/// Whoever sits there stays there when somebody else mistypes.
async fn a_wrong_pin_keeps_the_chair(session: &Session, view: &Value) {
    let wrong = json!({ "id": id_of(view, "Chantal"), "pin": "0000" });
    let refused = session.page.try_invoke("sign_in", wrong).await;
    assert_eq!(refused.expect_err("it is wrong")["code"], "wrong_pin");
    let told = session.page.invoke("staff", json!({})).await;
    assert_eq!(told["me"]["name"], "Grace");
}

fn no_number(command: &str, told: &Value) {
    let digits: String = told
        .to_string()
        .chars()
        .filter(|c| !matches!(c, ' ' | '-' | '.' | '\u{a0}' | '\u{202f}'))
        .collect();
    for number in NUMBERS {
        assert!(!digits.contains(number), "{command} tells {number}: {told}");
    }
}

fn search(text: &str) -> Value {
    crate::first_run::search(text)
}

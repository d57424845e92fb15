//! Live, sandbox and practice in one window: what lies open is seen and moved, and nothing of another.

use crate::support::{Book, PROVIDER, Page, Shop};
use domain::Environment;
use serde_json::{Value, json};

/// A charge form of this book, filled in.
fn draft(account: &str, phone: &str, request_id: Option<&str>) -> Value {
    json!({ "draft": {
        "account": account, "amount": "9000", "currency": "UGX", "method": "mobile-money", "phone": phone,
        "network": "MTN", "request_id": request_id,
    } })
}

async fn open(page: &Page, mode: &str) {
    page.invoke("open_mode", json!({ "mode": mode })).await;
}

/// Everything that the window lists of the open book, in one text.
async fn listed(page: &Page) -> String {
    let mut all = String::new();
    for (command, taken) in [
        ("accounts", json!({})),
        ("recent", json!({})),
        ("doubts", json!({})),
        ("coverage", json!({})),
        ("balances", json!({ "refresh": true })),
        ("sync_now", json!({})),
        ("search", crate::first_run::search("")),
        ("search", crate::first_run::search("9000")),
    ] {
        all += &page.invoke(command, taken).await.to_string();
    }
    all
}

/// Asks every question about something of another book, and is told each time that there is no such thing.
async fn knows_nothing_of(page: &Page, other: &Book, phone: &str) {
    let (account, id) = (other.account.as_str(), other.open.as_str());
    let questions = [
        ("operation", json!({ "id": id })),
        ("check", json!({ "id": id })),
        ("cancel", json!({ "id": id })),
        ("show", json!({ "id": id })),
        ("test_account", json!({ "id": account })),
        ("remove_account", json!({ "id": account })),
        (
            "note_preview",
            json!({ "account": account, "requestId": "r", "note": null }),
        ),
        ("read_phone", json!({ "account": account, "text": phone })),
        ("review_charge", draft(account, "0772418309", None)),
    ];
    for (command, taken) in questions {
        let refused = page.try_invoke(command, taken).await.expect_err(command);
        assert_eq!(refused["operation"], Value::Null, "{command}: {refused}");
        assert!(!refused.to_string().contains(phone), "{command}: {refused}");
    }
    // Filters find nothing there either.
    let mut search = crate::first_run::search("");
    search["query"]["filters"]["accounts"] = json!([account]);
    let found = page.invoke("search", search).await;
    assert_eq!(found["count"], 0);
}

#[tokio::test]
async fn what_lies_open_shows_and_moves_nothing_of_another_environment() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let phones = ["772418303", "772951703"];
    let books = [
        ("sandbox", &shop.sandbox, &shop.live),
        ("live", &shop.live, &shop.sandbox),
    ];
    let before = shop.accounts().await;
    for (place, (mode, own, other)) in books.into_iter().enumerate() {
        open(page, mode).await;
        let all = listed(page).await;
        assert!(all.contains(own.open.as_str()) && all.contains(phones[place]));
        for theirs in [
            other.open.as_str(),
            other.account.as_str(),
            phones[1 - place],
        ] {
            assert!(!all.contains(theirs), "{mode} lists {theirs}");
        }
        knows_nothing_of(page, other, phones[1 - place]).await;
        // The same customer and amount in the other book are no earlier payment in this one.
        let number = format!("0{}", phones[1 - place]);
        let review = draft(own.account.as_str(), &number, None);
        let review = page.invoke("review_charge", review).await;
        assert_eq!(review["guard"], Value::Null, "{review}");
        let here = draft(own.account.as_str(), &format!("0{}", phones[place]), None);
        let review = page.invoke("review_charge", here).await;
        assert_ne!(review["guard"], Value::Null, "{review}");
    }
    // Practice knows neither, and neither is known to it.
    open(page, "practice").await;
    let all = listed(page).await;
    for book in [&shop.live, &shop.sandbox] {
        assert!(!all.contains(book.open.as_str()) && !all.contains(book.account.as_str()));
        knows_nothing_of(page, book, "772951703").await;
    }
    assert_eq!(shop.accounts().await, before);
    session.close().await;
}

#[tokio::test]
async fn what_was_reviewed_in_one_book_cannot_be_confirmed_in_another() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    open(page, "live").await;
    let wanted = draft(shop.live.account.as_str(), "0772418309", None);
    let review = page.invoke("review_charge", wanted).await;
    let confirmed = json!({
        "nonce": review["nonce"], "amount": review["amount"], "recipient": review["recipient"], "despite": null,
    });
    for mode in ["sandbox", "practice"] {
        open(page, mode).await;
        let refused = page.try_invoke("confirm", confirmed.clone()).await;
        refused.expect_err("it was reviewed in the live book");
    }
    assert_eq!(shop.operations(Environment::Live).await.len(), 1);
    assert_eq!(shop.operations(Environment::Sandbox).await.len(), 1);

    // A request id of the live book is taken, and what it stands for is not told here.
    let taken = shop.operations(Environment::Live).await[0]
        .request_id
        .clone();
    open(page, "sandbox").await;
    let again = draft(shop.sandbox.account.as_str(), "0772418309", Some(&taken));
    let refused = page.try_invoke("review_charge", again).await;
    let refused = refused.expect_err("a request id stands for one content");
    assert_eq!(refused["code"], "request_id_reused");
    assert_eq!(refused["operation"], Value::Null);
    session.close().await;
}

#[tokio::test]
async fn a_charge_that_is_open_when_the_mode_is_switched_stays_in_its_book_and_ends_there() {
    let shop = Shop::set_up().await;
    let session = shop.open().await;
    let page = &session.page;
    let id = crate::charge::ask(page, "0772418301", "42000").await;
    open(page, "live").await;
    page.reload().await;
    page.wait_for("nav-charge").await;
    // It ends while nobody looks at its book.
    let store = async || shop.operations(Environment::Sandbox).await;
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(100));
    while !store()
        .await
        .iter()
        .any(|one| one.id.as_str() == id && one.state.is_final())
    {
        tick.tick().await;
    }
    let all = listed(page).await + &page.text_of("body").await;
    assert!(!all.contains(&id) && !all.contains("42,000"));
    open(page, "sandbox").await;
    let paid = page.invoke("operation", json!({ "id": id })).await;
    assert_eq!(
        (&paid["state"], &paid["provider"]),
        (&json!("succeeded"), &json!(PROVIDER))
    );
    session.close().await;
}

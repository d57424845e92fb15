//! The webhook bench: what a provider signed is known for its own, and everything else is not, and neither decides anything.

use crate::payout::stands;
use crate::support::{Market, Page};
use serde_json::json;
use simulator::SignedDelivery;

async fn pasted(page: &Page, headers: &str, body: &str) {
    for (field, text) in [("webhook-headers", headers), ("webhook-body", body)] {
        page.run(
            "const field = document.querySelector(`[data-test=${arguments[0]}]`);
             field.value = arguments[1];
             field.dispatchEvent(new Event('input', { bubbles: true }));",
            vec![json!(field), json!(text)],
        )
        .await;
    }
    page.click("webhook-judge").await;
}

async fn judged(page: &Page, trust: &str, words: &str) {
    page.wait(&format!(
        "document.querySelector('[data-test=webhook-verdict][data-trust={trust}]')"
    ))
    .await;
    page.wait_for_words("[data-test=webhook-verdict]", words)
        .await;
    let marks = "return document.querySelectorAll('main [data-mark=paid]').length";
    assert_eq!(page.run(marks, vec![]).await, 0, "nothing here is paid");
}

fn lines(delivery: &SignedDelivery) -> String {
    let lines = delivery.headers.iter();
    let lines: Vec<String> = lines
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    lines.join("\n")
}

#[tokio::test]
async fn a_signed_webhook_is_known_a_forged_one_is_not_and_neither_moves_anything() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    // Nobody has answered: whatever a webhook claims, this stays open.
    let open = crate::charge::ask(page, "0772418303", "9000").await;
    stands(page, "pending").await;
    crate::charge::ask(page, "0772418301", "8000").await;
    stands(page, "succeeded").await;
    let told = market.control().take_deliveries();
    let paid = told.last().expect("the provider tells of what it did");
    let body = String::from_utf8(paid.body.clone()).expect("it is text");

    page.click("nav-webhooks").await;
    pasted(page, &lines(paid), &body).await;
    judged(page, "verified", "It comes from").await;
    judged(page, "verified", "not that the money is there").await;

    let forged = body.replace("8000", "9000");
    assert_ne!(forged, body, "there is something to forge in {body}");
    pasted(page, &lines(paid), &forged).await;
    judged(page, "forged", "It is not what it claims to be").await;
    judged(page, "forged", "nobody should hand over goods").await;

    pasted(page, "Content-Type: application/json", &body).await;
    judged(page, "unsigned", "Nobody vouches for it").await;

    let still = page.invoke("operation", json!({ "id": open })).await;
    assert_eq!(still["state"], "pending");
    page.wait_for_words("main", "None came yet").await;
    session.close().await;
}

#[tokio::test]
async fn an_empty_bench_asks_for_the_body_and_keeps_what_was_pasted() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.click("nav-webhooks").await;
    page.write("webhook-headers", "X-Signature: 00").await;
    page.click("webhook-judge").await;
    page.wait_for_words("main", "Paste the body").await;
    let kept = "return document.querySelector('[data-test=webhook-headers]').value";
    assert_eq!(page.run(kept, vec![]).await, "X-Signature: 00");
    session.close().await;
}

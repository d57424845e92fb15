//! Payment links: made, paid through, changed and turned off.

use crate::support::{Market, Page};
use serde_json::json;
use simulator::LinkPayment;

/// Has the links read again until the row says so; what is already being read is waited for.
async fn read_again(page: &Page, words: &str) {
    const READY: &str =
        "document.querySelector('[data-test=act-links-again]:not([aria-disabled])')";
    for _ in 0..4 {
        page.wait(READY).await;
        page.click("act-links-again").await;
        page.wait(READY).await;
        if page.text_of("[data-test=link-row]").await.contains(words) {
            return;
        }
    }
    page.wait_for_words("[data-test=link-row]", words).await;
}

#[tokio::test]
async fn a_link_is_made_paid_through_changed_and_turned_off() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    page.click("nav-links").await;
    page.write("link-title", "Shoes, size 42").await;
    page.write("link-amount", "45000").await;
    page.choose("link-any").await;
    page.click("link-read").await;
    page.wait("document.querySelector('[data-test=review][data-open=true]')")
        .await;
    page.wait_for_words("[data-test=review]", "45,000\u{a0}RWF")
        .await;
    assert_eq!(
        page.invoke("links", json!({ "fresh": true })).await["links"],
        json!([])
    );
    page.click("review-send").await;
    page.wait_for("link-share").await;
    let url = page.text_of("[data-test=link-url]").await;
    assert!(url.starts_with("http"), "{url}");
    page.wait_for("qr").await;
    page.wait_for_words("[data-test=link-message]", &url).await;
    // A page that stands is no payment.
    assert_eq!(
        page.run("return document.querySelectorAll('main [data-mark=paid], main [data-look=paid]').length", vec![]).await,
        0
    );

    let links = page.invoke("links", json!({ "fresh": false })).await;
    let link = links["links"][0]["provider_reference"].as_str();
    let paid = market.control().pay_link(&LinkPayment {
        provider: "dgspay".to_owned(),
        link: link.expect("a link has a reference").to_owned(),
        phone: "250788123401".to_owned(),
        amount: None,
    });
    paid.expect("the page takes the payment");
    market
        .control()
        .wind(std::time::Duration::from_secs(60))
        .expect("time passes there");
    read_again(page, "Paid once").await;

    page.click("link-open-row").await;
    page.wait_for("drawer").await;
    page.wait_for("link-payment").await;
    page.click("link-change").await;
    page.rewrite("change-title", "Shoes, size 43").await;
    page.click("change-yes").await;
    page.wait_for_words("[data-test=link-row]", "Shoes, size 43")
        .await;

    page.wait("!document.querySelector('[role=dialog]')").await;
    page.choose("link-turn-off").await;
    page.write("turn-off-typed", "Shoes").await;
    page.wait("document.querySelector('[data-test=turn-off-yes][aria-disabled=true]')")
        .await;
    page.write("turn-off-typed", ", size 43").await;
    page.click("turn-off-yes").await;
    page.wait_for_words("[data-test=link-row]", "Turned off")
        .await;
    // What was paid through it stays paid.
    page.wait_for_words("[data-test=link-row]", "Paid once")
        .await;
    session.close().await;
}

#[tokio::test]
async fn a_link_whose_answer_was_lost_is_not_called_ready() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    market.next_meets("dgspay", "link", simulator::Fault::DropReplyAfterCommit);
    page.click("nav-links").await;
    page.write("link-title", "Lost").await;
    page.write("link-amount", "45000").await;
    page.click("link-read").await;
    page.wait("document.querySelector('[data-test=review][data-open=true]')")
        .await;
    page.click("review-send").await;
    page.wait_for("result-state").await;
    page.wait_for_words("[data-test=result-state]", "Being checked")
        .await;
    page.wait_for_words("[data-test=result-state]", "Nobody was asked for money")
        .await;
    assert!(!page.has("link-share").await, "there is nothing to send");
    session.close().await;
}

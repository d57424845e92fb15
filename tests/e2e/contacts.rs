//! The address book: written into, found by name and number, and led from to a payment.

use crate::support::Market;
use serde_json::json;

#[tokio::test]
async fn somebody_is_written_down_found_and_paid_from_the_address_book() {
    let market = crate::payout::shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.click("nav-contacts").await;
    page.write("contact-first", "Moses").await;
    page.write("contact-last", "Okello").await;
    // A digit is missing: said at the field, and what was typed is still there.
    page.write("contact-phone", "077241830").await;
    page.click("contact-save").await;
    page.wait("document.querySelector('[data-test=contact-phone][aria-invalid=true]')")
        .await;
    assert_eq!(
        page.run(
            "return document.querySelector('[data-test=contact-first]').value",
            vec![]
        )
        .await,
        "Moses"
    );
    page.write("contact-phone", "1").await;
    page.click("contact-save").await;
    page.wait_for_words("[data-test=contact]", "Moses Okello")
        .await;
    page.click("contact-names").await;
    page.wait_for_words("[data-test=contact-seen]", "No payment named anybody")
        .await;

    for (typed, found) in [("okel", true), ("8301", true), ("nobody", false)] {
        page.rewrite("contact-search", typed).await;
        let condition =
            format!("Boolean(document.querySelector('[data-test=contact]')) === {found}");
        page.wait(&condition).await;
    }
    page.wait_for_words("main", "Nobody with this name or number")
        .await;
    page.rewrite("contact-search", "moses").await;
    page.wait_for("contact").await;

    page.click("contact-pay").await;
    page.wait_for_words("[data-test=payout-contact]", "Moses Okello")
        .await;
    page.write("payout-amount", "15000").await;
    page.click("payout-read").await;
    page.wait("document.querySelector('[data-test=review][data-open=true]')")
        .await;
    page.click("review-send").await;
    crate::payout::stands(page, "succeeded").await;
    let sent = market.taken("payout");
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(sent[0].phone, "256772418301");

    page.click("nav-contacts").await;
    page.click("contact-charge").await;
    page.wait("location.hash === '#/charge' && document.querySelector('[data-test=charge-phone]').value !== ''")
        .await;
    session.close().await;
}

#[tokio::test]
async fn an_empty_address_book_says_how_it_fills() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    page.click("nav-contacts").await;
    page.wait_for_words("main", "Nobody in the address book yet")
        .await;
    assert_eq!(
        page.invoke("contacts", json!({ "query": "" })).await,
        json!([])
    );
    session.close().await;
}

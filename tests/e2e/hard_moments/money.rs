//! Amounts: too little, in part, in two currencies, and on paper.

use super::{nothing_was_called_paid, says, witness};
use crate::charge::ask;
use crate::payout::{read, shop, stands};
use crate::support::{Market, account_at};
use serde_json::json;

#[tokio::test]
async fn a_wallet_that_holds_too_little_sends_nothing() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    read(page, "0772418301", "9999999").await;
    page.click("review-send").await;
    stands(page, "failed").await;
    says(page, &["Not sent"]).await;
    nothing_was_called_paid(page).await;
    assert!(
        market
            .taken("payout")
            .iter()
            .all(|row| row.status == "failed"),
    );
    session.close().await;
}

#[tokio::test]
async fn a_charge_given_back_in_part_stays_paid_and_says_how_much() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let id = ask(page, "0772418301", "85001").await;
    stands(page, "succeeded").await;
    let draft = json!({ "of": id, "amount": "20000", "note": null });
    let back = page.confirmed("review_refund", draft).await;
    page.until_state(&back["id"], "succeeded").await;
    let charge = page.invoke("operation", json!({ "id": id })).await;
    assert_eq!(charge["state"], "succeeded", "a refunded charge stays paid");
    let left = page.invoke("refundable", json!({ "of": id })).await;
    assert_eq!(left["given_back"]["amount"], "20000", "{left}");
    assert_eq!(left["left"]["amount"], "65001", "{left}");
    session.close().await;
}

#[tokio::test]
async fn sums_of_two_currencies_are_never_one() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay", "dgspay"]).await;
    let page = &session.page;
    ask(page, "0772418301", "40001").await;
    stands(page, "succeeded").await;
    let kigali = account_at(page, "dgspay").await;
    let draft = json!({
        "account": kigali, "amount": "50002", "currency": "RWF", "method": "mobile-money", "phone": "0788123401", "network": "MTN",
    });
    let other = page.confirmed("review_charge", draft).await;
    page.until_state(&other["id"], "succeeded").await;
    page.click("nav-ledger").await;
    page.wait("document.querySelectorAll('[data-test=ledger-row]').length === 2")
        .await;
    let shown = page.text_of("main").await;
    assert!(
        !shown.contains("90,003"),
        "two currencies are no sum: {shown}"
    );
    let mut search = crate::first_run::search("");
    search["query"]["totals"] = json!(true);
    let found = page.invoke("search", search).await;
    let totals = found["totals"].as_array().expect("sums are listed");
    assert_eq!(totals.len(), 2, "{found}");
    session.close().await;
}

#[tokio::test]
async fn decimals_where_a_currency_has_none_are_refused_in_the_form() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    page.click("nav-charge").await;
    page.write("charge-amount", "2500.50").await;
    page.write("charge-phone", "0772418301").await;
    page.click("charge-submit").await;
    page.wait("document.querySelector('[data-test=charge-amount][aria-invalid=true]')")
        .await;
    let kept = "return document.querySelector('[data-test=charge-amount]').value";
    let kept = page.run(kept, vec![]).await;
    assert!(
        kept.as_str().is_some_and(|text| text.contains("50")),
        "{kept}"
    );
    assert_eq!(page.invoke("recent", json!({})).await, json!([]));
    assert_eq!(market.taken("charge").len(), 0);
    session.close().await;
}

#[tokio::test]
async fn what_is_printed_of_an_open_payment_is_no_receipt() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    for (phone, amount, state, document) in [
        ("0772418303", "60001", "pending", "claim"),
        ("0772418396", "60002", "in_doubt", "claim"),
        ("0772418301", "60003", "succeeded", "receipt"),
    ] {
        let id = ask(page, phone, amount).await;
        stands(page, state).await;
        let slip = page
            .invoke("receipt_preview", json!({ "id": id, "paper": "80mm" }))
            .await;
        assert_eq!(slip["document"], document, "{slip}");
    }
    session.close().await;
}

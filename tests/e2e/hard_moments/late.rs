//! What is told late, or told otherwise the second time.

use super::{doubted, nothing_was_called_paid, says, witness};
use crate::charge::ask;
use crate::payout::{read, shop, stands};
use crate::support::{Market, Page};
use serde_json::json;
use std::time::Duration;

fn wind(market: &Market, seconds: u64) {
    let wound = market.control().wind(Duration::from_secs(seconds));
    wound.expect("time passes there");
}

/// The list of today says of this amount that it is being checked.
async fn is_listed_as_checked(page: &Page, amount: &str) {
    page.wait(&format!(
        "[...document.querySelectorAll('main li')].some((row) =>
           row.textContent.replace(/\\D/g, '').includes('{amount}') && row.querySelector('[data-mark=doubt]'))"
    ))
    .await;
}

#[tokio::test]
async fn a_late_success_is_a_contradiction_and_not_paid() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    let id = ask(page, "0772418307", "81001").await;
    stands(page, "failed").await;
    says(page, &["Not paid"]).await;
    wind(&market, 90);
    page.invoke("sync_now", json!({})).await;
    let told = doubted(page, &id, "contradicted").await;
    assert_eq!(told["state"], "failed", "a final state never flips");
    says(page, &["Being checked", "Two answers do not agree"]).await;
    is_listed_as_checked(page, "81001").await;
    nothing_was_called_paid(page).await;
    session.close().await;
}

#[tokio::test]
async fn a_payment_taken_back_is_no_longer_called_paid() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let id = ask(page, "0772418398", "82001").await;
    stands(page, "succeeded").await;
    wind(&market, 90);
    page.invoke("sync_now", json!({})).await;
    doubted(page, &id, "contradicted").await;
    says(page, &["Being checked", "Do not pay it out"]).await;
    page.wait("!document.querySelector('main [data-mark=paid]')")
        .await;
    assert!(
        !page.has("refund-open").await,
        "there may be nothing to give back"
    );
    page.click("nav-doubts").await;
    page.wait_for_words("main", "82,001").await;
    session.close().await;
}

#[tokio::test]
async fn another_amount_is_a_mismatch_and_not_paid() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    let id = ask(page, "0772418308", "83001").await;
    doubted(page, &id, "mismatch").await;
    says(
        page,
        &["Being checked", "another amount or currency than was asked"],
    )
    .await;
    nothing_was_called_paid(page).await;
    session.close().await;
}

#[tokio::test]
async fn an_amount_that_changes_afterwards_reopens_it() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    let id = ask(page, "0772418397", "84001").await;
    stands(page, "succeeded").await;
    wind(&market, 90);
    page.invoke("sync_now", json!({})).await;
    doubted(page, &id, "mismatch").await;
    says(page, &["Being checked"]).await;
    page.wait("!document.querySelector('main [data-mark=paid]')")
        .await;
    session.close().await;
}

#[tokio::test]
async fn an_unknown_word_is_neither_success_nor_failure() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    ask(page, "0772418393", "85001").await;
    stands(page, "in_doubt").await;
    says(page, &["Being checked", "Do not send it again"]).await;
    nothing_was_called_paid(page).await;
    session.close().await;
}

#[tokio::test]
async fn what_was_unclear_is_paid_when_it_is_proven() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    let id = ask(page, "0772418305", "86001").await;
    stands(page, "in_doubt").await;
    nothing_was_called_paid(page).await;
    wind(&market, 180);
    page.until_state(&json!(id), "succeeded").await;
    says(page, &["Paid"]).await;
    let told = page.invoke("operation", json!({ "id": id })).await;
    assert_eq!(told["doubts"], json!([]));
    session.close().await;
}

#[tokio::test]
async fn an_indeterminate_payout_says_not_to_send_it_again() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    read(page, "0772418395", "87001").await;
    page.click("review-send").await;
    stands(page, "in_doubt").await;
    says(page, &["It may have arrived. Do not send it again."]).await;
    nothing_was_called_paid(page).await;
    session.close().await;
}

#[tokio::test]
async fn who_pays_late_has_paid() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    witness(page).await;
    let id = ask(page, "0772418304", "88001").await;
    stands(page, "pending").await;
    says(page, &["Waiting for customer", "Accepted is not paid"]).await;
    nothing_was_called_paid(page).await;
    wind(&market, 120);
    page.until_state(&json!(id), "succeeded").await;
    says(page, &["Paid"]).await;
    session.close().await;
}

#[tokio::test]
async fn a_link_past_its_day_is_over_and_was_not_paid() {
    let market = Market::with_past(0).await;
    let session = market.open_at(&["dgspay"]).await;
    let page = &session.page;
    witness(page).await;
    page.click("nav-links").await;
    page.write("link-title", "Until tonight").await;
    page.write("link-amount", "89001").await;
    page.click("link-read").await;
    page.wait("document.querySelector('[data-test=review][data-open=true]')")
        .await;
    page.click("review-send").await;
    page.wait_for("link-share").await;
    wind(&market, 30 * 24 * 3_600);
    page.click("act-links-again").await;
    page.wait_for_words("[data-test=link-row]", "Expired").await;
    nothing_was_called_paid(page).await;
    let shown = page.text_of("[data-test=link-row]").await;
    assert!(!shown.contains("Paid"), "{shown}");
    session.close().await;
}

#[tokio::test]
async fn a_clock_that_is_a_day_ahead_proves_nothing_by_itself() {
    let market = Market::with_past(0).await;
    wind(&market, 24 * 3_600);
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    ask(page, "0772418301", "90001").await;
    stands(page, "succeeded").await;
    witness(page).await;
    let open = ask(page, "0772418303", "90002").await;
    stands(page, "pending").await;
    page.invoke("sync_now", json!({})).await;
    let told = page.invoke("operation", json!({ "id": open })).await;
    assert_eq!(told["state"], "pending", "{told}");
    // One row each, though their times are a day apart.
    let found = page
        .invoke("search", crate::first_run::search("90001"))
        .await;
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1), "{found}");
    session.close().await;
}

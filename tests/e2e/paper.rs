//! Receipts, claim slips and evidence packs, in the real window.

use crate::support::Stage;
use std::fs;

/// Pays at once at the practice provider.
const PAYS: &str = "0772418301";
/// Unclear for hours at the practice provider: nothing settles it while the test runs.
const UNCLEAR_FOR_HOURS: &str = "0772418396";

#[tokio::test]
async fn a_paid_sale_gets_its_receipt_and_the_next_one_says_that_it_is_a_copy() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    crate::charge::ask(page, PAYS, "25000").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;

    page.click("act-receipt").await;
    page.wait("document.querySelector('[data-test=slip][data-document=receipt][data-nth=\"1\"]')")
        .await;
    page.wait_for_words("[data-test=slip]", "25,000\u{a0}UGX")
        .await;
    page.wait_for_words("[data-test=slip-outcome]", "PAID")
        .await;
    // Practice money: the paper says so itself.
    page.wait_for_words("[data-test=slip]", "SPECIMEN").await;
    page.wait_for("slip-qr").await;

    page.click("slip-save").await;
    page.wait_for("came-out").await;
    let path = page.text_of("[data-test=came-out] .note").await;
    let pdf = fs::read(&path).expect("it lies where the window says");
    fs::remove_file(&path).expect("nothing is left behind in the downloads");
    assert!(pdf.starts_with(b"%PDF-"), "{path}");

    page.wait("document.querySelector('[data-test=slip][data-nth=\"2\"]')")
        .await;
    page.wait_for_words("[data-test=slip]", "COPY").await;
    page.wait_for_words("[data-test=slip-copy]", "says COPY")
        .await;
    session.close().await;
}

#[tokio::test]
async fn what_is_in_doubt_gets_a_slip_that_is_no_receipt_and_a_pack_for_the_support_desk() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    crate::charge::ask(page, UNCLEAR_FOR_HOURS, "47000").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=in_doubt]')")
        .await;

    page.wait_for_words("[data-test=act-receipt]", "Claim slip")
        .await;
    page.click("act-receipt").await;
    page.wait("document.querySelector('[data-test=slip][data-document=claim]')")
        .await;
    page.wait_for_words("[data-test=slip-outcome]", "NOT CERTAIN")
        .await;
    page.wait_for_words("[data-test=slip-dialog]", "This is not a receipt.")
        .await;
    page.click("slip-close").await;

    page.click("nav-doubts").await;
    page.click("act-evidence").await;
    page.wait_for_words(
        "[data-test=evidence-text]",
        "It was not sent a second time.",
    )
    .await;
    page.wait_for_words("[data-test=evidence-text]", "47,000 UGX")
        .await;
    session.close().await;
}

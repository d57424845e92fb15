//! Many payouts from a file: judged, mended, read, sent in front of a person, and handed back with what became of each row.

use crate::payout::shop;
use crate::support::{Market, Page, account_at};
use serde_json::json;
use simulator::{Fault, Planned};

const WAGES: &str = "reference,phone,amount,name,note\n\
    WAGE-1,0772418301,21000,Moses Okello,Wages\n\
    WAGE-2,0752418302,22000,Grace Namuli,Wages\n\
    WAGE-3,07724183,23000,Peter Ssali,Wages\n";
/// The figure stands in the field's own label.
pub(crate) const TYPE_WHAT_IS_ASKED: &str =
    "const field = document.querySelector('[data-test=batch-type]');
     if (field) {
       field.value = field.labels[0].textContent.replace(/\\D/g, '');
       field.dispatchEvent(new Event('input', { bubbles: true }));
     }";
const SENDABLE: &str = "document.querySelector('[data-test=batch-send]:not([aria-disabled])')";

/// Gives the file, to be paid from the one account, and waits until it has been judged.
pub(crate) async fn give(page: &Page, name: &str, text: &str) {
    page.click("nav-payout").await;
    if page.has("batch-close").await {
        page.click("batch-close").await;
    } else if !page.has("batch-choose").await {
        page.click("act-payout-many").await;
    }
    page.give_file("batch-file", name, text).await;
    let account = account_at(page, "zengapay").await;
    page.wait_for("batch-counts").await;
    page.select("batch-account", &account).await;
    page.wait_for("batch-counts").await;
}

/// Types what is asked for, where it is, and waits until the file can be sent.
pub(crate) async fn sendable(page: &Page) {
    page.wait_for("batch-send").await;
    page.run(TYPE_WHAT_IS_ASKED, vec![]).await;
    page.wait(SENDABLE).await;
}

async fn ended(page: &Page) {
    page.wait("document.querySelector('[data-test=batch-run][data-state=ended]')")
        .await;
}

/// What stands in the file of results.
async fn results(page: &Page) -> String {
    page.click("batch-results").await;
    let path = page
        .wait("document.querySelector('main')?.innerText.match(/\\/\\S[^\\n]*\\.csv/)?.[0]")
        .await;
    let path = path.as_str().expect("a path is text");
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn line<'a>(results: &'a str, reference: &str) -> &'a str {
    let line = results.lines().find(|line| line.contains(reference));
    line.unwrap_or_else(|| panic!("{reference} is not in\n{results}"))
}

#[tokio::test]
async fn a_file_of_payouts_is_mended_read_sent_and_given_back_with_its_results() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    give(page, "wages.csv", WAGES).await;
    page.wait_for_words("main", "2 to send").await;
    page.wait_for_words("main", "1 with a fault, not sent")
        .await;

    page.choose("batch-tab-faulty").await;
    page.click("batch-row").await;
    page.rewrite("mend-phone", "0772418303").await;
    page.choose("mend-act").await;
    page.wait_for_words("main", "3 to send").await;
    sendable(page).await;
    assert_eq!(market.taken("payout").len(), 0, "nothing leaves by reading");
    page.click("batch-send").await;
    ended(page).await;
    let sent = market.taken("payout");
    assert_eq!(sent.len(), 3, "{sent:?}");
    page.wait_for_words("[data-test=batch-run]", "Sent").await;
    page.wait_for_words("[data-test=batch-run]", "Not sent")
        .await;
    let results = results(page).await;
    assert!(line(&results, "WAGE-1").contains(",Sent,"), "{results}");
    assert!(line(&results, "WAGE-2").contains(",Not sent,"), "{results}");
    let open = line(&results, "WAGE-3");
    assert!(open.contains(",On its way,"), "{open}");

    // The very same file once more pays nobody.
    give(page, "wages.csv", WAGES).await;
    page.wait_for_words("main", "2 given before, not sent again")
        .await;
    page.wait_for_words("main", "No row of this file is left to be sent")
        .await;
    assert!(!page.has("batch-send").await);
    assert_eq!(market.taken("payout").len(), 3);
    session.close().await;
}

#[tokio::test]
async fn a_stopped_file_says_what_never_left_and_sends_the_rest_later() {
    let market = shop().await;
    let session = market.open_at(&["zengapay"]).await;
    let page = &session.page;
    slowly(&market);
    let mut text = "reference,phone,amount\n".to_owned();
    for row in 0..9 {
        text += &format!("STEP-{row},0772418301,{}\n", 30_000 + row);
    }
    give(page, "steps.csv", &text).await;
    sendable(page).await;
    page.click("batch-send").await;
    page.wait_for("batch-stop").await;
    page.click("batch-stop").await;
    page.wait_for("stop-dialog").await;
    page.click("stop-yes").await;
    ended(page).await;
    let left = market.taken("payout").len();
    assert!(left < 9, "all of them had left before it was stopped");
    market.control().clear_faults();
    page.click("batch-again").await;
    page.wait_for_words("main", &format!("{} to send", 9 - left))
        .await;
    sendable(page).await;
    page.click("batch-send").await;
    ended(page).await;
    let all = market.taken("payout");
    let mut amounts: Vec<String> = all.iter().map(|row| row.amount.to_string()).collect();
    amounts.sort();
    amounts.dedup();
    assert_eq!((all.len(), amounts.len()), (9, 9), "each once: {all:?}");
    let recent = page.invoke("recent", json!({})).await;
    assert!(recent.as_array().is_some_and(|all| all.len() >= 9));
    session.close().await;
}

/// Every payout takes its time.
fn slowly(market: &Market) {
    let mut planned = Planned::next_post(Fault::SlowBy { ms: 1_500 })
        .at("zengapay")
        .times(9);
    planned.path = Some("transfers".to_owned());
    market.control().fault(planned).expect("the queue has room");
}

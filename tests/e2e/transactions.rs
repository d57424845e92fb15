//! The list of everything that happened, as somebody works in it in the real window.

use crate::charge::ask;
use crate::support::{Page, Stage};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Paid at once at the practice provider.
const PAYS: &str = "0772418301";
/// Declined at once there.
const DECLINES: &str = "0772418302";
const PAYS_E164: &str = "+256772418301";

/// The filters that narrow nothing, and what of them is said otherwise.
fn filters(change: &Value) -> Value {
    let mut all = json!({
        "text": "", "statuses": [], "kinds": [], "accounts": [], "methods": [], "networks": [],
        "currency": null, "phone": null, "reference": null, "link": null, "having": [],
        "min": null, "max": null, "from": null, "to": null,
    });
    let fields = all.as_object_mut().expect("filters are an object");
    for (field, value) in change.as_object().expect("a change is an object") {
        fields.insert(field.clone(), value.clone());
    }
    all
}

/// Waits until the count under the list is that of the core for these filters, and gives it.
async fn counted(page: &Page, change: &Value) -> u64 {
    let tally = page
        .invoke("tally", json!({ "filters": filters(change) }))
        .await;
    let count = tally["count"].as_u64().expect("a list has a count");
    page.wait(&format!(
        "document.querySelector('[data-test=tally-count]')?.textContent.replace(/\\D/g, '') === '{count}'"
    ))
    .await;
    count
}

async fn both_endings(page: &Page) {
    for (phone, amount, ending) in [(PAYS, "61500", "succeeded"), (DECLINES, "61700", "failed")] {
        ask(page, phone, amount).await;
        page.wait(&format!(
            "document.querySelector('[data-test=result-state][data-state={ending}]')"
        ))
        .await;
    }
}

#[tokio::test]
async fn a_narrowed_list_is_counted_by_the_core_and_its_saved_view_outlives_a_restart() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    both_endings(page).await;
    page.click("nav-ledger").await;
    page.wait_for("ledger-row").await;

    page.click("act-ledger-filter").await;
    page.choose("filter-having-operation").await;
    let begun = counted(page, &json!({ "having": ["operation"] })).await;
    page.click("tab-failed").await;
    let narrow = json!({ "having": ["operation"], "statuses": ["failed"] });
    let failed = counted(page, &narrow).await;
    assert!(failed < begun, "{failed} of {begun} failed");
    page.wait("document.querySelectorAll('[data-test=chip]').length === 2")
        .await;
    page.click("filter-close").await;

    page.click("view-save-open").await;
    page.write("view-name", "Lost sales").await;
    page.press(&Key::Enter.to_string()).await;
    page.wait("document.querySelector('[data-test=view][aria-pressed=true]')")
        .await;
    session.close().await;

    let session = stage.open_named().await;
    let page = &session.page;
    page.click("nav-ledger").await;
    page.wait_for_words("[data-test=view]", "Lost sales").await;
    page.click("view").await;
    page.wait("document.querySelector('[data-test=view][aria-pressed=true]')")
        .await;
    assert_eq!(counted(page, &narrow).await, failed);
    page.wait_for_words("[data-test=ledger]", "61,700").await;
    page.click("chips-clear").await;
    page.wait("document.querySelectorAll('[data-test=chip]').length === 0")
        .await;
    session.close().await;
}

#[tokio::test]
async fn the_file_of_a_list_has_the_rows_and_the_columns_that_were_shown() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    both_endings(page).await;
    page.click("nav-ledger").await;
    page.wait_for("ledger-row").await;
    page.click("act-ledger-filter").await;
    page.choose("filter-having-operation").await;
    let rows = counted(page, &json!({ "having": ["operation"] })).await;
    page.click("filter-close").await;
    page.click("columns-open").await;
    page.choose("column-note").await;
    page.press(&Key::Escape.to_string()).await;

    page.click("act-ledger-export").await;
    page.choose("export-csv").await;
    page.choose("export-comma").await;
    page.click("export-start").await;
    page.wait_for("export-path").await;
    let path = page.text_of("[data-test=export-path]").await;
    let file = std::fs::read_to_string(&path).expect("the file is where the screen says");
    std::fs::remove_file(&path).expect("the file can be taken away");
    let lines: Vec<&str> = file
        .lines()
        .skip_while(|line| !line.contains("Local time"))
        .collect();
    let heading = lines.first().expect("there is a heading");
    for column in ["Name", "Amount", "Currency", "State", "Doubt"] {
        assert!(heading.contains(column), "{column} is not in {heading}");
    }
    assert!(!heading.contains("Message"), "{heading}");
    // A row begins with a digit, and nothing else does.
    let written = lines
        .iter()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_digit()))
        .count();
    assert_eq!(u64::try_from(written).ok(), Some(rows));
    for amount in ["61500", "61700"] {
        assert!(file.contains(amount), "{amount} is not in the file");
    }
    session.close().await;
}

#[tokio::test]
async fn a_number_has_a_card_that_leads_to_its_transactions_and_a_remark_stays_with_a_row() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let id = ask(page, PAYS, "62300").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    page.write("search-box", "62300").await;
    page.wait_for_words("[data-test=ledger-row]", "62,300")
        .await;
    page.click("ledger-row").await;
    page.click("act-comment").await;
    page.write("remark", "Took the blue one").await;
    page.click("remark-add").await;
    page.wait_for_words("[data-test=remarks]", "Took the blue one")
        .await;
    let story = page.invoke("show", json!({ "id": id })).await;
    assert_eq!(story["comments"][0]["text"], "Took the blue one");

    page.click("drawer-phone").await;
    page.wait_for("number-row").await;
    let card = page
        .invoke("number_card", json!({ "phone": PAYS_E164 }))
        .await;
    let received = card["sums"][0]["charges"]["succeeded"].as_u64();
    assert!(received.is_some_and(|count| count > 0), "{card}");
    page.click("number-all").await;
    page.wait("document.querySelector('[data-chip=phone]')")
        .await;
    counted(page, &json!({ "phone": PAYS_E164 })).await;
    session.close().await;
}

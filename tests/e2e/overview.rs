//! The first page, as it stands when somebody comes in the morning.

use crate::support::{Page, Stage};
use serde_json::{Value, json};

/// Unclear for hours at the practice provider: nothing settles it while the test runs.
const UNCLEAR_FOR_HOURS: &str = "0772418396";

/// `1250000` as it is written in English.
fn grouped(amount: &str) -> String {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let mut written = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if !fraction.is_empty() {
        written.push('.');
        written.push_str(fraction);
    }
    written
}

/// What the rows of today that are paid come to, by currency.
async fn paid_today(page: &Page) -> Vec<(String, String)> {
    let today = page.invoke("overview", json!({})).await["today"].clone();
    let filters = json!({
        "from": today, "to": today, "kinds": ["charge"], "statuses": ["succeeded"],
    });
    let tally = page.invoke("tally", json!({ "filters": filters })).await;
    let word = |value: &Value| value.as_str().expect("it is a text").to_owned();
    let sums = tally["sums"].as_array().expect("there are sums");
    sums.iter()
        .map(|sum| (word(&sum["currency"]), word(&sum["moved"]["amount"])))
        .collect()
}

/// What of today's shillings is not certain: what waits, and what is in question.
async fn unsure_today(page: &Page) -> i64 {
    let view = page.invoke("overview", json!({})).await;
    let currencies = view["currencies"].as_array().expect("there are currencies");
    let shillings = currencies.iter().find(|it| it["currency"] == "UGX");
    let today = &shillings.expect("something was paid in them")["today"];
    let amount = |of: &str| {
        today[of]["amount"]
            .as_str()
            .and_then(|it| it.parse::<i64>().ok())
    };
    ["waiting", "in_question"]
        .map(|of| amount(of).expect("a whole amount"))
        .iter()
        .sum()
}

async fn stands(page: &Page, currency: &str, amount: &str) {
    page.wait(&format!(
        "document.querySelector('[data-test=today][data-currency={currency}] [data-test=today-received] .digits')
           ?.textContent === {}",
        json!(grouped(amount))
    ))
    .await;
}

#[tokio::test]
async fn the_first_page_shows_received_what_the_rows_of_today_come_to() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    // It stands by itself, before anybody has gone anywhere.
    page.wait_for("overview-made").await;
    crate::charge::ask(page, "0772418301", "25000").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=succeeded]')")
        .await;
    page.invoke("sync_now", json!({})).await;

    page.click("nav-overview").await;
    let paid = paid_today(page).await;
    assert!(
        paid.iter().any(|(currency, _)| currency == "UGX"),
        "{paid:?}"
    );
    for (currency, amount) in &paid {
        stands(page, currency, amount).await;
    }
    // The picture of any period has the same numbers behind it.
    page.click("trend-as-table").await;
    page.wait_for("trend-whole").await;
    let lines = page
        .run(
            "return document.querySelectorAll('[data-test=trend-line]').length",
            vec![],
        )
        .await;
    assert_eq!(lines, 30, "thirty days are thirty lines");
    session.close().await;
}

#[tokio::test]
async fn a_doubt_on_the_first_page_is_counted_nowhere_and_opens_the_doubt_desk() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    let before = paid_today(page).await;
    let unsure = unsure_today(page).await;
    crate::charge::ask(page, UNCLEAR_FOR_HOURS, "47000").await;
    page.wait("document.querySelector('[data-test=result-state][data-state=in_doubt]')")
        .await;

    page.click("nav-overview").await;
    page.wait_for_words("[data-test=need][data-kind=doubts]", "47,000")
        .await;
    assert_eq!(before, paid_today(page).await, "a doubt is no income");
    for (currency, amount) in &before {
        stands(page, currency, amount).await;
    }
    // It stands with what was not certain before it, and nowhere else.
    assert_eq!(unsure_today(page).await, unsure + 47_000);
    page.wait("document.querySelector('[data-test=today][data-currency=UGX] [data-line=not_sure] .hatched')")
        .await;

    page.run(
        "document.querySelector('[data-test=need][data-kind=doubts] [data-test=need-open]').click()",
        vec![],
    )
    .await;
    page.wait("location.hash === '#/doubts'").await;
    page.wait_for_words("[data-test=doubt-line][aria-current]", "47,000")
        .await;
    session.close().await;
}

#[tokio::test]
async fn what_a_wallet_held_is_drawn_with_its_readings_behind_it() {
    let stage = Stage::practising();
    let session = stage.open_named().await;
    let page = &session.page;
    page.invoke("balances", json!({ "refresh": true })).await;
    page.click("nav-balances").await;
    page.wait_for("step-chart").await;
    let drawn = page
        .run(
            "return document.querySelectorAll('[data-test=step-chart] [role=option]').length",
            vec![],
        )
        .await;
    page.click("past-as-table").await;
    page.wait_for("past-line").await;
    let lines = page
        .run(
            "return document.querySelectorAll('[data-test=past-line]').length",
            vec![],
        )
        .await;
    assert_eq!(drawn, lines);
    // What the provider itself writes down is asked for only when somebody wants it.
    page.click("statement-ask").await;
    page.wait_for("statement-row").await;
    session.close().await;
}

//! The hard moments of a shop, each lived through in the real window. What must hold in all of them is one thing: no screen
//! says more than is known. Nothing is green that was not proven, and where nothing is known, the sentence says so and says
//! what that means for the money.
//!
//! | the moment | is lived through in |
//! | --- | --- |
//! | the answer is lost after the provider took the request | `answers::what_came_back_instead_of_an_answer_…` |
//! | the answer is cut off in its middle | the same |
//! | an HTML page with 403 comes where JSON was due | the same |
//! | an HTML page with 200 comes | the same |
//! | an empty answer with 200 | the same |
//! | half of the JSON, with the length of the half | the same |
//! | bytes that are not even text | the same |
//! | 502 from a front, though the request was taken | the same |
//! | a redirect to elsewhere | the same |
//! | a failure inside of a 200 | `answers::a_failure_inside_a_200_is_never_called_waiting_or_paid` |
//! | the connection is reset, and nothing was taken | `answers::a_reset_is_doubt_although_nothing_was_taken` |
//! | too many requests | `answers::a_rate_limit_is_waited_for_and_the_charge_is_asked_once` |
//! | success after *Not paid* | `late::a_late_success_is_a_contradiction_and_not_paid` |
//! | a payment taken back after *Paid* | `late::a_payment_taken_back_is_no_longer_called_paid` |
//! | another amount than was asked | `late::another_amount_is_a_mismatch_and_not_paid` |
//! | the amount changes after *Paid* | `late::an_amount_that_changes_afterwards_reopens_it` |
//! | a status word that no page has | `late::an_unknown_word_is_neither_success_nor_failure` |
//! | INDETERMINATE, then paid | `late::what_was_unclear_is_paid_when_it_is_proven` |
//! | a payout whose end is not known | `late::an_indeterminate_payout_says_not_to_send_it_again` |
//! | the customer pays long after | `late::who_pays_late_has_paid` |
//! | a link past its day | `late::a_link_past_its_day_is_over_and_was_not_paid` |
//! | the provider's clock is a day ahead | `late::a_clock_that_is_a_day_ahead_proves_nothing_by_itself` |
//! | no network when a charge is asked for | `network::without_a_network_nothing_is_sent_and_that_is_said` |
//! | figures that could not be read again | `network::old_figures_stay_and_are_called_old` |
//! | a pull that fails inside of a 200 | `network::a_pull_that_fails_is_never_no_payments` |
//! | the key is wrong | `network::a_wrong_key_asks_nobody_for_anything` |
//! | the address is not admitted | `network::an_address_that_is_not_admitted_is_told_as_that` |
//! | no answer while a rate is asked | `network::no_answer_at_the_review_sends_nothing` |
//! | two clicks on the button that sends | `twice::two_clicks_ask_once` |
//! | the same sale again | `twice::the_same_sale_again_asks_first_and_is_blocked_by_a_doubt` |
//! | the amount changes after it was read | `twice::an_amount_that_changes_after_it_was_read_is_read_again` |
//! | the page is loaded anew in the middle of a send | `twice::a_reload_in_the_middle_of_a_send_asks_once` |
//! | the process is killed in the middle of a send | `twice::a_killed_process_finds_its_charge_in_doubt_and_asks_nobody_again` |
//! | the wallet holds too little | `money::a_wallet_that_holds_too_little_sends_nothing` |
//! | a part was given back | `money::a_charge_given_back_in_part_stays_paid_and_says_how_much` |
//! | sales in two currencies | `money::sums_of_two_currencies_are_never_one` |
//! | decimals where a currency has none | `money::decimals_where_a_currency_has_none_are_refused_in_the_form` |
//! | a receipt is asked for before the money is there | `money::what_is_printed_of_an_open_payment_is_no_receipt` |
//! | a file with a bad row | `batch::a_file_of_payouts_is_mended_…` |
//! | a file is stopped | `batch::a_stopped_file_says_what_never_left_…` |
//! | the keys cannot be reached | `desk::without_the_keys_nothing_is_sent_and_the_book_can_be_read` |
//! | no keyring on the computer | `accounts::without_a_keyring_the_window_says_so_and_keeps_nothing` |
//! | a webhook is forged | `webhooks::a_signed_webhook_is_known_a_forged_one_is_not_…` |
//! | a cashier opens what is not theirs | `people::a_cashier_is_shown_what_a_cashier_does_…` |
//! | the home was copied | `locked::a_copied_home_says_that_nothing_is_sent_…` |
//! | the books were restored | `settings::the_books_are_backed_up_and_restored_…` |
//! | another Duka is open | `blocked::a_second_copy_is_told_that_duka_is_open_already` |
//! | a terminal works on the same home | `two_processes` |
//! | the disk is full | the journeys of `tests/disk`, at every write |

mod answers;
mod desk;
mod late;
mod money;
mod network;
mod twice;

use crate::support::{Market, Page};
use serde_json::{Value, json};
use simulator::{Fault, Planned};

/// Notes every mark that any screen ever bears, also between two looks of a test.
async fn witness(page: &Page) {
    witness_of(page, "[data-mark]").await;
}

/// The same of what is looked at, where other payments stand beside it.
async fn witness_of(page: &Page, css: &str) {
    page.run(
        "const marks = (window.__marks = new Set());
         const note = () => document.querySelectorAll(arguments[0]).forEach((one) => marks.add(one.dataset.mark));
         new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });",
        vec![json!(css)],
    )
    .await;
}

/// Since it was first looked at, nothing was called paid, sent or given back.
async fn nothing_was_called_paid(page: &Page) {
    let marks = page.run("return [...window.__marks]", vec![]).await;
    let seen = marks.as_array().expect("a list of marks");
    for mark in ["paid", "refunded"] {
        assert!(!seen.iter().any(|one| one == mark), "{marks}");
    }
}

/// What stands of the operation that is looked at says all of this.
async fn says(page: &Page, words: &[&str]) {
    for words in words {
        page.wait_for_words("[data-test=result-state]", words).await;
    }
}

/// From now on nobody can look anything up there.
fn look_ups_fail(market: &Market, provider: &str) {
    let mut planned = Planned::next(Fault::StatusBeforeCommit { status: 503 })
        .at(provider)
        .times(10_000);
    planned.method = Some("GET".to_owned());
    let queued = market.control().fault(planned);
    queued.expect("the queue has room");
}

/// How often this amount was taken of this kind.
fn times_taken(market: &Market, kind: &str, amount: &str) -> usize {
    let all = market.taken(kind);
    all.iter()
        .filter(|row| row.amount.to_string() == amount)
        .count()
}

/// Looks the newest operation up until it bears a doubt of this kind.
async fn doubted(page: &Page, id: &str, doubt: &str) -> Value {
    page.wait(&format!(
        "window.__TAURI_INTERNALS__.invoke('check', {{ id: '{id}' }}).then((one) => (window.__doubts = one.doubts), () => 0)
         && window.__doubts?.includes('{doubt}')"
    ))
    .await;
    page.invoke("operation", json!({ "id": id })).await
}

//! Every input that is kept for fuzzing, held to the same promises without a fuzzer.

#[path = "../../fuzz/src/lib.rs"]
pub mod fuzz;

use fuzz::{Shop, seeds};

/// Each input of a target; the name of the one that breaks a promise stands in the output.
fn walk(target: &str, read: impl Fn(&[u8])) {
    let inputs = seeds::of(target).expect("the inputs can be read");
    assert!(!inputs.is_empty(), "{target} has no input to begin with");
    for seed in inputs {
        eprintln!("{target}/{}", seed.name);
        read(&seed.input);
    }
}

#[test]
fn every_kept_reply_is_read_as_no_more_than_it_says() {
    walk("provider_reply", fuzz::provider_reply);
}

#[test]
fn every_kept_text_is_searched_as_a_scan_would() {
    let shop = Shop::open();
    walk("search_text", |input| fuzz::search_text(&shop, input));
}

#[test]
fn every_kept_amount_and_number_is_read_as_it_was_typed() {
    walk("money_and_phone", fuzz::money_and_phone);
}

#[test]
fn every_kept_file_of_payouts_asks_for_what_stands_there_and_once() {
    walk("batch_file", fuzz::batch_file);
}

#[test]
fn no_kept_webhook_of_a_stranger_is_believed() {
    walk("delivery", fuzz::delivery);
}

#[test]
#[should_panic(expected = "does not find as many as a scan")]
fn a_row_that_the_search_leaves_out_would_be_noticed() {
    let mut shop = Shop::open();
    shop.rows[7].folded.push("zebra".to_owned());
    fuzz::search_text(&shop, b"Zebra");
}

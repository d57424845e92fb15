//! `payout`, `refund` and `convert`: reviewed first, sent once, and never without a yes.

use crate::bench::{
    Bench, ERROR, OPERATION, RWANDA, TRANSACTION, UGANDA, assert_has, items, nobody, text,
};
use serde_json::{Value, json};
use simulator::{Fault, Planned, RetryAfter};

const IVORY_COAST: &str = "djamo";

/// The words of a payout of 25,000 UGX.
fn payout<'a>(account: &'a str, phone: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let words = [
        "payout",
        "create",
        "--account",
        account,
        "--amount",
        "25000",
        "--currency",
        "UGX",
        "--to",
        "mobile-money",
        "--phone",
        phone,
        "--note",
        "Wages, week 38",
    ];
    words.into_iter().chain(more.iter().copied()).collect()
}

fn funded() -> (Bench, String) {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    for (provider, wallet) in [
        ("zengapay", "UGX-MTNMM"),
        ("dgspay", "RWF"),
        ("djamo", "XOF"),
    ] {
        bench
            .control
            .fund(provider, wallet, 1_000_000.into())
            .unwrap();
    }
    (bench, id)
}

fn sent_out(bench: &Bench) -> usize {
    let rows = bench.control.ledger();
    rows.iter().filter(|row| row.kind == "payout").count()
}

#[test]
fn a_payout_without_yes_prints_its_review_and_sends_nothing() {
    let (bench, id) = funded();
    let review = bench.home.run(&payout(&id, "0772418301", &[])).exits(2);
    let review = &review["review"];
    assert_has(
        review,
        &["amount", "recipient", "sentence", "lines", "guard"],
    );
    assert_eq!(
        review["amount"],
        json!({"amount": "25000", "currency": "UGX"})
    );
    assert_eq!(review["recipient"], "+256772418301");
    assert_eq!(review["guard"], Value::Null);
    let lines = review["lines"].to_string();
    assert!(lines.contains("Wages, week 38"), "{lines}");
    assert_eq!(sent_out(&bench), 0);
    assert!(items(&bench.home.run(&["search", "8301"]).exits(0)).is_empty());
}

#[test]
fn payout_create_exits_by_the_state_of_the_operation() {
    let (bench, id) = funded();
    let sent = bench
        .home
        .run(&payout(&id, "0772418301", &["--yes", "--wait", "30"]))
        .exits(0);
    assert_has(&sent, OPERATION);
    assert_eq!(sent["kind"], "payout");
    assert_eq!(sent["state"], "succeeded");
    let shown = bench.home.run(&["show", &text(&sent["id"])]).exits(0);
    assert_has(&shown["transaction"], TRANSACTION);
    assert_has(&shown["transaction"], &["debited", "recipient_gets"]);

    bench
        .home
        .run(&payout(&id, "0772418302", &["--yes", "--wait", "30"]))
        .exits(3);
    let open = bench
        .home
        .run(&payout(&id, "0772418303", &["--yes"]))
        .exits(6);
    assert_eq!(open["state"], "pending");
    let lost = Planned::next_post(Fault::DropReplyAfterCommit);
    bench.control.fault(lost).unwrap();
    let lost = bench
        .home
        .run(&payout(&id, "0772418311", &["--yes"]))
        .exits(4);
    assert_eq!(lost["state"], "in_doubt");
    let limited = Fault::RateLimited {
        retry_after: RetryAfter::Seconds(60),
    };
    bench.control.fault(Planned::next_post(limited)).unwrap();
    bench
        .home
        .run(&payout(&id, "0772418321", &["--yes"]))
        .exits(7);
    let bad = bench
        .home
        .run(&payout(&id, "nonsense", &["--yes"]))
        .exits(2);
    assert_has(&bad["error"], ERROR);
    assert_eq!(bad["error"]["field"], "phone");
    bench
        .home
        .run(&payout("acc_nobody", "0772418301", &["--yes"]))
        .exits(5);
    assert_eq!(sent_out(&bench), 4);
}

#[test]
fn the_same_request_id_prints_the_first_payout_and_another_content_is_refused() {
    let (bench, id) = funded();
    let more = ["--yes", "--request-id", "wages-38", "--wait", "30"];
    let first = bench.home.run(&payout(&id, "0772418301", &more)).exits(0);
    let again = bench.home.run(&payout(&id, "0772418301", &more)).exits(0);
    assert_eq!(first["id"], again["id"]);
    let other = bench.home.run(&payout(&id, "0772418311", &more));
    assert_eq!(other.refused(2), "request_id_reused");
    assert_eq!(sent_out(&bench), 1);
}

#[test]
fn a_second_payout_to_the_number_is_sent_only_despite_the_first() {
    let (bench, id) = funded();
    let first = bench
        .home
        .run(&payout(&id, "0772418301", &["--yes", "--wait", "30"]))
        .exits(0);
    let first = text(&first["id"]);
    let asked = bench
        .home
        .run(&payout(&id, "0772418301", &["--yes"]))
        .exits(2);
    assert_eq!(asked["error"]["code"], "possible_duplicate");
    assert_eq!(asked["error"]["operation"]["id"], json!(first));
    // Without a yes it is in the review.
    let review = bench.home.run(&payout(&id, "0772418301", &[])).exits(2);
    assert_eq!(review["review"]["guard"]["code"], "possible_duplicate");
    let more = ["--yes", "--despite", first.as_str(), "--wait", "30"];
    bench.home.run(&payout(&id, "0772418301", &more)).exits(0);
    assert_eq!(sent_out(&bench), 2);
}

#[test]
fn what_has_to_arrive_is_refused_where_no_fee_is_known() {
    let (bench, id) = funded();
    let more = ["--yes", "--recipient-gets"];
    let refused = bench.home.run(&payout(&id, "0772418301", &more));
    assert_eq!(refused.refused(2), "fee_unknown");
    assert_eq!(sent_out(&bench), 0);
}

#[test]
fn a_payout_that_cannot_leave_is_recorded_and_safe_to_repeat() {
    let bench = Bench::new();
    let id = bench.account_at(UGANDA, &nobody());
    let more = ["--yes", "--request-id", "once"];
    let unsent = bench.home.run(&payout(&id, "0772418301", &more)).exits(7);
    let again = bench.home.run(&payout(&id, "0772418301", &more)).exits(7);
    assert_eq!(unsent["id"], again["id"]);
}

#[test]
fn payout_retry_is_reviewed_and_refused_where_the_provider_has_none() {
    let (bench, id) = funded();
    let failed = bench
        .home
        .run(&payout(&id, "0772418302", &["--yes", "--wait", "30"]))
        .exits(3);
    let failed = text(&failed["id"]);
    let review = bench.home.run(&["payout", "retry", &failed]).exits(2);
    assert_has(&review["review"]["operation"], OPERATION);
    let refused = bench.home.run(&["payout", "retry", &failed, "--yes"]);
    assert_eq!(refused.refused(2), "unsupported");
    assert_eq!(sent_out(&bench), 1);
}

#[test]
fn a_charge_is_simulated_refunded_in_parts_and_never_more_than_it_was() {
    let (bench, _) = funded();
    let id = bench.account(IVORY_COAST);
    let words = [
        "charge",
        "create",
        "--account",
        &id,
        "--amount",
        "8500",
        "--currency",
        "XOF",
        "--method",
        "hosted",
    ];
    let waits = bench.home.run(&words).exits(6);
    assert_has(&waits["action"], &["type", "required", "url"]);
    assert_eq!(waits["action"]["type"], "redirect");
    let charge = text(&waits["id"]);
    let code = bench
        .home
        .run(&["charge", "confirm", &charge, "--otp", "915531"]);
    assert_eq!(
        code.refused(2),
        "unsupported",
        "nothing is typed for a page"
    );
    bench
        .home
        .run(&["charge", "simulate", &charge, "--phone", "+2250707070301"])
        .exits(6);
    bench
        .control
        .wind(std::time::Duration::from_secs(60))
        .unwrap();
    let paid = bench.home.run(&["resolve", &charge]).exits(0);
    assert_eq!(paid["state"], "succeeded");

    let refund = |amount: &'static str, more: &[&'static str]| {
        let mut words = vec!["refund", "create", charge.as_str(), "--amount", amount];
        words.extend_from_slice(more);
        bench.home.run(&words)
    };
    let review = refund("3500", &[]).exits(2);
    assert_eq!(review["review"]["amount"]["amount"], "3500");
    let part = refund("3500", &["--yes", "--request-id", "r1"]).exits(0);
    assert_has(&part, OPERATION);
    assert_eq!(part["kind"], "refund");
    assert_eq!(part["refund_of"], json!(charge));
    let again = refund("3500", &["--yes", "--request-id", "r1"]).exits(0);
    assert_eq!(part["id"], again["id"]);
    assert_eq!(refund("5001", &["--yes"]).refused(2), "more_than_is_left");
    let shown = bench.home.run(&["show", &charge]).exits(0);
    assert_eq!(items_of(&shown, "refunds"), 1);
    assert_eq!(shown["transaction"]["refunded"]["amount"], "3500");
}

fn items_of(value: &Value, field: &str) -> usize {
    value[field].as_array().unwrap().len()
}

#[test]
fn convert_previews_reviews_and_converts_once() {
    let (bench, _) = funded();
    let id = bench.account(RWANDA);
    let convert = |amount: &'static str, more: &[&'static str]| {
        let mut words = vec![
            "convert",
            "--account",
            id.as_str(),
            "--from",
            "RWF",
            "--to",
            "USD",
            "--amount",
            amount,
        ];
        words.extend_from_slice(more);
        bench.home.run(&words)
    };
    let preview = convert("140001", &["--preview"]).exits(0);
    assert_has(&preview["preview"], &["arrives", "rate", "fee", "at"]);
    assert_eq!(preview["preview"]["arrives"]["currency"], "USD");
    let review = convert("140001", &[]).exits(2);
    assert_eq!(review["review"]["recipient"], "USD");
    let begun = convert("140001", &["--yes", "--request-id", "c1"]).exits(6);
    assert_has(&begun, OPERATION);
    assert_eq!(begun["kind"], "conversion");
    let again = convert("140001", &["--yes", "--request-id", "c1"]).json();
    assert_eq!(begun["id"], again["id"]);
    let short = convert("5000001", &["--yes"]).exits(3);
    let said = text(&short["reason"]["provider_message"]);
    assert!(said.contains("required: 5000001"), "{said}");
    let rows = bench.control.ledger();
    assert_eq!(
        rows.iter().filter(|row| row.kind == "conversion").count(),
        1
    );
}

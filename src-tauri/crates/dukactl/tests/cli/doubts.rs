//! `doubts` and `resolve`.

use crate::bench::{Bench, OPERATION, RWANDA, UGANDA, assert_has, charge, items, text};
use serde_json::Value;
use simulator::{Fault, OutsidePayment, Planned, RetryAfter};

fn lose(bench: &Bench, account: &str, phone: &str, fault: Fault) -> Value {
    bench.control.fault(Planned::next_post(fault)).unwrap();
    bench.charge(account, phone, &[]).exits(4)
}

#[test]
fn doubts_lists_open_questions_with_what_to_say() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    assert!(items(&bench.home.run(&["doubts"]).exits(0)).is_empty());
    let lost = lose(&bench, &id, "0772418301", Fault::ResetBeforeCommit);
    let open = items(&bench.home.run(&["doubts"]).exits(0));
    assert_eq!(open.len(), 1);
    assert_has(
        &open[0],
        &[
            "operation",
            "kind",
            "since",
            "next_check",
            "usual_s",
            "candidates",
            "say",
        ],
    );
    assert_has(&open[0]["operation"], OPERATION);
    assert_eq!(open[0]["operation"]["id"], lost["id"]);
    assert_eq!(open[0]["kind"], "fate_unknown");
    assert!(text(&open[0]["say"]["en"]).contains("second time"));
    assert!(text(&open[0]["say"]["fr"]).contains("deuxième fois"));

    // While it is open, the guard does not even let itself be overridden.
    let earlier = text(&lost["id"]);
    let again = bench.charge(&id, "0772418301", &["--despite", &earlier]);
    assert_eq!(again.refused(2), "blocked_by_doubt");
    assert_eq!(bench.taken(), 0);
}

#[test]
fn resolve_looks_adopts_sends_again_or_sets_aside() {
    // Looks again: the charge bears our reference, so it is recognised.
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let lost = lose(&bench, &id, "0772418303", Fault::DropReplyAfterCommit);
    let found = bench.home.run(&["resolve", &text(&lost["id"])]).exits(6);
    assert_eq!(found["state"], "pending");
    assert!(found["provider_reference"].is_string());
    assert_eq!(bench.taken(), 1);

    // Adopts: the shop's website took it meanwhile; only a person can know.
    let lost = lose(&bench, &id, "0772418311", Fault::ResetBeforeCommit);
    let lost_id = text(&lost["id"]);
    let reference = bench
        .control
        .pay_outside(&OutsidePayment {
            provider: UGANDA.to_owned(),
            amount: "85000".parse().unwrap(),
            phone: "256772418311".to_owned(),
            note: "Website".to_owned(),
            reference: None,
        })
        .unwrap();
    assert_eq!(
        bench.home.run(&["resolve", &lost_id]).exits(4)["state"],
        "in_doubt"
    );
    let doubt = items(&bench.home.run(&["doubts"]).exits(0))
        .into_iter()
        .find(|doubt| doubt["operation"]["id"] == lost["id"])
        .unwrap();
    let candidate = &doubt["candidates"][0];
    assert_has(
        candidate,
        &[
            "provider_reference",
            "amount",
            "occurred_at",
            "evidence",
            "adoptable",
        ],
    );
    assert_eq!(
        candidate["provider_reference"],
        serde_json::json!(reference)
    );
    let adopted = bench
        .home
        .run(&["resolve", &lost_id, "--adopt", &reference]);
    assert!([0, 6].contains(&adopted.exit), "{}", adopted.stdout);
    assert_eq!(
        adopted.json()["provider_reference"],
        serde_json::json!(reference)
    );

    // Sends again: only what is known not to have arrived.
    let limited = Fault::RateLimited {
        retry_after: RetryAfter::Seconds(60),
    };
    bench.control.fault(Planned::next_post(limited)).unwrap();
    let unsent = text(&bench.charge(&id, "0772418313", &[]).exits(7)["id"]);
    bench.home.run(&["cancel", &unsent]).exits(0);
    let again = bench
        .home
        .run(&["resolve", &unsent, "--send-again", "--yes"])
        .exits(6);
    assert_eq!(again["retry_of"], serde_json::json!(unsent));

    // Sets aside: it keeps its state.
    let lost = lose(&bench, &id, "0772418315", Fault::ResetBeforeCommit);
    let lost_id = text(&lost["id"]);
    let aside = bench
        .home
        .run(&["resolve", &lost_id, "--set-aside", "Customer left"])
        .exits(0);
    assert_eq!(aside["state"], "in_doubt");
    let doubts = items(&bench.home.run(&["doubts"]).exits(0));
    assert!(
        doubts
            .iter()
            .any(|doubt| doubt["set_aside"] == "Customer left")
    );
    bench.home.run(&["resolve", "op_nobody"]).exits(5);
}

#[test]
fn what_may_have_arrived_is_not_sent_again() {
    let bench = Bench::new();
    let uganda = bench.account(UGANDA);
    let lost = lose(&bench, &uganda, "0772418301", Fault::ResetBeforeCommit);
    let words = ["resolve", &text(&lost["id"]), "--send-again", "--yes"];
    assert_eq!(bench.home.run(&words).refused(2), "absence_not_proven");

    let rwanda = bench.account(RWANDA);
    let fault = Planned::next_post(Fault::ResetBeforeCommit);
    bench.control.fault(fault).unwrap();
    let mut words = charge(&rwanda, "0788123401", &["--network", "MTN"]);
    words[7] = "RWF";
    let lost = bench.home.run(&words).exits(4);
    let words = ["resolve", &text(&lost["id"]), "--send-again", "--yes"];
    assert_eq!(bench.home.run(&words).refused(2), "absence_not_proven");
    assert_eq!(bench.taken(), 0);
}

#[test]
fn without_a_terminal_a_review_is_printed_and_nothing_is_sent() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let limited = Fault::RateLimited {
        retry_after: RetryAfter::Seconds(60),
    };
    bench.control.fault(Planned::next_post(limited)).unwrap();
    let unsent = text(&bench.charge(&id, "0772418301", &[]).exits(7)["id"]);
    bench.home.run(&["cancel", &unsent]).exits(0);

    let review = bench
        .home
        .run(&["resolve", &unsent, "--send-again"])
        .exits(2);
    assert_has(
        &review["review"],
        &["amount", "phone", "account", "operation"],
    );
    assert_eq!(
        review["review"]["operation"]["id"],
        serde_json::json!(unsent)
    );
    let said = bench.home.say(&["resolve", &unsent, "--send-again"]);
    assert_eq!(said.exit, 2);
    assert!(said.stderr.contains("--yes"), "{}", said.stderr);
    assert_eq!(bench.taken(), 0);
}

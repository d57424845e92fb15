//! `charge` and `cancel`.

use crate::bench::{Bench, OPERATION, RWANDA, UGANDA, assert_has, charge, nobody, text};
use serde_json::json;
use simulator::{Fault, Planned, RetryAfter};

#[test]
fn charge_create_exits_by_the_state_of_the_operation() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);

    let paid = bench
        .charge(
            &id,
            "+256 772 418 301",
            &["--wait", "30", "--note", "Term 3 fees"],
        )
        .exits(0);
    assert_has(&paid, OPERATION);
    assert_eq!(paid["kind"], "charge");
    assert_eq!(paid["state"], "succeeded");
    assert_eq!(paid["environment"], "sandbox");
    assert_eq!(
        paid["amount"],
        json!({"amount": "85000", "currency": "UGX"})
    );
    assert_eq!(paid["phone"], "+256772418301");

    let declined = bench.charge(&id, "0772418302", &["--wait", "30"]).exits(3);
    assert_eq!(declined["state"], "failed");
    assert_has(
        &declined["reason"],
        &["code", "message", "provider_message"],
    );

    let open = bench.charge(&id, "0772418303", &[]).exits(6);
    assert_eq!(open["state"], "pending");

    bench
        .control
        .fault(Planned::next_post(Fault::DropReplyAfterCommit))
        .unwrap();
    let lost = bench.charge(&id, "0772418311", &[]).exits(4);
    assert_eq!(lost["state"], "in_doubt");

    let limited = Fault::RateLimited {
        retry_after: RetryAfter::Seconds(60),
    };
    bench.control.fault(Planned::next_post(limited)).unwrap();
    let unsent = bench.charge(&id, "0772418321", &[]).exits(7);
    assert_eq!(unsent["state"], "recorded");
    assert_eq!(bench.taken(), 4);
}

#[test]
fn a_rwandan_charge_says_its_network_and_is_paid() {
    let bench = Bench::new();
    let id = bench.account(RWANDA);
    let mut words = charge(&id, "0788 123 401", &["--network", "MTN", "--wait", "30"]);
    words[5] = "2000";
    words[7] = "RWF";
    let paid = bench.home.run(&words).exits(0);
    assert_eq!(paid["state"], "succeeded");
    assert_eq!(paid["phone"], "+250788123401");
    let note = text(&paid["note"]);
    assert!(note.starts_with(&text(&paid["our_reference"])), "{note}");
}

#[test]
fn charge_confirm_is_refused_where_no_code_is_needed() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let open = bench.charge(&id, "0772418303", &[]).exits(6);
    let operation = text(&open["id"]);
    let words = ["charge", "confirm", &operation, "--otp", "915531"];
    let refused = bench.home.run(&words);
    refused.exits(2);
    assert!(!refused.stdout.contains("915531") && !refused.stderr.contains("915531"));
    bench
        .home
        .run(&["charge", "confirm", "op_nobody", "--otp", "1"])
        .exits(5);
}

#[test]
fn a_reused_request_id_exits_two_and_sends_nothing() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let first = bench
        .charge(
            &id,
            "0772418301",
            &["--request-id", "sale-391", "--wait", "30"],
        )
        .exits(0);
    let again = bench
        .charge(&id, "+256772418301", &["--request-id", "sale-391"])
        .exits(0);
    assert_eq!(again["id"], first["id"]);
    for other in [
        charge(&id, "0772418399", &["--request-id", "sale-391"]),
        charge(
            &id,
            "0772418301",
            &["--request-id", "sale-391", "--note", "x"],
        ),
    ] {
        let refused = bench.home.run(&other).exits(2);
        assert_eq!(refused["error"]["code"], "request_id_reused");
        assert_eq!(refused["error"]["operation"]["id"], first["id"]);
    }
    assert_eq!(bench.taken(), 1);
}

#[test]
fn a_possible_duplicate_exits_two_and_names_the_earlier() {
    let bench = Bench::new();
    let id = bench.account(UGANDA);
    let first = bench.charge(&id, "0772418301", &["--wait", "30"]).exits(0);
    let refused = bench.charge(&id, "0772418301", &[]).exits(2);
    assert_eq!(refused["error"]["code"], "possible_duplicate");
    assert_eq!(refused["error"]["operation"]["id"], first["id"]);
    assert_has(&refused["error"]["operation"], OPERATION);
    assert_eq!(bench.taken(), 1);

    let earlier = text(&first["id"]);
    let second = bench.charge(&id, "0772418301", &["--despite", &earlier]);
    assert_ne!(second.exits(6)["id"], first["id"]);
    assert_eq!(bench.taken(), 2);
}

#[test]
fn a_flag_without_a_field_is_named_on_stderr() {
    let bench = Bench::new();
    let uganda = bench.account(UGANDA);
    let more = [
        "--first-name",
        "Sarah",
        "--email",
        "s@example.org",
        "--network",
        "MTN",
    ];
    let ran = bench.charge(&uganda, "0772418303", &more);
    ran.exits(6);
    for flag in ["--first-name", "--email", "--network"] {
        assert!(ran.stderr.contains(flag), "{}", ran.stderr);
    }
    assert!(!ran.stderr.contains("--last-name"), "{}", ran.stderr);

    let rwanda = bench.account(RWANDA);
    let taken = bench.taken();
    for more in [["--fee-payer", "customer"], ["--payer", "0788123456"]] {
        let mut words = charge(&rwanda, "0788123403", &["--network", "MTN"]);
        words[7] = "RWF";
        words.extend(more);
        assert_eq!(bench.home.run(&words).refused(2), "unsupported");
    }
    assert_eq!(bench.taken(), taken);
}

#[test]
fn cancel_ends_only_what_was_not_sent() {
    let bench = Bench::new();
    let unreachable = bench.account_at(UGANDA, &nobody());
    let unsent = bench.charge(&unreachable, "0772418301", &[]).exits(7);
    let id = text(&unsent["id"]);
    let cancelled = bench.home.run(&["cancel", &id]).exits(0);
    assert_eq!(cancelled["state"], "cancelled");

    let bench = Bench::new();
    let account = bench.account(UGANDA);
    let open = bench.charge(&account, "0772418303", &[]).exits(6);
    let id = text(&open["id"]);
    let refused = bench.home.run(&["cancel", &id]).exits(2);
    assert_eq!(refused["error"]["code"], "already_sent");
    let shown = bench.home.run(&["show", &id]).exits(0);
    assert_eq!(shown["operation"]["state"], "pending");
}

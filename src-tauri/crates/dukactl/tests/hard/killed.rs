//! The real process, killed with SIGKILL at each step of a charge. At most one charge at the provider, none forgotten.

use crate::desk::{Desk, json, said, until};
use simulator::{Fault, Planned};
use std::fs::OpenOptions;
use std::time::Duration;
use tests::webhook::post;

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_recorded_nothing_is_ever_sent() {
    let desk = Desk::new().await;
    // Somebody else holds the executor's lock, so the charge is written down and waits to be sent.
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(desk.home().join("executor.lock"))
        .unwrap();
    lock.lock().unwrap();
    let mut process = desk.start(&desk.charge("03"));
    let recorded = desk.newest().await;
    assert_eq!(recorded["state"], "recorded");
    process.kill();
    drop(lock);

    // A later executor works: it sends what is asked of it now, and not what the dead one left.
    let _executor = desk.start(&["run"]);
    let own = desk.run(&desk.charge("13"));
    assert!(matches!(own.status.code(), Some(0 | 6)), "{}", said(&own));
    let id = recorded["id"].as_str().unwrap();
    assert_eq!(desk.show(id)["state"], "recorded");
    assert_eq!(desk.control.ledger().len(), 1);
    assert!(desk.control.ledger()[0].phone.ends_with("13"));
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_sending_the_charge_is_in_doubt() {
    let desk = Desk::new().await;
    desk.control
        .fault(Planned::next_post(Fault::HangBeforeCommit { ms: 60_000 }))
        .unwrap();
    let mut process = desk.start(&desk.charge("01"));
    until(|| (desk.posted() == 1).then_some(())).await;
    process.kill();

    let doubted = desk.newest().await;
    assert_eq!(doubted["state"], "in_doubt");
    let id = doubted["id"].as_str().unwrap();
    let looked = desk.run(&["resolve", id]);
    assert_eq!(looked.status.code(), Some(4), "{}", said(&looked));
    let doubts = json(&desk.run(&["doubts"]));
    assert_eq!(doubts["items"][0]["kind"], "fate_unknown");
    assert_eq!(desk.posted(), 1, "never sent a second time");
    assert!(desk.control.ledger().len() <= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_the_answer_the_charge_is_found_by_its_key() {
    let desk = Desk::new().await;
    desk.control
        .fault(Planned::next_post(Fault::HangAfterCommit { ms: 60_000 }))
        .unwrap();
    let mut process = desk.start(&desk.charge("01"));
    until(|| (desk.control.ledger().len() == 1).then_some(())).await;
    process.kill();

    let id = desk.newest().await["id"].as_str().unwrap().to_owned();
    let paid = until(|| {
        let looked = desk.run(&["resolve", &id]);
        (looked.status.code() == Some(0)).then(|| json(&looked))
    })
    .await;
    assert_eq!(paid["state"], "succeeded");
    assert_eq!(
        paid["provider_reference"].as_str(),
        Some(desk.control.ledger()[0].reference.as_str())
    );
    assert_eq!((desk.posted(), desk.control.ledger().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_while_pending_polling_goes_on() {
    let desk = Desk::new().await;
    let sent = desk.run(&desk.charge("01"));
    assert_eq!(sent.status.code(), Some(6), "{}", said(&sent));
    let id = json(&sent)["id"].as_str().unwrap().to_owned();
    let mut first = desk.start(&["run"]);
    first.kill();
    let _second = desk.start(&["run"]);
    until(|| (desk.show(&id)["state"] == "succeeded").then_some(())).await;
    assert_eq!(desk.posted(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_copy_watches_and_sends_nothing() {
    let desk = Desk::new().await;
    let _executor = desk.start(&["run"]);
    until(|| {
        std::fs::metadata(desk.home().join("executor.lock"))
            .is_ok()
            .then_some(())
    })
    .await;
    let mut second = desk.start(&["run"]);
    let sent = desk.run(&desk.charge("03"));
    assert_eq!(sent.status.code(), Some(6), "{}", said(&sent));
    assert_eq!(desk.posted(), 1, "one of the two sent it, once");
    second.kill();
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_after_it_thanked_for_a_webhook_the_next_run_looks_it_up() {
    let desk = Desk::new().await;
    let sent = desk.run(&desk.charge("04"));
    assert_eq!(sent.status.code(), Some(6), "{}", said(&sent));
    let id = json(&sent)["id"].as_str().unwrap().to_owned();
    desk.control.wind(Duration::from_secs(600)).unwrap();
    let delivery = desk.control.take_deliveries().pop().unwrap();

    // The provider does not answer, so that nothing can be looked up before the end.
    for _ in 0..20 {
        let hangs = Planned::next(Fault::HangBeforeCommit { ms: 60_000 });
        desk.control.fault(hangs).unwrap();
    }
    let mut listening = desk.listen();
    assert_eq!(post(&listening.url, &delivery), 202);
    listening.process.kill();
    assert_eq!(desk.show(&id)["state"], "pending");

    desk.control.clear_faults();
    let _next = desk.start(&["run"]);
    until(|| (desk.show(&id)["state"] == "succeeded").then_some(())).await;
    assert_eq!((desk.posted(), desk.control.ledger().len()), (1, 1));
}

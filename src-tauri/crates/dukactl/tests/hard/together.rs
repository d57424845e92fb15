//! Two real processes on one home: one of them executes, both tell of every change, and a command between them sends and
//! asks after its own operation only.

use crate::desk::{Desk, PROVIDER, json, said, until};
use domain::{AccountId, State};
use engine::{ChargeDraft, Engine, Parts};
use platform::{NetworkHttp, PracticeVault, SystemClock};
use simulator::{Fault, Planned};
use std::sync::Arc;
use store::Store;
use tokio::sync::watch;

/// The window's engine on the home of the desk.
async fn window(desk: &Desk) -> Engine {
    Engine::open(Parts {
        home: desk.home().to_owned(),
        store: Store::open(desk.home()).await.unwrap(),
        http: Arc::new(NetworkHttp::new().unwrap()),
        vault: Arc::new(PracticeVault::new(desk.home())),
        clock: Arc::new(SystemClock),
        desk: platform::desk_name(desk.home(), "practice"),
        door: "window",
        seed: None,
    })
    .await
    .unwrap()
}

fn charge(desk: &Desk, amount: &str) -> ChargeDraft {
    ChargeDraft {
        account: AccountId::parse(&desk.account).unwrap(),
        amount: amount.to_owned(),
        currency: "UGX".to_owned(),
        method: "mobile-money".to_owned(),
        phone: Some("0772418303".to_owned()),
        network: Some("MTN".to_owned()),
        payer: None,
        country: None,
        fee_payer: None,
        first_name: None,
        last_name: None,
        email: None,
        note: None,
        request_id: None,
        scenario: None,
        despite: None,
    }
}

/// Who executes asks the provider for its lists at once.
async fn asked_more_than(desk: &Desk, requests: usize) {
    until(|| (desk.control.seen().len() > requests).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_takes_over_from_a_killed_run_and_sends_nothing_twice() {
    let desk = Desk::new().await;
    let seen = desk.control.seen().len();
    let mut run = desk.start(&["run"]);
    asked_more_than(&desk, seen).await;
    let window = window(&desk).await;
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn({
        let window = window.clone();
        async move { window.run(stopped).await }
    });

    // What the window records, the run sends.
    let sent = window.create(charge(&desk, "5000")).await.unwrap();
    until(|| (desk.posted() == 1).then_some(())).await;
    assert!(!window.is_executor());

    // It is killed while the answer to another one is on its way.
    let hang = Fault::HangAfterCommit { ms: 60_000 };
    desk.control.fault(Planned::next_post(hang)).unwrap();
    let cut = window.create(charge(&desk, "6000")).await.unwrap();
    until(|| (desk.posted() == 2).then_some(())).await;
    run.kill();
    until(|| window.is_executor().then_some(())).await;
    let after = window.create(charge(&desk, "7000")).await.unwrap();
    for id in [&sent.id, &cut.id, &after.id] {
        until(|| (desk.show(id.as_str())["state"] == "pending").then_some(())).await;
        let operation = window.operation(id).await.unwrap();
        assert!(operation.provider_reference.is_some());
    }
    assert_eq!((desk.posted(), desk.control.ledger().len()), (3, 3));
    stop.send(true).unwrap();
    running.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_command_changes_the_window_tells() {
    let desk = Desk::new().await;
    let window = window(&desk).await;
    let mut heard = window.changes();
    let (_stop, stopped) = watch::channel(false);
    tokio::spawn({
        let window = window.clone();
        async move { window.run(stopped).await }
    });
    until(|| window.is_executor().then_some(())).await;
    let named = desk.run(&["setting", "set", "staff", "Amina"]);
    assert_eq!(named.status.code(), Some(0), "{}", said(&named));
    while window.actor().name != "Amina" {
        heard.recv().await.unwrap();
    }
    // The command has its charge sent by the window, and the window tells of it.
    let sent = desk.run(&desk.charge("03"));
    assert_eq!(sent.status.code(), Some(6), "{}", said(&sent));
    let id = json(&sent)["id"].as_str().unwrap().to_owned();
    loop {
        let told = heard.recv().await.unwrap();
        if told.operations.iter().any(|one| one.as_str() == id) {
            break;
        }
    }
    assert_eq!(desk.posted(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_takes_the_lock_asks_after_its_own_charge_only() {
    let desk = Desk::new().await;
    let window = window(&desk).await;
    // The window executes nothing just now. It has left one charge in doubt and one that waits to be sent; both are due.
    let lost = Fault::DropReplyAfterCommit;
    desk.control.fault(Planned::next_post(lost)).unwrap();
    let in_doubt = window.create(charge(&desk, "5000")).await.unwrap();
    let in_doubt = window.send(&in_doubt.id).await.unwrap();
    assert_eq!(in_doubt.state, State::InDoubt);
    let recorded = window.create(charge(&desk, "6000")).await.unwrap();
    let seen = desk.control.seen().len();

    let mut words = desk.charge("01");
    words.extend(["--wait", "60"].map(str::to_owned));
    let paid = desk.run(&words);
    assert_eq!(paid.status.code(), Some(0), "{}", said(&paid));
    let own = json(&paid)["provider_reference"]
        .as_str()
        .unwrap()
        .to_owned();
    let asked = &desk.control.seen()[seen..];
    assert!(asked.len() > 1, "{PROVIDER} was asked at least once");
    for one in asked {
        assert!(
            one.committed.as_deref() == Some(&own) || one.path.contains(&own),
            "it asked about another: {one:?}"
        );
    }
    for before in [in_doubt, recorded] {
        assert_eq!(window.operation(&before.id).await.unwrap(), before);
    }
}

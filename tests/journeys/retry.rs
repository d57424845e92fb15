//! A failed payout that the provider tries again: one payout there, another sending here, and never sent twice.

use chrono::Duration;
use domain::{Operation, State};
use simulator::{Fault, LedgerEntry, Planned};
use tests::{Shop, World};

const SHOP: Shop = Shop::CONAKRY;

/// Fails, and is paid when it is tried again.
async fn failed(world: &World) -> Operation {
    let payout = world.pay(world.payout(SHOP, "02")).await;
    world.until(&payout.id, State::Failed).await
}

fn sent_out(world: &World) -> Vec<LedgerEntry> {
    let mut rows = world.taken();
    rows.retain(|row| row.kind == "payout");
    rows
}

#[tokio::test]
async fn a_failed_payout_is_tried_again_as_the_same_one_there() {
    let world = World::new().await;
    let first = failed(&world).await;
    let again = world.engine.retry_payout(&first.id).await.unwrap();
    assert_eq!(again.retry_of, Some(first.id.clone()));
    let twice = world.engine.retry_payout(&first.id).await.unwrap();
    assert_eq!(twice.id, again.id, "asked for twice is tried once");
    let sent = world.engine.send(&again.id).await.unwrap();
    assert!(
        matches!(sent.state, State::Pending | State::Succeeded),
        "{sent:?}"
    );
    world.work_for(Duration::minutes(5), 5).await;
    let now = world.engine.operation(&again.id).await.unwrap();
    let [row] = &sent_out(&world)[..] else {
        panic!("one payout there")
    };
    let expected = match row.status.as_str() {
        "succeeded" => State::Succeeded,
        "failed" => State::Failed,
        other => panic!("{other}"),
    };
    assert_eq!(now.state, expected);
    // What the first try was stays what it was: the truth of the second belongs to the second.
    let first = world.engine.operation(&first.id).await.unwrap();
    assert_eq!(first.state, State::Failed);
    assert_eq!(world.engine.open_doubts(&first.id).await.unwrap(), []);
}

#[tokio::test]
async fn a_lost_answer_to_a_second_try_is_doubt_and_never_proven_absent() {
    for fault in [
        Fault::DropReplyAfterCommit,
        Fault::StatusAfterCommit { status: 500 },
    ] {
        let world = World::new().await;
        let first = failed(&world).await;
        let again = world.engine.retry_payout(&first.id).await.unwrap();
        world
            .control
            .fault(Planned::next_post(fault.clone()))
            .unwrap();
        let lost = world.engine.send(&again.id).await.unwrap();
        assert_eq!(lost.state, State::InDoubt, "{fault:?}");
        world.work_for(Duration::minutes(50), 30).await;
        let refused = world.engine.send_again(&again.id).await.unwrap_err();
        assert!(
            ["absence_not_proven", "not_in_doubt"].contains(&refused.code.as_str()),
            "{refused:?}"
        );
        assert_eq!(sent_out(&world).len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn only_a_payout_that_failed_for_certain_is_tried_again() {
    let world = World::new().await;
    let paid = world.pay(world.payout(SHOP, "01")).await;
    let error = world.engine.retry_payout(&paid.id).await.unwrap_err();
    assert_eq!(error.code, "not_failed");
    world.until(&paid.id, State::Succeeded).await;
    let error = world.engine.retry_payout(&paid.id).await.unwrap_err();
    assert_eq!(error.code, "not_failed");
    let elsewhere = world.pay(world.payout(Shop::KAMPALA, "02")).await;
    let elsewhere = world.until(&elsewhere.id, State::Failed).await;
    let error = world.engine.retry_payout(&elsewhere.id).await.unwrap_err();
    assert_eq!(error.code, "unsupported");
}

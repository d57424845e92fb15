//! The double-pay guard.

use chrono::Duration;
use domain::{Lang, State};
use simulator::{Fault, Planned};
use tests::{Shop, World};

#[tokio::test]
async fn the_same_number_and_amount_asks_first_over_all_accounts() {
    let world = World::new().await;
    let first = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let error = world
        .engine
        .create(world.charge(Shop::KAMPALA, "01"))
        .await
        .unwrap_err();
    assert_eq!(error.code, "possible_duplicate");
    assert_eq!(
        error.operation.unwrap().id,
        first.id,
        "the earlier one is shown"
    );
    assert_eq!(world.taken().len(), 1);

    let mut other_amount = world.charge(Shop::KAMPALA, "01");
    other_amount.amount = "84000".to_owned();
    assert!(world.engine.create(other_amount).await.is_ok());

    world.until(&first.id, State::Succeeded).await;
    world.pass(Duration::minutes(11));
    assert!(
        world
            .engine
            .create(world.charge(Shop::KAMPALA, "01"))
            .await
            .is_ok(),
        "ten minutes later it is a new sale"
    );
}

#[tokio::test]
async fn a_third_equal_sale_is_asked_about_the_newest_and_goes_through_when_that_is_named() {
    let world = World::new().await;
    let mut last = world.take(world.charge(Shop::KAMPALA, "01")).await;
    for _ in 0..2 {
        world.pass(Duration::seconds(20));
        world.engine.step().await.unwrap();
        let mut draft = world.charge(Shop::KAMPALA, "01");
        let asked = world.engine.create(draft.clone()).await.unwrap_err();
        assert_eq!(asked.operation.unwrap().id, last.id, "the newest is shown");
        draft.despite = Some(last.id);
        last = world.take(draft).await;
    }
    assert_eq!(world.taken().len(), 3);
}

#[tokio::test]
async fn a_charge_that_was_not_paid_may_be_asked_for_again_at_once() {
    let world = World::new().await;
    let first = world.take(world.charge(Shop::KAMPALA, "02")).await;
    world.until(&first.id, State::Failed).await;
    assert!(
        world
            .engine
            .create(world.charge(Shop::KAMPALA, "02"))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_unsettled_doubt_blocks_whatever_its_age() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::ResetBeforeCommit))
        .unwrap();
    let doubted = world.take(world.charge(Shop::KIGALI, "01")).await;
    world.pass(Duration::days(90));
    let mut again = world.charge(Shop::KIGALI, "01");
    let error = world.engine.create(again.clone()).await.unwrap_err();
    assert_eq!(error.code, "blocked_by_doubt");
    again.despite = Some(doubted.id.clone());
    let error = world.engine.create(again).await.unwrap_err();
    assert_eq!(error.code, "blocked_by_doubt", "naming it does not help");
    assert!(world.taken().is_empty());
}

#[tokio::test]
async fn a_doubt_set_aside_still_blocks_the_guard() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::ResetBeforeCommit))
        .unwrap();
    let doubted = world.take(world.charge(Shop::KIGALI, "01")).await;
    world
        .engine
        .set_aside(&doubted.id, "The customer paid in cash")
        .await
        .unwrap();
    let doubts = world.engine.doubts(None, Lang::En).await.unwrap();
    assert_eq!(
        doubts[0].set_aside.as_deref(),
        Some("The customer paid in cash")
    );
    assert_eq!(
        world.engine.operation(&doubted.id).await.unwrap().state,
        State::InDoubt
    );
    let error = world
        .engine
        .create(world.charge(Shop::KIGALI, "01"))
        .await
        .unwrap_err();
    assert_eq!(error.code, "blocked_by_doubt");
}

#[tokio::test]
async fn the_guard_is_overridden_by_naming_the_earlier_operation() {
    let world = World::new().await;
    let first = world.take(world.charge(Shop::KAMPALA, "01")).await;
    let mut second = world.charge(Shop::KAMPALA, "01");
    second.despite = Some(first.id.clone());
    let second = world.take(second).await;
    assert_eq!(second.despite.as_ref(), Some(&first.id));
    assert_eq!(
        world.taken().len(),
        2,
        "two payments, because a person said so"
    );
    let story = world
        .engine
        .show(second.id.as_str(), Lang::En)
        .await
        .unwrap()
        .timeline;
    assert_eq!(story[0].cause, "despite_duplicate");
}

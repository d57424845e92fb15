//! One currency into another: shown as converted only when it was this one that was.

use chrono::Duration;
use domain::{Operation, State};
use engine::{ConversionDraft, Draft};
use tests::{Shop, World};

async fn convert(world: &World, amount: &str) -> Operation {
    let draft = Draft::from(ConversionDraft {
        account: world.account(Shop::KIGALI),
        from: "RWF".to_owned(),
        to: "USD".to_owned(),
        amount: amount.to_owned(),
        request_id: None,
        previewed: None,
    });
    let recorded = world.engine.create(draft).await.unwrap();
    world.engine.send(&recorded.id).await.unwrap()
}

#[tokio::test]
async fn what_another_conversion_brings_is_not_taken_for_what_this_one_brings() {
    let world = World::new().await;
    world.fund();
    // Both bring twenty dollars: one after a while, the other never.
    let late = convert(&world, "28004").await;
    world.pass(Duration::seconds(1));
    let never = convert(&world, "28003").await;
    world.work_for(Duration::minutes(5), 5).await;
    for id in [&late.id, &never.id] {
        let now = world.engine.operation(id).await.unwrap();
        assert_eq!(now.state, State::Pending, "{now:?}");
    }
}

#[tokio::test]
async fn a_conversion_beside_no_other_is_over_when_both_wallets_say_so() {
    let world = World::new().await;
    world.fund();
    let alone = convert(&world, "28004").await;
    world.until(&alone.id, State::Succeeded).await;
}

#[tokio::test]
async fn a_conversion_that_waits_does_not_stop_a_sync() {
    let world = World::new().await;
    world.fund();
    convert(&world, "28003").await;
    let account = world.account(Shop::KIGALI);
    let synced = world
        .engine
        .sync(Some(&account), None, true, &|_| {}, domain::Lang::En)
        .await
        .unwrap();
    assert!(synced.iter().all(|view| view.error.is_none()), "{synced:?}");
}

//! One process sends; others watch and take over.

use chrono::Duration;
use domain::State;
use std::sync::Arc;
use tests::{Shop, World};
use tokio::sync::watch;

#[tokio::test]
async fn a_second_process_watches_and_takes_over() {
    let world = World::new().await;
    let first = world.another_run().await;
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn({
        let first = first.clone();
        async move { first.run(stopped).await }
    });
    while !first.is_executor() {
        tokio::task::yield_now().await;
    }
    let second = &world.engine;
    let recorded = second
        .create_charge(world.charge(Shop::KAMPALA, "03"))
        .await
        .unwrap();
    second.step().await.unwrap();
    assert!(!second.is_executor());
    assert_eq!(
        second.operation(&recorded.id).await.unwrap().state,
        State::Recorded,
        "who watches sends nothing"
    );
    // The executor hears of it at its next beat, and sends it.
    while second.operation(&recorded.id).await.unwrap().state != State::Pending {
        world.clock.wind(Duration::milliseconds(600));
        tokio::task::yield_now().await;
    }
    stop.send(true).unwrap();
    running.await.unwrap();
    first.close().await;

    let after = second
        .create_charge(world.charge(Shop::KIGALI, "03"))
        .await
        .unwrap();
    second.step().await.unwrap();
    assert_eq!(
        second.operation(&after.id).await.unwrap().state,
        State::Pending,
        "the second took over"
    );
    assert_eq!(world.taken().len(), 2);
}

#[tokio::test]
async fn a_one_shot_command_sends_its_own_operation_and_no_other() {
    let world = World::new().await;
    let left = world
        .engine
        .create_charge(world.charge(Shop::KAMPALA, "03"))
        .await
        .unwrap();
    let one_shot = world.another_run().await;
    let own = one_shot
        .create_charge(world.charge(Shop::KIGALI, "03"))
        .await
        .unwrap();
    one_shot.send(&own.id).await.unwrap();
    assert_eq!(
        one_shot.operation(&left.id).await.unwrap().state,
        State::Recorded
    );
    assert_eq!(world.taken().len(), 1);
    assert!(!one_shot.is_executor(), "and it lets the lock go");
}

#[tokio::test]
async fn one_accounts_trouble_never_stops_another() {
    let world = World::new().await;
    world.control.disable_keys("zengapay", true).unwrap();
    let views = world
        .engine
        .sync(None, None, false, &|_| {}, domain::Lang::En)
        .await
        .unwrap();
    let troubled: Vec<_> = views.iter().filter(|view| view.error.is_some()).collect();
    assert_eq!(troubled.len(), 1);
    assert_eq!(
        troubled[0].account,
        world.account(Shop::KAMPALA).to_string()
    );

    let good = world.take(world.charge(Shop::KIGALI, "01")).await;
    world.until(&good.id, State::Succeeded).await;
}

#[tokio::test]
async fn changes_are_told_to_whoever_listens() {
    let world = World::new().await;
    let mut heard = world.engine.changes();
    let recorded = world
        .engine
        .create_charge(world.charge(Shop::KAMPALA, "03"))
        .await
        .unwrap();
    let told = heard.recv().await.unwrap();
    assert_eq!(told.operations, [recorded.id]);
    drop(Arc::clone(&world.clock));
}

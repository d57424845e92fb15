//! A run that ends in the middle of a charge, at each of its steps. The end is played by closing the files under an engine that
//! then never speaks again; the tests of the command line kill the real process.

use chrono::Duration;
use domain::{Lang, State};
use simulator::{Fault, Planned};
use tests::{Shop, World};

#[tokio::test]
async fn a_recorded_charge_of_an_earlier_process_is_not_sent() {
    let mut world = World::new().await;
    let recorded = world
        .engine
        .create(world.charge(Shop::KAMPALA, "01"))
        .await
        .unwrap();
    world.start_again().await;
    world.work_for(Duration::seconds(100), 5).await;
    assert_eq!(
        world.engine.operation(&recorded.id).await.unwrap().state,
        State::Recorded
    );
    world.work_for(Duration::seconds(60), 5).await;
    let over = world.engine.operation(&recorded.id).await.unwrap();
    assert_eq!(over.state, State::Cancelled);
    assert_eq!(over.reason.as_ref().unwrap().code, "not_sent");
    assert_eq!(world.posted(), 0);

    let again = world.engine.send_again(&recorded.id).await.unwrap();
    assert_eq!(
        again.retry_of,
        Some(recorded.id),
        "it is offered again, to a person"
    );
}

#[tokio::test]
async fn what_stands_in_sending_at_start_is_in_doubt() {
    for shop in Shop::ALL {
        let mut world = World::new().await;
        world
            .control
            .fault(Planned::next_post(Fault::HangAfterCommit { ms: 60_000 }))
            .unwrap();
        let recorded = world.engine.create(world.charge(shop, "01")).await.unwrap();
        let (engine, id) = (world.engine.clone(), recorded.id.clone());
        let sending = tokio::spawn(async move { engine.send(&id).await });
        while world.posted() == 0 {
            tokio::task::yield_now().await;
        }
        sending.abort();
        let _ = sending.await;
        world.start_again().await;
        let found = world.engine.operation(&recorded.id).await.unwrap();
        assert_eq!(found.state, State::InDoubt);
        let story = world
            .engine
            .show(recorded.id.as_str(), Lang::En)
            .await
            .unwrap()
            .timeline;
        assert!(story.iter().any(|line| line.cause == "found_sending"));
        world.until(&recorded.id, State::Succeeded).await;
        assert_eq!(world.posted(), 1, "{}", shop.provider);
        assert_eq!(world.taken().len(), 1);
    }
}

#[tokio::test]
async fn polling_goes_on_in_the_next_run() {
    let mut world = World::new().await;
    let sent = world.take(world.charge(Shop::KIGALI, "01")).await;
    assert_eq!(sent.state, State::Pending);
    world.start_again().await;
    world.until(&sent.id, State::Succeeded).await;
}

//! One process sends; others watch and take over.

use chrono::Duration;
use domain::State;
use engine::Engine;
use simulator::{Fault, Planned};
use std::sync::Arc;
use std::time::Duration as Patience;
use tests::{Shop, World};
use tokio::sync::watch;
use tokio::task::JoinHandle;

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
        .create(world.charge(Shop::KAMPALA, "03"))
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
        .create(world.charge(Shop::KIGALI, "03"))
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

/// The executor took the lock between the recording and the first try to send: what a living process waits for is sent all
/// the same, once, and what a dead one recorded is not.
#[tokio::test]
async fn what_was_recorded_just_before_the_lock_was_taken_is_sent_when_its_process_lives() {
    let world = World::new().await;
    let dead = world.another_run().await;
    let left = dead.create(world.charge(Shop::KIGALI, "03")).await.unwrap();
    dead.close().await;
    let living = &world.engine;
    let wanted = living
        .create(world.charge(Shop::KAMPALA, "03"))
        .await
        .unwrap();
    let executor = Run::of(&world).await;
    until(|| async { executor.engine.is_executor() }).await;

    let waiting = tokio::spawn({
        let (living, id) = (living.clone(), wanted.id.clone());
        async move { living.send(&id).await }
    });
    // Each time that both have done what they could, a second passes.
    until(|| async {
        if world.clock.sleepers() == 2 {
            world.clock.wind(Duration::seconds(1));
        }
        waiting.is_finished()
    })
    .await;
    assert_eq!(waiting.await.unwrap().unwrap().state, State::Pending);
    let left = living.operation(&left.id).await.unwrap();
    assert_ne!(left.state, State::Pending, "nobody waits for it");
    assert_eq!((world.posted(), world.taken().len()), (1, 1));
    executor.dies().await;
}

/// A run in a task of its own. Dropped, it dies as a process does: in the middle of whatever it did, and its lock is free.
struct Run {
    engine: Engine,
    task: JoinHandle<()>,
    _stop: watch::Sender<bool>,
}

impl Run {
    async fn of(world: &World) -> Self {
        let engine = world.another_run().await;
        let (stop, stopped) = watch::channel(false);
        let running = engine.clone();
        Self {
            engine,
            task: tokio::spawn(async move { running.run(stopped).await }),
            _stop: stop,
        }
    }

    async fn dies(self) {
        self.task.abort();
        let _ = self.task.await;
        self.engine.close().await;
    }
}

async fn until<F: Future<Output = bool>>(mut is_so: impl FnMut() -> F) {
    let looked = async {
        while !is_so().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Patience::from_secs(60), looked)
        .await
        .expect("it never was so");
}

/// Lets a second pass once so many runs wait for their next beat. Then the clock stands: what happens, happens within it.
async fn a_second_passes(world: &World, runs: usize) {
    until(|| async { world.clock.sleepers() == runs }).await;
    world.clock.wind(Duration::seconds(1));
}

#[tokio::test]
async fn of_two_runs_one_executes_and_the_other_takes_over_within_a_second_of_its_death() {
    let world = World::new().await;
    let first = Run::of(&world).await;
    until(|| async { first.engine.is_executor() }).await;
    let second = Run::of(&world).await;

    // Each records charges; the first sends them all, each of them once.
    let mut recorded = Vec::new();
    for (number, amount) in ["5000", "6000", "7000", "8000"].into_iter().enumerate() {
        let mut draft = world.charge(Shop::ALL[number % 2], "03");
        draft.amount = amount.to_owned();
        let by = [&first.engine, &second.engine][number / 2];
        recorded.push(by.create(draft).await.unwrap().id);
    }
    a_second_passes(&world, 2).await;
    for id in &recorded {
        until(|| async { second.engine.operation(id).await.unwrap().state == State::Pending })
            .await;
    }
    assert!(first.engine.is_executor() && !second.engine.is_executor());
    assert_eq!((world.posted(), world.taken().len()), (4, 4));

    // It dies while the answer to a fifth is on its way.
    world
        .control
        .fault(Planned::next_post(Fault::HangAfterCommit { ms: 60_000 }))
        .unwrap();
    let draft = world.charge(Shop::KAMPALA, "03");
    let cut = first.engine.create(draft).await.unwrap().id;
    a_second_passes(&world, 2).await;
    until(|| async { world.posted() == 5 }).await;
    // Both sleep again: no beat of that second is still on its way when the lock falls free.
    until(|| async { world.clock.sleepers() == 2 }).await;
    first.dies().await;
    assert!(!second.engine.is_executor());
    a_second_passes(&world, 1).await;
    until(|| async { second.engine.is_executor() }).await;
    until(|| async { second.engine.operation(&cut).await.unwrap().state == State::Pending }).await;
    assert_eq!(
        (world.posted(), world.taken().len()),
        (5, 5),
        "it was looked up, and not sent again"
    );

    let mut draft = world.charge(Shop::KIGALI, "03");
    draft.amount = "9000".to_owned();
    let after = second.engine.create(draft).await.unwrap().id;
    until(|| async { second.engine.operation(&after).await.unwrap().state == State::Pending })
        .await;
    second.dies().await;
}

#[tokio::test]
async fn a_one_shot_command_sends_its_own_operation_and_no_other() {
    let world = World::new().await;
    let left = world
        .engine
        .create(world.charge(Shop::KAMPALA, "03"))
        .await
        .unwrap();
    let one_shot = world.another_run().await;
    let own = one_shot
        .create(world.charge(Shop::KIGALI, "03"))
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
        .create(world.charge(Shop::KAMPALA, "03"))
        .await
        .unwrap();
    let told = heard.recv().await.unwrap();
    assert_eq!(told.operations, [recorded.id]);
    drop(Arc::clone(&world.clock));
}

//! A command that comes and goes between others: it sends its own operation, asks about its own, and touches no other.

use chrono::Duration;
use domain::{Operation, OperationId, State};
use engine::Engine;
use simulator::{Fault, Planned};
use tests::{Shop, World};

/// What others left in the journal, one of each kind, all of them with something due.
struct Others {
    /// Waits for its customer; a look is due.
    pending: OperationId,
    /// Its answer was lost; a look is due.
    in_doubt: OperationId,
    /// Its process died while it was sending.
    cut: OperationId,
    /// Recorded by a process that lives, and still in time.
    recorded: OperationId,
    /// Recorded, and its time to be sent is over.
    late: OperationId,
}

async fn left_by_others(world: &World) -> Others {
    let charge = |shop: Shop, amount: &str| {
        let mut draft = world.charge(shop, "03");
        draft.amount = amount.to_owned();
        draft
    };
    let owner = &world.engine;
    let late = charge(Shop::KAMPALA, "5000");
    let late = owner.create(late).await.unwrap().id;
    world.pass(Duration::minutes(3));
    let pending = world.take(charge(Shop::KIGALI, "6000")).await;
    assert_eq!(pending.state, State::Pending);
    let plan = |fault| world.control.fault(Planned::next_post(fault)).unwrap();
    plan(Fault::DropReplyAfterCommit);
    let in_doubt = world.take(charge(Shop::KAMPALA, "7000")).await;
    assert_eq!(in_doubt.state, State::InDoubt);

    let before = world.posted();
    plan(Fault::HangAfterCommit { ms: 60_000 });
    let cut = charge(Shop::KAMPALA, "8000");
    let cut = owner.create(cut).await.unwrap().id;
    let (engine, id) = (owner.clone(), cut.clone());
    let sending = tokio::spawn(async move { engine.send(&id).await });
    while world.posted() == before {
        tokio::task::yield_now().await;
    }
    sending.abort();
    let _ = sending.await;

    let recorded = charge(Shop::KIGALI, "9000");
    let recorded = owner.create(recorded).await.unwrap().id;
    world.pass(Duration::seconds(10));
    Others {
        pending: pending.id,
        in_doubt: in_doubt.id,
        cut,
        recorded,
        late,
    }
}

async fn read(engine: &Engine, id: &OperationId) -> Operation {
    engine.operation(id).await.unwrap()
}

#[tokio::test]
async fn a_one_shot_command_touches_no_operation_of_another() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let others = left_by_others(&world).await;
        let untouched = [&others.pending, &others.in_doubt, &others.recorded];
        let mut before = Vec::new();
        for id in untouched {
            before.push(read(&world.engine, id).await);
        }
        let seen = world.control.seen().len();

        let one_shot = world.another_run().await;
        one_shot.settle_at_start().await.unwrap();
        let mut draft = world.charge(shop, "01");
        draft.amount = "11000".to_owned();
        let own = one_shot.create(draft).await.unwrap();
        let sent = one_shot.send(&own.id).await.unwrap();
        assert_eq!(sent.state, State::Pending);
        let paid = tokio::select! {
            waited = one_shot.wait(&own.id, 60) => waited.unwrap(),
            () = time_passes(&world) => unreachable!("time never ends"),
        };
        assert_eq!(paid.state, State::Succeeded);

        let reference = paid.provider_reference.as_deref().unwrap();
        for asked in &world.control.seen()[seen..] {
            assert!(
                asked.committed.as_deref() == Some(reference) || asked.path.contains(reference),
                "it asked about another: {asked:?}"
            );
        }
        for (id, before) in untouched.into_iter().zip(before) {
            assert_eq!(read(&world.engine, id).await, before);
        }
        // What a dead process left is called by its name, since no command may show it as what it is not.
        assert_eq!(read(&world.engine, &others.cut).await.state, State::InDoubt);
        let late = read(&world.engine, &others.late).await;
        assert_eq!(late.state, State::Cancelled);
        assert_eq!(late.reason.unwrap().code, "not_sent");
    }
}

/// Only while the command waits: while it asks, the clock stands.
async fn time_passes(world: &World) {
    loop {
        if world.clock.sleepers() > 0 {
            world.pass(Duration::milliseconds(250));
        }
        tokio::task::yield_now().await;
    }
}

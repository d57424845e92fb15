//! One charge: written down, sent, answered, looked at until it is paid. Each of its writes is the one that fails.

use crate::ground::{Ground, Then, then_of};
use crate::judge::{self, Breach};
use bad_disk::{How, Kind, Lasting};
use chrono::Duration;
use domain::{Lang, Operation, State};
use engine::EngineError;
use tests::{Shop, World};

/// A person who asks for money once, as the window does it: under one request id.
async fn ask(world: &World, shop: Shop) -> Result<Operation, EngineError> {
    let mut draft = world.charge(shop, "01");
    draft.request_id = Some("form-1".to_owned());
    let recorded = world.engine.create(draft).await?;
    world.engine.send(&recorded.id).await
}

/// Work goes on for a while; the disk may stand in its way.
async fn work(world: &World, seconds: i64, stride: i64) {
    for _ in 0..seconds / stride {
        world.pass(Duration::seconds(stride));
        let _ = world.engine.step().await;
    }
}

/// Plays one charge with the n-th write failing, and judges. `None` when the charge has no n-th write.
async fn play(shop: Shop, how: How, lasting: Lasting, then: Then, n: u64) -> Option<Vec<Breach>> {
    let mut broken = Vec::new();
    let mut ground = Ground::new(0).await;
    ground.disk.fail_at(n, how, lasting);
    let asked = ask(&ground.world, shop).await;
    let posted = ground.world.posted();
    if let Err(error) = &asked {
        judge::judge_told(error, posted > 0, &mut broken);
    }
    work(&ground.world, 20, 2).await;
    let first = ground.disk.failed().first().cloned()?;
    ground.go_on(then).await;

    // Told that nothing was sent, the same person presses the same button again. Others walk away.
    let nothing_left = asked
        .as_ref()
        .is_err_and(|error| error.code != "sent_not_written_down");
    let again = nothing_left && lasting == Lasting::Once;
    if again && let Err(error) = ask(&ground.world, shop).await {
        broken.push(format!("the second try: {error:?}"));
    }
    work(&ground.world, 180, 5).await;

    let operations = judge::operations(&ground.world, &mut broken).await;
    let taken = ground.world.taken().iter().any(judge::of_api);
    let in_doubt_is_honest = then == Then::CutOff && first.kind == Kind::Sync;
    match operations.as_slice() {
        [] if asked.is_err() && !taken && !again => {}
        [operation] => {
            let doubts = ground
                .world
                .engine
                .open_doubts(&operation.id)
                .await
                .unwrap();
            let fits = match (taken, operation.state) {
                (true, State::Succeeded) => doubts.is_empty(),
                (false, State::Recorded | State::Cancelled) => doubts.is_empty(),
                // Its `sending` may have reached the disk although the flush was refused: then nobody can know.
                (false, State::InDoubt) => !doubts.is_empty() && in_doubt_is_honest,
                _ => false,
            };
            if !fits {
                let story = ground
                    .world
                    .engine
                    .show(operation.id.as_str(), Lang::En)
                    .await;
                broken.push(format!(
                    "taken: {taken}, but {} {doubts:?} {:#?}",
                    operation.state.as_str(),
                    story.unwrap().timeline
                ));
            }
        }
        other => broken.push(format!("{} operations, asked {asked:?}", other.len())),
    }
    judge::files(&ground, &mut broken).await;
    ground.world.engine.close().await;
    Some(
        broken
            .into_iter()
            .map(|law| {
                format!(
                    "{} {how:?} {lasting:?} {then:?}, write {n} ({first}): {law}",
                    shop.provider
                )
            })
            .collect(),
    )
}

async fn every_write(how: How, lasting: Lasting) {
    let mut broken = Vec::new();
    let turn = u64::from(how == How::Broken);
    for (shop, turn) in Shop::ALL.into_iter().zip(turn..) {
        let mut n = 1;
        // Each write meets every way on: two where the disk is full, two where it is broken.
        while let Some(breaches) = play(shop, how, lasting, then_of(n + turn), n).await {
            broken.extend(breaches);
            n += 1;
        }
        assert!(n > 60, "a charge makes many writes: {n}");
    }
    assert!(
        broken.is_empty(),
        "{}:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

#[tokio::test]
async fn a_disk_that_is_full_for_any_one_write_of_a_charge_loses_nothing() {
    every_write(How::Full, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_stays_full_from_any_write_of_a_charge_on_loses_nothing() {
    every_write(How::Full, Lasting::UntilHealed).await;
}

#[tokio::test]
async fn a_disk_that_refuses_any_one_write_of_a_charge_loses_nothing() {
    every_write(How::Broken, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_refuses_from_any_write_of_a_charge_on_loses_nothing() {
    every_write(How::Broken, Lasting::UntilHealed).await;
}

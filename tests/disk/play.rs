//! One movement of money: written down, sent, answered, looked at until it is done. Each of its writes is the one that fails.

use crate::ground::{Ground, Then, then_of};
use crate::judge::{self, Breach};
use bad_disk::{How, Kind, Lasting};
use chrono::Duration;
use domain::{Lang, Operation, State, TransactionId};
use engine::{Draft, EngineError, RefundDraft};
use rust_decimal::Decimal;
use simulator::OutsidePayment;
use tests::{Shop, World};

/// What a person does once.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Deed {
    Charge(Shop),
    Payout(Shop),
    /// Part of a charge goes back by the provider's own call: a second one would be taken, too.
    Refund(Shop),
}

/// The form, filled in, on ground where it can succeed.
async fn form(world: &World, deed: Deed) -> Draft {
    world.fund();
    match deed {
        Deed::Charge(shop) => world.charge(shop, "01").into(),
        Deed::Payout(shop) => world.payout(shop, "01").into(),
        Deed::Refund(shop) => {
            let paid = world.control.pay_outside(&OutsidePayment {
                provider: shop.provider.to_owned(),
                amount: Decimal::from(85_000),
                phone: format!("{}01", shop.customer),
                note: "Term 3 fees".to_owned(),
                reference: None,
            });
            world.pass(Duration::seconds(10));
            let account = world.account(shop);
            let read = world
                .engine
                .sync(Some(&account), None, false, &|_| {}, Lang::En);
            read.await.unwrap();
            let refund = RefundDraft {
                of: TransactionId::derive(&account, domain::Kind::Charge, &paid.unwrap())
                    .to_string(),
                amount: Some("30000".to_owned()),
                note: None,
                request_id: None,
                scenario: None,
                despite: None,
            };
            refund.into()
        }
    }
}

/// A person who asks once, as the window does it: under one request id.
async fn ask(world: &World, form: &Draft) -> Result<Operation, EngineError> {
    let mut form = form.clone();
    let request_id = Some("form-1".to_owned());
    match &mut form {
        Draft::Charge(draft) => draft.request_id = request_id,
        Draft::Payout(draft) => draft.request_id = request_id,
        Draft::Refund(draft) => draft.request_id = request_id,
        Draft::Conversion(_) | Draft::Link(_) => panic!("nobody fills in this form here"),
    }
    let recorded = world.engine.create(form).await?;
    world.engine.send(&recorded.id).await
}

/// Work goes on for a while; the disk may stand in its way.
async fn work(world: &World, seconds: i64, stride: i64) {
    for _ in 0..seconds / stride {
        world.pass(Duration::seconds(stride));
        let _ = world.engine.step().await;
    }
}

/// Plays it with the n-th write failing, and judges. `None` when it has no n-th write.
async fn play(deed: Deed, how: How, lasting: Lasting, then: Then, n: u64) -> Option<Vec<Breach>> {
    let mut broken = Vec::new();
    let mut ground = Ground::new().await;
    let form = form(&ground.world, deed).await;
    ground.disk.fail_at(n, how, lasting);
    let asked = ask(&ground.world, &form).await;
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
    if again && let Err(error) = ask(&ground.world, &form).await {
        broken.push(format!("the second try: {error:?}"));
    }
    work(&ground.world, 180, 10).await;

    let operations = judge::operations(&ground.world, &mut broken).await;
    let taken = !judge::taken(&ground.world).is_empty();
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
    judge::files(&ground.world.engine, ground.world.home(), &mut broken).await;
    ground.world.engine.close().await;
    Some(
        broken
            .into_iter()
            .map(|law| format!("{deed:?} {how:?} {lasting:?} {then:?}, write {n} ({first}): {law}"))
            .collect(),
    )
}

/// Each write of each of these deeds fails.
pub(crate) async fn every_write(deeds: &[Deed], how: How, lasting: Lasting) {
    writes(deeds, how, lasting, 1, 1).await;
}

/// A full disk takes the odd ones, a broken disk the even ones: together they are every write, in half the time.
pub(crate) async fn every_other_write(deeds: &[Deed], how: How, lasting: Lasting) {
    writes(deeds, how, lasting, 1 + u64::from(how == How::Broken), 2).await;
}

async fn writes(deeds: &[Deed], how: How, lasting: Lasting, first: u64, stride: u64) {
    let mut broken = Vec::new();
    let turn = u64::from(how == How::Broken);
    for (deed, turn) in deeds.iter().zip(turn..) {
        let mut n = first;
        // Each write meets every way on: two where the disk is full, two where it is broken.
        while let Some(breaches) = play(*deed, how, lasting, then_of(n + turn), n).await {
            broken.extend(breaches);
            n += stride;
        }
        assert!(n > 30, "{deed:?} makes many writes: {n}");
    }
    assert!(
        broken.is_empty(),
        "{}:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

//! What a second person approves is asked about as if it were sent at that moment: a home that was copied does not know all that
//! went out, and more may have gone out while it waited.

use crate::other_desk::{copied, sync};
use crate::owners::{JUSTINE, approve, currency, second, two_owners};
use crate::refund::{paid, refund};
use chrono::Duration;
use domain::{Operation, Staff, State};
use engine::{Approved, Engine, EngineError};
use simulator::OutsidePayment;
use tests::{Shop, World};

/// The copy goes on at another desk, with the same two owners, while the original goes on, too.
async fn goes_on_beside(world: &World, copy: &tempfile::TempDir, owner: &Staff) -> Engine {
    world.pass(Duration::days(1));
    let elsewhere = world.run_on(copy.path(), "another counter").await;
    elsewhere.settle_at_start().await.unwrap();
    sync(&elsewhere).await;
    elsewhere.confirm_only_desk().await.unwrap();
    elsewhere.seat(Some(owner));
    elsewhere
}

async fn waits(engine: &Engine, charge: &Operation, despite: Option<&Operation>) -> Operation {
    let mut draft = refund(charge, Some("30000"));
    draft.despite = despite.map(|named| named.id.clone());
    let waits = engine.create(draft).await.unwrap();
    assert_eq!(waits.state, State::AwaitingApproval);
    waits
}

async fn approved_at(
    engine: &Engine,
    waits: &Operation,
    by: &Staff,
    named: &[domain::OperationId],
) -> Result<Operation, EngineError> {
    let by = second(by, JUSTINE);
    match engine.approve(waits.id.as_str(), &by, named).await? {
        Approved::Operation(operation) => Ok(*operation),
        Approved::Batch(batch) => panic!("{batch} is no operation"),
    }
}

/// Asked about the charge, whoever approves says that they have looked, and then it leaves once.
async fn asks_and_leaves_once_it_is_named(
    world: &World,
    elsewhere: &Engine,
    waiting: &Operation,
    charge: &Operation,
    by: &Staff,
) {
    let posted = world.posted();
    let asked = approved_at(elsewhere, waiting, by, &[]).await.unwrap_err();
    assert_eq!(asked.code, "possible_duplicate");
    assert_eq!(asked.operation.unwrap().id, charge.id);
    let other = approved_at(elsewhere, waiting, by, std::slice::from_ref(&waiting.id)).await;
    assert_eq!(
        other.unwrap_err().code,
        "possible_duplicate",
        "another name"
    );
    assert_eq!(world.posted(), posted, "nothing left unasked");
    let named = std::slice::from_ref(&charge.id);
    let approved = approved_at(elsewhere, waiting, by, named).await.unwrap();
    elsewhere.send(&approved.id).await.unwrap();
    assert_eq!(world.posted(), posted + 1);
}

#[tokio::test]
async fn money_that_went_to_who_paid_while_a_refund_waited_is_asked_about_when_it_is_approved() {
    let world = World::new().await;
    let (chantal, justine) = two_owners(&world).await;
    let charge = paid(&world, Shop::KAMPALA).await;
    let copy = copied(world.home());
    let elsewhere = goes_on_beside(&world, &copy, &chantal).await;
    let waiting = waits(&elsewhere, &charge, None).await;

    let outside = OutsidePayment {
        provider: Shop::KAMPALA.provider.to_owned(),
        amount: "2000".parse().unwrap(),
        phone: charge.phone.clone().unwrap().e164().to_owned(),
        note: "By hand".to_owned(),
        reference: None,
    };
    world.control.pay_out_outside(&outside).unwrap();
    world.pass(Duration::minutes(3));
    sync(&elsewhere).await;
    asks_and_leaves_once_it_is_named(&world, &elsewhere, &waiting, &charge, &justine).await;
    elsewhere.close().await;
}

#[tokio::test]
async fn what_the_charge_tells_to_have_gone_back_while_a_refund_waited_is_asked_about() {
    let world = World::new().await;
    let (chantal, justine) = two_owners(&world).await;
    let set = world
        .engine
        .set_threshold(currency("XOF"), Some("20000"), None);
    set.await.unwrap();
    let charge = paid(&world, Shop::ABIDJAN).await;
    let copy = copied(world.home());
    let elsewhere = goes_on_beside(&world, &copy, &chantal).await;
    let waiting = waits(&elsewhere, &charge, None).await;

    let beside = world
        .engine
        .create(refund(&charge, Some("1000")))
        .await
        .unwrap();
    let beside = world.engine.send(&beside.id).await.unwrap();
    assert_eq!(beside.state, State::Succeeded);
    asks_and_leaves_once_it_is_named(&world, &elsewhere, &waiting, &charge, &justine).await;
    elsewhere.close().await;
}

#[tokio::test]
async fn what_was_answered_when_it_was_recorded_is_not_asked_again_when_it_is_approved() {
    let world = World::new().await;
    let (chantal, justine) = two_owners(&world).await;
    let charge = paid(&world, Shop::KAMPALA).await;
    let copy = copied(world.home());
    let first = waits(&world.engine, &charge, None).await;
    let by = second(&justine, JUSTINE);
    approve(&world, &first, &by).await.unwrap();
    let first = world.until(&first.id, State::Succeeded).await;

    let elsewhere = goes_on_beside(&world, &copy, &chantal).await;
    let asked = elsewhere.create(refund(&charge, Some("30000"))).await;
    let adopted = asked.unwrap_err().operation.unwrap();
    assert_eq!(adopted.provider_reference, first.provider_reference);
    let waiting = waits(&elsewhere, &charge, Some(&adopted)).await;
    let approved = approved_at(&elsewhere, &waiting, &justine, &[]).await;
    assert_eq!(approved.unwrap().state, State::Recorded);
    elsewhere.close().await;
}

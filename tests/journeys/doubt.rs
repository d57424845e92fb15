//! Doubt: looked up by a key, offered to a person by likeness, never dressed up.

use chrono::Duration;
use domain::{DoubtKind, Lang, Operation, State};
use rust_decimal::Decimal;
use simulator::{Fault, OutsidePayment, Planned};
use tests::{Shop, World};

async fn lost(world: &World, shop: Shop, ending: &str, fault: Fault) -> Operation {
    world.control.fault(Planned::next_post(fault)).unwrap();
    let operation = world.take(world.charge(shop, ending)).await;
    assert_eq!(operation.state, State::InDoubt);
    operation
}

#[tokio::test]
async fn a_lost_reply_is_looked_up_not_resent() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let operation = lost(&world, shop, "01", Fault::DropReplyAfterCommit).await;
        world.until(&operation.id, State::Succeeded).await;
        assert_eq!(world.posted(), 1, "{}", shop.provider);
        assert_eq!(world.taken().len(), 1);
        assert!(
            world
                .engine
                .doubts(None, Lang::En)
                .await
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_doubt_resolves_on_a_key_and_never_on_likeness() {
    for shop in Shop::ALL {
        let world = World::new().await;
        // Nothing was taken, but the shop's website takes the very same amount from the very same phone.
        let operation = lost(&world, shop, "01", Fault::ResetBeforeCommit).await;
        world.pass(Duration::seconds(20));
        world
            .control
            .pay_outside(&outside(&operation, shop))
            .unwrap();
        world.work_for(Duration::minutes(30), 30).await;
        let still = world.engine.operation(&operation.id).await.unwrap();
        assert_eq!(still.state, State::InDoubt, "{}", shop.provider);
        assert_eq!(still.provider_reference, None);
    }
}

fn outside(operation: &Operation, shop: Shop) -> OutsidePayment {
    OutsidePayment {
        provider: shop.provider.to_owned(),
        amount: operation.amount.amount(),
        phone: operation.phone.as_ref().unwrap().digits().to_owned(),
        note: "From the website".to_owned(),
        reference: Some("WEB-1".to_owned()),
    }
}

#[tokio::test]
async fn a_likely_transaction_is_a_candidate_for_a_person() {
    let world = World::new().await;
    let operation = lost(&world, Shop::KAMPALA, "01", Fault::ResetBeforeCommit).await;
    world.pass(Duration::seconds(20));
    let reference = world
        .control
        .pay_outside(&outside(&operation, Shop::KAMPALA))
        .unwrap();
    world.work_for(Duration::minutes(5), 20).await;
    let doubts = world.engine.doubts(None, Lang::Fr).await.unwrap();
    let candidate = &doubts[0].candidates[0];
    assert_eq!(candidate.provider_reference, reference);
    assert!(candidate.adoptable);
    assert!(candidate.evidence.iter().any(|word| word == "phone"));
    assert!(doubts[0].say.fr.contains("Ne payez pas une deuxième fois"));
}

#[tokio::test]
async fn adopting_needs_agreement_and_is_journalled() {
    let world = World::new().await;
    let operation = lost(&world, Shop::KAMPALA, "01", Fault::ResetBeforeCommit).await;
    world.pass(Duration::seconds(20));
    let mut other_amount = outside(&operation, Shop::KAMPALA);
    other_amount.amount = Decimal::from(84_000);
    let mut other_phone = outside(&operation, Shop::KAMPALA);
    other_phone.phone = "256772418399".to_owned();
    for wrong in [other_amount, other_phone] {
        let reference = world.control.pay_outside(&wrong).unwrap();
        world.pass(Duration::seconds(20));
        let error = world
            .engine
            .adopt(&operation.id, &reference)
            .await
            .unwrap_err();
        assert_eq!(error.code, "not_adoptable");
    }
    let right = world
        .control
        .pay_outside(&outside(&operation, Shop::KAMPALA))
        .unwrap();
    world.pass(Duration::seconds(20));
    world
        .engine
        .set_setting("staff", Some("Ruth A."))
        .await
        .unwrap();
    let adopted = world.engine.adopt(&operation.id, &right).await.unwrap();
    assert_eq!(adopted.state, State::Succeeded);
    let story = world
        .engine
        .show(operation.id.as_str(), Lang::En)
        .await
        .unwrap()
        .timeline;
    let line = story
        .iter()
        .find(|line| line.cause.starts_with("adopted:"))
        .unwrap();
    assert!(line.actor.contains("Ruth A."));
    assert!(line.cause.contains("amount") && line.cause.contains("phone"));

    let second = lost(&world, Shop::KAMPALA, "21", Fault::ResetBeforeCommit).await;
    let error = world.engine.adopt(&second.id, &right).await.unwrap_err();
    assert_eq!(error.code, "not_adoptable", "it belongs to the first one");
}

#[tokio::test]
async fn absence_counts_only_after_the_providers_time() {
    let world = World::new().await;
    let operation = lost(&world, Shop::KAMPALA, "01", Fault::ResetBeforeCommit).await;
    world.pass(Duration::hours(23));
    let early = world.engine.send_again(&operation.id).await.unwrap_err();
    assert_eq!(early.code, "absence_not_proven");

    let elsewhere = lost(&world, Shop::KIGALI, "01", Fault::ResetBeforeCommit).await;
    world.pass(Duration::days(40));
    let never = world.engine.send_again(&elsewhere.id).await.unwrap_err();
    assert_eq!(
        never.code, "absence_not_proven",
        "no reference, no order: never"
    );
    assert!(world.taken().is_empty());
}

#[tokio::test]
async fn sending_again_makes_a_new_operation_that_names_the_old() {
    let world = World::new().await;
    let operation = lost(&world, Shop::KAMPALA, "01", Fault::ResetBeforeCommit).await;
    world.pass(Duration::hours(25));
    let again = world.engine.send_again(&operation.id).await.unwrap();
    assert_eq!(again.retry_of.as_ref(), Some(&operation.id));
    assert_ne!(again.our_reference, operation.our_reference);
    let again = world.engine.send(&again.id).await.unwrap();
    world.until(&again.id, State::Succeeded).await;
    assert_eq!(world.taken().len(), 1);
    let first = world.engine.operation(&operation.id).await.unwrap();
    assert_eq!(first.state, State::Cancelled);
}

#[tokio::test]
async fn what_is_at_the_provider_is_never_sent_again() {
    let world = World::new().await;
    let operation = lost(&world, Shop::KAMPALA, "03", Fault::DropReplyAfterCommit).await;
    world.pass(Duration::hours(25));
    let error = world.engine.send_again(&operation.id).await.unwrap_err();
    assert_eq!(error.code, "absence_not_proven");
    assert_eq!(world.taken().len(), 1);
}

#[tokio::test]
async fn a_failed_poll_changes_nothing_but_last_check_failed() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KAMPALA, "03")).await;
    let before = world.engine.operation(&sent.id).await.unwrap();
    for fault in [
        Fault::StatusBeforeCommit { status: 500 },
        Fault::HtmlForbidden { committed: false },
        Fault::Garbage { committed: false },
        Fault::ResetBeforeCommit,
        Fault::FailureInside200 { committed: false },
    ] {
        world.control.fault(Planned::next(fault.clone())).unwrap();
        let after = world.engine.check(&sent.id).await.unwrap();
        assert!(after.checks.last_failure.is_some(), "{fault:?}");
        let mut same = after.clone();
        same.checks = before.checks.clone();
        assert_eq!(same, before, "{fault:?}");
    }
    let good = world.engine.check(&sent.id).await.unwrap();
    assert_eq!(good.checks.last_failure, None);
}

#[tokio::test]
async fn a_404_that_is_not_the_providers_own_answer_changes_nothing() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KAMPALA, "03")).await;
    world
        .control
        .fault(Planned::next(Fault::StatusBeforeCommit { status: 404 }))
        .unwrap();
    let after = world.engine.check(&sent.id).await.unwrap();
    assert_eq!(
        after.state,
        State::Pending,
        "somebody else's 404 says nothing"
    );
    assert!(
        after.checks.last_failure.is_some(),
        "and the look counts as failed"
    );
}

#[tokio::test]
async fn a_transaction_that_cannot_be_read_on_its_own_is_not_adopted() {
    let world = World::new().await;
    let lost = lost(&world, Shop::KIGALI, "01", Fault::ResetBeforeCommit).await;
    let outside = world
        .control
        .pay_outside(&OutsidePayment {
            provider: Shop::KIGALI.provider.to_owned(),
            amount: Decimal::from(85_000),
            phone: "250788123401".to_owned(),
            note: "From the website".to_owned(),
            reference: Some("WEB".to_owned()),
        })
        .unwrap();
    world.work_for(Duration::minutes(1), 5).await;
    world
        .control
        .fault(Planned {
            method: Some("GET".to_owned()),
            ..Planned::next(Fault::StatusBeforeCommit { status: 502 })
        })
        .unwrap();
    let error = world.engine.adopt(&lost.id, &outside).await.unwrap_err();
    assert_eq!(error.code, "not_read");
    let still = world.engine.operation(&lost.id).await.unwrap();
    assert_eq!(still.state, State::InDoubt);
    assert_eq!(still.provider_reference, None);
}

#[tokio::test]
async fn a_lost_charge_that_was_paid_with_another_amount_is_found_and_never_called_paid() {
    let world = World::new().await;
    let lost = lost(&world, Shop::KAMPALA, "08", Fault::DropReplyAfterCommit).await;
    world.work_for(Duration::minutes(2), 5).await;
    let found = world.engine.operation(&lost.id).await.unwrap();
    let entry = &world.taken()[0];
    assert_eq!(found.provider_reference.as_ref(), Some(&entry.reference));
    assert_eq!(found.state, State::InDoubt, "another amount is not paid");
    let kinds = world.engine.open_doubts(&lost.id).await.unwrap();
    assert_eq!(kinds, [DoubtKind::Mismatch]);
    assert_eq!(world.posted(), 1);
}

//! A home that was copied or restored has lost which payout gave which charge back. No second refund leaves without a
//! question, whatever its amount and however long ago the first one was.

use super::other_desk::{copied, sync};
use super::refund::{paid, refund};
use chrono::Duration;
use domain::{Kind, State};
use engine::Engine;
use simulator::OutsidePayment;
use tests::{Shop, World};

/// The copy goes on elsewhere days later, after it read everything and a person said that it is the only desk.
async fn goes_on(world: &World, copy: &tempfile::TempDir) -> Engine {
    world.engine.close().await;
    world.pass(Duration::days(3));
    let elsewhere = world.run_on(copy.path(), "another counter").await;
    elsewhere.settle_at_start().await.unwrap();
    sync(&elsewhere).await;
    elsewhere.confirm_only_desk().await.unwrap();
    elsewhere
}

#[tokio::test]
async fn a_refund_that_left_after_the_copy_was_made_is_asked_about_before_another_of_its_charge() {
    for shop in [Shop::KAMPALA, Shop::CONAKRY] {
        let world = World::new().await;
        let charge = paid(&world, shop).await;
        let copy = copied(world.home());
        let first = world
            .engine
            .create(refund(&charge, Some("30000")))
            .await
            .unwrap();
        world.engine.send(&first.id).await.unwrap();
        let first = world.until(&first.id, State::Succeeded).await;

        let elsewhere = goes_on(&world, &copy).await;
        let posted = world.posted();
        // The same amount again, a part, and all of it.
        for amount in ["30000", "1000", "85000"] {
            let asked = elsewhere
                .create(refund(&charge, Some(amount)))
                .await
                .unwrap_err();
            assert_eq!(asked.code, "possible_duplicate", "{shop:?} {amount}");
            let adopted = asked.operation.unwrap();
            assert_eq!(adopted.kind, Kind::Payout);
            assert_eq!(adopted.provider_reference, first.provider_reference);
        }
        // What the review shows is what the recording asks.
        let review = elsewhere
            .review(refund(&charge, Some("1000")), charge.environment)
            .await
            .unwrap();
        let named = review.guard.unwrap().operation.unwrap().id;
        assert_eq!(world.posted(), posted, "nothing left unasked");

        let mut draft = refund(&charge, Some("1000"));
        draft.despite = Some(named);
        let second = elsewhere.create(draft).await.unwrap();
        elsewhere.send(&second.id).await.unwrap();
        assert_eq!(world.posted(), posted + 1);
        elsewhere.close().await;
    }
}

#[tokio::test]
async fn what_the_charge_tells_to_have_gone_back_and_no_refund_here_explains_is_asked_about() {
    let world = World::new().await;
    let charge = paid(&world, Shop::ABIDJAN).await;
    let copy = copied(world.home());
    let first = world
        .engine
        .create(refund(&charge, Some("30000")))
        .await
        .unwrap();
    let first = world.engine.send(&first.id).await.unwrap();
    assert_eq!(first.state, State::Succeeded);

    let elsewhere = goes_on(&world, &copy).await;
    let posted = world.posted();
    let asked = elsewhere
        .create(refund(&charge, Some("30000")))
        .await
        .unwrap_err();
    assert_eq!(asked.code, "possible_duplicate");
    assert!(
        asked.message.en.contains("30000 XOF"),
        "{}",
        asked.message.en
    );
    let named = asked.operation.unwrap().id;
    assert_eq!(named, charge.id, "no other operation can be named for it");
    assert_eq!(world.posted(), posted);
    let mut draft = refund(&charge, Some("30000"));
    draft.despite = Some(named);
    let second = elsewhere.create(draft).await.unwrap();
    let second = elsewhere.send(&second.id).await.unwrap();
    assert_eq!(second.state, State::Succeeded);
    elsewhere.close().await;
}

#[tokio::test]
async fn a_payout_from_elsewhere_to_who_paid_is_asked_about_only_where_a_book_was_lost() {
    let world = World::new().await;
    let charge = paid(&world, Shop::KAMPALA).await;
    let copy = copied(world.home());
    world.pass(Duration::minutes(5));
    let outside = OutsidePayment {
        provider: Shop::KAMPALA.provider.to_owned(),
        amount: "2000".parse().unwrap(),
        phone: charge.phone.clone().unwrap().e164().to_owned(),
        note: "By hand".to_owned(),
        reference: None,
    };
    world.control.pay_out_outside(&outside).unwrap();
    world.work_for(Duration::minutes(2), 10).await;
    sync(&world.engine).await;
    world
        .engine
        .create(refund(&charge, Some("1000")))
        .await
        .unwrap();

    let elsewhere = goes_on(&world, &copy).await;
    let asked = elsewhere
        .create(refund(&charge, Some("2000")))
        .await
        .unwrap_err();
    assert_eq!(asked.code, "possible_duplicate");
    assert_eq!(asked.operation.unwrap().id, charge.id);
    elsewhere.close().await;
}

#[tokio::test]
async fn where_lists_prove_no_absence_every_charge_of_before_the_gap_is_asked_about() {
    let world = World::new().await;
    let charge = paid(&world, Shop::CONAKRY).await;
    let copy = copied(world.home());
    let elsewhere = goes_on(&world, &copy).await;
    let asked = elsewhere
        .create(refund(&charge, Some("2000")))
        .await
        .unwrap_err();
    assert_eq!(asked.code, "possible_duplicate");
    assert_eq!(asked.operation.unwrap().id, charge.id);
    // What came in since is known as well as ever.
    let draft = world.charge(Shop::CONAKRY, "11");
    let newer = elsewhere.create(draft).await.unwrap();
    elsewhere.send(&newer.id).await.unwrap();
    for _ in 0..120 {
        world.pass(Duration::seconds(1));
        elsewhere.step().await.unwrap();
    }
    let newer = elsewhere.operation(&newer.id).await.unwrap();
    assert_eq!(newer.state, State::Succeeded);
    elsewhere
        .create(refund(&newer, Some("2000")))
        .await
        .unwrap();
    elsewhere.close().await;
}

#[tokio::test]
async fn a_payout_or_refund_that_was_recorded_when_the_copy_was_made_is_never_called_unsent() {
    for (shop, back) in [
        (Shop::KAMPALA, false),
        (Shop::KAMPALA, true),
        (Shop::CONAKRY, false),
        (Shop::KIGALI, false),
        (Shop::ABIDJAN, false),
        (Shop::ABIDJAN, true),
    ] {
        let world = World::new().await;
        let recorded = if back {
            let charge = paid(&world, shop).await;
            world
                .engine
                .create(refund(&charge, Some("30000")))
                .await
                .unwrap()
        } else {
            world.fund();
            let draft = world.payout(shop, "01");
            world.engine.create(draft).await.unwrap()
        };
        let copy = copied(world.home());
        let sent = world.engine.send(&recorded.id).await.unwrap();
        assert_ne!(sent.state, State::Recorded);
        world.engine.close().await;
        let posted = world.posted();

        world.pass(Duration::days(1));
        let elsewhere = world.run_on(copy.path(), "another counter").await;
        // Also by a person, and before anybody put anything right.
        let kept = elsewhere.cancel(&recorded.id).await.unwrap_err();
        assert_eq!(kept.code, "already_sent", "{shop:?} {back}");
        elsewhere.settle_at_start().await.unwrap();
        let found = elsewhere.operation(&recorded.id).await.unwrap();
        assert_eq!(found.state, State::InDoubt, "{shop:?} {back}");
        sync(&elsewhere).await;
        elsewhere.confirm_only_desk().await.unwrap();
        for _ in 0..5 {
            elsewhere.step().await.unwrap();
            world.pass(Duration::minutes(2));
        }
        let found = elsewhere.operation(&recorded.id).await.unwrap();
        assert_ne!(found.state, State::Cancelled, "{shop:?} {back}");
        assert!(found.state.may_have_left(), "{shop:?} {back}");
        assert_eq!(world.posted(), posted, "{shop:?} {back}");
        elsewhere.close().await;
    }
}

//! Money that is sent out, at every provider: once, in time, and never twice.

use chrono::Duration;
use domain::{Lang, Operation, State};
use engine::{Draft, EngineError, PayoutDraft};
use simulator::{Fault, LedgerEntry, Planned};
use tests::{Shop, World};

/// What the simulator sent out.
fn sent_out(world: &World) -> Vec<LedgerEntry> {
    world
        .taken()
        .into_iter()
        .filter(|row| row.kind == "payout")
        .collect()
}

async fn refused(world: &World, draft: PayoutDraft) -> EngineError {
    world.engine.create(draft).await.unwrap_err()
}

#[tokio::test]
async fn a_payout_arrives_and_stands_in_the_books_of_both() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        let operation = world.pay(world.payout(shop, "01")).await;
        assert!(
            matches!(operation.state, State::Pending | State::Succeeded),
            "{}: {operation:?}",
            shop.provider
        );
        let operation = world.until(&operation.id, State::Succeeded).await;
        let [row] = &sent_out(&world)[..] else {
            panic!("{}: one payout", shop.provider)
        };
        assert_eq!(row.amount, operation.amount.amount(), "{}", shop.provider);
        assert_eq!(Some(&row.reference), operation.provider_reference.as_ref());
        let shown = world
            .engine
            .show(operation.id.as_str(), Lang::En)
            .await
            .unwrap();
        assert_eq!(
            shown.transaction.unwrap().kind,
            "payout",
            "{}",
            shop.provider
        );
    }
}

#[tokio::test]
async fn a_payout_that_fails_is_never_called_sent() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        let operation = world.pay(world.payout(shop, "02")).await;
        let operation = world.until(&operation.id, State::Failed).await;
        assert!(operation.reason.is_some(), "{}: why", shop.provider);
    }
}

#[tokio::test]
async fn a_lost_reply_of_a_payout_is_doubt_and_is_never_sent_again() {
    for shop in Shop::PAYING {
        for fault in [
            Fault::DropReplyAfterCommit,
            Fault::StatusAfterCommit { status: 500 },
            Fault::HtmlForbidden { committed: true },
            Fault::EmptyBody { committed: true },
        ] {
            let world = World::new().await;
            world.fund();
            // The session, where there is one, is open already: the fault is for the payout.
            world
                .engine
                .sync(Some(&world.account(shop)), None, false, &|_| {}, Lang::En)
                .await
                .unwrap();
            world
                .control
                .fault(Planned::next_post(fault.clone()))
                .unwrap();
            let operation = world.pay(world.payout(shop, "01")).await;
            assert_eq!(
                operation.state,
                State::InDoubt,
                "{} {fault:?}",
                shop.provider
            );
            world.work_for(Duration::minutes(10), 5).await;
            assert_eq!(sent_out(&world).len(), 1, "{} {fault:?}", shop.provider);
            let now = world.engine.operation(&operation.id).await.unwrap();
            assert!(
                matches!(now.state, State::Succeeded | State::InDoubt),
                "{} {fault:?}: {:?}",
                shop.provider,
                now.state
            );
        }
    }
}

#[tokio::test]
async fn a_lost_payout_is_found_by_our_reference_where_the_provider_answers_to_it() {
    for shop in [Shop::ABIDJAN, Shop::KAMPALA, Shop::CONAKRY] {
        let world = World::new().await;
        world.fund();
        world
            .engine
            .sync(Some(&world.account(shop)), None, false, &|_| {}, Lang::En)
            .await
            .unwrap();
        world
            .control
            .fault(Planned::next_post(Fault::DropReplyAfterCommit))
            .unwrap();
        let operation = world.pay(world.payout(shop, "01")).await;
        assert_eq!(operation.state, State::InDoubt, "{}", shop.provider);
        world.until(&operation.id, State::Succeeded).await;
        assert_eq!(sent_out(&world).len(), 1, "{}", shop.provider);
    }
}

#[tokio::test]
async fn a_payout_to_the_same_number_within_a_day_asks_first() {
    let world = World::new().await;
    let first = world.pay(world.payout(Shop::KAMPALA, "01")).await;
    world.until(&first.id, State::Succeeded).await;
    world.pass(Duration::hours(23));
    let asked = refused(&world, world.payout(Shop::KAMPALA, "01")).await;
    assert_eq!(asked.code, "possible_duplicate");
    assert_eq!(asked.operation.unwrap().id, first.id);
    let mut second = world.payout(Shop::KAMPALA, "01");
    second.despite = Some(first.id.clone());
    assert!(world.engine.create(second).await.is_ok());
    world.pass(Duration::hours(2));
    assert_eq!(sent_out(&world).len(), 1, "recorded is not sent");
}

#[tokio::test]
async fn a_payout_in_doubt_blocks_another_whatever_its_age() {
    let world = World::new().await;
    world
        .control
        .fault(Planned::next_post(Fault::ResetBeforeCommit))
        .unwrap();
    let first = world.pay(world.payout(Shop::KIGALI, "01")).await;
    assert_eq!(first.state, State::InDoubt);
    world.pass(Duration::days(40));
    let mut again = world.payout(Shop::KIGALI, "01");
    again.despite = Some(first.id.clone());
    assert_eq!(refused(&world, again).await.code, "blocked_by_doubt");
}

#[tokio::test]
async fn a_payout_that_did_not_leave_within_five_minutes_never_leaves() {
    let world = World::new().await;
    world.fund();
    let recorded = world
        .engine
        .create(world.payout(Shop::KAMPALA, "01"))
        .await
        .unwrap();
    assert_eq!(recorded.send_by - recorded.created_at, Duration::minutes(5));
    world.pass(Duration::seconds(301));
    world.engine.step().await.unwrap();
    let now = world.engine.operation(&recorded.id).await.unwrap();
    assert_eq!(now.state, State::Cancelled);
    assert!(sent_out(&world).is_empty());
}

#[tokio::test]
async fn a_payout_that_an_earlier_run_recorded_is_never_sent_by_a_later_one() {
    let mut world = World::new().await;
    world.fund();
    let recorded = world
        .engine
        .create(world.payout(Shop::KAMPALA, "01"))
        .await
        .unwrap();
    world.start_again().await;
    world.work_for(Duration::minutes(10), 5).await;
    let now = world.engine.operation(&recorded.id).await.unwrap();
    assert_eq!(now.state, State::Cancelled);
    assert!(sent_out(&world).is_empty());
}

#[tokio::test]
async fn what_has_to_arrive_is_promised_only_where_the_fee_is_known() {
    let world = World::new().await;
    let exactly = |world: &World| PayoutDraft {
        recipient_gets: true,
        ..world.payout(Shop::KIGALI, "11")
    };
    assert_eq!(refused(&world, exactly(&world)).await.code, "fee_unknown");
    let seen = world.pay(world.payout(Shop::KIGALI, "01")).await;
    world.until(&seen.id, State::Succeeded).await;
    let account = world.account(Shop::KIGALI);
    world
        .engine
        .sync(Some(&account), None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    for delivery in world.control.take_deliveries() {
        let received = engine::Received {
            method: "POST",
            headers: &delivery.headers,
            body: &delivery.body,
        };
        if delivery.provider == Shop::KIGALI.provider {
            world
                .engine
                .take_delivery(&account, &received)
                .await
                .unwrap();
        }
    }
    world.engine.step().await.unwrap();
    let promised = world.engine.create(exactly(&world)).await.unwrap();
    let sent = world.engine.send(&promised.id).await.unwrap();
    world.until(&sent.id, State::Succeeded).await;
    let row = sent_out(&world).pop().unwrap();
    assert_eq!(row.amount - row.fee, "25000".parse().unwrap());
}

#[tokio::test]
async fn every_payout_is_reviewed_in_both_languages_before_it_leaves() {
    for shop in Shop::PAYING {
        let world = World::new().await;
        let review = world
            .engine
            .review(
                Draft::from(world.payout(shop, "01")),
                domain::Environment::Sandbox,
            )
            .await
            .unwrap();
        let (en, fr) = (review.view(Lang::En), review.view(Lang::Fr));
        let words = |view: &engine::view::ReviewView| -> String {
            view.sentence.iter().map(|it| it.text.as_str()).collect()
        };
        assert!(words(&en).contains("is sent"), "{}", words(&en));
        assert!(words(&en).contains("Moses Okello"), "{}", words(&en));
        assert!(words(&fr).contains("reçoit un envoi"), "{}", words(&fr));
        assert!(!en.lines.is_empty() && en.lines.len() == fr.lines.len());
        assert!(sent_out(&world).is_empty());
    }
}

#[tokio::test]
async fn a_session_that_ends_in_mid_work_is_opened_anew_and_the_payout_leaves_once() {
    let world = World::new().await;
    let first = world.pay(world.payout(Shop::CONAKRY, "01")).await;
    world.until(&first.id, State::Succeeded).await;
    // Every token that was given out is over, and Duka does not know.
    world
        .control
        .set_knob("djomy", "tokens", Some("2"))
        .unwrap();
    let second: Operation = world.pay(world.payout(Shop::CONAKRY, "11")).await;
    let second = match second.state {
        State::Recorded => world.engine.send(&second.id).await.unwrap(),
        _ => second,
    };
    world.until(&second.id, State::Succeeded).await;
    assert_eq!(sent_out(&world).len(), 2);
}

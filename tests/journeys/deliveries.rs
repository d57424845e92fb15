//! Webhooks: a verified one is looked up at once, and only the look-up decides. Everything else is kept and does nothing.

use chrono::Duration;
use domain::{AccountId, DoubtKind, Environment, Flaw, Operation, State, Trust};
use engine::{DeliveryTaken, Engine, Received};
use simulator::{Fault, OutsidePayment, Planned, SignedDelivery};
use store::DeliveryKept;
use tests::{Shop, World};

async fn hand_to(engine: &Engine, account: &AccountId, delivery: &SignedDelivery) -> DeliveryTaken {
    let received = Received {
        method: &delivery.method,
        headers: &delivery.headers,
        body: &delivery.body,
    };
    engine.take_delivery(account, &received).await.unwrap()
}

async fn hand(world: &World, shop: Shop, delivery: &SignedDelivery) -> DeliveryTaken {
    hand_to(&world.engine, &world.account(shop), delivery).await
}

/// A charge whose customer has just paid after a long wait, and whose next look-up is still to come.
pub(crate) async fn just_paid(world: &World, shop: Shop) -> (Operation, SignedDelivery) {
    let operation = world.take(world.charge(shop, "04")).await;
    world.work_for(Duration::seconds(89), 1).await;
    world.pass(Duration::seconds(1));
    let [delivery] = world.control.take_deliveries().try_into().unwrap();
    (not_due(world, &operation).await, delivery)
}

pub(crate) async fn not_due(world: &World, operation: &Operation) -> Operation {
    let waits = world.engine.operation(&operation.id).await.unwrap();
    assert_eq!(waits.state, State::Pending);
    assert!(waits.checks.next_at.unwrap() > world.engine.clock().now());
    waits
}

fn asked(world: &World) -> usize {
    world.control.seen().len()
}

/// Does what is due, and says how often the provider was asked.
pub(crate) async fn requests_of_a_step(world: &World) -> usize {
    let before = asked(world);
    world.engine.step().await.unwrap();
    asked(world) - before
}

pub(crate) fn says(delivery: &SignedDelivery, word: &str, instead: &str) -> SignedDelivery {
    let body = String::from_utf8(delivery.body.clone()).unwrap();
    assert!(body.contains(word), "{body}");
    SignedDelivery {
        body: body.replace(word, instead).into_bytes(),
        ..delivery.clone()
    }
}

pub(crate) fn without_signature(delivery: &SignedDelivery) -> SignedDelivery {
    let mut unsigned = delivery.clone();
    unsigned
        .headers
        .retain(|(name, _)| !name.to_lowercase().ends_with("signature"));
    unsigned
}

#[tokio::test]
async fn a_verified_delivery_is_looked_up_at_once() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let (operation, delivery) = just_paid(&world, shop).await;
        let taken = hand(&world, shop, &delivery).await;
        assert_eq!(taken.delivery.trust, Trust::Verified, "{}", shop.provider);
        assert_eq!(taken.kept, DeliveryKept::New);
        let waits = world.engine.operation(&operation.id).await.unwrap();
        assert_eq!(waits, operation, "taking it changes nothing");

        assert_eq!(requests_of_a_step(&world).await, 1);
        let paid = world.engine.operation(&operation.id).await.unwrap();
        assert_eq!(paid.state, State::Succeeded);
        assert_eq!(requests_of_a_step(&world).await, 0, "it has done its work");
    }
}

/// The weakness that the provider's signature has: it covers neither the event nor the status.
#[tokio::test]
async fn the_state_is_the_look_ups_and_never_the_deliverys() {
    let world = World::new().await;
    let shop = Shop::KAMPALA;
    let operation = world.take(world.charge(shop, "02")).await;
    world.pass(Duration::seconds(4));
    let [failed] = world.control.take_deliveries().try_into().unwrap();
    let told = says(&failed, "collection.failed", "collection.success");
    let told = says(&told, "FAILED", "SUCCEEDED");
    let taken = hand(&world, shop, &told).await;
    assert_eq!(taken.delivery.trust, Trust::Verified);
    assert_eq!(taken.delivery.told.as_deref(), Some("SUCCEEDED"));
    world.engine.step().await.unwrap();
    let ended = world.engine.operation(&operation.id).await.unwrap();
    assert_eq!(ended.state, State::Failed);
}

#[tokio::test]
async fn forged_unsigned_and_foreign_deliveries_trigger_nothing() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let (operation, genuine) = just_paid(&world, shop).await;
        let unsigned = without_signature(&genuine);
        let mut flipped = genuine.clone();
        let signature = flipped.headers.last_mut().unwrap();
        let last = signature.1.pop().unwrap();
        signature.1.push(if last == '0' { '1' } else { '0' });
        let mut large = genuine.clone();
        large.body.resize(50 * 1024 * 1024, b' ');
        let mut asked_for = genuine.clone();
        asked_for.method = "GET".to_owned();
        let other_amount = says(&genuine, "85000", "95000");
        for (hostile, trust) in [
            (&unsigned, Trust::Unsigned),
            (&flipped, Trust::Forged),
            (&large, Trust::Forged),
            (&asked_for, Trust::Forged),
            (&other_amount, Trust::Forged),
        ] {
            let taken = hand(&world, shop, hostile).await;
            assert_eq!(taken.delivery.trust, trust, "{:?}", taken.delivery);
            assert_eq!(requests_of_a_step(&world).await, 0, "{:?}", taken.delivery);
        }
        // The other shop of the same merchant has secrets of its own.
        let other = if shop.provider == Shop::KIGALI.provider {
            Shop::KAMPALA
        } else {
            Shop::KIGALI
        };
        let foreign = hand(&world, other, &genuine).await;
        assert_ne!(foreign.delivery.trust, Trust::Verified);
        assert_eq!(requests_of_a_step(&world).await, 0);
        assert_eq!(not_due(&world, &operation).await, operation);

        // None of them stands in the place of the real one.
        let taken = hand(&world, shop, &genuine).await;
        assert_eq!(taken.kept, DeliveryKept::New);
        world.engine.step().await.unwrap();
        let paid = world.engine.operation(&operation.id).await.unwrap();
        assert_eq!(paid.state, State::Succeeded);
    }
}

#[tokio::test]
async fn a_delivery_of_the_other_environment_is_refused() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    let (_, genuine) = just_paid(&world, shop).await;
    let mut draft = world.draft(shop);
    draft.environment = Environment::Live;
    draft.base_url = None;
    let live = world.engine.add_account(draft).await.unwrap();
    let live = AccountId::parse(&live.id).unwrap();
    let taken = hand_to(&world.engine, &live, &genuine).await;
    assert_eq!(taken.delivery.trust, Trust::Forged);
    assert_eq!(taken.delivery.flaw, Some(Flaw::OtherEnvironment));
    assert_eq!(requests_of_a_step(&world).await, 0);
}

#[tokio::test]
async fn a_delivery_that_comes_again_is_counted_and_looked_up_once() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let (operation, genuine) = just_paid(&world, shop).await;
        hand(&world, shop, &genuine).await;
        for times in 2..6 {
            let again = hand(&world, shop, &genuine).await;
            assert_eq!(again.kept, DeliveryKept::Again(times));
        }
        assert_eq!(requests_of_a_step(&world).await, 1);
        let paid = world.engine.operation(&operation.id).await.unwrap();
        world.pass(Duration::days(30));
        let replayed = hand(&world, shop, &genuine).await;
        assert_eq!(replayed.kept, DeliveryKept::Again(6));
        assert_eq!(requests_of_a_step(&world).await, 0);
        assert_eq!(world.engine.operation(&operation.id).await.unwrap(), paid);
        let account = world.account(shop);
        let journal = &world.engine.store().journal;
        let kept = journal.deliveries(&account, 10).await.unwrap();
        assert_eq!((kept.len(), kept[0].seen), (1, 6));
    }
}

#[tokio::test]
async fn deliveries_in_another_order_end_where_the_provider_stands() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let operation = world.take(world.charge(shop, "07")).await;
        world.pass(Duration::seconds(61));
        let [failed, paid] = world.control.take_deliveries().try_into().unwrap();
        for delivery in [&paid, &failed, &paid, &failed] {
            hand(&world, shop, delivery).await;
            world.engine.step().await.unwrap();
            let stands = world.engine.operation(&operation.id).await.unwrap();
            assert_eq!(stands.state, State::Succeeded, "{}", shop.provider);
        }
        assert!(
            world
                .engine
                .open_doubts(&operation.id)
                .await
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_late_delivery_about_a_final_charge_opens_a_doubt_and_flips_nothing() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let operation = world.take(world.charge(shop, "07")).await;
        let failed = world.until(&operation.id, State::Failed).await;
        world.pass(Duration::seconds(90));
        let late = world.control.take_deliveries().pop().unwrap();
        hand(&world, shop, &late).await;
        world.engine.step().await.unwrap();
        let still = world.engine.operation(&failed.id).await.unwrap();
        assert_eq!(still.state, State::Failed, "{}", shop.provider);
        let doubts = world.engine.open_doubts(&operation.id).await.unwrap();
        assert_eq!(doubts, [DoubtKind::Contradicted]);
    }
}

#[tokio::test]
async fn a_lost_reply_is_found_by_the_delivery_that_names_it() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let fault = Planned::next_post(Fault::DropReplyAfterCommit);
        world.control.fault(fault).unwrap();
        let lost = world.take(world.charge(shop, "01")).await;
        assert_eq!(lost.state, State::InDoubt);
        // The schedule would find it too, tomorrow.
        let mut checks = lost.checks.clone();
        checks.next_at = Some(world.engine.clock().now() + Duration::days(1));
        let journal = &world.engine.store().journal;
        journal.note_check(&lost.id, &checks).await.unwrap();
        world.pass(Duration::seconds(5));
        assert_eq!(requests_of_a_step(&world).await, 0);
        let [delivery] = world.control.take_deliveries().try_into().unwrap();
        hand(&world, shop, &delivery).await;
        assert_eq!(requests_of_a_step(&world).await, 1);
        let found = world.engine.operation(&lost.id).await.unwrap();
        assert_eq!(found.state, State::Succeeded, "{}", shop.provider);
        assert_eq!(
            found.provider_reference.as_deref(),
            Some(delivery.reference.as_str())
        );
        assert_eq!(world.posted(), 1);
    }
}

#[tokio::test]
async fn a_delivery_about_nothing_of_ours_brings_the_transaction() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let phone = if shop.provider == Shop::KAMPALA.provider {
            "256772418301"
        } else {
            "250788123401"
        };
        let reference = world
            .control
            .pay_outside(&OutsidePayment {
                provider: shop.provider.to_owned(),
                amount: 5_000.into(),
                phone: phone.to_owned(),
                note: "From the website".to_owned(),
                reference: None,
            })
            .unwrap();
        world.pass(Duration::seconds(5));
        let [delivery] = world.control.take_deliveries().try_into().unwrap();
        hand(&world, shop, &delivery).await;
        assert_eq!(requests_of_a_step(&world).await, 1);
        let account = world.account(shop);
        let id = domain::TransactionId::derive(&account, domain::Kind::Charge, &reference);
        let row = world.engine.store().history.transaction(&id).await.unwrap();
        assert_eq!(
            row.unwrap().status,
            domain::Status::Succeeded,
            "{}",
            shop.provider
        );
    }
}

#[tokio::test]
async fn who_takes_a_delivery_asks_nobody_and_the_executor_looks() {
    let mut world = World::new().await;
    let shop = Shop::KAMPALA;
    let (operation, delivery) = just_paid(&world, shop).await;
    let other = world.another_run().await;
    let before = asked(&world);
    hand_to(&other, &world.account(shop), &delivery).await;
    assert_eq!(asked(&world), before);
    other.close().await;
    // The taker is gone, and so is whoever ran beside it: what was kept is not forgotten.
    world.start_again().await;
    world.engine.step().await.unwrap();
    let paid = world.engine.operation(&operation.id).await.unwrap();
    assert_eq!(paid.state, State::Succeeded);
}

#[tokio::test]
async fn a_look_up_that_fails_is_tried_again_and_believes_nothing() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    let (operation, delivery) = just_paid(&world, shop).await;
    let fault = Planned::next(Fault::StatusBeforeCommit { status: 503 });
    world.control.fault(fault).unwrap();
    hand(&world, shop, &delivery).await;
    world.engine.step().await.unwrap();
    let waits = world.engine.operation(&operation.id).await.unwrap();
    assert_eq!(waits.state, State::Pending);
    assert!(waits.checks.last_failure.is_some());
    world.pass(Duration::seconds(4));
    world.engine.step().await.unwrap();
    let paid = world.engine.operation(&operation.id).await.unwrap();
    assert_eq!(paid.state, State::Succeeded);
}

#[tokio::test]
async fn a_flood_of_forged_deliveries_is_counted_and_not_kept() {
    let world = World::new().await;
    let shop = Shop::KIGALI;
    let (_, genuine) = just_paid(&world, shop).await;
    for number in 0..1_200 {
        let forged = says(&genuine, "85000", &format!("85{number}"));
        let taken = hand(&world, shop, &forged).await;
        assert_eq!(taken.delivery.trust, Trust::Forged);
    }
    let account = world.account(shop);
    let journal = &world.engine.store().journal;
    let kept = journal.deliveries(&account, 5_000).await.unwrap();
    assert_eq!(kept.len(), 50);
    assert!(kept.iter().all(|delivery| delivery.body.is_none()));
    let counted = journal
        .deliveries_counted(&account, Trust::Forged)
        .await
        .unwrap();
    assert!(counted > 1_000, "{counted}");
    assert_eq!(requests_of_a_step(&world).await, 0);
    // The next day begins anew, and the real one was never kept out.
    assert_eq!(hand(&world, shop, &genuine).await.kept, DeliveryKept::New);
    world.pass(Duration::days(1));
    let forged = says(&genuine, "85000", "1");
    assert_eq!(hand(&world, shop, &forged).await.kept, DeliveryKept::New);
}

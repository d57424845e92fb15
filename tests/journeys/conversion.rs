//! One currency into another, where the provider lets nobody look a conversion up: a verified webhook ends it, or both
//! wallets do, and nothing else.

use chrono::Duration;
use domain::{Lang, Money, Operation, State, Trust};
use engine::{ConversionDraft, Draft, Received};
use rust_decimal::Decimal;
use simulator::{Fault, LedgerEntry, Planned, SignedDelivery};
use store::DeliveryKept;
use tests::{Shop, World};

const SHOP: Shop = Shop::KIGALI;

/// The last two digits of the amount tell what becomes of it.
fn francs(world: &World, amount: &str) -> ConversionDraft {
    ConversionDraft {
        account: world.account(SHOP),
        from: "RWF".to_owned(),
        to: "USD".to_owned(),
        amount: amount.to_owned(),
        request_id: None,
        previewed: None,
    }
}

async fn convert(world: &World, amount: &str) -> Operation {
    world.fund();
    let recorded = world.engine.create(francs(world, amount)).await.unwrap();
    world.engine.send(&recorded.id).await.unwrap()
}

fn converted(world: &World) -> Vec<LedgerEntry> {
    let mut rows = world.taken();
    rows.retain(|row| row.kind == "conversion");
    rows
}

async fn hand(world: &World, delivery: &SignedDelivery) -> (Trust, DeliveryKept) {
    let received = Received {
        method: &delivery.method,
        headers: &delivery.headers,
        body: &delivery.body,
    };
    let taken = world
        .engine
        .take_delivery(&world.account(SHOP), &received)
        .await
        .unwrap();
    (taken.delivery.trust, taken.kept)
}

async fn told_arrives(world: &World, operation: &Operation) -> Option<Money> {
    let id = operation.transaction().unwrap();
    let known = world.engine.store().history.transaction(&id).await.unwrap();
    known.unwrap().recipient_gets
}

#[tokio::test]
async fn the_review_of_a_conversion_says_what_would_arrive_and_how_old_the_rate_is() {
    let world = World::new().await;
    let review = world
        .engine
        .review(
            Draft::from(francs(&world, "140001")),
            domain::Environment::Sandbox,
        )
        .await
        .unwrap();
    let en = review.view(Lang::En);
    let sentence: String = en.sentence.iter().map(|it| it.text.as_str()).collect();
    assert!(sentence.contains("becomes about"), "{sentence}");
    assert!(sentence.contains("USD"), "{sentence}");
    let zone = world.engine.store().history.time_zone().await.unwrap();
    let asked = world
        .engine
        .clock()
        .now()
        .with_timezone(&zone)
        .format("%H:%M:%S, UTC%:z")
        .to_string();
    assert!(
        en.lines.iter().any(|line| line.contains(&asked)),
        "{:?}",
        en.lines
    );
    let fr = review.view(Lang::Fr);
    assert!(fr.lines.iter().any(|line| line.contains("Le taux")));
    assert!(converted(&world).is_empty(), "a preview moves nothing");
}

#[tokio::test]
async fn a_verified_delivery_ends_a_conversion_that_nobody_can_look_up() {
    let world = World::new().await;
    // Money that comes in meanwhile hides what the wallets would say.
    let begun = convert(&world, "140001").await;
    assert_eq!(begun.state, State::Pending);
    world
        .control
        .fund("dgspay", "RWF", Decimal::from(5_000))
        .unwrap();
    world.pass(Duration::seconds(5));
    let [delivery] = world.control.take_deliveries().try_into().unwrap();
    let (trust, kept) = hand(&world, &delivery).await;
    assert_eq!((trust, kept), (Trust::Verified, DeliveryKept::New));
    world.engine.step().await.unwrap();
    let ended = world.engine.operation(&begun.id).await.unwrap();
    assert_eq!(ended.state, State::Succeeded);
    assert_eq!(converted(&world).len(), 1);
    let arrives = told_arrives(&world, &ended).await.unwrap();
    assert_eq!(arrives.currency().code(), "USD");
}

#[tokio::test]
async fn a_forged_delivery_ends_no_conversion() {
    let world = World::new().await;
    let begun = convert(&world, "140003").await;
    let real = convert(&world, "150001").await;
    world.pass(Duration::seconds(5));
    let [delivery] = world.control.take_deliveries().try_into().unwrap();
    let body = String::from_utf8(delivery.body.clone()).unwrap();
    let (theirs, ours) = (
        real.provider_reference.unwrap(),
        begun.provider_reference.clone().unwrap(),
    );
    assert!(body.contains(&theirs), "{body}");
    let forged = SignedDelivery {
        body: body.replace(&theirs, &ours).into_bytes(),
        ..delivery.clone()
    };
    let (trust, _) = hand(&world, &forged).await;
    assert_ne!(trust, Trust::Verified);
    let mut unsigned = delivery;
    unsigned.body = body.replace(&theirs, &ours).into_bytes();
    unsigned
        .headers
        .retain(|(name, _)| !name.to_lowercase().ends_with("signature"));
    let (trust, _) = hand(&world, &unsigned).await;
    assert_ne!(trust, Trust::Verified);
    world.work_for(Duration::minutes(2), 5).await;
    let now = world.engine.operation(&begun.id).await.unwrap();
    assert!(!now.state.is_final(), "{:?}", now.state);
}

#[tokio::test]
async fn what_really_came_is_kept_and_not_what_was_promised() {
    let world = World::new().await;
    let begun = convert(&world, "140008").await;
    let promised = told_arrives(&world, &begun).await.unwrap();
    world.work_for(Duration::minutes(2), 5).await;
    let waits = world.engine.operation(&begun.id).await.unwrap();
    assert_eq!(
        waits.state,
        State::Pending,
        "the wallets moved by another amount: they say nothing"
    );
    let [delivery] = world.control.take_deliveries().try_into().unwrap();
    hand(&world, &delivery).await;
    world.engine.step().await.unwrap();
    let ended = world.engine.operation(&begun.id).await.unwrap();
    assert_eq!(ended.state, State::Succeeded);
    let came = told_arrives(&world, &ended).await.unwrap();
    assert!(came.amount() < promised.amount(), "{came} of {promised}");
    world
        .engine
        .balances(domain::Environment::Sandbox, true, None)
        .await
        .unwrap();
    let dollars = world
        .engine
        .store()
        .history
        .balances(domain::Environment::Sandbox)
        .await
        .unwrap()
        .into_iter()
        .find(|it| it.account == world.account(SHOP) && it.currency.code() == "USD")
        .unwrap();
    assert_eq!(dollars.available, Some(came), "as the wallet has it");
}

#[tokio::test]
async fn a_conversion_that_failed_is_said_not_to_have_happened_and_the_money_is_back() {
    let world = World::new().await;
    let begun = convert(&world, "140002").await;
    world.pass(Duration::seconds(5));
    let [delivery] = world.control.take_deliveries().try_into().unwrap();
    hand(&world, &delivery).await;
    world.engine.step().await.unwrap();
    let ended = world.engine.operation(&begun.id).await.unwrap();
    assert_eq!(ended.state, State::Failed, "{ended:?}");
    let word = engine::words::state_word("conversion", ended.state.as_str(), None, Lang::En);
    assert_eq!(word, "Not converted");
    let row = converted(&world).pop().unwrap();
    assert_eq!(row.status, "failed");
}

#[tokio::test]
async fn both_wallets_moved_exactly_end_a_conversion_of_which_nobody_told() {
    let world = World::new().await;
    let begun = convert(&world, "140001").await;
    assert_eq!(begun.state, State::Pending);
    let ended = world.until(&begun.id, State::Succeeded).await;
    assert_eq!(ended.provider_status.as_deref(), Some("balances"));
    let arrives = told_arrives(&world, &ended).await.unwrap();
    assert!(arrives.amount() > Decimal::ZERO);
}

#[tokio::test]
async fn wallets_that_a_sale_moved_too_say_nothing_of_a_conversion() {
    let world = World::new().await;
    let begun = convert(&world, "140001").await;
    world
        .control
        .fund("dgspay", "RWF", Decimal::from(5_000))
        .unwrap();
    world.work_for(Duration::minutes(5), 5).await;
    let waits = world.engine.operation(&begun.id).await.unwrap();
    assert_eq!(waits.state, State::Pending, "it is not guessed");
}

#[tokio::test]
async fn a_lost_reply_of_a_conversion_is_doubt_and_is_neither_sent_again_nor_settled_by_likeness() {
    for fault in [
        Fault::DropReplyAfterCommit,
        Fault::StatusAfterCommit { status: 500 },
        Fault::HtmlForbidden { committed: true },
        Fault::EmptyBody { committed: true },
    ] {
        let world = World::new().await;
        world.fund();
        let recorded = world.engine.create(francs(&world, "140001")).await.unwrap();
        world
            .control
            .fault(Planned::next_post(fault.clone()))
            .unwrap();
        let sent = world.engine.send(&recorded.id).await.unwrap();
        assert_eq!(sent.state, State::InDoubt, "{fault:?}");
        // Its webhook names a reference that this operation never heard of: the same amount is no proof.
        world.pass(Duration::seconds(5));
        for delivery in world.control.take_deliveries() {
            hand(&world, &delivery).await;
        }
        world.work_for(Duration::minutes(10), 5).await;
        let now = world.engine.operation(&recorded.id).await.unwrap();
        assert_eq!(now.state, State::InDoubt, "{fault:?}");
        assert_eq!(converted(&world).len(), 1, "{fault:?}: once and no more");
    }
}

#[tokio::test]
async fn too_little_in_the_wallet_is_refused_with_what_is_there_and_what_is_needed() {
    let world = World::new().await;
    world
        .control
        .fund("dgspay", "RWF", Decimal::from(1_000))
        .unwrap();
    let recorded = world.engine.create(francs(&world, "140001")).await.unwrap();
    let ended = world.engine.send(&recorded.id).await.unwrap();
    assert_eq!(ended.state, State::Failed);
    let reason = ended.reason.unwrap();
    assert_eq!(reason.code, "insufficient_funds", "{reason:?}");
    let quoted = reason.provider_message.unwrap();
    assert!(quoted.contains("available_balance: 1000"), "{quoted}");
    assert!(quoted.contains("required: 140001"), "{quoted}");
    assert!(converted(&world).is_empty());
}

#[tokio::test]
async fn the_same_request_id_converts_once() {
    let world = World::new().await;
    world.fund();
    let draft = ConversionDraft {
        request_id: Some("float-38".to_owned()),
        ..francs(&world, "140001")
    };
    let first = world.engine.create(draft.clone()).await.unwrap();
    world.engine.send(&first.id).await.unwrap();
    let second = world.engine.create(draft.clone()).await.unwrap();
    assert_eq!(second.id, first.id);
    world.engine.send(&second.id).await.unwrap();
    assert_eq!(converted(&world).len(), 1);
    let other = ConversionDraft {
        amount: "150001".to_owned(),
        ..draft
    };
    let refused = world.engine.create(other).await.unwrap_err();
    assert_eq!(refused.code, "request_id_reused");
}

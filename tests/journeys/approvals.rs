//! Payments that two people say yes to: they wait in the journal, leave once, and leave by nobody else.

use crate::owners::{
    CHANTAL, JUSTINE, UGX, added, approve, audited, currency, second, two_owners, waiting,
};
use chrono::Duration;
use domain::{Environment, Lang, Operation, Role, State};
use engine::batch::{BatchDraft, Wish};
use engine::{Engine, RefundDraft};
use simulator::{Fault, Planned};
use tests::{Shop, World};
use tokio::sync::watch;

async fn now(world: &World, operation: &Operation) -> Operation {
    world.engine.operation(&operation.id).await.unwrap()
}

fn sent_out(world: &World) -> usize {
    let taken = world.taken();
    taken.iter().filter(|row| row.kind == "payout").count()
}

#[tokio::test]
async fn a_payout_above_the_threshold_waits_and_leaves_once_another_owner_approved_it() {
    let world = World::new().await;
    let (_, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    world.work_for(Duration::minutes(20), 30).await;
    assert_eq!(now(&world, &payout).await.state, State::AwaitingApproval);
    assert_eq!(world.posted(), 0, "nothing leaves that waits");

    let list = world
        .engine
        .approvals(payout.environment, Lang::En)
        .await
        .unwrap();
    assert_eq!(list.operations.len(), 1);
    assert_eq!(list.operations[0].asked_by, "Chantal");

    let approved = approve(&world, &payout, &second(&justine, JUSTINE))
        .await
        .unwrap();
    assert_eq!(approved.state, State::Recorded);
    world.until(&payout.id, State::Succeeded).await;
    world.work_for(Duration::minutes(10), 30).await;
    assert_eq!(sent_out(&world), 1);

    let again = approve(&world, &payout, &second(&justine, JUSTINE)).await;
    assert_eq!(again.unwrap_err().code, "not_waiting");
    let acts = audited(&world).await;
    let asked = format!("Chantal approval_asked {}", payout.id);
    let answered = format!("Justine approved {}", payout.id);
    assert!(
        acts.contains(&asked) && acts.contains(&answered),
        "{acts:?}"
    );
}

#[tokio::test]
async fn what_is_not_above_the_threshold_and_what_comes_in_waits_for_nobody() {
    let world = World::new().await;
    two_owners(&world).await;
    let mut small = world.payout(Shop::KAMPALA, "01");
    small.amount = "20000".to_owned();
    assert!(world.pay(small).await.state.may_have_left());
    let charge = world.take(world.charge(Shop::KAMPALA, "01")).await;
    assert!(charge.state.may_have_left(), "85,000 are asked for at once");
    let other = world.pay(world.payout(Shop::KIGALI, "01")).await;
    assert!(other.state.may_have_left(), "another currency");
}

#[tokio::test]
async fn what_is_refused_never_leaves_and_keeps_the_reason() {
    let world = World::new().await;
    let (_, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    let id = payout.id.as_str();
    let bare = world.engine.refuse(id, " ").await.unwrap_err();
    assert_eq!(bare.code, "reason_needed");
    world.engine.refuse(id, "Not this week.").await.unwrap();
    let refused = now(&world, &payout).await;
    assert_eq!(refused.state, State::Cancelled);
    assert!(
        refused
            .reason
            .unwrap()
            .message
            .en
            .contains("Not this week.")
    );
    let late = approve(&world, &payout, &second(&justine, JUSTINE)).await;
    assert_eq!(late.unwrap_err().code, "not_waiting");
    world.work_for(Duration::minutes(10), 30).await;
    assert_eq!(world.posted(), 0);
    // Asked for again, it waits again.
    let again = world.engine.send_again(&payout.id).await.unwrap();
    assert_eq!(again.state, State::AwaitingApproval);
}

#[tokio::test]
async fn nobody_approves_what_they_asked_for_and_nobody_but_an_owner_approves() {
    let world = World::new().await;
    let (chantal, justine) = two_owners(&world).await;
    let moses = added(&world.engine, "Moses", Role::Cashier, "1111").await;
    let payout = waiting(&world).await;
    // Whoever sits at the desk when it is approved does not matter.
    world.engine.seat(Some(&justine));
    for (by, code) in [
        (second(&chantal, CHANTAL), "own_request"),
        (second(&moses, "1111"), "not_an_owner"),
        (second(&justine, "0000"), "wrong_pin"),
    ] {
        let refused = approve(&world, &payout, &by).await.unwrap_err();
        assert_eq!(refused.code, code);
    }
    assert_eq!(now(&world, &payout).await.state, State::AwaitingApproval);
    world.work_for(Duration::minutes(10), 30).await;
    assert_eq!(world.posted(), 0);
}

#[tokio::test]
async fn what_waits_survives_the_end_of_duka_and_is_sent_once_after_it() {
    let mut world = World::new().await;
    let (_, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    world.cut_off(tempfile::tempdir().unwrap()).await;
    world.pass(Duration::hours(30));
    world.work_for(Duration::minutes(2), 30).await;
    assert_eq!(now(&world, &payout).await.state, State::AwaitingApproval);
    let approved = approve(&world, &payout, &second(&justine, JUSTINE))
        .await
        .unwrap();
    let minutes = approved.send_by - world.engine.clock().now();
    assert_eq!(
        minutes,
        Duration::minutes(5),
        "its time begins with the yes"
    );
    world.until(&payout.id, State::Succeeded).await;
    assert_eq!(sent_out(&world), 1);
}

#[tokio::test]
async fn what_was_approved_and_not_sent_when_duka_ended_is_not_sent_by_the_next_run() {
    let mut world = World::new().await;
    let (_, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    world.pass(Duration::hours(3));
    approve(&world, &payout, &second(&justine, JUSTINE))
        .await
        .unwrap();
    world.cut_off(tempfile::tempdir().unwrap()).await;
    world.work_for(Duration::minutes(10), 30).await;
    let ended = now(&world, &payout).await;
    assert_eq!(ended.state, State::Cancelled);
    assert_eq!(world.posted(), 0);
    // It is offered again, for as long as anything is, and waits for two people as the first did.
    world.engine.seat(None);
    let again = world.engine.send_again(&payout.id).await.unwrap();
    assert_eq!(again.state, State::AwaitingApproval);
    assert_eq!(again.send_by - again.created_at, Duration::minutes(5));
}

#[tokio::test]
async fn the_guard_is_asked_again_when_it_is_approved() {
    let world = World::new().await;
    let (chantal, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    // Meanwhile the same is paid once more, by somebody who named the first.
    world
        .engine
        .set_threshold(
            currency(UGX),
            Some("90000"),
            Some(&second(&justine, JUSTINE)),
        )
        .await
        .unwrap();
    let mut twin = world.payout(Shop::KAMPALA, "01");
    twin.despite = Some(payout.id.clone());
    let twin = world.pay(twin).await;
    world.until(&twin.id, State::Succeeded).await;
    let by = second(&justine, JUSTINE);
    let asked = approve(&world, &payout, &by).await.unwrap_err();
    assert_eq!(asked.code, "possible_duplicate");
    assert_eq!(asked.operation.unwrap().id, twin.id);
    assert_eq!(sent_out(&world), 1);
    let named = [twin.id];
    world
        .engine
        .approve(payout.id.as_str(), &by, &named)
        .await
        .unwrap();
    world.until(&payout.id, State::Succeeded).await;
    assert_eq!(sent_out(&world), 2);
    drop(chantal);
}

fn file(world: &World) -> BatchDraft {
    let mut text = "reference,phone,amount,name,network,note\n".to_owned();
    for row in 0..4 {
        text += &format!(
            "W-{row},{}01,{},Moses Okello,MTN,Wages\n",
            Shop::KAMPALA.customer,
            6_000 + row
        );
    }
    BatchDraft {
        account: world.account(Shop::KAMPALA),
        file_name: "wages.csv".to_owned(),
        file: text.into_bytes(),
        despite: Vec::new(),
        mapping: engine::batch_file::Mapping::default(),
        mends: engine::batch_file::Mends::default(),
    }
}

async fn run(engine: &Engine, batch: &str) -> usize {
    let (_wish, mut wished) = watch::channel(Wish::Go);
    let counts = engine.run_batch(batch, &mut wished, &|_| {}).await.unwrap();
    counts.at(State::AwaitingApproval)
}

#[tokio::test]
async fn a_file_that_comes_to_more_than_the_threshold_waits_whole_and_is_sent_once() {
    let mut world = World::new().await;
    let (chantal, justine) = two_owners(&world).await;
    world.fund();
    let review = world.engine.review_batch(file(&world)).await.unwrap();
    assert!(
        review
            .cautions
            .iter()
            .any(|it| it.en.contains("two people")),
        "the review says so"
    );
    let batch = world.engine.confirm_batch(&review.nonce).await.unwrap();
    let id = batch.id.unwrap();
    assert_eq!(run(&world.engine, &id).await, 4, "each row is below it");
    world.start_again().await;
    world.work_for(Duration::minutes(20), 60).await;
    assert_eq!(world.posted(), 0);
    let list = world
        .engine
        .approvals(Environment::Sandbox, Lang::En)
        .await
        .unwrap();
    assert!(list.operations.is_empty());
    assert_eq!(
        (list.batches[0].rows, list.batches[0].asked_by.as_str()),
        (4, "Chantal")
    );
    assert_eq!(list.batches[0].totals[0].amount, "24006");

    let own = second(&chantal, CHANTAL);
    let own = world.engine.approve(&id, &own, &[]).await.unwrap_err();
    assert_eq!(own.code, "own_request");
    let by = second(&justine, JUSTINE);
    world.engine.approve(&id, &by, &[]).await.unwrap();
    assert_eq!(run(&world.engine, &id).await, 0);
    world.work_for(Duration::minutes(10), 30).await;
    assert_eq!(sent_out(&world), 4);
    let again = world.engine.review_batch(file(&world)).await.unwrap();
    assert_eq!(again.summary.to_send, 0);
    let acts = audited(&world).await;
    assert!(acts.contains(&format!("Justine approved {id}")), "{acts:?}");
}

#[tokio::test]
async fn a_file_that_is_refused_sends_nothing_and_its_rows_are_free_again() {
    let world = World::new().await;
    two_owners(&world).await;
    world.fund();
    let review = world.engine.review_batch(file(&world)).await.unwrap();
    let batch = world.engine.confirm_batch(&review.nonce).await.unwrap();
    let id = batch.id.unwrap();
    world.engine.refuse(&id, "Twice this month.").await.unwrap();
    world.work_for(Duration::minutes(10), 60).await;
    assert_eq!(world.posted(), 0);
    let again = world.engine.review_batch(file(&world)).await.unwrap();
    assert_eq!(again.summary.to_send, 4);
}

#[tokio::test]
async fn a_refund_that_waited_is_held_against_what_is_left_of_its_charge_then() {
    for shop in [Shop::ABIDJAN, Shop::KAMPALA] {
        let world = World::new().await;
        let (_, justine) = two_owners(&world).await;
        world
            .engine
            .set_threshold(currency("XOF"), Some("20000"), None)
            .await
            .unwrap();
        world.fund();
        let mut draft = world.charge(shop, "01");
        if shop.provider == Shop::ABIDJAN.provider {
            draft.method = "wallet".to_owned();
            draft.network = None;
        }
        let charge = world.take(draft).await;
        if shop.provider == Shop::ABIDJAN.provider {
            let phone = "+2250707070301";
            let paid = world.engine.simulate_payment(&charge.id, phone);
            paid.await.unwrap();
        }
        world.until(&charge.id, State::Succeeded).await;
        let refund = |amount: &str| RefundDraft {
            of: charge.id.to_string(),
            amount: Some(amount.to_owned()),
            note: None,
            request_id: None,
            scenario: None,
            despite: None,
        };
        let waits = world.engine.create(refund("30000")).await.unwrap();
        assert_eq!(waits.state, State::AwaitingApproval, "{}", shop.provider);
        let beside = world.engine.create(refund("1000")).await.unwrap_err();
        assert_eq!(beside.code, "refund_unsettled", "{}", shop.provider);
        let by = second(&justine, JUSTINE);
        approve(&world, &waits, &by).await.unwrap();
        world.until(&waits.id, State::Succeeded).await;
        let too_much = world.engine.create(refund("60000")).await.unwrap_err();
        assert_eq!(too_much.code, "more_than_is_left", "{}", shop.provider);
    }
}

#[tokio::test]
async fn a_copied_home_does_not_let_anybody_approve_what_the_original_may_have_sent() {
    let world = World::new().await;
    let (_, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    let elsewhere = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(world.home()).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() {
            std::fs::copy(entry.path(), elsewhere.path().join(entry.file_name())).unwrap();
        }
    }
    let copy = world.run_on(elsewhere.path(), "another counter").await;
    copy.settle_at_start().await.unwrap();
    let found = copy.operation(&payout.id).await.unwrap();
    assert_eq!(found.state, State::InDoubt);
    let by = second(&justine, JUSTINE);
    let refused = copy
        .approve(payout.id.as_str(), &by, &[])
        .await
        .unwrap_err();
    assert_eq!(refused.code, "not_waiting");
    assert_eq!(world.posted(), 0);
}

#[tokio::test]
async fn what_waited_long_is_not_called_absent_sooner_for_it() {
    let world = World::new().await;
    let (_, justine) = two_owners(&world).await;
    let payout = waiting(&world).await;
    world.pass(Duration::hours(40));
    let by = second(&justine, JUSTINE);
    approve(&world, &payout, &by).await.unwrap();
    let lost = Planned::next_post(Fault::ResetBeforeCommit);
    world.control.fault(lost).unwrap();
    let sent = world.engine.send(&payout.id).await.unwrap();
    assert_eq!(sent.state, State::InDoubt);
    let again = world.engine.send_again(&payout.id).await.unwrap_err();
    assert_eq!(again.code, "absence_not_proven");
    assert_eq!(now(&world, &payout).await.state, State::InDoubt);
}

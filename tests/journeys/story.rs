//! What customers do, and what Duka then says: never more than is known.

use chrono::Duration;
use domain::{DoubtKind, Lang, State, Status};
use tests::{Shop, World};

#[tokio::test]
async fn a_charge_that_the_customer_pays_is_found_by_a_piece_of_the_phone_and_moves_the_balance() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let account = world.account(shop);
        let before = balance(&world, &account).await;
        let sent = world.take(world.charge(shop, "01")).await;
        assert_eq!(sent.state, State::Pending, "accepted is not paid");
        let paid = world.until(&sent.id, State::Succeeded).await;
        assert!(paid.provider_reference.is_some());

        let mut search = engine::SearchDraft::newest(domain::Environment::Sandbox);
        search.filters.text = format!("{}01", &shop.customer[6..]);
        let page = world.engine.search(search, Lang::En).await.unwrap();
        assert_eq!(
            page.rows.len(),
            1,
            "found once, operation and transaction together"
        );
        let row = &page.rows[0];
        assert_eq!(row.operation.as_ref().unwrap().id, paid.id.to_string());
        assert_eq!(row.transaction.as_ref().unwrap().status, "succeeded");

        let after = balance(&world, &account).await;
        assert!(after > before, "{before:?} -> {after:?}");
    }
}

async fn balance(world: &World, account: &domain::AccountId) -> Vec<rust_decimal::Decimal> {
    let mut amounts: Vec<_> = world
        .engine
        .balances(domain::Environment::Sandbox, true, Some(account))
        .await
        .unwrap()
        .into_iter()
        .filter(|wallet| wallet.currency != "USD")
        .filter_map(|wallet| wallet.total.or(wallet.available))
        .map(|money| money.amount.parse().unwrap())
        .collect();
    amounts.sort();
    amounts
}

#[tokio::test]
async fn a_charge_that_the_customer_declines_is_not_paid_and_says_why() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let sent = world.take(world.charge(shop, "02")).await;
        let failed = world.until(&sent.id, State::Failed).await;
        let reason = failed.reason.expect("a person is told why");
        assert!(!reason.message.fr.is_empty());
    }
}

#[tokio::test]
async fn a_charge_that_nobody_answers_stays_open_for_days_and_is_never_called_paid() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let sent = world.take(world.charge(shop, "03")).await;
        world.work_for(Duration::days(3), 1_800).await;
        let open = world.engine.operation(&sent.id).await.unwrap();
        assert_eq!(open.state, State::Pending, "{}", shop.provider);
        assert!(open.checks.next_at.is_some(), "and it is still asked after");
    }
}

#[tokio::test]
async fn a_charge_pending_longer_than_usual_is_overdue() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KAMPALA, "03")).await;
    world.work_for(Duration::minutes(8), 10).await;
    assert!(
        world
            .engine
            .doubts(None, Lang::En)
            .await
            .unwrap()
            .is_empty()
    );
    world.work_for(Duration::minutes(20), 30).await;
    let doubts = world.engine.doubts(None, Lang::En).await.unwrap();
    assert_eq!(doubts.len(), 1);
    assert_eq!(doubts[0].kind, DoubtKind::Overdue.as_str());
    let open = world.engine.operation(&sent.id).await.unwrap();
    assert_eq!(open.state, State::Pending, "longer than usual is no end");
}

#[tokio::test]
async fn a_customer_who_pays_late_is_seen_to_pay_and_the_question_closes() {
    let world = World::new().await;
    let sent = world.take(world.charge(Shop::KIGALI, "04")).await;
    world.work_for(Duration::seconds(60), 5).await;
    assert_eq!(
        world.engine.operation(&sent.id).await.unwrap().state,
        State::Pending
    );
    world.until(&sent.id, State::Succeeded).await;
    assert!(
        world
            .engine
            .doubts(None, Lang::En)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn what_the_provider_cannot_say_is_in_doubt_until_it_can() {
    for shop in Shop::ALL {
        for (ending, end) in [("05", State::Succeeded), ("06", State::Failed)] {
            let world = World::new().await;
            let sent = world.take(world.charge(shop, ending)).await;
            let unclear = world.until(&sent.id, State::InDoubt).await;
            let view = world
                .engine
                .operation_view(&unclear, Lang::En)
                .await
                .unwrap();
            assert_eq!(view.doubts, ["fate_unknown"], "{} {ending}", shop.provider);
            let ended = world.until(&sent.id, end).await;
            let view = world.engine.operation_view(&ended, Lang::En).await.unwrap();
            assert!(view.doubts.is_empty(), "the answer closes the question");
        }
    }
}

#[tokio::test]
async fn a_late_success_after_failed_opens_a_doubt_on_the_desk() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let sent = world.take(world.charge(shop, "07")).await;
        world.until(&sent.id, State::Failed).await;
        world.pass(Duration::minutes(5));
        sync(&world).await;
        let still = world.engine.operation(&sent.id).await.unwrap();
        assert_eq!(
            still.state,
            State::Failed,
            "a final state never flips by itself"
        );
        let doubts = world.engine.doubts(None, Lang::En).await.unwrap();
        assert_eq!(doubts.len(), 1, "{}", shop.provider);
        assert_eq!(doubts[0].kind, "contradicted");
        let shown = world.engine.show(sent.id.as_str(), Lang::En).await.unwrap();
        assert_eq!(
            shown.transaction.unwrap().status,
            Status::Succeeded.as_str()
        );
        assert_eq!(shown.operation.unwrap().doubts, ["contradicted"]);
    }
}

#[tokio::test]
async fn another_amount_at_the_provider_is_a_mismatch() {
    for shop in Shop::ALL {
        let world = World::new().await;
        let sent = world.take(world.charge(shop, "08")).await;
        let doubted = world.until(&sent.id, State::InDoubt).await;
        let view = world
            .engine
            .operation_view(&doubted, Lang::En)
            .await
            .unwrap();
        assert_eq!(view.doubts, ["mismatch"], "{}", shop.provider);
        world.work_for(Duration::hours(1), 60).await;
        let later = world.engine.operation(&sent.id).await.unwrap();
        assert_eq!(
            later.state,
            State::InDoubt,
            "never paid with another amount"
        );
    }
}

async fn sync(world: &World) {
    let views = world
        .engine
        .sync(None, None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    assert!(views.iter().all(|view| view.error.is_none()), "{views:?}");
}

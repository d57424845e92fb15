//! Pulls: complete, incremental, resumable, and honest.

use chrono::Duration;
use domain::{Environment, Lang};
use engine::SyncProgress;
use engine::view::SyncView;
use simulator::{Fault, Planned};
use std::sync::Mutex;
use tests::{Shop, World};

async fn sync(world: &World, full: bool) -> (Vec<SyncView>, Vec<SyncProgress>) {
    let heard = Mutex::new(Vec::new());
    let views = world
        .engine
        .sync(
            None,
            None,
            full,
            &|progress| heard.lock().unwrap().push(progress),
            Lang::En,
        )
        .await
        .unwrap();
    (views, heard.into_inner().unwrap())
}

#[tokio::test]
async fn a_first_sync_brings_the_whole_past_and_each_row_once() {
    let world = World::with_past(600).await;
    let mut past = world.control.ledger_with_past();
    past.retain(|row| Shop::ALL.iter().any(|shop| shop.provider == row.provider));
    // Payouts in a list of their own, and conversions, which are in none, are not in what is pulled.
    past.retain(|row| {
        row.kind == "charge" || (row.provider.as_str(), row.kind.as_str()) == ("dgspay", "payout")
    });
    let past = past.len() as u64;
    let (views, _) = sync(&world, false).await;
    assert!(views.iter().all(|view| view.error.is_none()), "{views:?}");
    assert_eq!(views.iter().map(|view| view.added).sum::<u64>(), past);
    let kept = world
        .engine
        .store()
        .history
        .count(Environment::Sandbox)
        .await
        .unwrap();
    assert_eq!(kept, past);
    let (again, _) = sync(&world, true).await;
    assert_eq!(again.iter().map(|view| view.added).sum::<u64>(), 0);
}

#[tokio::test]
async fn a_second_sync_reads_only_what_may_have_changed() {
    let world = World::with_past(2_000).await;
    let (_, first) = sync(&world, false).await;
    world.pass(Duration::minutes(10));
    let (views, second) = sync(&world, false).await;
    assert!(views.iter().all(|view| view.error.is_none()));
    let rows = |heard: &[SyncProgress], shop: Shop| {
        heard
            .iter()
            .filter(|p| p.account == world.account(shop))
            .map(|p| p.rows)
            .max()
            .unwrap()
    };
    assert!(
        rows(&second, Shop::KAMPALA) < rows(&first, Shop::KAMPALA),
        "{} then {}",
        rows(&first, Shop::KAMPALA),
        rows(&second, Shop::KAMPALA)
    );
}

#[tokio::test]
async fn coverage_is_claimed_only_as_far_as_it_was_read() {
    let world = World::with_past(600).await;
    let (views, _) = sync(&world, false).await;
    let of = |shop: Shop| {
        views
            .iter()
            .find(|view| view.account == world.account(shop).to_string())
            .unwrap()
    };
    assert!(
        of(Shop::KAMPALA).complete_to.is_some(),
        "its order is known"
    );
    assert_eq!(
        of(Shop::KIGALI).complete_to,
        None,
        "its order is not stated"
    );
    let coverage = world.engine.coverage(Environment::Sandbox).await.unwrap();
    let kigali = coverage
        .iter()
        .find(|c| c.account == world.account(Shop::KIGALI).to_string())
        .unwrap();
    assert!(kigali.last_ok.is_some() && kigali.complete_to.is_none());
    assert!(
        kigali.phones_from.is_some(),
        "single look-ups say how far they reach"
    );
}

#[tokio::test]
async fn a_sync_that_was_cut_goes_on_where_it_stopped() {
    let world = World::with_past(2_000).await;
    let account = world.account(Shop::KAMPALA);
    // The third page breaks.
    let broken = Mutex::new(0);
    let cut = world
        .engine
        .sync(
            Some(&account),
            None,
            false,
            &|progress| {
                let mut pages = broken.lock().unwrap();
                *pages = progress.pages;
                if progress.pages == 3 {
                    world
                        .control
                        .fault(Planned::next(Fault::StatusBeforeCommit { status: 500 }))
                        .unwrap();
                }
            },
            Lang::En,
        )
        .await
        .unwrap();
    assert!(cut[0].error.is_some(), "{cut:?}");
    assert!(cut[0].added > 0, "what was read is kept");
    assert_eq!(cut[0].complete_to, None, "and nothing is claimed");
    let rest = world
        .engine
        .sync(Some(&account), None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    assert_eq!(rest[0].error, None);
    assert!(rest[0].complete_to.is_some());
    let there = world
        .control
        .ledger_with_past()
        .iter()
        .filter(|entry| entry.provider == "zengapay" && entry.kind == "charge")
        .count() as u64;
    assert_eq!(cut[0].added + rest[0].added, there);
}

#[tokio::test]
async fn a_pull_that_fails_inside_a_200_is_red() {
    for shop in Shop::ALL {
        let world = World::with_past(100).await;
        world
            .control
            .fault(Planned::next(Fault::FailureInside200 { committed: false }).at(shop.provider))
            .unwrap();
        let account = world.account(shop);
        let views = world
            .engine
            .sync(Some(&account), None, false, &|_| {}, Lang::En)
            .await
            .unwrap();
        assert!(
            views[0].error.is_some(),
            "{}: never 0 records",
            shop.provider
        );
        let coverage = world.engine.coverage(Environment::Sandbox).await.unwrap();
        let this = coverage
            .iter()
            .find(|c| c.account == account.to_string())
            .unwrap();
        assert!(this.error.is_some() && this.last_ok.is_none());
    }
}

#[tokio::test]
async fn the_history_answers_with_the_network_down() {
    let mut world = World::with_past(300).await;
    sync(&world, false).await;
    world.provider_goes_away().await;
    let page = world
        .engine
        .search(engine::SearchDraft::newest(Environment::Sandbox), Lang::En)
        .await
        .unwrap();
    assert_eq!(page.rows.len(), 50);
    let balances = world
        .engine
        .balances(Environment::Sandbox, false, None)
        .await
        .unwrap();
    assert!(!balances.is_empty());
    let failed = world
        .engine
        .balances(Environment::Sandbox, true, None)
        .await;
    assert_eq!(failed.unwrap_err().code, "no_network");
}

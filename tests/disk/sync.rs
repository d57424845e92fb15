//! One sync of two pages. Each of its writes is the one that fails.

use crate::ground::{Ground, Then, then_of};
use crate::judge::{self, Breach};
use bad_disk::{How, Lasting};
use domain::{Environment, Lang};
use engine::EngineError;
use engine::view::SyncView;
use simulator::LedgerEntry;
use tests::{Shop, World};

/// A page of this provider has a hundred rows, and three of four rows of the past are other providers'.
const PAST: usize = 600;
const SHOP: Shop = Shop::KAMPALA;

async fn pull(world: &World) -> Result<SyncView, EngineError> {
    let account = world.account(SHOP);
    let mut views = world
        .engine
        .sync(Some(&account), None, false, &|_| {}, Lang::En)
        .await?;
    Ok(views.remove(0))
}

fn there(world: &World) -> Vec<LedgerEntry> {
    let mut rows = world.control.ledger_with_past();
    // Payouts stand in a list of their own.
    rows.retain(|entry| entry.provider == SHOP.provider && entry.kind == "charge");
    rows
}

/// Nobody is told that all is here while it is not, and every row that is here is found.
async fn judge_claims(world: &World, rows: &[LedgerEntry], broken: &mut Vec<Breach>) {
    let kept = world
        .engine
        .store()
        .history
        .count(Environment::Sandbox)
        .await
        .unwrap();
    let coverage = world.engine.coverage(Environment::Sandbox).await.unwrap();
    let account = world.account(SHOP).to_string();
    let claims = coverage.iter().any(|view| {
        view.account == account && (view.complete_to.is_some() || view.last_ok.is_some())
    });
    if claims && kept != rows.len() as u64 {
        broken.push(format!(
            "said to be complete with {kept} of {} rows",
            rows.len()
        ));
    }
    let newest = engine::SearchDraft::newest(Environment::Sandbox);
    let found = world
        .engine
        .search(newest, Lang::En)
        .await
        .unwrap()
        .rows
        .len() as u64;
    if found != kept.min(50) {
        broken.push(format!("{kept} rows here, {found} of 50 shown"));
    }
}

async fn play(how: How, lasting: Lasting, then: Then, n: u64) -> Option<Vec<Breach>> {
    let mut broken = Vec::new();
    let mut ground = Ground::new(PAST).await;
    let rows = there(&ground.world);
    ground.disk.fail_at(n, how, lasting);
    let pulled = pull(&ground.world).await;
    let first = ground.disk.failed().first().cloned()?;
    let told = match &pulled {
        Ok(view) => view.error.as_ref().map(|error| error.code.clone()),
        Err(error) => Some(error.code.clone()),
    };
    match told.as_deref() {
        Some("disk_full" | "disk_failed") => {}
        // The log is folded in behind a commit that is safe already; that it failed is nobody's trouble.
        None if first.place == bad_disk::Place::Main => {}
        other => broken.push(format!("told {other:?}")),
    }
    if lasting == Lasting::Once {
        judge_claims(&ground.world, &rows, &mut broken).await;
    }
    ground.go_on(then).await;
    judge_claims(&ground.world, &rows, &mut broken).await;
    match pull(&ground.world).await {
        Ok(view) if view.error.is_none() && view.complete_to.is_some() => {}
        other => broken.push(format!("the next sync: {other:?}")),
    }
    let kept = ground
        .world
        .engine
        .store()
        .history
        .count(Environment::Sandbox)
        .await
        .unwrap();
    if kept != rows.len() as u64 {
        broken.push(format!("{kept} of {} rows", rows.len()));
    }
    // They are all there; that they are found, too, a few may show.
    let some: Vec<LedgerEntry> = rows.iter().step_by(37).cloned().collect();
    judge::each_found_once(&ground.world, &some, &mut broken).await;
    judge::files(&ground, &mut broken).await;
    ground.world.engine.close().await;
    Some(
        broken
            .into_iter()
            .map(|law| format!("{how:?} {lasting:?} {then:?}, write {n} ({first}): {law}"))
            .collect(),
    )
}

async fn every_write(how: How, lasting: Lasting) {
    let mut broken = Vec::new();
    let turn = u64::from(how == How::Broken);
    let mut n = 1;
    while let Some(breaches) = play(how, lasting, then_of(n + turn), n).await {
        broken.extend(breaches);
        n += 1;
    }
    assert!(n > 60, "a sync makes many writes: {n}");
    assert!(
        broken.is_empty(),
        "{}:\n{}",
        broken.len(),
        broken.join("\n")
    );
}

#[tokio::test]
async fn a_disk_that_is_full_for_any_one_write_of_a_sync_costs_a_second_sync_and_no_row() {
    every_write(How::Full, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_stays_full_from_any_write_of_a_sync_on_costs_no_row() {
    every_write(How::Full, Lasting::UntilHealed).await;
}

#[tokio::test]
async fn a_disk_that_refuses_any_one_write_of_a_sync_costs_a_second_sync_and_no_row() {
    every_write(How::Broken, Lasting::Once).await;
}

#[tokio::test]
async fn a_disk_that_refuses_from_any_write_of_a_sync_on_costs_no_row() {
    every_write(How::Broken, Lasting::UntilHealed).await;
}

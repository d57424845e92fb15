//! One sync of one account: two pages of charges, a page of payouts, and the statement with its fees. Each of its writes is
//! the one that fails.
//!
//! A sync changes nothing at its provider, so all the homes of a test share one: each is a copy of a home that was made once.
//! What fails is a write between pages, in the middle of one, or at the end of all: a page needs no hundred rows for that.

use crate::ground::{Then, copied, home, then_of};
use crate::judge::{self, Breach};
use bad_disk::{Disk, How, Lasting};
use domain::{AccountId, Environment, Lang};
use engine::ports::{Http, SendError};
use engine::view::SyncView;
use engine::{Engine, EngineError, Parts};
use platform::{NetworkHttp, PracticeVault};
use providers::{HttpRequest, HttpResponse};
use simulator::LedgerEntry;
use std::sync::Arc;
use std::time::Duration;
use store::{Query, Row, Store};
use tempfile::TempDir;
use tests::world::DESK;
use tests::{Shop, World};

/// Three of four rows of the past are other providers'.
const PAST: usize = 100;
const A_PAGE: usize = 12;
const SHOP: Shop = Shop::KAMPALA;

/// What the plays of a test share: a provider with a past, and a home that knows its account and nothing else.
struct Cradle {
    world: World,
    account: AccountId,
    /// What stands in the provider's lists.
    rows: Vec<LedgerEntry>,
}

impl Cradle {
    async fn new() -> Self {
        let world = World::in_home(home(), PAST).await;
        // Closed, a file is whole without its log.
        world.engine.close().await;
        let mut rows = world.control.ledger_with_past();
        rows.retain(|entry| entry.provider == SHOP.provider);
        rows.retain(|entry| matches!(entry.kind.as_str(), "charge" | "payout"));
        let charges = rows.iter().filter(|entry| entry.kind == "charge").count();
        assert!(
            charges > A_PAGE && charges < rows.len(),
            "{charges} charges"
        );
        Self {
            account: world.account(SHOP),
            world,
            rows,
        }
    }

    async fn run_on(&self, home: &TempDir) -> Engine {
        Engine::open(Parts {
            home: home.path().to_owned(),
            store: Store::open(home.path()).await.unwrap(),
            http: Arc::new(SmallPages(NetworkHttp::new().unwrap())),
            vault: Arc::new(PracticeVault::new(home.path())),
            clock: Arc::clone(&self.world.clock) as Arc<dyn engine::ports::Clock>,
            desk: DESK.to_owned(),
            door: "window",
            seed: None,
        })
        .await
        .unwrap()
    }
}

/// A provider may give fewer rows to a page than it is asked for.
struct SmallPages(NetworkHttp);

#[async_trait::async_trait]
impl Http for SmallPages {
    async fn send(
        &self,
        mut request: HttpRequest,
        within: Duration,
    ) -> Result<HttpResponse, SendError> {
        for word in ["per_page", "limit"] {
            let asked = format!("{word}=100");
            request.url = request.url.replace(&asked, &format!("{word}={A_PAGE}"));
        }
        self.0.send(request, within).await
    }
}

/// One home on a disk that can fail.
struct Desk<'a> {
    cradle: &'a Cradle,
    home: TempDir,
    disk: Disk,
    engine: Engine,
}

impl<'a> Desk<'a> {
    async fn new(cradle: &'a Cradle) -> Self {
        let home = copied(cradle.world.home());
        let disk = bad_disk::under(home.path());
        Self {
            engine: cradle.run_on(&home).await,
            cradle,
            home,
            disk,
        }
    }

    async fn pull(&self) -> Result<SyncView, EngineError> {
        let account = Some(&self.cradle.account);
        let mut views = self
            .engine
            .sync(account, None, false, &|_| {}, Lang::En)
            .await?;
        Ok(views.remove(0))
    }

    /// The disk is well again, and so it goes on.
    async fn go_on(&mut self, then: Then) {
        self.disk.heal();
        match then {
            Then::SameRun => return,
            Then::StartedAgain => self.engine.close().await,
            Then::CutOff => {
                let left = copied(self.home.path());
                self.engine.close().await;
                self.home = left;
            }
        }
        self.engine = self.cradle.run_on(&self.home).await;
        self.engine.settle_at_start().await.unwrap();
    }

    async fn kept(&self) -> u64 {
        let history = &self.engine.store().history;
        history.count(Environment::Sandbox).await.unwrap()
    }

    /// How many rows of these kinds are here, and how many are there.
    async fn of(&self, kinds: &[&str]) -> (usize, usize) {
        let mut query = Query::new(Environment::Sandbox);
        query.limit = 500;
        let page = self.engine.store().search(&query).await.unwrap();
        let here = page.rows.iter().filter(|row| match row {
            Row::Transaction { transaction, .. } => kinds.contains(&transaction.kind.as_str()),
            Row::Operation(_) => false,
        });
        let rows = self.cradle.rows.iter();
        let there = rows.filter(|entry| kinds.contains(&entry.kind.as_str()));
        (here.count(), there.count())
    }

    /// Nobody is told that all is here while it is not, and every row that is here is found.
    async fn judge_claims(&self, broken: &mut Vec<Breach>) {
        let kept = self.kept().await;
        let coverage = self.engine.coverage(Environment::Sandbox).await.unwrap();
        let account = self.cradle.account.as_str();
        let mut lists = coverage.iter().filter(|view| view.account == account);
        // Charges and payouts have a list each; the statement tells both.
        for kinds in [&["charge"][..], &["payout"], &["charge", "payout"]] {
            let list = lists.next().unwrap();
            let claims = list.complete_to.is_some() || list.last_ok.is_some();
            let (here, there) = self.of(kinds).await;
            if claims && here != there {
                broken.push(format!("{kinds:?} complete with {here} of {there} rows"));
            }
        }
        let newest = engine::SearchDraft::newest(Environment::Sandbox);
        let found = self.engine.search(newest, Lang::En).await.unwrap().rows;
        if found.len() as u64 != kept.min(50) {
            broken.push(format!("{kept} rows here, {} of 50 shown", found.len()));
        }
    }

    /// All is here once the disk is well: each row of the provider, and no row besides.
    async fn judge_end(&self, broken: &mut Vec<Breach>) {
        match self.pull().await {
            Ok(view) if view.error.is_none() && view.complete_to.is_some() => {}
            other => broken.push(format!("the next sync: {other:?}")),
        }
        let (kept, there) = (self.kept().await, self.cradle.rows.len());
        if kept != there as u64 {
            broken.push(format!("{kept} of {there} rows"));
        }
        // They are all there; that they are found, too, a few may show.
        let some: Vec<LedgerEntry> = self.cradle.rows.iter().step_by(5).cloned().collect();
        judge::each_found_once(&self.engine, &some, broken).await;
        judge::files(&self.engine, self.home.path(), broken).await;
    }
}

/// `None` when a sync has no n-th write.
async fn play(
    cradle: &Cradle,
    how: How,
    lasting: Lasting,
    then: Then,
    n: u64,
) -> Option<Vec<Breach>> {
    let mut broken = Vec::new();
    let mut desk = Desk::new(cradle).await;
    desk.disk.fail_at(n, how, lasting);
    let pulled = desk.pull().await;
    let Some(first) = desk.disk.failed().first().cloned() else {
        desk.engine.close().await;
        return None;
    };
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
        desk.judge_claims(&mut broken).await;
    }
    desk.go_on(then).await;
    desk.judge_claims(&mut broken).await;
    desk.judge_end(&mut broken).await;
    desk.engine.close().await;
    let broken = broken
        .into_iter()
        .map(|law| format!("{how:?} {lasting:?} {then:?}, write {n} ({first}): {law}"));
    Some(broken.collect())
}

async fn every_write(how: How, lasting: Lasting) {
    let cradle = Cradle::new().await;
    let mut broken = Vec::new();
    let turn = u64::from(how == How::Broken);
    let mut n = 1;
    while let Some(breaches) = play(&cradle, how, lasting, then_of(n + turn), n).await {
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

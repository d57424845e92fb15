//! Two processes on one home, the window and dukactl say: what one of them changes, the other one tells within a second.

use chrono::Duration;
use domain::{Environment, Lang};
use engine::lock::FileLock;
use engine::{AccountChange, Changed, Engine, SearchDraft};
use simulator::OutsidePayment;
use std::time::Duration as Patience;
use tests::{Shop, World};
use tokio::sync::broadcast::Receiver;
use tokio::sync::watch;

/// A world in which `other` runs beside the world's own engine, and sleeps. Neither executes, so that each of them writes
/// only what it is told to.
struct Beside {
    world: World,
    other: Engine,
    heard: Receiver<Changed>,
    _stop: watch::Sender<bool>,
    _lock: FileLock,
}

impl Beside {
    async fn new() -> Self {
        let world = World::new().await;
        let lock = FileLock::wait(&world.home().join("executor.lock")).unwrap();
        let other = world.another_run().await;
        let (stop, stopped) = watch::channel(false);
        let heard = other.changes();
        let running = other.clone();
        tokio::spawn(async move { running.run(stopped).await });
        let beside = Self {
            world,
            other,
            heard,
            _stop: stop,
            _lock: lock,
        };
        beside.asleep().await;
        beside
    }

    /// Returns once the other one has looked around and waits for its next beat.
    async fn asleep(&self) {
        while self.world.clock.sleepers() == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// What the other one tells within a second. The clock then stands, so that nothing comes by itself later. Whoever has
    /// told something looks around once more before sleeping: what is written meanwhile would be told then.
    async fn told(&mut self) -> Changed {
        assert!(self.heard.try_recv().is_err(), "told before its time");
        self.asleep().await;
        self.world.clock.wind(Duration::seconds(1));
        let told = tokio::time::timeout(Patience::from_secs(60), self.heard.recv())
            .await
            .expect("a second has passed, and nothing was told")
            .unwrap();
        self.asleep().await;
        told
    }

    async fn found(&self, text: &str) -> usize {
        let mut draft = SearchDraft::newest(Environment::Sandbox);
        draft.filters.text = text.to_owned();
        let found = self.other.search(draft, Lang::En).await.unwrap();
        found.rows.len()
    }
}

#[tokio::test]
async fn an_operation_of_another_process_is_told_within_a_second() {
    let mut beside = Beside::new().await;
    let draft = beside.world.charge(Shop::KAMPALA, "03");
    let recorded = beside.world.engine.create(draft).await.unwrap();
    let told = beside.told().await;
    assert!(told.operations.is_empty() && told.history, "any may have");
    assert_eq!(
        beside.other.operation(&recorded.id).await.unwrap(),
        recorded
    );
    assert_eq!(beside.found("Term 3").await, 1);

    let taken_back = beside.world.engine.cancel(&recorded.id).await.unwrap();
    beside.told().await;
    assert_eq!(
        beside.other.operation(&recorded.id).await.unwrap(),
        taken_back
    );
}

#[tokio::test]
async fn a_row_that_another_process_pulled_is_told_within_a_second() {
    let mut beside = Beside::new().await;
    assert_eq!(beside.found("Roofing").await, 0);
    let payment = OutsidePayment {
        provider: Shop::KAMPALA.provider.to_owned(),
        phone: "+256772418313".to_owned(),
        amount: 42_000.into(),
        note: "Roofing".to_owned(),
        reference: None,
    };
    beside.world.control.pay_outside(&payment).unwrap();
    let account = beside.world.account(Shop::KAMPALA);
    beside
        .world
        .engine
        .sync(Some(&account), None, false, &|_| {}, Lang::En)
        .await
        .unwrap();
    let told = beside.told().await;
    assert!(told.history && told.balances);
    assert_eq!(beside.found("Roofing").await, 1);
}

#[tokio::test]
async fn a_setting_of_another_process_is_told_within_a_second() {
    let mut beside = Beside::new().await;
    let mine = &beside.world.engine;
    mine.set_setting("business", Some("Nakawa Hardware"))
        .await
        .unwrap();
    assert!(beside.told().await.settings);
    assert_eq!(
        beside.other.setting("business").await.unwrap().as_deref(),
        Some("Nakawa Hardware")
    );
}

/// Otherwise the journal would go on to name the person who sat here before.
#[tokio::test]
async fn who_acts_is_who_another_process_was_told_it_is() {
    let mut beside = Beside::new().await;
    for name in [Some("Amina"), Some("Joseph"), None] {
        beside
            .world
            .engine
            .set_setting("staff", name)
            .await
            .unwrap();
        assert!(beside.told().await.settings);
        assert_eq!(beside.other.actor(), beside.world.engine.actor());
        if let Some(name) = name {
            assert_eq!(beside.other.actor().name, name);
        }
    }
}

#[tokio::test]
async fn an_account_of_another_process_is_told_within_a_second() {
    let mut beside = Beside::new().await;
    let id = beside.world.account(Shop::KIGALI);
    let change = AccountChange {
        name: Some("Remera branch".to_owned()),
        ..AccountChange::default()
    };
    let mine = &beside.world.engine;
    mine.update_account(&id, change).await.unwrap();
    assert!(beside.told().await.accounts);
    assert_eq!(
        beside.other.account(&id).await.unwrap().name,
        "Remera branch"
    );
}

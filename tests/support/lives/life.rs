//! One life of a shop: its birth, its deeds, its deaths, and the calm after it.

use super::birth;
use super::line::Line;
use super::met::Met;
use super::stage::Stage;
use super::{beside, deeds, judge, liveness, post, refunds};
use crate::Shop;
use bad_disk::How;
use domain::Lang;
use engine::{Engine, Parts};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use store::Store;
use tempfile::TempDir;
use tokio::sync::Notify;

/// How much happens in a life.
const DEEDS: usize = 14;

/// What came of a life.
#[derive(Clone, Debug, Default)]
pub struct Lived {
    /// The laws that were broken in it, with its seed.
    pub broken: Vec<String>,
    /// The faults that were met in it.
    pub met: Met,
    /// What happened in it, as a hash: the same seed gives the same.
    pub trace: String,
}

/// Lives one life.
#[must_use]
pub fn lived(seed: u64) -> Lived {
    whole(seed, Webhooks::AsTheyCome).0
}

/// The webhooks of a life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Webhooks {
    AsTheyCome,
    None,
    /// Not one, and then all that there ever were at once, twice, backwards, each with a forgery.
    AllAtTheEnd,
}

/// The same life without a webhook, and with all of them after the fact: what is said of each operation in the end.
#[must_use]
pub fn with_and_without_the_post(seed: u64) -> [Vec<String>; 2] {
    [Webhooks::None, Webhooks::AllAtTheEnd].map(|webhooks| {
        let (lived, mut said) = whole(seed, webhooks);
        said.extend(lived.broken);
        said
    })
}

/// A life has two engines, their provider and a person in one future: unoptimised, that is deeper than a test's thread.
const ROOM: usize = 32 << 20;

fn whole(seed: u64, webhooks: Webhooks) -> (Lived, Vec<String>) {
    std::thread::Builder::new()
        .stack_size(ROOM)
        .spawn(move || whole_on_this_thread(seed, webhooks))
        .unwrap()
        .join()
        .unwrap()
}

fn whole_on_this_thread(seed: u64, webhooks: Webhooks) -> (Lived, Vec<String>) {
    crate::on_one_core();
    let mut said = Vec::new();
    let whole = catch_unwind(AssertUnwindSafe(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut life = Life::born(seed, webhooks).await;
            life.live().await;
            let trace = life.stage.trace();
            life.calm_down().await;
            let broken = judge::judge(&life.stage, &life.engine).await;
            let met = life.stage.all_met();
            said = judge::said_of_each(&life.engine).await;
            life.engine.close().await;
            Lived { broken, met, trace }
        })
    }));
    let mut lived = whole.unwrap_or_else(|panic| Lived {
        broken: vec![format!("the life broke off: {}", words_of(&*panic))],
        ..Lived::default()
    });
    for law in &mut lived.broken {
        *law = format!("seed {seed}: {law}");
    }
    (lived, said)
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

struct Life {
    stage: Arc<Stage>,
    engine: Engine,
    died: Arc<Notify>,
    /// How the disk fails at present, and how many writes had failed before.
    spoilt: Option<(How, usize)>,
    webhooks: Webhooks,
    _home: TempDir,
}

impl Life {
    async fn born(seed: u64, webhooks: Webhooks) -> Self {
        let (stage, home) = birth::born(seed).await;
        stage.post.comes(webhooks == Webhooks::AsTheyCome);
        let (engine, died) = open(&stage).await.unwrap();
        if stage.below(3) > 0 {
            refunds::type_the_fee(&stage, &engine).await;
        }
        // Some shops sold before Duka came.
        for _ in 0..stage.below(6) {
            stage.pay_outside();
        }
        Self {
            stage,
            engine,
            died,
            spoilt: None,
            webhooks,
            _home: home,
        }
    }

    async fn live(&mut self) {
        for _ in 0..DEEDS {
            self.deed().await;
            if self.stage.post.below(4) == 0 {
                post::postman(&self.stage, &self.engine).await;
            }
            self.count_failed_writes();
            for id in self.stage.known() {
                // A disk that fails may keep a process from reading: then nobody is told anything.
                if let Ok(operation) = self.engine.operation(&id).await {
                    self.stage.told(&operation);
                }
            }
        }
    }

    /// One deed. When the process dies in the middle of it, it starts again.
    async fn deed(&mut self) {
        let deed = self.stage.below(100);
        match deed {
            70..=74 => return self.start_again().await,
            88..=90 => return self.disk(),
            _ => {}
        }
        let died = Arc::clone(&self.died);
        let alive = tokio::select! {
            biased;
            () = self.do_it(deed) => true,
            () = died.notified() => false,
        };
        if !alive {
            self.start_again().await;
        }
    }

    async fn do_it(&self, deed: usize) {
        let (stage, engine) = (&self.stage, &self.engine);
        match deed {
            0..=26 => deeds::submit(stage, engine, stage.new_draft()).await,
            91..=93 => deeds::customer(stage, engine).await,
            27..=31 => {
                // A double click, or a form that is sent again after a restart.
                if let Some(draft) = stage.old_draft() {
                    deeds::submit(stage, engine, draft).await;
                }
            }
            32..=54 => {
                stage.wind(stage.one_of(&[1, 3, 10, 45, 121, 600, 4_000, 90_000]));
                by_itself(stage, engine).await;
            }
            55..=59 => by_itself(stage, engine).await,
            60..=64 | 96..=99 => {
                if let Some(draft) = refunds::of_something(stage, engine).await {
                    deeds::submit(stage, engine, draft).await;
                }
            }
            65..=69 => drop(engine.sync(None, None, false, &|_| {}, Lang::En).await),
            75..=79 => stage.pay_outside(),
            80..=82 => deeds::jump(stage),
            83..=85 => deeds::keys(stage, engine).await,
            86 | 87 => {
                stage.met("a second process while nothing is under way");
                beside::second_process(stage).await;
            }
            _ => deeds::person(stage, engine).await,
        }
    }

    /// The disk begins to fail, or is mended.
    fn disk(&mut self) {
        if self.spoilt.is_some() {
            self.heal();
        } else {
            let before = self.stage.disk.failed().len();
            self.spoilt = Some((deeds::spoil_the_disk(&self.stage), before));
        }
    }

    fn heal(&mut self) {
        self.count_failed_writes();
        self.stage.disk.heal();
        self.spoilt = None;
    }

    fn count_failed_writes(&mut self) {
        let Some((how, before)) = &mut self.spoilt else {
            return;
        };
        let failed = self.stage.disk.failed().len();
        if failed > *before {
            self.stage
                .note(&format!("{how:?}: {} writes", failed - *before));
            self.stage.met(match how {
                How::Full => "disk full",
                How::Broken => "disk broken",
            });
            *before = failed;
        }
    }

    /// The process ends, however it ends, and another begins. On a disk that fails none may be able to.
    async fn start_again(&mut self) {
        self.stage.met("start anew");
        self.stage.note("starts again");
        self.stage.begins();
        self.engine.close().await;
        let opened = match open(&self.stage).await {
            Some(opened) => opened,
            None => {
                self.stage.met("a home that cannot be opened for its disk");
                self.heal();
                open(&self.stage).await.unwrap()
            }
        };
        (self.engine, self.died) = opened;
        let died = Arc::clone(&self.died);
        tokio::select! {
            biased;
            settled = self.engine.settle_at_start() => {
                if settled.is_err() {
                    self.stage.note("what was left is not settled");
                }
            }
            () = died.notified() => {}
        }
    }

    /// The line is good, the provider has a good day, the clock, the disk and the keys are mended, and time passes.
    async fn calm_down(&mut self) {
        let stage = Arc::clone(&self.stage);
        stage.calm_down();
        stage.control.clear_faults();
        stage.control.bad_day(None);
        stage.put_the_clock_right();
        self.heal();
        if stage.below(2) == 0 {
            self.start_again().await;
        }
        for shop in Shop::PAYING {
            deeds::mend_keys(&stage, &self.engine, shop).await;
        }
        post::in_order(&stage, &self.engine).await;
        for seconds in [
            1, 5, 20, 60, 60, 130, 300, 600, 3_600, 3_600, 90_000, 90_000, 90_000,
        ] {
            stage.wind(seconds);
            self.engine.step().await.unwrap();
        }
        liveness::judge_looks(&stage, &self.engine).await;
        // What is told by webhooks alone was told while time passed.
        post::in_order(&stage, &self.engine).await;
        self.engine.step().await.unwrap();
        if self.webhooks == Webhooks::AllAtTheEnd {
            stage.post.comes(true);
            post::flood(&stage, &self.engine).await;
            self.engine.step().await.unwrap();
        }
        let synced = self.engine.sync(None, None, true, &|_| {}, Lang::En).await;
        for view in synced.unwrap() {
            if let Some(error) = view.error {
                stage.broke(format!("a sync on a good day failed: {error:?}"));
            }
        }
        liveness::judge_waiting(&stage, &self.engine).await;
    }
}

/// The executor does what is due.
async fn by_itself(stage: &Stage, engine: &Engine) {
    stage.works_by_itself(true);
    let _ = engine.step().await;
    stage.works_by_itself(false);
}

/// Another run of Duka on the home of a life, and what tells that it dies.
async fn open(stage: &Arc<Stage>) -> Option<(Engine, Arc<Notify>)> {
    let line = Line::new(Arc::clone(stage));
    let died = Arc::clone(&line.died);
    let store = match Store::open(&stage.home).await {
        Ok(store) => store,
        Err(error) => {
            stage.note(&format!("the home cannot be opened: {error}"));
            return None;
        }
    };
    let opened = Engine::open(Parts {
        home: stage.home.clone(),
        store: store.clone(),
        http: Arc::new(line),
        vault: Arc::clone(&stage.keys) as Arc<dyn engine::ports::Vault>,
        clock: Arc::clone(&stage.clock) as Arc<dyn engine::ports::Clock>,
        desk: crate::world::DESK.to_owned(),
        door: "window",
        seed: Some(stage.next_run()),
    })
    .await;
    if opened.is_err() {
        store.close().await;
    }
    opened.ok().map(|engine| (engine, died))
}

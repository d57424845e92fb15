//! One life of a shop.

use crate::judge;
use crate::line::Line;
use chrono::{DateTime, Duration, Utc};
use domain::{AccountId, Credentials, Environment, Lang, OperationId, Secret};
use engine::{AccountDraft, ChargeDraft, Engine, Parts};
use platform::PracticeVault;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rust_decimal::Decimal;
use simulator::{BadDay, Clock, Config, Control, Delays, OutsidePayment, Running, Simulator};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use store::Store;
use tempfile::TempDir;
use tests::{HandClock, Shop};

/// How much happens in a life.
const DEEDS: usize = 14;

pub(crate) struct Life {
    pub(crate) seed: u64,
    pub(crate) engine: Engine,
    pub(crate) control: Control,
    line: Arc<Line>,
    clock: Arc<HandClock>,
    chance: StdRng,
    accounts: BTreeMap<&'static str, AccountId>,
    drafts: Vec<ChargeDraft>,
    operations: Vec<OperationId>,
    runs: u64,
    home: TempDir,
    _simulator: Running,
}

impl Life {
    /// Lives one life and tells which laws were broken in it.
    pub(crate) fn lived(seed: u64) -> Vec<String> {
        runtime().block_on(async {
            let mut life = Self::born(seed).await;
            life.live().await;
            life.calm_down().await;
            judge::judge(&life).await
        })
    }

    /// Lives one life and tells what happened in it, as a hash.
    pub(crate) fn trace(seed: u64) -> String {
        runtime().block_on(async {
            let mut life = Self::born(seed).await;
            life.live().await;
            life.line.trace()
        })
    }

    async fn born(seed: u64) -> Self {
        let noon = DateTime::<Utc>::from_timestamp(1_790_000_000, 0).unwrap();
        let simulator = Simulator::start(Config {
            home: None,
            port: None,
            seed,
            clock: Clock::Wound(noon),
            history: 0,
            delays: Delays::default(),
        })
        .await
        .unwrap();
        let control = simulator.control();
        let mut chance = StdRng::seed_from_u64(seed);
        // Some providers have a good day, some a bad one.
        let per_mille = [0, 50, 200, 500][chance.random_range(0..4)];
        control.bad_day(Some(BadDay {
            seed,
            per_mille,
            faults: Vec::new(),
        }));
        let memory = Path::new("/dev/shm");
        let home = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let line = Arc::new(Line::new(control.clone(), seed));
        let clock = Arc::new(HandClock::new(noon));
        let engine = open(home.path(), &line, &clock, seed).await;
        let mut life = Self {
            seed,
            engine,
            control,
            line,
            clock,
            chance,
            accounts: BTreeMap::new(),
            drafts: Vec::new(),
            operations: Vec::new(),
            runs: 0,
            home,
            _simulator: simulator,
        };
        for shop in Shop::ALL {
            let id = life.add(shop).await;
            life.accounts.insert(shop.provider, id);
        }
        life
    }

    async fn add(&self, shop: Shop) -> AccountId {
        let practice = self.control.practice();
        let known = providers::find(shop.provider)
            .unwrap()
            .manifest()
            .credentials;
        let credentials: Credentials = practice.credentials[shop.provider]
            .iter()
            .filter(|(field, _)| known.iter().any(|k| k.name == field.as_str()))
            .map(|(field, value)| (field.clone(), Secret::new(value.clone())))
            .collect();
        let added = self
            .engine
            .add_account(AccountDraft {
                provider: shop.provider.to_owned(),
                environment: Environment::Sandbox,
                name: shop.provider.to_owned(),
                base_url: practice.base_urls.get(shop.provider).cloned(),
                settings: BTreeMap::from([(
                    "payer_email".to_owned(),
                    "shop@example.org".to_owned(),
                )]),
                credentials,
            })
            .await
            .unwrap();
        AccountId::parse(&added.id).unwrap()
    }

    async fn live(&mut self) {
        for _ in 0..DEEDS {
            self.deed().await;
            self.note_states().await;
        }
    }

    /// One deed. When the process dies in the middle of it, it starts again.
    async fn deed(&mut self) {
        let died = Arc::clone(&self.line.died);
        let deed = self.chance.random_range(0..100);
        let alive = tokio::select! {
            biased;
            () = self.do_it(deed) => true,
            () = died.notified() => false,
        };
        if !alive {
            self.start_again().await;
        }
    }

    async fn do_it(&mut self, deed: u32) {
        match deed {
            0..=29 => self.charge().await,
            30..=34 => self.same_form_again().await,
            35..=59 => self.pass().await,
            60..=69 => {
                let _ = self.engine.step().await;
            }
            70..=74 => self.start_again().await,
            75..=79 => self.pay_outside(),
            80..=84 => {
                let _ = self.engine.sync(None, None, false, &|_| {}, Lang::En).await;
            }
            _ => self.person().await,
        }
    }

    async fn charge(&mut self) {
        let shop = Shop::ALL[self.chance.random_range(0..2)];
        let ending =
            ["01", "02", "03", "04", "05", "06", "07", "08"][self.chance.random_range(0..8)];
        let amount = [5_000, 85_000, 125_000][self.chance.random_range(0..3)];
        let draft = ChargeDraft {
            account: self.accounts[shop.provider].clone(),
            amount: amount.to_string(),
            currency: shop.currency.to_owned(),
            method: "mobile-money".to_owned(),
            phone: Some(format!("{}{ending}", shop.customer)),
            network: Some(shop.network.to_owned()),
            payer: None,
            country: None,
            fee_payer: None,
            first_name: None,
            last_name: None,
            email: None,
            note: Some("Cement".to_owned()),
            request_id: Some(format!("form-{}-{}", self.seed, self.drafts.len())),
            scenario: None,
            despite: None,
        };
        self.drafts.push(draft.clone());
        self.submit(draft).await;
    }

    /// A double click, or a form that is sent again after a restart.
    async fn same_form_again(&mut self) {
        if self.drafts.is_empty() {
            return;
        }
        let place = self.chance.random_range(0..self.drafts.len());
        self.submit(self.drafts[place].clone()).await;
    }

    async fn submit(&mut self, mut draft: ChargeDraft) {
        let mut made = self.engine.create_charge(draft.clone()).await;
        if let Err(error) = &made {
            // Now and then a person says that it is a second payment.
            if error.code == "possible_duplicate" && self.chance.random_range(0..2) == 0 {
                draft.despite = error.operation.as_ref().map(|o| o.id.clone());
                made = self.engine.create_charge(draft).await;
            }
        }
        let Ok(operation) = made else { return };
        if !self.operations.contains(&operation.id) {
            self.operations.push(operation.id.clone());
        }
        if self.chance.random_range(0..3) > 0 {
            let _ = self.engine.send(&operation.id).await;
        }
    }

    async fn pass(&mut self) {
        let seconds = [1, 3, 10, 45, 121, 600, 4_000, 90_000][self.chance.random_range(0..8)];
        self.wind(seconds);
        let _ = self.engine.step().await;
    }

    fn wind(&self, seconds: i64) {
        let by = Duration::seconds(seconds);
        self.control.wind(by.to_std().unwrap()).unwrap();
        self.clock.wind(by);
    }

    fn pay_outside(&mut self) {
        let shop = Shop::ALL[self.chance.random_range(0..2)];
        let country = if shop.currency == "UGX" { "256" } else { "250" };
        let _ = self.control.pay_outside(&OutsidePayment {
            provider: shop.provider.to_owned(),
            amount: Decimal::from([5_000, 85_000][self.chance.random_range(0..2)]),
            phone: format!("{country}{}01", &shop.customer[1..]),
            note: "From the website".to_owned(),
            reference: Some("WEB".to_owned()),
        });
    }

    /// A person at the desk tries something on an operation.
    async fn person(&mut self) {
        if self.operations.is_empty() {
            return;
        }
        let id = self.operations[self.chance.random_range(0..self.operations.len())].clone();
        match self.chance.random_range(0..6) {
            0 => drop(self.engine.check(&id).await),
            1 => drop(self.engine.cancel(&id).await),
            2 => drop(self.engine.set_aside(&id, "nobody knows").await),
            3 => {
                if let Ok(again) = self.engine.send_again(&id).await {
                    self.operations.push(again.id.clone());
                    let _ = self.engine.send(&again.id).await;
                }
            }
            4 => self.adopt_something().await,
            _ => drop(self.engine.send(&id).await),
        }
    }

    async fn adopt_something(&mut self) {
        let Ok(doubts) = self.engine.doubts(None, Lang::En).await else {
            return;
        };
        for doubt in doubts {
            let Some(candidate) = doubt.candidates.iter().find(|c| c.adoptable) else {
                continue;
            };
            let id = OperationId::parse(&doubt.operation.id).unwrap();
            let _ = self.engine.adopt(&id, &candidate.provider_reference).await;
            return;
        }
    }

    async fn start_again(&mut self) {
        self.runs += 1;
        self.line.note("died");
        let seed = self.seed ^ (self.runs << 32);
        self.engine = open(self.home.path(), &self.line, &self.clock, seed).await;
        let died = Arc::clone(&self.line.died);
        tokio::select! {
            biased;
            settled = self.engine.settle_at_start() => settled.unwrap(),
            () = died.notified() => {}
        }
    }

    async fn note_states(&self) {
        for id in &self.operations {
            let operation = self.engine.operation(id).await.unwrap();
            self.line
                .note(&format!("{id} {}", operation.state.as_str()));
        }
    }

    /// The line is good, the provider has a good day, and time passes.
    async fn calm_down(&mut self) {
        self.line.calm_down();
        self.control.clear_faults();
        self.control.bad_day(None);
        self.start_again().await;
        for seconds in [
            1, 5, 20, 60, 60, 130, 300, 600, 3_600, 3_600, 90_000, 90_000, 90_000,
        ] {
            self.wind(seconds);
            self.engine.step().await.unwrap();
        }
        for _ in 0..2 {
            let views = self
                .engine
                .sync(None, None, true, &|_| {}, Lang::En)
                .await
                .unwrap();
            assert!(views.iter().all(|view| view.error.is_none()), "{views:?}");
        }
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

async fn open(home: &Path, line: &Arc<Line>, clock: &Arc<HandClock>, seed: u64) -> Engine {
    Engine::open(Parts {
        home: home.to_owned(),
        store: Store::open(home).await.unwrap(),
        http: Arc::clone(line) as Arc<dyn engine::ports::Http>,
        vault: Arc::new(PracticeVault::new(home)),
        clock: Arc::clone(clock) as Arc<dyn engine::ports::Clock>,
        desk: "the counter".to_owned(),
        door: "window",
        seed: Some(seed),
    })
    .await
    .unwrap()
}

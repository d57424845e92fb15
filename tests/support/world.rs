//! A small world: one home, one simulator, one clock, and as many runs of Duka as a journey needs.

use crate::HandClock;
use chrono::{DateTime, Duration, Utc};
use domain::{AccountId, Credentials, Environment, Operation, OperationId, Secret, State};
use engine::{AccountDraft, ChargeDraft, Engine, EngineError, Parts, PayoutDraft};
use platform::{NetworkHttp, PracticeVault};
use rust_decimal::Decimal;
use simulator::{Clock, Config, Control, Delays, LedgerEntry, Running, Simulator};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Once};
use store::Store;
use tempfile::TempDir;

/// An account of the world's shop: how its provider is called, and where its customers are.
#[derive(Clone, Copy, Debug)]
pub struct Shop {
    /// The provider's id.
    pub provider: &'static str,
    /// Its currency.
    pub currency: &'static str,
    /// A customer's number without its last two digits, which tell the story.
    pub customer: &'static str,
    /// The customer's network.
    pub network: &'static str,
    /// How a payout goes here.
    pub pays_to: &'static str,
}

impl Shop {
    /// A provider that takes our reference in a field of its own and lists in order.
    pub const KAMPALA: Self = Self {
        provider: "zengapay",
        currency: "UGX",
        customer: "07724183",
        network: "MTN",
        pays_to: "mobile-money",
    };
    /// A provider that takes no reference and states no order.
    pub const KIGALI: Self = Self {
        provider: "dgspay",
        currency: "RWF",
        customer: "07881234",
        network: "MTN",
        pays_to: "mobile-money",
    };
    /// A provider whose customers open a page, and whose payouts are found by our own reference.
    pub const ABIDJAN: Self = Self {
        provider: "djamo",
        currency: "XOF",
        customer: "+22507070703",
        network: "",
        pays_to: "wallet",
    };
    /// A provider whose keys open a session first.
    pub const CONAKRY: Self = Self {
        provider: "djomy",
        currency: "GNF",
        customer: "+2246224567",
        network: "MTN",
        pays_to: "mobile-money",
    };
    /// The two where a charge is a push to a phone and nothing else.
    pub const ALL: [Self; 2] = [Self::KAMPALA, Self::KIGALI];
    /// Those that pay out: all of them.
    pub const PAYING: [Self; 4] = [Self::KAMPALA, Self::KIGALI, Self::ABIDJAN, Self::CONAKRY];
}

/// The world.
pub struct World {
    /// The engine that most journeys use; more can be started on the same home.
    pub engine: Engine,
    /// Looks into the simulator and plans its faults.
    pub control: Control,
    /// The time of engines and simulator.
    pub clock: Arc<HandClock>,
    simulator: Option<Running>,
    accounts: BTreeMap<&'static str, AccountId>,
    home: TempDir,
}

/// What the machine and the place of the home are called.
pub const DESK: &str = "the counter";

static RING: Once = Once::new();

impl World {
    /// An empty world at a fixed noon.
    pub async fn new() -> Self {
        Self::with_past(0).await
    }

    /// A world whose simulator has so many transactions in its past.
    pub async fn with_past(history: usize) -> Self {
        Self::in_home(tempfile::tempdir().unwrap(), history).await
    }

    /// The same, in a home that is there already.
    pub async fn in_home(home: TempDir, history: usize) -> Self {
        crate::on_one_core();
        RING.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let noon = DateTime::<Utc>::from_timestamp(1_790_000_000, 0).unwrap();
        let simulator = Simulator::start(Config {
            home: None,
            port: None,
            seed: 7,
            clock: Clock::Wound(noon),
            history,
            delays: Delays::default(),
        })
        .await
        .unwrap();
        let clock = Arc::new(HandClock::new(noon));
        let engine = open(home.path(), &clock, DESK).await.unwrap();
        let mut world = Self {
            control: simulator.control(),
            engine,
            clock,
            simulator: Some(simulator),
            accounts: BTreeMap::new(),
            home,
        };
        for shop in Shop::PAYING {
            let id = world.add(shop).await;
            world.accounts.insert(shop.provider, id);
        }
        world
    }

    async fn add(&self, shop: Shop) -> AccountId {
        let account = self.engine.add_account(self.draft(shop)).await.unwrap();
        AccountId::parse(&account.id).unwrap()
    }

    /// The account form of a shop, filled in.
    #[must_use]
    pub fn draft(&self, shop: Shop) -> AccountDraft {
        let simulator = self.simulator.as_ref().unwrap();
        let known: Vec<&str> = providers::find(shop.provider)
            .unwrap()
            .manifest()
            .credentials
            .iter()
            .map(|field| field.name)
            .collect();
        let credentials: Credentials = simulator.credentials()[shop.provider]
            .iter()
            .filter(|(field, _)| known.contains(&field.as_str()))
            .map(|(field, value)| (field.clone(), Secret::new(value.clone())))
            .collect();
        AccountDraft {
            provider: shop.provider.to_owned(),
            environment: Environment::Sandbox,
            name: format!("Shop at {}", shop.provider),
            base_url: simulator.base_url(shop.provider),
            settings: BTreeMap::from([("payer_email".to_owned(), "shop@example.org".to_owned())]),
            credentials,
        }
    }

    /// The id of a shop's account.
    #[must_use]
    pub fn account(&self, shop: Shop) -> AccountId {
        self.accounts[shop.provider].clone()
    }

    /// The folder of the home.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A charge form, filled in: the last two digits of the phone tell what the customer does.
    #[must_use]
    pub fn charge(&self, shop: Shop, ending: &str) -> ChargeDraft {
        ChargeDraft {
            account: self.account(shop),
            amount: "85000".to_owned(),
            currency: shop.currency.to_owned(),
            method: "mobile-money".to_owned(),
            phone: Some(format!("{}{ending}", shop.customer)),
            network: Some(shop.network.to_owned()),
            payer: None,
            country: None,
            fee_payer: None,
            first_name: Some("Sarah".to_owned()),
            last_name: Some("Namuli".to_owned()),
            email: None,
            note: Some("Term 3 fees".to_owned()),
            request_id: None,
            scenario: None,
            despite: None,
        }
    }

    /// A payout form, filled in: the last two digits of the phone tell what becomes of it.
    #[must_use]
    pub fn payout(&self, shop: Shop, ending: &str) -> PayoutDraft {
        PayoutDraft {
            account: self.account(shop),
            amount: "25000".to_owned(),
            currency: shop.currency.to_owned(),
            to: shop.pays_to.to_owned(),
            contact: None,
            phone: Some(format!("{}{ending}", shop.customer)),
            network: Some(shop.network.to_owned()),
            bank: None,
            number: None,
            branch: None,
            name: Some("Moses Okello".to_owned()),
            country: None,
            note: Some("Wages, week 38".to_owned()),
            recipient_gets: false,
            request_id: None,
            scenario: None,
            sub_account: None,
            despite: None,
        }
    }

    /// Records a payout and has it sent, with enough money in the wallet.
    pub async fn pay(&self, draft: PayoutDraft) -> Operation {
        self.fund();
        let recorded = self.engine.create(draft).await.unwrap();
        self.engine.send(&recorded.id).await.unwrap()
    }

    /// Puts money into every wallet that payouts of these worlds leave from.
    pub fn fund(&self) {
        for (provider, wallet) in [
            ("zengapay", "UGX-MTNMM"),
            ("dgspay", "RWF"),
            ("djamo", "XOF"),
            ("djomy", "GNF"),
        ] {
            self.control
                .fund(provider, wallet, Decimal::from(1_000_000))
                .unwrap();
        }
    }

    /// Records a charge and has it sent.
    pub async fn take(&self, draft: ChargeDraft) -> Operation {
        let recorded = self.engine.create(draft).await.unwrap();
        self.engine.send(&recorded.id).await.unwrap()
    }

    /// Lets time pass for engines and simulator alike.
    pub fn pass(&self, by: Duration) {
        if self.simulator.is_some() {
            self.control.wind(by.to_std().unwrap()).unwrap();
        }
        self.clock.wind(by);
    }

    /// Lets time pass second by second, the executor working all the while, until the operation stands there.
    pub async fn until(&self, id: &OperationId, state: State) -> Operation {
        for _ in 0..600 {
            let operation = self.engine.operation(id).await.unwrap();
            if operation.state == state {
                return operation;
            }
            self.pass(Duration::seconds(1));
            self.engine.step().await.unwrap();
        }
        panic!(
            "it never became {state:?}: {:?}",
            self.engine.operation(id).await.unwrap()
        );
    }

    /// So much time, in steps of so many seconds, the executor working all the while.
    pub async fn work_for(&self, span: Duration, stride_s: i64) {
        let mut passed = Duration::zero();
        while passed < span {
            self.pass(Duration::seconds(stride_s));
            passed += Duration::seconds(stride_s);
            self.engine.step().await.unwrap();
        }
    }

    /// Another run of Duka on the same home.
    pub async fn another_run(&self) -> Engine {
        open(self.home.path(), &self.clock, DESK).await.unwrap()
    }

    /// A run of Duka on a copy of this home that lies elsewhere.
    pub async fn run_on(&self, home: &Path, desk: &str) -> Engine {
        open(home, &self.clock, desk).await.unwrap()
    }

    /// This run ends, and another begins: what the first had in memory is gone.
    pub async fn start_again(&mut self) {
        self.engine.close().await;
        self.engine = open(self.home.path(), &self.clock, DESK).await.unwrap();
        self.engine.settle_at_start().await.unwrap();
    }

    /// The power fails: another run finds the files as they are at this moment, in `home`, and nothing was closed.
    pub async fn cut_off(&mut self, home: TempDir) {
        for entry in std::fs::read_dir(self.home.path()).unwrap() {
            let entry = entry.unwrap();
            // The folder of copies is not what is worked on.
            if entry.path().is_file() {
                std::fs::copy(entry.path(), home.path().join(entry.file_name())).unwrap();
            }
        }
        let engine = open(home.path(), &self.clock, DESK).await.unwrap();
        let before = std::mem::replace(&mut self.engine, engine);
        before.close().await;
        self.home = home;
        self.engine.settle_at_start().await.unwrap();
    }

    /// What the simulator took, without its past.
    #[must_use]
    pub fn taken(&self) -> Vec<LedgerEntry> {
        self.control.ledger()
    }

    /// How many requests reached the simulator that would have moved money.
    #[must_use]
    pub fn posted(&self) -> usize {
        self.control
            .seen()
            .iter()
            .filter(|seen| seen.method == "POST" && !seen.path.ends_with("/auth"))
            .count()
    }

    /// The provider goes away: connections are refused from now on.
    pub async fn provider_goes_away(&mut self) {
        self.simulator.take().unwrap().shutdown().await;
    }
}

async fn open(home: &Path, clock: &Arc<HandClock>, desk: &str) -> Result<Engine, EngineError> {
    Engine::open(Parts {
        home: home.to_owned(),
        store: Store::open(home).await?,
        http: Arc::new(NetworkHttp::new().unwrap()),
        vault: Arc::new(PracticeVault::new(home)),
        clock: Arc::clone(clock) as Arc<dyn engine::ports::Clock>,
        desk: desk.to_owned(),
        door: "window",
        seed: None,
    })
    .await
}

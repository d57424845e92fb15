//! A desk under fire: a home, a provider at the end of a slow road, and somebody who records charges beside the program.

use super::road::Road;
use crate::Shop;
use chrono::{DateTime, Utc};
use domain::{AccountId, Credentials, Environment, Operation, Secret};
use engine::ports::Clock;
use engine::{AccountDraft, ChargeDraft, Engine, Parts};
use platform::{NetworkHttp, PracticeVault, SystemClock};
use simulator::{Config, Control, Running, Simulator};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use tempfile::TempDir;
use tokio::process::{Child, Command};

/// How long anything may take that must happen.
const PATIENCE: Duration = Duration::from_secs(30);
/// What the customers do: one pays, one declines, one never answers, one takes a moment.
const ENDINGS: [&str; 4] = ["01", "02", "03", "13"];

pub(super) struct Desk {
    pub(super) control: Control,
    pub(super) road: Road,
    /// Records charges and reads the journal. It never sends, and never takes the executor's lock.
    pub(super) clerk: Engine,
    /// Every charge of which the person was told that it is recorded.
    pub(super) told: Vec<Operation>,
    /// How long a send lived when it was last measured.
    pub(super) life: Option<Duration>,
    pub(super) rounds: u32,
    running: Option<Child>,
    accounts: BTreeMap<&'static str, AccountId>,
    program: PathBuf,
    home: TempDir,
    _simulator: Running,
}

impl Desk {
    pub(super) async fn new(program: &Path, seed: u64) -> Self {
        let config = Config {
            history: 0,
            seed,
            ..Config::default()
        };
        let simulator = Simulator::start(config).await.unwrap();
        let road = Road::to(simulator.port(), seed).await;
        let home = home();
        // Made-up keys need no keyring.
        std::fs::write(home.path().join("vault-kind"), "practice").unwrap();
        let clerk = open(home.path(), Arc::new(SystemClock)).await;
        let mut desk = Self {
            control: simulator.control(),
            road,
            clerk,
            told: Vec::new(),
            life: None,
            rounds: 0,
            running: None,
            accounts: BTreeMap::new(),
            program: program.to_owned(),
            home,
            _simulator: simulator,
        };
        for shop in Shop::ALL {
            let id = desk.add(shop).await;
            desk.accounts.insert(shop.provider, id);
        }
        desk
    }

    async fn add(&self, shop: Shop) -> AccountId {
        let practice = self.control.practice();
        let known = providers::find(shop.provider)
            .unwrap()
            .manifest()
            .credentials;
        let credentials: Credentials = practice.credentials[shop.provider]
            .iter()
            .filter(|(field, _)| known.iter().any(|one| one.name == field.as_str()))
            .map(|(field, value)| (field.clone(), Secret::new(value.clone())))
            .collect();
        let straight = format!(":{}/", practice.port);
        let by_road = format!(":{}/", self.road.port);
        let draft = AccountDraft {
            provider: shop.provider.to_owned(),
            environment: Environment::Sandbox,
            name: shop.provider.to_owned(),
            base_url: Some(practice.base_urls[shop.provider].replace(&straight, &by_road)),
            settings: BTreeMap::from([("payer_email".to_owned(), "shop@example.org".to_owned())]),
            credentials,
        };
        let added = self.clerk.add_account(draft).await.unwrap();
        AccountId::parse(&added.id).unwrap()
    }

    /// Records one charge. No other has its amount, so that any two with one amount are one intent sent twice.
    pub(super) async fn record(&mut self) -> Result<Operation, String> {
        let number = self.told.len();
        let shop = Shop::ALL[number % Shop::ALL.len()];
        let ending = ENDINGS[number / Shop::ALL.len() % ENDINGS.len()];
        let draft = ChargeDraft {
            account: self.accounts[shop.provider].clone(),
            amount: (5_000 + number).to_string(),
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
            request_id: None,
            scenario: None,
            despite: None,
        };
        let recorded = self
            .clerk
            .create(draft)
            .await
            .map_err(|error| format!("a charge could not be recorded: {error}"))?;
        self.told.push(recorded.clone());
        Ok(recorded)
    }

    /// Starts the program and waits until it executes: the new executor asks the provider for its lists at once, and who
    /// only watches asks for nothing.
    pub(super) async fn start(&mut self) -> Result<(), String> {
        let before = self.road.entered();
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log())
            .unwrap();
        let child = Command::new(&self.program)
            .arg("--home")
            .arg(self.home.path())
            .args(["--json", "--lang", "en", "run"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{} did not start: {error}", self.program.display()))?;
        self.running = Some(child);
        if until(|| async { self.road.entered() > before }).await {
            return Ok(());
        }
        Err(format!(
            "`run` never executed: {}",
            std::fs::read_to_string(self.log()).unwrap_or_default()
        ))
    }

    /// Kills the program, without mercy. It must have lived until now.
    pub(super) async fn kill(&mut self) -> Result<(), String> {
        let Some(mut running) = self.running.take() else {
            return Ok(());
        };
        if let Ok(Some(status)) = running.try_wait() {
            let said = std::fs::read_to_string(self.log()).unwrap_or_default();
            return Err(format!("`run` ended by itself, {status}: {said}"));
        }
        running
            .kill()
            .await
            .map_err(|error| format!("`run` could not be killed: {error}"))
    }

    fn log(&self) -> PathBuf {
        self.home.path().join("run.log")
    }

    pub(super) fn home(&self) -> &Path {
        self.home.path()
    }
}

/// In memory where there is such a disk. A kill takes nothing from the system's cache, so a real disk would add only time.
fn home() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// Another engine on the home.
pub(super) async fn open(home: &Path, clock: Arc<dyn Clock>) -> Engine {
    Engine::open(Parts {
        home: home.to_owned(),
        store: Store::open(home).await.unwrap(),
        http: Arc::new(NetworkHttp::new().unwrap()),
        vault: Arc::new(PracticeVault::new(home)),
        clock,
        desk: platform::desk_name(home, "practice"),
        door: "window",
        seed: None,
    })
    .await
    .unwrap()
}

/// Looks until it is so; `false` when it never was.
pub(super) async fn until<F: Future<Output = bool>>(mut is_so: impl FnMut() -> F) -> bool {
    let looked = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
    };
    tokio::time::timeout(PATIENCE, looked).await.is_ok()
}

/// What both clocks say when the shooting is over; a moment ahead, so that nothing lies in the future.
pub(super) fn soon(control: &Control) -> DateTime<Utc> {
    control.now() + chrono::Duration::seconds(1)
}

//! A desk under fire: a home, providers at the end of a slow road, and somebody who records beside the program.

use super::deed::{self, GIVE_BACK, PAID, PAYER};
use super::file::Given;
use super::road::Road;
use crate::Shop;
use chrono::{DateTime, Utc};
use domain::{AccountId, Credentials, Environment, Lang, Operation, Secret};
use engine::ports::Clock;
use engine::{AccountDraft, Engine, Parts};
use platform::{NetworkHttp, PracticeVault, SystemClock};
use rust_decimal::Decimal;
use simulator::{Config, Control, Origin, OutsidePayment, Running, Simulator};
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
/// Every wallet holds more than is ever sent.
const HELD: u32 = 50_000_000;
/// The wallet that pays, of each provider in turn.
const WALLETS: [&str; 4] = ["UGX-MTNMM", "RWF", "XOF", "GNF"];

pub(super) struct Desk {
    pub(super) control: Control,
    pub(super) road: Road,
    /// Records, and reads the journal. It never sends, and never takes the executor's lock while the program lives.
    pub(super) clerk: Engine,
    /// Everything of which the person was told that it is recorded.
    pub(super) told: Vec<Operation>,
    /// Every file of payouts that was given.
    pub(super) files: Vec<Given>,
    /// How long a send lived when it was last measured.
    pub(super) life: Option<Duration>,
    pub(super) rounds: u32,
    running: Option<Child>,
    accounts: BTreeMap<&'static str, AccountId>,
    /// By provider: the references of charges that are paid, and of which nothing was given back.
    paid: BTreeMap<&'static str, Vec<String>>,
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
            files: Vec::new(),
            life: None,
            rounds: 0,
            running: None,
            accounts: BTreeMap::new(),
            paid: BTreeMap::new(),
            program: program.to_owned(),
            home,
            _simulator: simulator,
        };
        for (shop, wallet) in Shop::PAYING.into_iter().zip(WALLETS) {
            let id = desk.add(shop).await;
            desk.accounts.insert(shop.provider, id);
            let held = Decimal::from(HELD);
            desk.control.fund(shop.provider, wallet, held).unwrap();
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

    pub(super) fn account(&self, shop: Shop) -> &AccountId {
        &self.accounts[shop.provider]
    }

    /// So many customers pay at each provider where charges are given back. That takes them some seconds.
    pub(super) fn customers_pay(&self, many: u32) {
        for shop in GIVE_BACK {
            let phone = format!("{}{PAYER}", shop.customer);
            let payment = OutsidePayment {
                provider: shop.provider.to_owned(),
                amount: Decimal::from(PAID),
                phone: phone
                    .strip_prefix('0')
                    .map_or(phone.clone(), |rest| format!("256{rest}")),
                note: "Cement".to_owned(),
                reference: None,
            };
            for _ in 0..many {
                self.control.pay_outside(&payment).unwrap();
            }
        }
    }

    /// Waits until they have paid, and reads it.
    pub(super) async fn customers_have_paid(&mut self) -> Result<(), String> {
        let outside = || {
            let mut ledger = self.control.ledger();
            ledger.retain(|entry| entry.origin == Origin::Outside);
            ledger
        };
        if !until(|| async { outside().iter().all(|it| it.status == "succeeded") }).await {
            return Err("the customers never paid".to_owned());
        }
        self.clerk
            .sync(None, None, false, &|_| {}, Lang::En)
            .await
            .map_err(|error| format!("nothing could be read: {error}"))?;
        let paid = outside();
        for shop in GIVE_BACK {
            let own = paid.iter().filter(|it| it.provider == shop.provider);
            let references = own.map(|it| it.reference.clone()).collect();
            self.paid.insert(shop.provider, references);
        }
        Ok(())
    }

    /// Records the next deed.
    pub(super) async fn record(&mut self) -> Result<Operation, String> {
        let draft = deed::draft(self.told.len(), &self.accounts, &mut self.paid)?;
        let recorded = self
            .clerk
            .create(draft.clone())
            .await
            .map_err(|error| format!("it could not be recorded: {error}: {draft:?}"))?;
        self.told.push(recorded.clone());
        Ok(recorded)
    }

    /// The program with these words, on this home. It dies with whoever started it.
    pub(super) fn command(&self, words: &[impl AsRef<str>]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("--home")
            .arg(self.home.path())
            .args(["--json", "--lang", "en"])
            .args(words.iter().map(AsRef::as_ref))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
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
        let child = self
            .command(&["run"])
            .stdout(Stdio::null())
            .stderr(log)
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

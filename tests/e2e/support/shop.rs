//! A shop that was set up before: accounts in the sandbox and live ones, each at a simulator of its own, so that what moves
//! in one of them can be told from what moves in the other.

use super::session::{Session, Stage};
use domain::{Account, AccountId, Credentials, Environment, Operation, OperationId, Secret};
use engine::ports::Vault;
use engine::{AccountDraft, ChargeDraft, Engine, Parts};
use platform::{Home, HomeVault, NetworkHttp, SystemClock, VaultKind};
use simulator::{Config, Running, Simulator};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Inserted, Store};

/// Opens the shop's keys.
const PASSPHRASE: &str = "eight words that no test would say aloud";

/// The provider whose accounts a shop here has: it takes our reference, and its customers' endings tell the story.
pub(crate) const PROVIDER: &str = "zengapay";

/// What a shop begins with in one environment.
pub(crate) struct Book {
    pub(crate) world: Running,
    pub(crate) account: AccountId,
    /// A charge that nobody answers.
    pub(crate) open: OperationId,
}

/// The shop.
pub(crate) struct Shop {
    pub(crate) stage: Stage,
    pub(crate) sandbox: Book,
    pub(crate) live: Book,
}

impl Shop {
    /// Sets it up. No window is open yet.
    pub(crate) async fn set_up() -> Self {
        let stage = Stage::new()
            .with("DUKA_VAULT", "file")
            .with("DUKA_PASSPHRASE", PASSPHRASE);
        let home = Home::open(&stage.home()).expect("the home can be made");
        let source = Arc::new(|_| Ok(Secret::new(PASSPHRASE.to_owned())));
        let vault = HomeVault::of(&home, Some(VaultKind::File), source);
        let vault: Arc<dyn Vault> = Arc::new(vault.expect("a new home has no other vault"));
        let engine = Engine::open(Parts {
            home: home.path().to_owned(),
            store: Store::open(home.path()).await.expect("a new home opens"),
            http: Arc::new(NetworkHttp::new().expect("the network is set up")),
            vault: Arc::clone(&vault),
            clock: Arc::new(SystemClock),
            desk: platform::desk_name(home.path(), vault.kind()),
            door: "window",
            seed: None,
        })
        .await
        .expect("the engine opens");
        let sandbox = world(11).await;
        let account = added(&engine, &sandbox).await;
        let open = asked(&engine, &account, "0772418303").await;
        let live_world = world(12).await;
        let live_account = made_live(&engine, vault.as_ref(), &account, &live_world).await;
        let live_open = asked(&engine, &live_account, "0772951703").await;
        for (key, value) in [("staff", "Achieng"), ("language", "en")] {
            let set = engine.set_setting(key, Some(value)).await;
            set.expect("a setting can be set");
        }
        engine.close().await;
        Self {
            stage,
            sandbox: Book {
                world: sandbox,
                account,
                open,
            },
            live: Book {
                world: live_world,
                account: live_account,
                open: live_open,
            },
        }
    }

    /// Opens the window on the sandbox.
    pub(crate) async fn open(&self) -> Session {
        std::fs::write(self.stage.home().join("window-mode"), "sandbox\n")
            .expect("the home can be written");
        let session = self.stage.open().await;
        session.page.wait_for("nav-charge").await;
        session
    }

    /// Another place on this computer, with the same keys to the shop's vault and no home yet.
    pub(crate) fn elsewhere(&self) -> Stage {
        Stage::new()
            .with("DUKA_VAULT", "file")
            .with("DUKA_PASSPHRASE", PASSPHRASE)
    }

    /// Every operation of an environment, as the journal has it now.
    pub(crate) async fn operations(&self, environment: Environment) -> Vec<Operation> {
        let store = self.store().await;
        let from_the_beginning = Default::default();
        let all = store
            .journal
            .recent_operations(environment, from_the_beginning, 10_000)
            .await;
        store.close().await;
        all.expect("the journal can be read")
    }

    /// Every setting, as the journal has it now.
    pub(crate) async fn settings(&self) -> BTreeMap<String, String> {
        let store = self.store().await;
        let all = store.journal.settings().await;
        store.close().await;
        all.expect("the journal can be read").into_iter().collect()
    }

    /// Every account, as the journal has it now.
    pub(crate) async fn accounts(&self) -> Vec<Account> {
        let store = self.store().await;
        let all = store.journal.accounts().await;
        store.close().await;
        all.expect("the journal can be read")
    }

    async fn store(&self) -> Store {
        let opened = Store::open(&self.stage.home()).await;
        opened.expect("a second process can read the home")
    }

    /// What nobody but the vault may hold.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let worlds = [&self.sandbox.world, &self.live.world];
        worlds
            .iter()
            .flat_map(|world| world.credentials().into_values())
            .flat_map(BTreeMap::into_values)
            .filter(|value| value.len() > 8)
            .chain([PASSPHRASE.to_owned()])
            .collect()
    }
}

/// A provider outside of Duka.
async fn world(seed: u64) -> Running {
    let config = Config {
        history: 20,
        seed,
        ..Config::default()
    };
    Simulator::start(config).await.expect("the provider starts")
}

fn keys(world: &Running) -> Credentials {
    let facts = providers::find(PROVIDER).expect("it is registered");
    let all = world.credentials().remove(PROVIDER).expect("it has keys");
    all.into_iter()
        .filter(|(field, _)| {
            facts
                .manifest()
                .credentials
                .iter()
                .any(|one| one.name == *field)
        })
        .map(|(field, value)| (field, Secret::new(value)))
        .collect()
}

async fn added(engine: &Engine, world: &Running) -> AccountId {
    let draft = AccountDraft {
        provider: PROVIDER.to_owned(),
        environment: Environment::Sandbox,
        name: "Trying out".to_owned(),
        base_url: world.base_url(PROVIDER),
        settings: BTreeMap::new(),
        credentials: keys(world),
    };
    let account = engine.add_account(draft).await.expect("it can be added");
    AccountId::parse(&account.id).expect("the engine's ids are ids")
}

/// The engine takes a live account only at the provider's own host. This one stands in for it, so it is written past the engine.
async fn made_live(
    engine: &Engine,
    vault: &dyn Vault,
    like: &AccountId,
    world: &Running,
) -> AccountId {
    let like = engine.account(like).await.expect("it was just added");
    let now = engine.clock().now();
    let live = Account {
        id: AccountId::new(now, 7),
        environment: Environment::Live,
        name: "The till".to_owned(),
        base_url: world.base_url(PROVIDER).expect("it has an address"),
        identity: "of the till".to_owned(),
        ..like
    };
    let kept = vault.write(&live.id, &keys(world)).await;
    kept.expect("the vault takes keys");
    let journal = &engine.store().journal;
    let inserted = journal.insert_account(&live, &engine.actor(), now).await;
    assert!(matches!(inserted, Ok(Inserted::Done)), "the account is new");
    live.id
}

/// A charge that was sent and stays open.
async fn asked(engine: &Engine, account: &AccountId, phone: &str) -> OperationId {
    let draft = ChargeDraft {
        account: account.clone(),
        amount: "9000".to_owned(),
        currency: "UGX".to_owned(),
        method: "mobile-money".to_owned(),
        phone: Some(phone.to_owned()),
        network: Some("MTN".to_owned()),
        payer: None,
        country: None,
        fee_payer: None,
        first_name: None,
        last_name: None,
        email: None,
        note: None,
        request_id: None,
        scenario: None,
        despite: None,
    };
    let recorded = engine.create(draft).await.expect("it is written down");
    let sent = engine.send(&recorded.id).await.expect("it is sent");
    assert_eq!(
        sent.state,
        domain::State::Pending,
        "nobody has answered yet"
    );
    sent.id
}

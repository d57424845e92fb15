//! How a life begins: a home with all accounts in it, copied from one that was made once.

use super::deeds::credentials;
use super::keys::Keys;
use super::stage::{Set, Stage};
use crate::{HandClock, Shop};
use chrono::{DateTime, Utc};
use domain::{AccountId, Environment};
use engine::ports::Vault;
use engine::{AccountDraft, Engine, Parts};
use rust_decimal::Decimal;
use simulator::{BadDay, Clock, Control, Delays, Fault};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use store::Store;
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// A home as it is when its accounts have just been added.
struct Cradle {
    files: Vec<(&'static str, Vec<u8>)>,
    accounts: BTreeMap<&'static str, AccountId>,
}

static CRADLE: OnceCell<Cradle> = OnceCell::const_new();

fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

/// A new stage, and the folder that goes with it.
pub(super) async fn born(seed: u64) -> (Arc<Stage>, TempDir) {
    let cradle = CRADLE.get_or_init(cradle).await;
    let home = folder();
    for (name, bytes) in &cradle.files {
        std::fs::write(home.path().join(name), bytes).unwrap();
    }
    let control = Control::alone(seed, Clock::Wound(noon()), Delays::default()).unwrap();
    let keys = Arc::new(Keys::default());
    for shop in Shop::PAYING {
        let account = &cradle.accounts[shop.provider];
        keys.write(account, &credentials(&control, shop))
            .await
            .unwrap();
    }
    let stage = Arc::new(Stage::new(Set {
        seed,
        control,
        clock: Arc::new(HandClock::new(noon())),
        home: home.path().to_owned(),
        keys,
        accounts: cradle.accounts.clone(),
    }));
    // Some providers have a good day, some a bad one. An answer too long to read never reaches the engine: the line plays it.
    let faults = Fault::all().into_iter();
    stage.control.bad_day(Some(BadDay {
        seed,
        per_mille: stage.one_of(&[0, 50, 200, 500]),
        faults: faults
            .filter(|fault| !matches!(fault, Fault::HugeBody { .. }))
            .collect(),
    }));
    fill_the_wallets(&stage);
    stage.witness.wake().await;
    (stage, home)
}

/// Some shops have enough in their wallets, some run dry in the middle of their life, and some have nothing.
fn fill_the_wallets(stage: &Stage) {
    let wallets = [
        ("zengapay", "UGX-MTNMM"),
        ("dgspay", "RWF"),
        ("djamo", "XOF"),
        ("djomy", "GNF"),
    ];
    for (provider, wallet) in wallets {
        let holds = Decimal::from(stage.one_of(&[0, 130_000, 2_000_000, 2_000_000, 2_000_000]));
        stage.control.fund(provider, wallet, holds).unwrap();
    }
}

/// In memory where there is such a place: thousands of homes are written.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

async fn cradle() -> Cradle {
    let home = folder();
    let control = Control::alone(0, Clock::Wound(noon()), Delays::default()).unwrap();
    let engine = Engine::open(Parts {
        home: home.path().to_owned(),
        store: Store::open(home.path()).await.unwrap(),
        http: Arc::new(super::line::Nobody),
        vault: Arc::new(Keys::default()),
        clock: Arc::new(HandClock::new(noon())),
        desk: crate::world::DESK.to_owned(),
        door: "window",
        seed: Some(0),
    })
    .await
    .unwrap();
    let mut accounts = BTreeMap::new();
    for shop in Shop::PAYING {
        let draft = AccountDraft {
            provider: shop.provider.to_owned(),
            environment: Environment::Sandbox,
            name: shop.provider.to_owned(),
            base_url: control.practice().base_urls.get(shop.provider).cloned(),
            settings: BTreeMap::from([("payer_email".to_owned(), "shop@example.org".to_owned())]),
            credentials: credentials(&control, shop),
        };
        let added = engine.add_account(draft).await.unwrap();
        accounts.insert(shop.provider, AccountId::parse(&added.id).unwrap());
    }
    engine.close().await;
    // Closed, a file is whole without its log.
    let files = ["journal.db", "history.db"].map(|name| {
        let bytes = std::fs::read(home.path().join(name)).unwrap();
        (name, bytes)
    });
    Cradle {
        files: files.into(),
        accounts,
    }
}

//! A shop with an account at every provider, all of them one simulated world outside of Duka: what goes wrong there goes
//! wrong over real HTTP, and what happened there can be counted.

use super::page::Page;
use super::session::{Session, Stage};
use serde_json::{Value, json};
use simulator::{Config, Control, Fault, LedgerEntry, Planned, Running, Simulator};
use std::collections::BTreeMap;

/// Opens the shop's keys.
const PASSPHRASE: &str = "seven words that no customer has heard";
/// A host that exists nowhere, by RFC 2606.
const PAYER_EMAIL: &str = "shop@market.example";

/// The shop and its world.
pub(crate) struct Market {
    pub(crate) stage: Stage,
    world: Option<Running>,
    control: Control,
}

impl Market {
    /// A world in which so much has happened before.
    pub(crate) async fn with_past(history: usize) -> Self {
        let config = Config {
            history,
            seed: 31,
            ..Config::default()
        };
        let world = Simulator::start(config).await.expect("the world starts");
        let control = world.control();
        Self {
            stage: Stage::new()
                .with("DUKA_VAULT", "file")
                .with("DUKA_PASSPHRASE", PASSPHRASE),
            world: Some(world),
            control,
        }
    }

    /// Opens the window on it for the first time, with an account at each of these providers.
    pub(crate) async fn open_at(&self, providers: &[&str]) -> Session {
        let session = self.stage.open().await;
        let page = &session.page;
        page.invoke("open_mode", json!({ "mode": "sandbox" })).await;
        page.invoke("set_setting", json!({ "key": "staff", "value": "Achieng" }))
            .await;
        let known = page.invoke("providers", json!({})).await;
        let known = known.as_array().expect("a list of providers");
        let open = providers
            .iter()
            .map(|id| known.iter().find(|one| one["id"] == **id));
        for provider in open {
            let draft = self.draft(provider.expect("it is a provider"));
            page.invoke("add_account", json!({ "draft": draft })).await;
        }
        page.reload().await;
        page.wait_for("nav-charge").await;
        session
    }

    /// Opens the window on it again.
    pub(crate) async fn open_again(&self) -> Session {
        let session = self.stage.open().await;
        session.page.wait_for("nav-charge").await;
        session
    }

    fn draft(&self, provider: &Value) -> Value {
        let id = provider["id"].as_str().expect("a provider has an id");
        let fields = provider["credentials"].as_array().expect("it has fields");
        let asked_for = |name: &String| fields.iter().any(|one| one["name"] == **name);
        let keys = self.control.practice().credentials.remove(id);
        let keys: BTreeMap<String, String> = keys
            .expect("it has keys")
            .into_iter()
            .filter(|(name, _)| asked_for(name))
            .collect();
        json!({
            "provider": id,
            "environment": "sandbox",
            "name": format!("The {} till", provider["name"].as_str().expect("it has a name")),
            "base_url": self.control.practice().base_urls.get(id),
            "settings": { "country": provider["countries"][0], "payer_email": PAYER_EMAIL },
            "credentials": keys,
        })
    }

    pub(crate) fn control(&self) -> &Control {
        &self.control
    }

    /// The next request to this provider that moves money meets this.
    pub(crate) fn next_meets(&self, provider: &str, path: &str, fault: Fault) {
        let mut planned = Planned::next_post(fault).at(provider);
        planned.path = Some(path.to_owned());
        let queued = self.control.fault(planned);
        queued.expect("the queue has room");
    }

    /// What this provider took of this kind since the world was born.
    pub(crate) fn taken(&self, kind: &str) -> Vec<LedgerEntry> {
        let all = self.control.ledger();
        all.into_iter().filter(|row| row.kind == kind).collect()
    }

    /// The network goes down, for good.
    pub(crate) async fn goes_dark(&mut self) {
        if let Some(world) = self.world.take() {
            world.shutdown().await;
        }
    }
}

/// The account at this provider.
pub(crate) async fn account_at(page: &Page, provider: &str) -> String {
    let accounts = page.invoke("accounts", json!({})).await;
    let accounts = accounts.as_array().expect("a list of accounts");
    let found = accounts.iter().find(|one| one["provider"] == provider);
    let id = found.expect("there is an account")["id"].as_str();
    id.expect("an account has an id").to_owned()
}
